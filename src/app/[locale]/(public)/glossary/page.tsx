import { ChevronDown } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { type GlossaryTerm, listTerms } from "@/features/content/glossary/rules";
import type { Locale } from "@/i18n/locales";
import { languageOf, OwnName } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Tag } from "@/ui/tag";
import { publicMetadata } from "../../../page-metadata";
import { type LocaleParams, localeOf } from "../../locale-params";
import { SiteFrame } from "../../site-frame";

export async function generateMetadata({ params }: LocaleParams): Promise<Metadata> {
  const locale = await localeOf(params);
  const t = await getTranslations({ locale, namespace: "Glossary" });
  return publicMetadata({ title: t("title"), description: t("lead"), address: routes.glossary(locale) });
}

/** The words of school: each in the reader's language, with the Finnish that they meet in Wilma and in letters. */
export default async function GlossaryPage({ params }: LocaleParams) {
  const locale = await localeOf(params);
  const t = await getTranslations({ locale, namespace: "Glossary" });
  return (
    <SiteFrame locale={locale} path={routes.glossary(locale)}>
      <div className="grid gap-8">
        <header className="grid gap-2">
          <h1 className="text-3xl sm:text-4xl">{t("title")}</h1>
          <p className="max-w-2xl text-ink-soft sm:text-lg">{t("lead")}</p>
          {locale === "fi" ? null : <p className="max-w-2xl">{t("unreadText")}</p>}
        </header>
        <ul className="grid gap-4 sm:grid-cols-2">
          {listTerms(locale).map((term) => (
            <li
              key={term.id}
              id={term.id}
              className="grid scroll-mt-6 content-start gap-2 rounded-card border border-line bg-surface p-5 target:border-spruce target:bg-moss"
            >
              <Term locale={locale} term={term} />
            </li>
          ))}
        </ul>
      </div>
    </SiteFrame>
  );
}

/** One term. Where a language has no established word, its readers get the Finnish one, and are told so. */
async function Term({ locale, term: { finnish, own, others } }: { locale: Locale; term: GlossaryTerm }) {
  const t = await getTranslations({ locale, namespace: "Glossary" });
  const inFinnish = (words: readonly string[], look: string) => (
    <bdi lang="fi" className={look}>
      {words.join(" / ")}
    </bdi>
  );
  return (
    <>
      <h2 className="text-xl">{own ? own.words.join(" / ") : inFinnish(finnish, "")}</h2>
      {own ? (
        <p>
          {t("inFinnish")} {inFinnish(finnish, "font-semibold text-spruce")}
        </p>
      ) : null}
      {own?.unread ? (
        <p>
          <Tag tone="care">{t("unread")}</Tag>
        </p>
      ) : null}
      {own || locale === "fi" ? null : <p className="text-ink-soft">{t("none")}</p>}
      <details className="group">
        <summary className="inline-flex min-h-11 cursor-pointer list-none items-center gap-2 font-semibold text-spruce">
          <ChevronDown aria-hidden className="size-5 shrink-0 group-open:rotate-180" />
          {t("others")}
        </summary>
        <dl className="grid gap-2 pt-1">
          {others.map(({ language, words, unread }) => (
            <div key={language} className="grid gap-0.5">
              <dt className="text-sm text-ink-soft">
                <OwnName language={language} locale={locale} />
              </dt>
              <dd className="ms-0">
                <bdi {...languageOf(language, locale)}>{words.join(" / ")}</bdi>
                {unread ? <span className="text-sm text-ink-soft"> – {t("unread")}</span> : null}
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  );
}
