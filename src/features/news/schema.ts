import { z } from "zod";
import { Id } from "@/features/access/schema";
import { canonicalLanguage, partsOf } from "@/features/content/schema";
import { toLatinDigits } from "@/i18n/formatting";
import type { Messages } from "@/i18n/messages";
import { oneLine } from "@/i18n/one-line";
import { PageNumber } from "@/i18n/page-number";
import { SearchText } from "@/i18n/search-text";
import { instantOf } from "@/i18n/time";
import { maybeLine } from "@/i18n/typed-values";

/** Refusals are keys of the messages' NewsErrors namespace. */
type NewsErrorKey = keyof Messages["NewsErrors"];
const error = (key: NewsErrorKey) => ({ error: key });

/** What a post can be about. Words of our own, so that each has a name in every language. Names are stored: never change them. */
export const TAGS = ["forums", "groups", "school", "choices", "families", "youth", "network"] as const;
export type PostTag = (typeof TAGS)[number];
const TAG_NAMES: ReadonlySet<string> = new Set(TAGS);
export const isTag = (name: string): name is PostTag => TAG_NAMES.has(name);

/** One page of the list of posts, counted from 1: all, or those with a tag. */
export interface NewsListing {
  tag?: PostTag | undefined;
  page: number;
}

/** What staff can look for: what decided about a post, and the time. */
export const POST_STATES = ["draft", "review", "scheduled", "published", "unpublished"] as const;
export type PostState = (typeof POST_STATES)[number];

/** The search of staff for their posts. Unreadable values count as not given. */
export const PostSearchSchema = z.object({
  /** A part of a headline in any language, or of an address. */
  text: SearchText,
  state: z.enum(POST_STATES).optional().catch(undefined),
  page: PageNumber,
});
export type PostSearchSchema = z.infer<typeof PostSearchSchema>;

const MaybeLine = (most: number) => maybeLine(most, error("too_long"));

/** The beginning of the names of tag boxes, before the tag. */
export const TAG_BOX = "tag.";

/** The tags that are ticked, in the order of the portal. */
export function tickedTags(values: Readonly<Record<string, string>>): PostTag[] {
  return TAGS.filter((tag) => values[`${TAG_BOX}${tag}`] === "on");
}

/** The end of a page's address, from the address or from that end alone; null if empty. */
const MaybeSlug = (key: NewsErrorKey) =>
  z
    .string()
    .max(2000)
    .catch("")
    .transform((text) => text.trim().split(/[?#]/)[0]?.split("/").filter(Boolean).at(-1) ?? "")
    .pipe(z.union([z.literal(""), z.string().regex(/^[a-z0-9-]{1,100}$/, error(key))]))
    .transform((slug) => slug || null);

const Details = {
  byline: MaybeLine(120),
  /** The forum and the group that it tells about. */
  forum: MaybeSlug("forum_unknown"),
  group: MaybeSlug("group_unknown"),
};

const Words = (part: "title" | "lead" | "body", needed: NewsErrorKey) =>
  z
    .string()
    .catch("")
    .transform((text) => text.trim())
    .pipe(
      z
        .string()
        .min(1, error(needed))
        .max(partsOf("post").get(part)?.most ?? 0, error("too_long")),
    );

/** What is asked when a post is made: what it is about, and its words in one language. */
export const NewPostSchema = z.object({
  ...Details,
  organisation: Id.catch(""),
  language: z.string().refine((tag) => canonicalLanguage(tag) === tag, error("language_invalid")),
  title: Words("title", "title_needed"),
  lead: Words("lead", "lead_needed"),
  body: Words("body", "body_needed"),
});
export type NewPostSchema = z.infer<typeof NewPostSchema>;

/** What is asked when a post is changed. Its words have pages of their own. */
export const EditPostSchema = z.object({
  ...Details,
  /** The end of its address; what people type is written as an address is. */
  slug: z
    .string()
    .max(300, error("too_long"))
    .catch("")
    .transform(oneLine)
    .pipe(z.string().min(1, error("slug_needed"))),
  seen: z.coerce.number().int().min(0).catch(0),
});
export type EditPostSchema = z.infer<typeof EditPostSchema>;

/** The most characters that say what a post's picture shows. */
export const MOST_ALT = partsOf("post").get("coverAlt")?.most ?? 0;

const MaybeId = z
  .union([z.literal(""), Id])
  .catch("")
  .transform((id) => id || null);

/** The picture of a post, or none; the one that it had when the user saw it; and what the picture shows, or nothing. */
export const CoverSchema = z
  .object({
    cover: MaybeId,
    before: MaybeId,
    alt: z
      .string()
      .catch("")
      .transform(oneLine)
      .pipe(z.string().max(MOST_ALT, error("too_long"))),
  })
  .refine(({ cover, alt }) => cover !== null || alt === "", { ...error("cover_needed"), path: ["cover"] });
export type CoverSchema = z.infer<typeof CoverSchema>;

/** A search for a picture to choose. Unreadable values count as not given. */
export const CoverSearchSchema = z.object({ text: SearchText, page: PageNumber });

/** A day as HTML sends it, in the digits of any keyboard. */
const Day = z
  .string()
  .catch("")
  .transform((text) => toLatinDigits(text).trim())
  .pipe(z.iso.date(error("day_invalid")));

/** A time of day as HTML sends it, or as people type it: 17:30, 17.30. */
const Time = z
  .string()
  .catch("")
  .transform((text) =>
    toLatinDigits(text)
      .trim()
      .replace(".", ":")
      .replace(/^(\d):/, "0$1:")
      .slice(0, 5),
  )
  .pipe(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, error("time_invalid")));

/** When readers are to see a post: a minute on the Helsinki clock. */
export const SchedulePostSchema = z.object({ day: Day, time: Time }).transform(({ day, time }, context) => {
  const at = instantOf(day, time);
  if (at) return { at };
  context.addIssue({ code: "custom", message: "time_skipped" satisfies NewsErrorKey, path: ["time"] });
  return z.NEVER;
});
export type SchedulePostSchema = z.infer<typeof SchedulePostSchema>;

/** The form that takes a post away from readers: the first submission asks, the second does it. */
export const UnpublishPostSchema = z.object({ confirmed: z.string().max(10).catch("") });
