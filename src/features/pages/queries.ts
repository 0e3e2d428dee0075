import "server-only";
import { cacheLife } from "next/cache";
import { toGivenLink } from "@/features/accounts/queries";
import type { ReadAudit } from "@/features/audit/policy";
import type { AuditKeys } from "@/features/audit/schema";
import { DATED_EDITIONS, languagesAtWork, NEWEST_EDITIONS, newestOf } from "@/features/content/queries";
import { type EditionState, type Standing, textFor } from "@/features/content/rules";
import { keep } from "@/features/forums/queries";
import { DEFAULT_LOCALE, LOCALE_CODES, type Locale } from "@/i18n/locales";
import { db, inBackground } from "@/platform/db/client";
import type { Prisma } from "@/platform/db/generated/client";
import { lastGood } from "@/platform/last-good";
import { pageTag } from "./cache-tags";
import type { ManagePages, PreviewPage } from "./policy";
import { PAGE_KEYS, type PageKey } from "./schema";
import { type PageWords, shippedWords } from "./shipped";

/** A page as readers see it, in the best language for them. */
export interface SitePageView {
  locale: string;
  words: PageWords;
  standing: Standing;
  /** When staff last changed what readers see; null while it is what came with the portal. */
  changed: Date | null;
}

/** Seconds after which a page with last-known data asks again. */
const ASK_AGAIN = 5;

const PAGE = { createdAt: true, editions: DATED_EDITIONS } satisfies Prisma.SitePageSelect;

const AS_SHIPPED: Standing = { state: "original", notes: [], original: null };

/** The words of a page in a language, cached until somebody changes them. Until staff take a page over, its shipped words. */
export async function getSitePage(locale: Locale, key: PageKey): Promise<SitePageView> {
  "use cache";
  keep(pageTag(key));
  const { value, fresh } = await lastGood(`pages:${key}`, () => readPage(key));
  if (!fresh) cacheLife({ stale: ASK_AGAIN, revalidate: ASK_AGAIN, expire: 300 });
  const text = value.page && textFor("page", value.page.editions, locale);
  if (!value.page || !text)
    return { locale, words: await shippedWords(key, locale), standing: AS_SHIPPED, changed: null };
  const at = value.page.editions.find(({ language }) => language === text.locale)?.publishedRevision?.at ?? null;
  const { words, standing } = text;
  // What staff took over and have not changed is as old as the portal.
  const changed = at && at > value.page.createdAt ? at : null;
  return { locale: text.locale, words, standing, changed };
}

/** An object also for a page that nobody has taken over, so that this is remembered too. */
async function readPage(key: PageKey) {
  return { page: await db().sitePage.findUnique({ where: { key }, select: PAGE }) };
}

/** Reads the pages when a server starts, so that they work even if the database fails before anybody came. */
export async function rememberPages(): Promise<void> {
  await inBackground(async () => {
    for (const key of PAGE_KEYS) await lastGood(`pages:${key}`, () => readPage(key));
  });
}

// For staff.

/** A page with the state of its words in each language, for whoever looks after it. */
export interface PageAtWork {
  key: PageKey;
  /** Its newest title in the reader's language, or else in the original's. */
  title: string;
  locale: string;
  /** Null while readers get the shipped words. `seen`: readers see the newest version. */
  text: { itemId: string; language: string; languages: Map<string, { state: EditionState; seen: boolean }> } | null;
}

const AT_WORK = {
  key: true,
  content: { select: { id: true, sourceLanguage: true } },
  editions: NEWEST_EDITIONS,
} satisfies Prisma.SitePageSelect;

type WorkRow = Prisma.SitePageGetPayload<{ select: typeof AT_WORK }>;

async function toPageAtWork(key: PageKey, row: WorkRow | undefined, locale: Locale): Promise<PageAtWork> {
  const text = row && textFor("page", row.editions.map(newestOf), locale);
  if (!row?.content || !text) return { key, title: (await shippedWords(key, locale)).title, locale, text: null };
  return {
    key,
    title: text.words.title,
    locale: text.locale,
    text: {
      itemId: row.content.id,
      language: row.content.sourceLanguage,
      languages: languagesAtWork(row.editions),
    },
  };
}

/** All pages, in the order in which readers find them. */
export async function listPagesAtWork(_permit: ManagePages, locale: Locale): Promise<PageAtWork[]> {
  const rows = await db().sitePage.findMany({ select: AT_WORK });
  return Promise.all(
    PAGE_KEYS.map((key) =>
      toPageAtWork(
        key,
        rows.find((row) => row.key === key),
        locale,
      ),
    ),
  );
}

/** One page; it need not have been taken over. */
export async function getPageAtWork(_permit: ManagePages, key: PageKey, locale: Locale): Promise<PageAtWork> {
  const row = await db().sitePage.findUnique({ where: { key }, select: AT_WORK });
  return toPageAtWork(key, row ?? undefined, locale);
}

/** A page in one page language as it would be read with its newest words, and how far these have come. */
export interface PagePreview {
  language: Locale;
  state: EditionState | "missing";
  page: SitePageView;
}

/** A page in every page language with its newest words, published or not; as shipped if nobody has taken it over. */
export async function listPagePreviews({ subject: { key } }: PreviewPage): Promise<PagePreview[]> {
  const row = await db().sitePage.findUnique({ where: { key }, select: AT_WORK });
  const editions = row?.editions.map(newestOf) ?? [];
  return Promise.all(
    LOCALE_CODES.map(async (language) => {
      const text = textFor("page", editions, language);
      if (!text) {
        const page = {
          locale: language,
          words: await shippedWords(key, language),
          standing: AS_SHIPPED,
          changed: null,
        };
        return { language, state: language === DEFAULT_LOCALE ? "original" : "checked", page };
      }
      const state = editions.find((edition) => edition.language === language)?.state ?? "missing";
      return {
        language,
        state,
        page: { locale: text.locale, words: text.words, standing: text.standing, changed: null },
      };
    }),
  );
}

/** What policies need to know about the page of a text, for the page of a preview link; null if there is none. */
export async function findPagePreviewSubject(itemId: string): Promise<PreviewPage["subject"] | null> {
  const page = await db().sitePage.findFirst({ where: { content: { id: itemId } }, select: { key: true } });
  return page && { itemId, key: page.key };
}

/** A preview link just made for a page; null for any other link, and after a quarter of an hour. */
export async function findGivenPageLink(
  _permit: ManagePages,
  key: PageKey,
  id: string,
  now = new Date(),
): Promise<{ holder: string; token: string; expiresAt: Date } | null> {
  const row = await db().accessLink.findFirst({ where: { id, kind: "preview", item: { page: { key } } } });
  return row && toGivenLink(row, now);
}

/** How the audit log names pages: by the title of their original. */
export async function listPageNames(_permit: ReadAudit, { ids }: AuditKeys): Promise<Map<string, string>> {
  const rows = await db().sitePage.findMany({
    where: { id: { in: ids } },
    select: { id: true, key: true, editions: { where: { state: "original" }, select: { title: true } } },
  });
  return new Map(rows.map(({ id, key, editions }) => [id, editions[0]?.title ?? key]));
}
