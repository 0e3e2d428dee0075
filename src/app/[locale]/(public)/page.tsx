import { ArrowRight, Baby, BadgeCheck, Coins, MessagesSquare, UsersRound } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ForumTrail } from "@/features/forums/components/forum-card";
import { listingPath } from "@/features/forums/listing-path";
import { type ForumCardView, listOfferedLanguages, searchForums } from "@/features/forums/queries";
import { groupListPath } from "@/features/groups/listing-path";
import { listGroupFacets } from "@/features/groups/queries";
import { PostCards } from "@/features/news/components/post-card";
import { type PostCardView, searchPosts } from "@/features/news/queries";
import type { Locale } from "@/i18n/locales";
import { type Address, routes } from "@/i18n/routes";
import { SPOKEN_LANGUAGES, type SpokenLanguage } from "@/i18n/spoken-languages";
import { Terms } from "@/i18n/terms";
import { buttonClass } from "@/ui/button";
import { HeroIllustration } from "@/ui/hero-illustration";
import { Link } from "@/ui/link";
import { publicMetadata } from "../../page-metadata";
import { type LocaleParams, localeOf } from "../locale-params";
import { LanguageLinks, SiteFrame } from "../site-frame";

export async function generateMetadata({ params }: LocaleParams): Promise<Metadata> {
  const locale = await localeOf(params);
  const t = await getTranslations({ locale, namespace: "Site" });
  return publicMetadata({ title: { absolute: `${t("name")} – ${t("tagline")}` }, address: routes.home(locale) });
}

const NEXT_SHOWN = 3;
const NEWS_SHOWN = 3;

/** The front page: a few words about the portal, then the next forums, and then everything else. */
export default async function HomePage({ params }: LocaleParams) {
  const locale = await localeOf(params);
  const [{ forums }, languages, groups, { posts }] = await Promise.all([
    searchForums(locale, { past: false, page: 1 }),
    listOfferedLanguages(),
    listGroupFacets(),
    searchPosts(locale, { page: 1 }),
  ]);
  return (
    <SiteFrame locale={locale} path={routes.home(locale)} banner={<Hero locale={locale} />}>
      <div className="grid gap-12 sm:gap-16">
        {forums.length > 0 ? <NextForums locale={locale} forums={forums.slice(0, NEXT_SHOWN)} /> : null}
        <LanguagesOfForums locale={locale} languages={languages} />
        {groups.languages.length > 0 ? <LanguagesOfGroups locale={locale} languages={groups.languages} /> : null}
        {posts.length > 0 ? <News locale={locale} posts={posts.slice(0, NEWS_SHOWN)} /> : null}
        <Steps locale={locale} />
        <Outcomes locale={locale} />
      </div>
    </SiteFrame>
  );
}

/** The next forums, and the way to all of them. */
async function NextForums({ locale, forums }: { locale: Locale; forums: readonly ForumCardView[] }) {
  const [t, words] = await Promise.all([
    getTranslations({ locale, namespace: "Home" }),
    getTranslations({ locale, namespace: "Forums" }),
  ]);
  return (
    <section aria-labelledby="next" className="grid gap-4 sm:gap-6">
      <div className="flex flex-wrap items-center justify-between gap-x-6">
        <h2 id="next" className="text-2xl">
          {words("upcoming")}
        </h2>
        <Link href={routes.forums(locale)} className={buttonClass("secondary", "max-sm:hidden")}>
          {t("all")}
          <ArrowRight aria-hidden className="size-5 rtl:-scale-x-100" />
        </Link>
      </div>
      <ForumTrail locale={locale} forums={forums} />
      <p className="grid sm:hidden">
        <Link href={routes.forums(locale)} className={buttonClass("primary", "min-h-14 text-lg")}>
          {t("all")}
          <ArrowRight aria-hidden className="size-5 rtl:-scale-x-100" />
        </Link>
      </p>
    </section>
  );
}

interface LanguagesProps {
  locale: Locale;
  languages: readonly { language: SpokenLanguage }[];
}

/** The languages that coming forums offer, each with the way to its forums. */
async function LanguagesOfForums({ locale, languages }: LanguagesProps) {
  const t = await getTranslations({ locale, namespace: "Home" });
  return (
    <section aria-labelledby="languages" className="grid gap-3 rounded-card bg-moss p-5 text-on-moss sm:p-8">
      <h2 id="languages" className="text-2xl">
        {t("languagesTitle")}
      </h2>
      <p>{t("languagesText")}</p>
      <LanguagePills languages={languages} at={(language) => listingPath(locale, { language })} />
    </section>
  );
}

/** What peer groups are, the languages in which they meet, and the way to all of them. */
async function LanguagesOfGroups({ locale, languages }: LanguagesProps) {
  const t = await getTranslations({ locale, namespace: "Home" });
  return (
    <section aria-labelledby="groups" className="grid gap-3 rounded-card border-2 border-dashed border-line p-5 sm:p-8">
      <h2 id="groups" className="flex items-center gap-3 text-2xl">
        <UsersRound aria-hidden className="size-7 shrink-0 text-spruce" />
        {t("groupsTitle")}
      </h2>
      <p>{t("groupsText")}</p>
      <LanguagePills languages={languages} at={(language) => groupListPath(locale, { language })} />
      <p>
        <Link href={routes.groups(locale)} className={buttonClass("secondary")}>
          {t("groupsAll")}
          <ArrowRight aria-hidden className="size-5 rtl:-scale-x-100" />
        </Link>
      </p>
    </section>
  );
}

/** The newest posts, and the way to all of them. */
async function News({ locale, posts }: { locale: Locale; posts: readonly PostCardView[] }) {
  const t = await getTranslations({ locale, namespace: "News" });
  return (
    <section aria-labelledby="news" className="grid gap-5 sm:gap-6">
      <div className="flex flex-wrap items-center justify-between gap-x-6">
        <h2 id="news" className="text-2xl">
          {t("title")}
        </h2>
        <Link href={routes.news(locale)} className={buttonClass("secondary", "max-sm:hidden")}>
          {t("all")}
          <ArrowRight aria-hidden className="size-5 rtl:-scale-x-100" />
        </Link>
      </div>
      <PostCards locale={locale} posts={posts} />
      <p className="grid sm:hidden">
        <Link href={routes.news(locale)} className={buttonClass("secondary")}>
          {t("all")}
          <ArrowRight aria-hidden className="size-5 rtl:-scale-x-100" />
        </Link>
      </p>
    </section>
  );
}

/** How a family comes to a forum, step by step, and what it can count on. */
async function Steps({ locale }: { locale: Locale }) {
  const t = await getTranslations({ locale, namespace: "Home" });
  const steps = [
    { title: t("step1Title"), text: t("step1Text") },
    { title: t("step2Title"), text: t("step2Text") },
    { title: t("step3Title"), text: t("step3Text") },
    { title: t("step4Title"), text: t("step4Text") },
  ];
  const promises = [
    { icon: Coins, text: t("promiseFree") },
    { icon: BadgeCheck, text: t("promiseAccount") },
    { icon: MessagesSquare, text: t("promiseLanguage") },
    { icon: Baby, text: t("promiseChildren") },
  ];
  return (
    <section aria-labelledby="steps" className="grid gap-6">
      <h2 id="steps" className="text-2xl">
        {t("stepsTitle")}
      </h2>
      <ol className="grid sm:grid-cols-2 sm:gap-x-5 sm:gap-y-8 lg:grid-cols-4">
        {steps.map(({ title, text }, n) => (
          <li key={title} className="relative grid content-start gap-1 pb-6 ps-16 last:pb-0 sm:gap-2 sm:p-0 sm:pt-16">
            <span
              aria-hidden="true"
              className={`trail absolute inset-y-0 start-5 w-[3px] sm:hidden ${n === steps.length - 1 ? "hidden" : ""}`}
            />
            <span
              aria-hidden="true"
              className="absolute inset-x-0 top-5 hidden border-t-3 border-dashed border-cloudberry sm:block"
            />
            <span
              aria-hidden="true"
              className="absolute start-0 top-0 grid size-11 place-items-center rounded-full bg-spruce font-display text-xl font-bold text-on-spruce ring-6 ring-paper"
            >
              {n + 1}
            </span>
            <h3 className="text-xl">{title}</h3>
            <p>{text}</p>
          </li>
        ))}
      </ol>
      <ul className="grid gap-x-6 gap-y-3 border-y-2 border-dashed border-line py-5 min-[26rem]:grid-cols-2 lg:grid-cols-4">
        {promises.map(({ icon: Icon, text }) => (
          <li key={text} className="flex items-center gap-3 font-semibold">
            <Icon aria-hidden className="size-7 shrink-0 text-spruce" />
            {text}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The way to past forums, and what came of them. */
async function Outcomes({ locale }: { locale: Locale }) {
  const [t, site] = await Promise.all([
    getTranslations({ locale, namespace: "Home" }),
    getTranslations({ locale, namespace: "Site" }),
  ]);
  return (
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
          {site("past")}
        </Link>
      </p>
    </section>
  );
}

/** Spoken languages by their own names, each a link to its list. */
function LanguagePills({
  languages,
  at,
}: {
  languages: readonly { language: SpokenLanguage }[];
  at: (language: SpokenLanguage) => Address;
}) {
  return (
    <ul className="mt-1 flex flex-wrap gap-2 sm:gap-2.5">
      {languages.map(({ language }) => (
        <li key={language}>
          <Link
            href={at(language)}
            lang={language}
            dir={SPOKEN_LANGUAGES[language].dir}
            className="inline-flex min-h-11 items-center rounded-full border-2 border-transparent bg-surface px-4 font-semibold text-ink no-underline hover:border-spruce"
          >
            {SPOKEN_LANGUAGES[language].name}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** What the portal is, in the sky above its landscape; and the page languages, for readers who came to the wrong one. */
async function Hero({ locale }: { locale: Locale }) {
  const t = await getTranslations({ locale });
  return (
    <section aria-labelledby="welcome" className="relative isolate overflow-hidden border-b border-line bg-(--sky)">
      <HeroIllustration wide className="absolute inset-x-0 bottom-0 -z-1 h-36 w-full sm:h-52 lg:h-full" />
      <div className="mx-auto grid max-w-5xl gap-3 px-4 pt-1 pb-28 sm:gap-4 sm:pt-4 sm:pb-40 lg:pb-24">
        <LanguageLinks
          locale={locale}
          path={routes.home(locale)}
          others
          label={t("Site.language")}
          className="-mx-2 flex flex-wrap text-sm font-semibold max-sm:[&_a]:px-2 sm:-mx-3 sm:text-base"
        />
        <h1 id="welcome" className="max-w-md text-3xl sm:max-w-2xl sm:text-4xl lg:max-w-xl">
          {t("Home.title")}
        </h1>
        <p className="max-w-lg sm:text-lg lg:max-w-md">
          <Terms locale={locale}>{t("Home.lead")}</Terms>
        </p>
        <p className="max-sm:hidden">
          <Link href={routes.forums(locale)} className={buttonClass("primary", "min-h-14 px-8 text-lg")}>
            {t("Home.browse")}
          </Link>
        </p>
      </div>
    </section>
  );
}
