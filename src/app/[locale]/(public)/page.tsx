import { Baby, BadgeCheck, Coins, MessagesSquare } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ForumTrail } from "@/features/forums/components/forum-card";
import { listingPath } from "@/features/forums/listing-path";
import { listForums, listOfferedLanguages } from "@/features/forums/queries";
import { routes } from "@/i18n/routes";
import { SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { Terms } from "@/i18n/terms";
import { buttonClass } from "@/ui/button";
import { HeroIllustration } from "@/ui/hero-illustration";
import { publicMetadata } from "../../page-metadata";
import { type LocaleParams, localeOf } from "../locale-params";
import { SiteFrame } from "../site-frame";

export async function generateMetadata({ params }: LocaleParams): Promise<Metadata> {
  const locale = await localeOf(params);
  const t = await getTranslations({ locale, namespace: "Site" });
  return publicMetadata({ title: { absolute: `${t("name")} – ${t("tagline")}` }, address: routes.home(locale) });
}

const NEXT_SHOWN = 3;

export default async function HomePage({ params }: LocaleParams) {
  const locale = await localeOf(params);
  const [t, coming, languages] = await Promise.all([
    getTranslations({ locale, namespace: "Home" }),
    listForums(locale, { past: false, page: 1 }),
    listOfferedLanguages(),
  ]);
  const promises = [
    { icon: Coins, text: t("promiseFree") },
    { icon: BadgeCheck, text: t("promiseAccount") },
    { icon: MessagesSquare, text: t("promiseLanguage") },
    { icon: Baby, text: t("promiseChildren") },
  ];
  const steps = [
    { title: t("step1Title"), text: t("step1Text") },
    { title: t("step2Title"), text: t("step2Text") },
    { title: t("step3Title"), text: t("step3Text") },
    { title: t("step4Title"), text: t("step4Text") },
  ];
  return (
    <SiteFrame locale={locale} path={routes.home(locale)}>
      <div className="grid gap-16">
        <section className="grid overflow-hidden rounded-card border border-line bg-surface shadow-card lg:grid-cols-2">
          <div className="grid content-center gap-5 p-6 sm:p-10">
            <h1 className="text-4xl">{t("title")}</h1>
            <p className="text-lg">
              <Terms locale={locale}>{t("lead")}</Terms>
            </p>
            <p>
              <Link href={routes.forums(locale)} className={buttonClass("primary", "min-h-14 px-8 text-lg")}>
                {t("browse")}
              </Link>
            </p>
          </div>
          <HeroIllustration className="h-56 w-full sm:h-80 lg:h-full" />
        </section>

        <ul className="-mt-8 grid gap-3 min-[26rem]:grid-cols-2 lg:grid-cols-4">
          {promises.map(({ icon: Icon, text }) => (
            <li
              key={text}
              className="flex items-center gap-3 rounded-card bg-moss px-4 py-3 font-semibold text-on-moss"
            >
              <Icon aria-hidden className="size-7 shrink-0" />
              {text}
            </li>
          ))}
        </ul>

        <section aria-labelledby="languages" className="grid gap-4">
          <h2 id="languages" className="text-2xl">
            {t("languagesTitle")}
          </h2>
          <p>{t("languagesText")}</p>
          <ul className="flex flex-wrap gap-3">
            {languages.map(({ language }) => (
              <li key={language}>
                <Link
                  href={listingPath(locale, { language })}
                  lang={language}
                  dir={SPOKEN_LANGUAGES[language].dir}
                  className={buttonClass("secondary")}
                >
                  {SPOKEN_LANGUAGES[language].name}
                </Link>
              </li>
            ))}
          </ul>
        </section>

        {coming.forums.length > 0 ? (
          <section aria-labelledby="next" className="grid gap-6">
            <h2 id="next" className="text-2xl">
              {t("next")}
            </h2>
            <ForumTrail locale={locale} forums={coming.forums.slice(0, NEXT_SHOWN)} level={3} />
            <p>
              <Link href={routes.forums(locale)} className={buttonClass("secondary")}>
                {t("all")}
              </Link>
            </p>
          </section>
        ) : null}

        <section aria-labelledby="steps" className="grid gap-6">
          <h2 id="steps" className="text-2xl">
            {t("stepsTitle")}
          </h2>
          <ol className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
            {steps.map(({ title, text }, n) => (
              <li key={title} className="grid content-start gap-2 border-t-4 border-dashed border-cloudberry pt-4">
                <span
                  aria-hidden="true"
                  className="grid size-11 place-items-center rounded-full bg-spruce font-display text-xl font-bold text-on-spruce"
                >
                  {n + 1}
                </span>
                <h3 className="text-xl">{title}</h3>
                <p>{text}</p>
              </li>
            ))}
          </ol>
        </section>

        <section
          aria-labelledby="outcomes"
          className="grid gap-4 rounded-card bg-cloudberry-soft p-6 text-on-cloudberry sm:p-10"
        >
          <h2 id="outcomes" className="text-2xl">
            {t("outcomesTitle")}
          </h2>
          <p className="max-w-2xl text-lg">{t("outcomesText")}</p>
          <p>
            <Link href={listingPath(locale, { past: true })} className={buttonClass("secondary")}>
              {t("outcomesLink")}
            </Link>
          </p>
        </section>
      </div>
    </SiteFrame>
  );
}
