import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { findTranslator, permitOr404 } from "@/features/accounts/actor";
import { STATE_TONES } from "@/features/content/components/state-tones";
import { canListLinkTexts } from "@/features/content/policy";
import { listLinkTexts } from "@/features/content/queries";
import { languageOf, ownNameOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Link } from "@/ui/link";
import { Tag } from "@/ui/tag";
import { TEXT_LINK } from "@/ui/text-link";
import { privateMetadata } from "../../../page-metadata";
import { localeOf } from "../../locale-params";
import { SiteFrame } from "../../site-frame";

interface Props {
  params: Promise<{ locale: string; link: string }>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "TextLinks" });
  return privateMetadata(t("title"));
}

/** The texts that a volunteer's link lets them translate, and the progress of each. */
export default async function TranslatePage({ params }: Props) {
  const locale = await localeOf(params);
  const { link } = await params;
  const actor = (await findTranslator(link)) ?? notFound();
  const [t, states, texts] = await Promise.all([
    getTranslations({ locale, namespace: "TextLinks" }),
    getTranslations({ locale, namespace: "TextStates" }),
    listLinkTexts(permitOr404(canListLinkTexts, actor, null)),
  ]);
  return (
    <SiteFrame locale={locale} path={routes.translate(locale, link)}>
      <div className="mx-auto grid w-full max-w-3xl gap-6">
        <header className="grid gap-2">
          <h1 className="text-3xl">{t("title")}</h1>
          <p>
            {t.rich("hello", {
              holder: actor.holder,
              language: ownNameOf(actor.language),
              b: (name) => <bdi {...languageOf(actor.language, locale)}>{name}</bdi>,
            })}
          </p>
          <p>{t("how")}</p>
        </header>
        {texts.length === 0 ? <p>{t("none")}</p> : null}
        <ul className="grid gap-3">
          {texts.map(({ itemId, title, sourceLanguage, languages }) => {
            const state = languages.get(actor.language)?.state ?? "missing";
            return (
              <li key={itemId} className="grid gap-2 rounded-card border border-line bg-surface p-4">
                <h2 className="text-lg">
                  <Link
                    href={routes.translateText(locale, link, itemId)}
                    className={`${TEXT_LINK} inline-flex min-h-11 items-center`}
                  >
                    <bdi {...languageOf(sourceLanguage, locale)}>{title}</bdi>
                  </Link>
                </h2>
                <p>
                  <Tag tone={STATE_TONES[state]}>{states(state)}</Tag>
                </p>
              </li>
            );
          })}
        </ul>
      </div>
    </SiteFrame>
  );
}
