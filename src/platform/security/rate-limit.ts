import "server-only";
import { createHmac } from "node:crypto";
import { isIPv4, isIPv6 } from "node:net";
import { db, type Tx } from "@/platform/db/client";
import { env } from "@/platform/env";

/** How often an act is allowed. A window begins with the first act. */
export interface Limit {
  /** Names the act, e.g. `register`. */
  act: string;
  times: number;
  /** Length of the window in seconds. */
  within: number;
}

/** The stored form of a subject: a keyed hash. */
function keyOf({ act }: Limit, subject: string): string {
  return createHmac("sha256", env().APP_SECRET).update(`limit:${act}:${subject}`).digest("base64url");
}

/**
 * Counts one act of one subject (an address, an account, a token) and says whether it is within the limit. PostgreSQL
 * counts, so all instances share the limit. Only a keyed hash of the subject is stored.
 */
export async function consumeRateLimit(limit: Limit, subject: string): Promise<boolean> {
  const [count = 0] = await countUp(db(), [{ key: keyOf(limit, subject), amount: 1, within: limit.within }]);
  return count <= limit.times;
}

/** How many strangers share one counter if they cannot be told apart: about as many are active at once. */
const UNKNOWN_STRANGERS = 20;

/** A limit for one network. If the network is unknown, one for all strangers together, and that many times as high. */
function ofNetwork(limit: Limit, network: string | null): Limit {
  return network === null ? { ...limit, times: limit.times * UNKNOWN_STRANGERS } : limit;
}

/** The limit of a stranger's act and its subject: their network, and optionally `subject`, e.g. the recipient. */
export function fromNetwork(limit: Limit, network: string | null, subject = ""): [Limit, subject: string] {
  return [ofNetwork(limit, network), `${network ?? "unknown"} ${subject}`];
}

/** Counts one act of a stranger by their network, and optionally by `subject`, e.g. the recipient. */
export function allowFrom(limit: Limit, network: string | null, subject = ""): Promise<boolean> {
  return consumeRateLimit(...fromNetwork(limit, network, subject));
}

/** What one act takes from a limit, and the refusal if not enough is left. */
export interface Share<Refusal extends string> {
  limit: Limit;
  subject: string;
  amount: number;
  refusal: Refusal;
}

/** Thrown within a transaction, so that nothing of it is written, not even the counts. */
export class OverLimit extends Error {}

/**
 * Takes shares of limits within the caller's transaction: a rollback also undoes the counts. Throws OverLimit, with the
 * refusal as its message, for the first limit that is used up.
 */
export async function takeShares(tx: Tx, shares: readonly Share<string>[]): Promise<void> {
  const counts = await countUp(
    tx,
    shares.map(({ limit, subject, amount }) => ({ key: keyOf(limit, subject), amount, within: limit.within })),
  );
  const over = shares.find(({ limit }, n) => (counts[n] ?? 0) > limit.times);
  if (over) throw new OverLimit(over.refusal);
}

/** Where a form came from, for limits on strangers. Left out if no stranger sent it. */
export interface Origin {
  /** Null if unknown. */
  network: string | null;
}

/** Why a stranger's form is refused by limits: of the form itself, of their network, or of an address that messages would go to. */
export type LimitRefusal = "form_used" | "network_many" | "email_many" | "phone_many";

/** Runs a transaction that takes shares of limits; a limit that is used up makes it a refusal. */
export async function withinLimits<T, Refusal extends string = LimitRefusal>(
  run: () => Promise<T>,
): Promise<T | { ok: false; reason: Refusal }> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof OverLimit) return { ok: false, reason: error.message as Refusal };
    throw error;
  }
}

/**
 * The same limit for all networks together, counted separately and twice as high, so that one network, which has its
 * own limit, cannot use up what the address's owner has left.
 */
export function fromEverywhere({ act, times, within }: Limit): Limit {
  return { act: `${act}-all`, times: times * 2, within };
}

/** Where messages to somebody go. */
interface Recipients {
  email: string | null;
  phone: string | null;
}

/** The addresses of somebody's messages, each with its refusal. */
export function recipientsOf({ email, phone }: Recipients): Omit<Share<LimitRefusal>, "limit">[] {
  return [
    ...(email ? [{ subject: oneRecipient(email), amount: 1, refusal: "email_many" as const }] : []),
    ...(phone ? [{ subject: oneRecipient(phone), amount: 1, refusal: "phone_many" as const }] : []),
  ];
}

/** The shares that messages to somebody take, on a stranger's behalf: of the network's limit, and of everybody's. */
export function recipientShares(limit: Limit, { network }: Origin, to: Recipients): Share<LimitRefusal>[] {
  const recipients = recipientsOf(to);
  return [
    ...(network === null ? [] : recipients.map((one) => ({ ...one, limit, subject: `${network} ${one.subject}` }))),
    ...recipients.map((one) => ({ ...one, limit: fromEverywhere(limit) })),
  ];
}

/** Counts up in one statement and returns the counts in the same order. Ordered by key, so that two at once cannot deadlock. */
async function countUp(
  client: Tx,
  counters: readonly { key: string; amount: number; within: number }[],
): Promise<number[]> {
  if (counters.length === 0) return [];
  const rows = await client.$queryRaw<{ key: string; count: number }[]>`
    INSERT INTO "RateLimit" AS r (key, count, "expiresAt")
    SELECT key, amount, now() + make_interval(secs => within)
    FROM jsonb_to_recordset(${JSON.stringify(counters)}::jsonb) AS counter(key text, amount int, within int) ORDER BY key
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN r."expiresAt" <= now() THEN EXCLUDED.count ELSE r.count + EXCLUDED.count END,
      "expiresAt" = CASE WHEN r."expiresAt" <= now() THEN EXCLUDED."expiresAt" ELSE r."expiresAt" END
    RETURNING key, count`;
  const counts = new Map(rows.map(({ key, count }) => [key, count]));
  return counters.map(({ key }) => counts.get(key) ?? 0);
}

/** Removes counters whose window has passed. */
export async function purgeRateLimits(): Promise<void> {
  await db().rateLimit.deleteMany({ where: { expiresAt: { lt: new Date() } } });
}

/**
 * The client's address. Each proxy appends the address it saw to X-Forwarded-For. With TRUSTED_PROXIES of them, the
 * entry of the outermost is the client's; anything before it is only the client's claim. Null if no proxy is trusted,
 * because then the whole header is.
 */
export function clientAddress(headers: Headers): string | null {
  const { TRUSTED_PROXIES } = env();
  const seen = (headers.get("x-forwarded-for") ?? "").split(",").map((address) => address.trim());
  return TRUSTED_PROXIES === 0 ? null : seen.at(-TRUSTED_PROXIES) || null;
}

/** The client's network, by which limits count strangers; null if unknown. */
export function clientNetwork(headers: Headers): string | null {
  const address = clientAddress(headers);
  return address === null ? null : networkOf(address);
}

/**
 * The network that counts as one stranger: an IPv4 address, also in IPv6 form (::ffff:1.2.3.4), or the first 64 bits of
 * an IPv6 address, the least that anyone gets. Some proxies add a port. Null if it is not an address.
 */
export function networkOf(address: string): string | null {
  const bare = address
    .replace(/^\[([^\]]*)\](:\d+)?$/, "$1")
    .replace(/^([\d.]+):\d+$/, "$1")
    .replace(/%.*$/, "");
  if (isIPv4(bare)) return bare;
  if (!isIPv6(bare)) return null;
  // URLs normalise an address, with one :: for the longest row of zeros.
  const [head = "", tail] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split("::");
  const groups = (text = "") => text.split(":").flatMap((group) => (group === "" ? [] : Number.parseInt(group, 16)));
  const before = groups(head);
  const after = groups(tail);
  const all = [...before, ...new Array<number>(8 - before.length - after.length).fill(0), ...after];
  const [, , , , , mark, high = 0, low = 0] = all;
  if (mark === 0xffff && all.slice(0, 5).every((group) => group === 0))
    return [high >> 8, high & 255, low >> 8, low & 255].join(".");
  return `${all
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(":")}::/64`;
}

/**
 * One key for a mailbox or phone, however its address is written: text after a plus, and dots at Gmail, reach the same
 * person.
 */
export function oneRecipient(address: string): string {
  const [local = "", domain] = address.split("@");
  if (domain === undefined) return address;
  const box = local.split("+")[0] || local;
  return /^(gmail|googlemail)\.com$/.test(domain) ? `${box.replaceAll(".", "")}@gmail.com` : `${box}@${domain}`;
}
