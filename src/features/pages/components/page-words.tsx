import { getTranslations } from "next-intl/server";
import { TextState } from "@/features/content/components/text-state";
import type { Locale } from "@/i18n/locales";
import { languageOf, ownNameOf } from "@/i18n/localized";
import type { Address } from "@/i18n/routes";
import { Terms } from "@/i18n/terms";
import { Notice } from "@/ui/notice";
import type { SitePageView } from "../queries";

/** The title and the lead of a page. `name` stands above a title that does not say what the page is. */
export function PageHeading({
  locale,
  page,
  name = null,
  level = 1,
}: {
  locale: Locale;
  page: SitePageView;
  name?: string | null;
  level?: 1 | 3;
}) {
  const words = languageOf(page.locale, locale);
  const Heading = `h${level}` as const;
  const size = level === 1 ? "text-[clamp(1.5rem,7.4vw,2.5rem)]" : "text-2xl";
  return (
    <div className="grid gap-3">
      {name ? <p className="font-semibold text-spruce">{name}</p> : null}
      <Heading className={`${size} leading-tight`} {...words}>
        <Terms locale={page.locale}>{page.words.title}</Terms>
      </Heading>
      <p className="max-w-2xl text-lg leading-relaxed" {...words}>
        <Terms locale={page.locale}>{page.words.lead}</Terms>
      </p>
    </div>
  );
}

/** What readers should know of a page's words: that they are in another language, unchecked, or older than the original. */
export async function PageState({
  locale,
  page,
  path,
}: {
  locale: Locale;
  page: SitePageView;
  /** Where the page is in another language. */
  path: (locale: Locale) => Address;
}) {
  const t = await getTranslations({ locale, namespace: "Site" });
  return (
    <>
      {page.locale === locale ? null : (
        <Notice>
          <p>
            {t.rich("fallback", {
              language: ownNameOf(page.locale),
              b: (name) => <bdi {...languageOf(page.locale, locale)}>{name}</bdi>,
            })}
          </p>
        </Notice>
      )}
      <TextState locale={locale} kind="page" standing={page.standing} original={path} />
    </>
  );
}
