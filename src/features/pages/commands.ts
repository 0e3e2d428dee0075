import "server-only";
import { recordAudit } from "@/features/audit/commands";
import type { PreviewLinkSchema } from "@/features/content/schema";
import { writeNewText, writePreviewLink } from "@/features/content/writes";
import { noteMediaRelease } from "@/features/media/writes";
import { DEFAULT_LOCALE, LOCALE_CODES } from "@/i18n/locales";
import { transaction } from "@/platform/db/client";
import type { ManagePages } from "./policy";
import type { PageKey } from "./schema";
import { shippedWords } from "./shipped";

/** Who the history says has checked the translations with which a page comes. */
const SHIPPED = "shipped";

/**
 * Gives a page a text of its own, so that staff can change it: its shipped words, with Finnish as the original and the other
 * languages as checked translations. Readers see the same as before. If somebody has done so already, nothing changes. Returns
 * the id of the text.
 */
export async function takeOverPage(
  { by }: ManagePages,
  key: PageKey,
  now = new Date(),
): Promise<{ ok: true; itemId: string; language: string }> {
  const words = Object.fromEntries(
    await Promise.all(LOCALE_CODES.map(async (locale) => [locale, { ...(await shippedWords(key, locale)) }] as const)),
  );
  return transaction(async (tx) => {
    await tx.sitePage.createMany({ data: [{ key, createdAt: now }], skipDuplicates: true });
    await tx.$queryRaw`SELECT FROM "SitePage" WHERE key = ${key}::"SitePageKey" FOR NO KEY UPDATE`;
    const page = await tx.sitePage.findUniqueOrThrow({
      where: { key },
      select: { id: true, content: { select: { id: true, sourceLanguage: true } } },
    });
    if (page.content) return { ok: true, itemId: page.content.id, language: page.content.sourceLanguage };
    const owner = { kind: "page", id: page.id } as const;
    await recordAudit(tx, by, "page_taken_over", owner);
    const made = await writeNewText(tx, by, owner, { sourceLanguage: DEFAULT_LOCALE, words, checkedBy: SHIPPED }, now);
    // A test checks that the shipped words fit; any other error must leave no page behind.
    if (!made.ok) throw new Error(`the shipped words of a page do not fit: ${made.reason}`);
    // Its pictures and files are public as soon as its words are.
    await noteMediaRelease(tx, made.itemId, now);
    return { ok: true, itemId: made.itemId, language: DEFAULT_LOCALE };
  });
}

/**
 * Gives somebody without an account a link that shows a page in every language, and opens nothing else. Returns the link's id. Its
 * token is derived and stored nowhere. Refuses a page that nobody has taken over: everybody reads it already.
 */
export async function givePagePreviewLink(
  { by }: ManagePages,
  key: PageKey,
  link: PreviewLinkSchema,
  now = new Date(),
): Promise<{ ok: true; id: string; token: string } | { ok: false; reason: "not_found" }> {
  return transaction(async (tx) => {
    const page = await tx.sitePage.findUnique({ where: { key }, select: { id: true } });
    if (!page) return { ok: false, reason: "not_found" };
    return writePreviewLink(tx, by, { kind: "page", id: page.id }, link, now);
  });
}
