import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { STATE_TONES } from "@/features/content/components/state-tones";
import { canManagePages } from "@/features/pages/policy";
import { listPagesAtWork, type PageAtWork } from "@/features/pages/queries";
import { LOCALE_CODES, LOCALES, type Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Tag } from "@/ui/tag";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../page-metadata";
import { type LocaleParams, localeOf } from "../../locale-params";
import { WorkspaceFrame } from "../../workspace-frame";

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: LocaleParams): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "PagesWork" });
  return privateMetadata(t("title"));
}

/** The portal's own pages, with the state of their words in each language. */
export default async function PagesAtWorkPage({ params }: LocaleParams) {
  const locale = await localeOf(params);
  const session = await requireLoginSession(locale, routes.pagesAtWork(locale));
  const permit = permitOr404(canManagePages, session.actor, null);
  const [t, pages] = await Promise.all([
    getTranslations({ locale, namespace: "PagesWork" }),
    listPagesAtWork(permit, locale),
  ]);
  return (
    <WorkspaceFrame locale={locale} path={routes.pagesAtWork(locale)} session={session} part="pages">
      <div className="grid grid-cols-1 gap-6">
        <header className="grid gap-3">
          <h1 className="text-3xl">{t("title")}</h1>
          <p>{t("lead")}</p>
        </header>
        <ul className="grid gap-4 md:grid-cols-2">
          {pages.map((page) => (
            <li
              key={page.key}
              className="grid content-start gap-3 rounded-card border border-line bg-surface p-4 shadow-card sm:p-5"
            >
              <h2 className="text-lg">
                <TextLink href={routes.workOnPage(locale, page.key)} className="inline-flex min-h-11 items-center">
                  <span {...languageOf(page.locale, locale)}>{page.title}</span>
                </TextLink>
              </h2>
              <Languages locale={locale} page={page} shipped={t("shipped")} unseen={t("unseen")} />
            </li>
          ))}
        </ul>
      </div>
    </WorkspaceFrame>
  );
}

/** How far each language has come; or that readers get the shipped words. */
async function Languages({
  locale,
  page: { text },
  shipped,
  unseen,
}: {
  locale: Locale;
  page: PageAtWork;
  shipped: string;
  unseen: string;
}) {
  if (!text)
    return (
      <p>
        <Tag>{shipped}</Tag>
      </p>
    );
  const states = await getTranslations({ locale, namespace: "TextStates" });
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-1.5">
      {LOCALE_CODES.map((language) => {
        const edition = text.languages.get(language);
        const state = edition?.state ?? "missing";
        return (
          <div key={language} className="contents">
            <dt>
              <bdi lang={language}>{LOCALES[language].name}</bdi>
            </dt>
            <dd className="flex flex-wrap items-center gap-x-3">
              <Tag tone={STATE_TONES[state]}>{states(state)}</Tag>
              {edition && !edition.seen ? <span className="text-ink-soft">{unseen}</span> : null}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
