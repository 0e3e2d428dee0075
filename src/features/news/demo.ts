import "server-only";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Permit } from "@/features/access/policy";
import { system } from "@/features/access/schema";
import { checkText, publishText, saveText } from "@/features/content/commands";
import { canPublishText, canWriteText } from "@/features/content/policy";
import { findEditionSubject, findTextOf } from "@/features/content/queries";
import { LOCALE_CODES, type Locale } from "@/i18n/locales";
import { addDays, inputValue, instantOf } from "@/i18n/time";
import { db } from "@/platform/db/client";
import type { DemoParts } from "@/platform/demo";
import { createPost, editPost, publishPost, schedulePost, submitPost } from "./commands";
import { type DemoPost, POSTS } from "./demo/posts";
import { canCreatePost, canManagePost } from "./policy";

/** News of some months and of the beginning in 2021, in all languages; one post that is to come, and one that waits for a reader. */
export const demo: DemoParts = {
  news: {
    after: ["forums", "groups", "accounts"],
    seed: async (now) => {
      const texts = new Map(LOCALE_CODES.map((locale) => [locale, readTexts(locale)]));
      for (const post of POSTS) await seedPost(post, texts, now);
    },
  },
};

type Words = { title: string; lead: string; body: string };
type Texts = ReadonlyMap<Locale, Readonly<Record<string, Words>>>;

function readTexts(locale: Locale): Readonly<Record<string, Words>> {
  return JSON.parse(readFileSync(resolve(import.meta.dirname, "demo/texts", `${locale}.json`), "utf8"));
}

function granted<T>(permit: T | null, what: string): T {
  if (!permit) throw new Error(`the demo may not ${what}`);
  return permit;
}

/** When a post appears: at nine in the morning. */
function timeOf({ appears }: DemoPost, now: Date): Date | null {
  if (appears === undefined) return null;
  const day = typeof appears === "string" ? appears : inputValue(addDays(now, -appears)).slice(0, 10);
  return instantOf(day, "09:00");
}

async function seedPost(post: DemoPost, texts: Texts, now: Date): Promise<void> {
  const { key, tags, byline = null, forum = null, group = null } = post;
  const words = texts.get("fi")?.[key];
  if (!words) throw new Error(`the post ${key} has no words`);
  const { id: organisationId } = await db().organisation.findUniqueOrThrow({ where: { slug: post.organisation } });
  const at = timeOf(post, now);
  const written = at && at < now ? at : now;
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
  for (const [locale, all] of texts) {
    const translated = locale === "fi" ? undefined : all[key];
    if (translated) await translate(made.id, locale, translated, !post.unchecked?.includes(locale), written);
  }
  if (post.waits) await submitPost(permit);
  if (at && at > now) await schedulePost(permit, { at }, now);
  else if (at) await publishPost(permit, at);
}

/** Translates a post's words. Somebody else checks them, or else they are published as they are. */
async function translate(postId: string, locale: Locale, fields: Words, checked: boolean, now: Date): Promise<void> {
  const text = await findTextOf({ kind: "post", id: postId });
  const subject = text && (await findEditionSubject(text.itemId, locale));
  if (!subject) throw new Error("the post has no text");
  const permit = granted(Permit.ask(canWriteText, system("demo"), subject), "translate");
  const saved = await saveText(permit, { fields: { ...fields }, startedFrom: 0, read: 1 }, now);
  if (!saved.ok) throw new Error(`the text of a post: ${saved.reason}`);
  if (checked) {
    const reader = granted(Permit.ask(canWriteText, system("demo-reader"), subject), "check");
    await checkText(reader, { revision: saved.revision, read: 1 }, now);
  } else {
    const publisher = granted(Permit.ask(canPublishText, system("demo"), subject), "publish");
    await publishText(publisher, { language: locale, revision: saved.revision });
  }
}
