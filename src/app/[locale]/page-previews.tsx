import { SideBySide } from "@/features/content/components/side-by-side";
import type { DraftReader } from "@/features/media/draft-address";
import { PageHeading, PageState } from "@/features/pages/components/page-words";
import type { PagePreview } from "@/features/pages/queries";
import type { Locale } from "@/i18n/locales";
import type { Address } from "@/i18n/routes";
import { PageBody } from "./(public)/page-body";

/** A page of the portal in all languages side by side. `path` is the address of the page that shows it, in a language. */
export function PagePreviews({
  locale,
  previews,
  path,
  reader,
}: {
  locale: Locale;
  previews: readonly PagePreview[];
  path: (locale: Locale) => Address;
  /** Who sees it before readers do. */
  reader: DraftReader | null;
}) {
  return (
    <SideBySide
      locale={locale}
      versions={previews.map(({ language, state, page }) => ({
        language,
        state,
        view: (
          <div className="grid gap-5">
            <PageHeading locale={language} page={page} level={3} />
            <PageState locale={language} page={page} path={path} />
            <PageBody locale={language} page={page} reader={reader} />
          </div>
        ),
      }))}
    />
  );
}
