import { MINUTE } from "@/i18n/time";
import type { PostState } from "./schema";

/** What staff decided about a post, and from when on it holds. */
export interface PostStanding {
  status: "draft" | "review" | "published" | "unpublished";
  publishAt: Date | null;
  firstPublishedAt: Date | null;
}

/** What follows from what staff decided and the time. Readers see a post exactly while it is `published`. */
export function postState({ status, publishAt }: Omit<PostStanding, "firstPublishedAt">, now: Date): PostState {
  if (status !== "published") return status;
  return publishAt && publishAt <= now ? "published" : "scheduled";
}

/** Whether readers could ever read it: then its addresses stay good. */
export function wasPublic({ firstPublishedAt }: Pick<PostStanding, "firstPublishedAt">, now: Date): boolean {
  return firstPublishedAt !== null && firstPublishedAt <= now;
}

type Times = Pick<PostStanding, "publishAt" | "firstPublishedAt">;

/** The times of a post that is published now. One that readers have had keeps its date. */
export function publishedNow(post: PostStanding, now: Date): Times {
  const firstPublishedAt = wasPublic(post, now) ? post.firstPublishedAt : now;
  return { publishAt: firstPublishedAt, firstPublishedAt };
}

/** The times of a post that is to appear at an instant, to the minute. */
export function publishedAt(post: PostStanding, at: Date, now: Date): Times {
  const publishAt = new Date(at.getTime() - (at.getTime() % MINUTE));
  return { publishAt, firstPublishedAt: wasPublic(post, now) ? post.firstPublishedAt : publishAt };
}

/** The status and the times of a post that is taken back: before its first time, it is a draft as if nothing had been planned. */
export function takenBack(post: PostStanding, now: Date): Times & { status: "draft" | "unpublished" } {
  if (!wasPublic(post, now)) return { status: "draft", publishAt: null, firstPublishedAt: null };
  return { status: "unpublished", publishAt: post.firstPublishedAt, firstPublishedAt: post.firstPublishedAt };
}

/** How long reading a text takes, in whole minutes: 180 words a minute, as somebody reads who learned the language lately. */
export function readingMinutes(...texts: readonly string[]): number {
  const words = texts.join(" ").split(/\s+/).filter(Boolean).length;
  return Math.max(1, Math.round(words / 180));
}
