import "server-only";
import { createHmac } from "node:crypto";
import { db } from "@/platform/db/client";
import { env } from "@/platform/env";

/** What a stranger may do how often. Windows begin with the first act. */
export interface Limit {
  /** Names the act, e.g. `register`. */
  act: string;
  times: number;
  /** Length of the window in seconds. */
  within: number;
}

/**
 * Counts one act of one subject (an address, an account, a token) and says whether it is still within the limit. Counted
 * in PostgreSQL, so that all instances share it; the subject is kept only as a keyed hash.
 */
export async function allow({ act, times, within }: Limit, subject: string): Promise<boolean> {
  const key = createHmac("sha256", env().APP_SECRET).update(`limit:${act}:${subject}`).digest("base64url");
  const [row] = await db().$queryRaw<{ count: number }[]>`
    INSERT INTO "RateLimit" AS r (key, count, "expiresAt") VALUES (${key}, 1, now() + make_interval(secs => ${within}))
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN r."expiresAt" <= now() THEN 1 ELSE r.count + 1 END,
      "expiresAt" = CASE WHEN r."expiresAt" <= now() THEN EXCLUDED."expiresAt" ELSE r."expiresAt" END
    RETURNING count`;
  return (row?.count ?? 0) <= times;
}

/** Removes counters whose window has passed. */
export async function forgetOldLimits(): Promise<void> {
  await db().rateLimit.deleteMany({ where: { expiresAt: { lt: new Date() } } });
}

/**
 * The address a request came from. Each proxy appends the address it saw to X-Forwarded-For; behind TRUSTED_PROXIES of
 * them the entry that the outermost wrote is the client's, and what stands before it is the client's own claim.
 */
export function clientAddress(headers: Headers): string {
  const seen = (headers.get("x-forwarded-for") ?? "").split(",").map((address) => address.trim());
  return seen.at(-Math.max(1, env().TRUSTED_PROXIES)) || "unknown";
}
