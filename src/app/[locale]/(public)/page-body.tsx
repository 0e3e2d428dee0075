import type { DraftReader } from "@/features/media/draft-address";
import type { SitePageView } from "@/features/pages/queries";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { DocumentBody } from "../document-body";

/** The body of a page that staff edit; nothing if it has none. Names who reads it before it is public, if somebody does. */
export function PageBody({
  locale,
  page,
  reader = null,
}: {
  locale: Locale;
  page: SitePageView;
  reader?: DraftReader | null;
}) {
  if (!page.words.body) return null;
  return (
    <div className="leading-[1.75]" {...languageOf(page.locale, locale)}>
      <DocumentBody locale={locale} text={page.words.body} language={page.locale} reader={reader} />
    </div>
  );
}
