import "server-only";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Permit } from "@/features/access/policy";
import { system } from "@/features/access/schema";
import { checkText, publishText, saveText } from "@/features/content/commands";
import { canPublishText, canWriteText } from "@/features/content/policy";
import { findEditionSubject, findTextOf } from "@/features/content/queries";
import { encodePicture, uploadMedia } from "@/features/media/commands";
import { canUploadMedia } from "@/features/media/policy";
import { LOCALE_CODES, type Locale } from "@/i18n/locales";
import { addDays, inputValue, instantOf } from "@/i18n/time";
import { db } from "@/platform/db/client";
import { type DemoParts, granted } from "@/platform/demo";
import { drawPng } from "@/platform/picture";
import { changeCover, createPost, editPost, publishPost, schedulePost, submitPost } from "./commands";
import { drawCover } from "./demo/covers";
import { drawHandout, HANDOUT, HANDOUT_NAME } from "./demo/handout";
import { type DemoPost, POSTS } from "./demo/posts";
import { canCreatePost, canManagePost } from "./policy";

/**
 * News of some months and of the beginning in 2021, in all languages and with pictures made for them, one of them with a sheet to
 * print; one post that is to come, and one that waits for a reader, without a picture.
 */
export const demo: DemoParts = {
  news: {
    after: ["forums", "groups", "accounts"],
    seed: async (now) => {
      const handout = await uploadHandout(now);
      const texts = new Map(LOCALE_CODES.map((locale) => [locale, readTexts(locale, handout)]));
      // Together, because making a picture's variants takes a second of one processor.
      const covers = await Promise.all(POSTS.map((post) => uploadCover(post, texts, now)));
      for (const [n, post] of POSTS.entries()) await seedPost(post, texts, covers[n] ?? null, now);
    },
  },
};

type Words = { title: string; lead: string; body: string; coverAlt?: string };
type Texts = ReadonlyMap<Locale, Readonly<Record<string, Words>>>;

function readTexts(locale: Locale, handout: string): Readonly<Record<string, Words>> {
  const texts = readFileSync(resolve(import.meta.dirname, "demo/texts", `${locale}.json`), "utf8");
  return JSON.parse(texts.replaceAll(HANDOUT, handout));
}

/** When a post appears: at nine in the morning. */
function timeOf({ appears }: DemoPost, now: Date): Date | null {
  if (appears === undefined) return null;
  const day = typeof appears === "string" ? appears : inputValue(addDays(now, -appears)).slice(0, 10);
  return instantOf(day, "09:00");
}

/** The organisation of a post, and when it was written. */
async function originOf(post: DemoPost, now: Date): Promise<{ organisationId: string; written: Date }> {
  const { id } = await db().organisation.findUniqueOrThrow({ where: { slug: post.organisation } });
  const at = timeOf(post, now);
  return { organisationId: id, written: at && at < now ? at : now };
}

async function seedPost(post: DemoPost, texts: Texts, cover: string | null, now: Date): Promise<void> {
  const { key, tags, byline = null, forum = null, group = null } = post;
  const words = texts.get("fi")?.[key];
  if (!words) throw new Error(`the post ${key} has no words`);
  const { organisationId, written } = await originOf(post, now);
  const at = timeOf(post, now);
  const details = { tags, byline, forum, group };
  const made = await createPost(
    granted(Permit.ask(canCreatePost, system("demo"), { organisationId }), "write posts"),
    { ...words, ...details, language: "fi" },
    written,
  );
  if (!made.ok) throw new Error(`the post ${key}: ${made.reason}`);
  const permit = granted(
    Permit.ask(canManagePost, system("demo"), { postId: made.id, organisationId }),
    "change posts",
  );
  if (made.slug !== key) await editPost(permit, { ...details, slug: key, seen: 1 }, written);
  if (cover) await changeCover(permit, { cover, before: null, alt: "" }, written);
  // The original as translators read it: with what its picture shows.
  const read = words.coverAlt ? await write(made.id, "fi", words, { startedFrom: 1, read: null }, written) : 1;
  for (const [locale, all] of texts) {
    const translated = locale === "fi" ? undefined : all[key];
    if (translated)
      await translate(made.id, locale, translated, { read, checked: !post.unchecked?.includes(locale) }, written);
  }
  if (post.waits) await submitPost(permit);
  if (at && at > now) await schedulePost(permit, { at }, now);
  else if (at) await publishPost(permit, at);
}

/** Draws a post's picture and takes the way of every upload with it. Returns its id; null if none is drawn for the post. */
async function uploadCover(post: DemoPost, texts: Texts, now: Date): Promise<string | null> {
  const { key } = post;
  const drawing = drawCover(key);
  if (!drawing) return null;
  const { organisationId, written } = await originOf(post, now);
  const name = texts.get("fi")?.[key]?.title ?? key;
  const permit = granted(Permit.ask(canUploadMedia, system("demo"), { organisationId }), "upload pictures");
  const uploaded = await uploadMedia(permit, { name, bytes: drawPng(drawing), credit: "OmaPolku" }, written);
  if (!uploaded.ok) throw new Error(`the picture of ${key}: ${uploaded.reason}`);
  // Not left to the worker, which does not run yet: only a picture that is ready can be chosen.
  await encodePicture(uploaded.id);
  return uploaded.id;
}

/** Uploads the sheet that a post of Moniheli has, like any other file. Returns its id. */
async function uploadHandout(now: Date): Promise<string> {
  const { id } = await db().organisation.findUniqueOrThrow({ where: { slug: "moniheli" } });
  const permit = granted(Permit.ask(canUploadMedia, system("demo"), { organisationId: id }), "upload files");
  const uploaded = await uploadMedia(permit, { name: HANDOUT_NAME, bytes: drawHandout(), credit: "OmaPolku" }, now);
  if (!uploaded.ok) throw new Error(`the sheet of questions: ${uploaded.reason}`);
  return uploaded.id;
}

async function subjectOf(postId: string, locale: Locale) {
  const text = await findTextOf({ kind: "post", id: postId });
  const subject = text && (await findEditionSubject(text.itemId, locale));
  if (!subject) throw new Error("the post has no text");
  return subject;
}

/** Saves a post's words in a language. Returns the number of the revision. */
async function write(
  postId: string,
  locale: Locale,
  fields: Words,
  beside: { startedFrom: number; read: number | null },
  now: Date,
): Promise<number> {
  const permit = granted(Permit.ask(canWriteText, system("demo"), await subjectOf(postId, locale)), "write texts");
  const saved = await saveText(permit, { fields: { ...fields }, ...beside }, now);
  if (!saved.ok) throw new Error(`the text of a post: ${saved.reason}`);
  return saved.revision;
}

/** Translates a post's words. Somebody else checks them, or else they are published as they are. */
async function translate(
  postId: string,
  locale: Locale,
  fields: Words,
  { read, checked }: { read: number; checked: boolean },
  now: Date,
): Promise<void> {
  const revision = await write(postId, locale, fields, { startedFrom: 0, read }, now);
  const subject = await subjectOf(postId, locale);
  if (checked) {
    const reader = granted(Permit.ask(canWriteText, system("demo-reader"), subject), "check");
    await checkText(reader, { revision, read }, now);
  } else {
    const publisher = granted(Permit.ask(canPublishText, system("demo"), subject), "publish");
    await publishText(publisher, { language: locale, revision });
  }
}
