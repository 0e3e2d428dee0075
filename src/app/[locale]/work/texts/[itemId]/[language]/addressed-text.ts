import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { Id } from "@/features/access/schema";
import { requireLoginSession } from "@/features/accounts/actor";
import { findEditionSubject } from "@/features/content/queries";
import { canonicalLanguage } from "@/features/content/schema";
import type { Locale } from "@/i18n/locales";
import type { routes } from "@/i18n/routes";
import { localeOf } from "../../../../locale-params";

export type TextParams = Promise<{ locale: string; itemId: string; language: string }>;

/** The address of a page about a text in one language. */
type TextPath = typeof routes.text | typeof routes.textLink;

/** Once per request, for the page and its title. */
const findOnce = cache(async (locale: Locale, itemId: string, language: string, path: TextPath) => {
  const session = await requireLoginSession(locale, path(locale, itemId, language));
  if (!Id.safeParse(itemId).success || canonicalLanguage(language) !== language) notFound();
  return { locale, session, subject: (await findEditionSubject(itemId, language)) ?? notFound() };
});

/**
 * The text that the address of such a page names, for policies, and the user's session. Redirects strangers to the sign-in
 * page. If there is no such text, or the language is not spelled as texts are stored, there is no page.
 */
export async function findAddressedText(params: TextParams, path: TextPath) {
  const { itemId, language } = await params;
  return findOnce(await localeOf(params), decodeURIComponent(itemId), decodeURIComponent(language), path);
}
