import type { SitePageView } from "@/features/pages/queries";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { DocumentBody } from "../document-body";

/** The body of a page that staff edit; nothing if it has none. */
export function PageBody({ locale, page }: { locale: Locale; page: SitePageView }) {
  if (!page.words.body) return null;
  return (
    <div className="leading-[1.75]" {...languageOf(page.locale, locale)}>
      <DocumentBody locale={locale} text={page.words.body} language={page.locale} />
    </div>
  );
}
