import { parseAtomFeed, parseRssFeed } from "feedsmith";
import { parseFeed } from "htmlparser2";
import { SaxesParser } from "saxes";
import { beforeAll, expect, test, vi } from "vitest";
import { GET as sitemapOf } from "@/app/sitemap/[language]/route";
import { system } from "@/features/access/schema";
import { checkText, saveText } from "@/features/content/commands";
import { canWriteText } from "@/features/content/policy";
import { findEditionSubject, findTextOf } from "@/features/content/queries";
import { encodePicture, uploadMedia } from "@/features/media/commands";
import { canUploadMedia } from "@/features/media/policy";
import { changeCover, createPost, publishPost } from "@/features/news/commands";
import { writeNewsFeed } from "@/features/news/feed";
import { canCreatePost, canManagePost } from "@/features/news/policy";
import { LOCALE_CODES, type Locale } from "@/i18n/locales";
import { db } from "@/platform/db/client";
import { jpeg } from "../support/media-files";
import { permitted } from "../support/permits";

// The feeds and the site map of news, as programs read them that were written by others: two parsers of feeds that share no
// code, and one of XML that accepts nothing but well-formed documents with declared namespaces.

vi.mock("next/cache", () => ({ cacheLife: () => undefined, cacheTag: () => undefined }));

const URL_OF_PORTAL = "https://omapolku.test";
const AT = new Date("2026-11-03T07:00:00Z");

/** Words that a careless writer of XML, HTML or plain text garbles, in each language. */
const WORDS: Readonly<Record<Locale, { title: string; lead: string; body: string }>> = {
  fi: {
    title: `Äidit & isät: "5 < 6" ]]> &amp; 👩‍👧`,
    lead: "Näin <b>ei</b> lihavoida & se on hyvä.",
    body: "Ensin.\n\nSitten.",
  },
  sv: { title: "Föräldrar & skolan: ’varför’?", lead: "Så här är det – i korthet.", body: "Först.\n\nSedan." },
  en: { title: "Parents & schools: <i>why</i>?", lead: "It’s short; really.", body: "First.\n\nThen." },
  ar: { title: "الأهل والمدرسة: «لماذا؟» & متى", lead: "باختصار <هكذا>.", body: "أولًا.\n\nثم." },
  so: { title: "Waalidka & dugsiga: maxay tahay?", lead: "Si kooban.", body: "Marka hore.\n\nKa dib." },
};

let post = { id: "", slug: "" };
let picture = { path: "", bytes: 0 };
beforeAll(async () => {
  const { id: organisationId } = await db().organisation.create({
    data: { slug: "syotteet", name: "Syöte & kumpp. ry" },
  });
  const rest = { tags: ["school" as const], byline: null, forum: null, group: null, language: "fi" };
  const made = await createPost(permitted(canCreatePost, { organisationId }), { ...WORDS.fi, ...rest }, AT);
  if (!made.ok) throw new Error(made.reason);
  post = made;
  const permit = permitted(canManagePost, { postId: made.id, organisationId });
  const text = await findTextOf({ kind: "post", id: made.id });
  for (const language of LOCALE_CODES.filter((code) => code !== "fi")) {
    const subject = await findEditionSubject(text?.itemId ?? "", language);
    if (!subject) throw new Error("there is no text");
    const saved = await saveText(
      permitted(canWriteText, subject),
      { fields: WORDS[language], startedFrom: 0, read: 1 },
      AT,
    );
    expect(saved).toMatchObject({ ok: true });
    await checkText(permitted(canWriteText, subject, system("lukija")), { revision: 1, read: 1 }, AT);
  }
  const uploaded = await uploadMedia(permitted(canUploadMedia, { organisationId }), {
    ...{ name: "kuva.jpg", bytes: await jpeg(400, 225), credit: "" },
  });
  if (!uploaded.ok) throw new Error(uploaded.reason);
  await encodePicture(uploaded.id);
  expect(await changeCover(permit, { cover: uploaded.id, before: null, alt: "" })).toMatchObject({ ok: true });
  const variant = await db().pictureVariant.findFirstOrThrow({
    where: { mediaId: uploaded.id, format: "webp", width: 400 },
  });
  picture = { path: `/media/${uploaded.id}/400.webp`, bytes: variant.bytes ?? 0 };
  await publishPost(permit, AT);
});

/** Throws unless a text is a well-formed XML document with declared namespaces; returns the names of its elements. */
function elementsOf(xml: string): string[] {
  const names: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name }) => names.push(name));
  parser.write(xml).close();
  return names;
}

const feed = async (locale: Locale, file: "atom.xml" | "rss.xml") =>
  (await writeNewsFeed(locale, "school", file, { title: "Uutiset & muut", description: "Kaikki <uutiset>" })).content;
const pageOf = (locale: Locale) => `${URL_OF_PORTAL}/${locale}/news/${post.slug}`;

/** A text of Atom whose kind is HTML, as its reader shows it. */
const unescaped = (html: string) =>
  html.replace(/&(?:amp|lt|gt|quot|#(\d+));/g, (entity, code?: string) =>
    code
      ? String.fromCodePoint(Number(code))
      : ({ "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"' }[entity] ?? entity),
  );

test.each(LOCALE_CODES)("the Atom feed in %s is read as it was written", async (locale) => {
  const xml = await feed(locale, "atom.xml");
  expect(elementsOf(xml)[0]).toBe("feed");
  const { title, lead } = WORDS[locale];
  const read = parseAtomFeed(xml);
  expect(read.id).toBe(`${URL_OF_PORTAL}/${locale}/news/by/tag-school`);
  expect(read.updated).toBe(AT.toISOString());
  expect(read.entries).toHaveLength(1);
  const entry = read.entries?.[0];
  expect(entry).toMatchObject({ id: `urn:uuid:${post.id}`, published: AT.toISOString() });
  expect(unescaped(String(entry?.title?.value ?? entry?.title))).toBe(title);
  expect(unescaped(String(entry?.summary?.value ?? entry?.summary))).toBe(lead);
  expect(entry?.authors?.map(({ name }) => name)).toEqual(["Syöte & kumpp. ry"]);
  expect(entry?.links).toContainEqual(expect.objectContaining({ href: pageOf(locale) }));
  expect(entry?.links).toContainEqual(
    expect.objectContaining({
      rel: "enclosure",
      type: "image/webp",
      href: URL_OF_PORTAL + picture.path,
      length: picture.bytes,
    }),
  );
  const other = parseFeed(xml, { xmlMode: true });
  expect(other).toMatchObject({ type: "atom", items: [{ id: `urn:uuid:${post.id}`, link: pageOf(locale) }] });
  expect(unescaped(other?.items[0]?.title ?? "")).toBe(title);
});

test.each(LOCALE_CODES)("the RSS feed in %s is read as it was written", async (locale) => {
  const xml = await feed(locale, "rss.xml");
  expect(elementsOf(xml).slice(0, 2)).toEqual(["rss", "channel"]);
  const { title, lead } = WORDS[locale];
  const read = parseRssFeed(xml);
  expect(read).toMatchObject({ title: "Uutiset & muut", language: locale });
  expect(read.items).toHaveLength(1);
  expect(read.items?.[0]).toMatchObject({
    ...{ title, description: lead, link: pageOf(locale) },
    guid: { value: `urn:uuid:${post.id}`, isPermaLink: false },
    enclosures: [{ url: URL_OF_PORTAL + picture.path, type: "image/webp", length: picture.bytes }],
  });
  const other = parseFeed(xml, { xmlMode: true });
  expect(other).toMatchObject({
    type: "rss",
    items: [{ title, description: lead, link: pageOf(locale), pubDate: AT }],
  });
});

test.each(LOCALE_CODES)("the site map in %s is well-formed and has the post once", async (locale) => {
  const answer = await sitemapOf(new Request(URL_OF_PORTAL), { params: Promise.resolve({ language: locale }) });
  const xml = await answer.text();
  expect(elementsOf(xml)[0]).toBe("urlset");
  expect(xml.split(`<loc>${pageOf(locale)}</loc>`)).toHaveLength(2);
});
