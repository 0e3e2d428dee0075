import type { Metadata } from "next";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { DEFAULT_LOCALE, LOCALE_CODES } from "@/i18n/locales";
import { type Address, entryRoutes, inLanguage, routes } from "@/i18n/routes";

interface PublicPage {
  /** The page's own title; the layout adds the portal's name. */
  title: NonNullable<Metadata["title"]>;
  description?: string;
  address: Address;
  /** False keeps it out of search engines, which still follow its links. */
  listed?: boolean;
}

/** The metadata of a public page: its canonical address, and the same page in the other languages. */
export function publicMetadata({ title, description, address, listed = true }: PublicPage): Metadata {
  return {
    title,
    ...(description && { description }),
    alternates: alternates(address),
    ...(!listed && { robots: { index: false, follow: true } }),
  };
}

/**
 * The metadata of one reader's page. It is kept from search engines, and its address, which may contain a token, from
 * other sites. Not `no-referrer`: with that, browsers send forms without an origin, and Next.js refuses those.
 *
 * The title is usually the page's heading, with the name of the forum that it is about.
 */
export async function privateMetadata(heading: string, about?: string): Promise<Metadata> {
  return unlistedMetadata(await titleOfForm(about ? `${heading} · ${about}` : heading));
}

/** The same for a prerendered page that is identical for all readers and has no form. */
export function unlistedMetadata(title: string): Metadata {
  return { title, robots: { index: false, follow: false }, referrer: "same-origin" };
}

/**
 * The title of a page with a form, rendered on each visit. It begins with "Error" if the page answers a form sent
 * without a script; with a script, `ui/form.tsx` does this. Success leads to another page.
 */
export async function titleOfForm(title: string): Promise<string> {
  const request = await headers();
  const sent = request.get("content-type")?.startsWith("multipart/form-data") && !request.has("next-action");
  if (!sent) return title;
  const t = await getTranslations("Form");
  return t("titleOfErrors", { title });
}

/** `x-default` is the language chooser for the front page, and the default language elsewhere. */
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
