import "server-only";
import { randomBytes, timingSafeEqual } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { entryRoutes } from "@/i18n/routes";
import { listen } from "@/platform/db/listen";
import { env } from "@/platform/env";
import { log } from "@/platform/log";

/** The channel on which the database says what has changed (`tellPages` in prisma/migrations). */
const CHANNEL = "omapolku_pages";
/** Changes within this many milliseconds are grouped, so that a crowd does not renew every page with each change. */
const TOGETHER = 300;
/**
 * After this many milliseconds, tags are expired a second time: a page that was being rendered when the change came may
 * hold the old state and would be kept as new. Longer than reads wait (platform/last-good.ts).
 */
const ONCE_MORE_AFTER = 2_500;
const AGAIN_AFTER = 250;
const SECRET_HEADER = "x-omapolku-renewal";

interface Renewal {
  /** Only this process knows it. */
  secret: Buffer;
  /** Tags to expire. */
  due: Set<string>;
  running: boolean;
}

// Next.js bundles route handlers and the server's start separately, so they share memory here.
const holder = globalThis as unknown as { omapolkuRenewal?: Renewal };

function renewal(): Renewal {
  holder.omapolkuRenewal ??= { secret: randomBytes(32), due: new Set(), running: false };
  return holder.omapolkuRenewal;
}

/** How changes map to public pages. The features that make the pages provide this. */
interface Changes {
  /** The cache tags for a notification from the database. */
  tagsOf: (word: string) => readonly string[];
  /** The tags of everything, for when nobody was listening. */
  all: readonly string[];
  /** What changed only by the clock between two instants, in the same words as notifications. */
  byClock: (since: Date, until: Date) => Promise<readonly string[]>;
}

/**
 * Keeps this process's public pages in step with the database from now on. Expires what any process writes, what
 * changes with the clock, and everything after the database could not be heard.
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

/** Has the due tags expired until none are left. Next.js refuses to expire tags outside a request, so we send ourselves one. */
async function work(): Promise<void> {
  const state = renewal();
  if (state.running) return;
  state.running = true;
  let failures = 0;
  while (state.due.size > 0) {
    const ok = await ask(state.secret);
    failures = ok ? 0 : failures + 1;
    // A server that is starting does not answer yet.
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

/** Takes the tags that are due. The caller must expire them. */
export function takeDueTags(): string[] {
  const { due } = renewal();
  const tags = [...due];
  due.clear();
  return tags;
}
