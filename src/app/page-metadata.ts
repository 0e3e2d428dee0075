import type { Metadata } from "next";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { DEFAULT_LOCALE, LOCALE_CODES } from "@/i18n/locales";
import { type Address, entryRoutes, inLanguage, routes } from "@/i18n/routes";

interface PublicPage {
  /** What the page is; the layout puts the portal's name after it. */
  title: NonNullable<Metadata["title"]>;
  description?: string;
  address: Address;
  /** False: search engines leave it out, but follow its links. */
  listed?: boolean;
}

/** Metadata of a page that anyone may find: its canonical address, and the same page in the other languages. */
export function publicMetadata({ title, description, address, listed = true }: PublicPage): Metadata {
  return {
    title,
    ...(description && { description }),
    alternates: alternates(address),
    ...(!listed && { robots: { index: false, follow: true } }),
  };
}

/**
 * Metadata of a page that is one reader's: kept from search engines, and its address, which may hold a token, from other
 * sites. Not `no-referrer`: with it browsers send forms without an origin, and Next.js refuses those.
 *
 * The title says what the page is, most often its heading, and the name of the forum that it is about.
 */
export async function privateMetadata(heading: string, about?: string): Promise<Metadata> {
  return unlistedMetadata(await titleOfForm(about ? `${heading} · ${about}` : heading));
}

/** The same for a page that is one and the same for all readers, and prerendered: it holds no form. */
export function unlistedMetadata(title: string): Metadata {
  return { title, robots: { index: false, follow: false }, referrer: "same-origin" };
}

/**
 * The title of a page that holds a form, for which it is rendered on each visit: it begins with "Error" where the page is
 * the answer to a form that was sent without a script. What succeeds leads to another page; with a script `ui/form.tsx` says it.
 */
export async function titleOfForm(title: string): Promise<string> {
  const request = await headers();
  const sent = request.get("content-type")?.startsWith("multipart/form-data") && !request.has("next-action");
  if (!sent) return title;
  const t = await getTranslations("Form");
  return t("titleOfErrors", { title });
}

/** `x-default` is the language chooser for the front page, the default language elsewhere. */
function alternates(address: Address): NonNullable<Metadata["alternates"]> {
  const byDefault = inLanguage(address, DEFAULT_LOCALE);
  return {
    canonical: address,
    languages: {
      ...Object.fromEntries(LOCALE_CODES.map((code) => [code, inLanguage(address, code)])),
      "x-default": byDefault === routes.home(DEFAULT_LOCALE) ? entryRoutes.front() : byDefault,
    },
  };
}
