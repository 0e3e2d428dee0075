import "server-only";
import { randomBytes, timingSafeEqual } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { entryRoutes } from "@/i18n/routes";
import { listen } from "@/platform/db/listen";
import { env } from "@/platform/env";
import { log } from "@/platform/log";

/** The channel in which the database says what has changed: prisma/migrations, `tellPages`. */
const CHANNEL = "omapolku_pages";
/** Milliseconds within which changes are taken together, so that a crowd does not make every page anew with each of them. */
const TOGETHER = 300;
/**
 * Milliseconds after which what was expired is expired once more: a page that was being made when the change came may hold
 * what was before, and is kept as new. Longer than reading waits (platform/last-good.ts).
 */
const ONCE_MORE_AFTER = 2_500;
const AGAIN_AFTER = 250;
const SECRET_HEADER = "x-omapolku-renewal";

interface Renewal {
  /** Known to this process alone. */
  secret: Buffer;
  /** Tags that are to be expired. */
  due: Set<string>;
  running: boolean;
}

// Next.js bundles route handlers and the start of the server apart: one memory for both.
const holder = globalThis as unknown as { omapolkuRenewal?: Renewal };

function renewal(): Renewal {
  holder.omapolkuRenewal ??= { secret: randomBytes(32), due: new Set(), running: false };
  return holder.omapolkuRenewal;
}

/** What changes public pages, in terms of the features that make them. */
interface Changes {
  /** The cache tags of what the database says has changed. */
  tagsOf: (word: string) => readonly string[];
  /** The tags of everything: for the time in which nobody listened. */
  all: readonly string[];
  /** What the clock alone has changed from an instant up to another, as words of the same kind. */
  byClock: (since: Date, until: Date) => Promise<readonly string[]>;
}

/**
 * Keeps the public pages of this process as true as the database, from now on: expires what writes of any process change,
 * what the clock changes at its instant, and everything after the database could not be heard.
 */
export function followChanges({ tagsOf, all, byClock }: Changes): void {
  let since = new Date();
  void listen({
    channel: CHANNEL,
    heard: (word) => expire(tagsOf(word)),
    connected: () => expire(all),
    async beat() {
      const until = new Date();
      for (const word of await byClock(since, until)) expire(tagsOf(word));
      since = until;
    },
  });
}

function expire(tags: readonly string[], { onceMore = true } = {}): void {
  const { due } = renewal();
  for (const tag of tags) due.add(tag);
  if (onceMore) setTimeout(() => expire(tags, { onceMore: false }), ONCE_MORE_AFTER).unref();
  void work();
}

/** Has what is due expired, until nothing is. Next.js refuses to expire tags outside a request: we send ourselves one. */
async function work(): Promise<void> {
  const state = renewal();
  if (state.running) return;
  state.running = true;
  let failures = 0;
  while (state.due.size > 0) {
    const ok = await ask(state.secret);
    failures = ok ? 0 : failures + 1;
    // A server that begins does not answer yet.
    if (failures === 40) log().warn("the portal does not answer itself: pages may show what was before");
    await sleep(ok ? TOGETHER : AGAIN_AFTER, undefined, { ref: false });
  }
  state.running = false;
}

async function ask(secret: Buffer): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${env().PORT}${entryRoutes.renewal()}`, {
      headers: { [SECRET_HEADER]: secret.toString("hex") },
      cache: "no-store",
      redirect: "manual",
      signal: AbortSignal.timeout(10_000),
    });
    await answer.arrayBuffer();
    return answer.status === 204;
  } catch {
    return false;
  }
}

/** Whether a request comes from this very process. */
export function isOwnRequest(headers: Headers): boolean {
  const given = Buffer.from(headers.get(SECRET_HEADER) ?? "", "hex");
  const { secret } = renewal();
  return given.length === secret.length && timingSafeEqual(given, secret);
}

/** Takes the tags that are due: the server that takes them expires them. */
export function takeDueTags(): string[] {
  const { due } = renewal();
  const tags = [...due];
  due.clear();
  return tags;
}
