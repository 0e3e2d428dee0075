import "@/ui/tokens.css";
import type { Metadata, Viewport } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { DEFAULT_LOCALE, isLocale, LOCALE_CODES, LOCALES } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { siteMetadata, siteViewport } from "../site-metadata";
import { FAILURE_WORDS_ID, type FailureWords, ID_MARK } from "./failure-words";
import { portalHelp } from "./help";

export const viewport: Viewport = siteViewport;

export function generateStaticParams() {
  return LOCALE_CODES.map((locale) => ({ locale }));
}

interface Props {
  params: Promise<{ locale: string }>;
  children: ReactNode;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  if (!isLocale(locale)) return siteMetadata;
  const t = await getTranslations({ locale, namespace: "Site" });
  return {
    ...siteMetadata,
    description: t("description"),
    openGraph: { siteName: "OmaPolku", type: "website", locale: LOCALES[locale].bcp47.split("-u-")[0] },
  };
}

/** The document of every page in a language: the server sets `lang` and `dir`, never a script. */
export default async function LocaleLayout({ params, children }: Props) {
  const { locale } = await params;
  if (!isLocale(locale)) {
    setRequestLocale(DEFAULT_LOCALE);
    // For an unknown language every page below calls notFound(). Not here, because above this layout nothing could show
    // that. Readers see the page in every language, with which src/server replaces this one.
    return (
      <html lang={DEFAULT_LOCALE} dir="ltr">
        <body className="bg-paper text-ink">{children}</body>
      </html>
    );
  }
  setRequestLocale(locale);
  const t = await getTranslations({ locale });
  const words: FailureWords = {
    addresses: { forums: routes.forums(locale), home: routes.home(locale) },
    title: t("Failure.title"),
    text: t("Failure.text"),
    id: t("Failure.id", { id: ID_MARK }),
    again: t("Failure.again"),
    help: { text: t("Site.help"), contact: portalHelp() },
    forums: t("NotFound.forums"),
    home: t("NotFound.home"),
  };
  return (
    <html lang={locale} dir={LOCALES[locale].dir}>
      <body className="bg-paper text-ink">
        {children}
        <script
          id={FAILURE_WORDS_ID}
          type="application/json"
          dangerouslySetInnerHTML={{ __html: JSON.stringify(words).replaceAll("<", "\\u003c") }}
        />
      </body>
    </html>
  );
}
