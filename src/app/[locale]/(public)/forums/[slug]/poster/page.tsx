import "@/ui/paper.css";
import { Printer } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { type ForumView, findForumPage, listComingSlugs } from "@/features/forums/queries";
import { formatWhere } from "@/features/forums/rules";
import { formatDate, formatTimeRange } from "@/i18n/formatting";
import { LOCALE_CODES, LOCALES, type Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Terms } from "@/i18n/terms";
import { env } from "@/platform/env";
import { HeroIllustration } from "@/ui/hero-illustration";
import { LogoMark } from "@/ui/logo";
import { Notice } from "@/ui/notice";
import { QrCode } from "@/ui/qr-code";
import { TextLink } from "@/ui/text-link";
import { publicMetadata } from "../../../../../page-metadata";
import { localeOf } from "../../../../locale-params";
import { SiteFrame } from "../../../../site-frame";

interface Props {
  params: Promise<{ locale: string; slug: string }>;
}

/** How many posters the build makes. Others are made when someone first asks for them. */
const PRERENDERED = 3;

export async function generateStaticParams() {
  return (await listComingSlugs(PRERENDERED)).map((slug) => ({ slug }));
}

/** A forum that can still be attended, in the page's language. */
async function readParams({ params }: Props) {
  const locale = await localeOf(params);
  const { slug } = await params;
  const forum = await findForumPage(locale, slug);
  if (!forum || forum.state === "past" || forum.state === "cancelled") notFound();
  return { locale, forum };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, forum } = await readParams(props);
  const t = await getTranslations({ locale, namespace: "Poster" });
  return publicMetadata({
    title: `${t("title")} · ${forum.text.title}`,
    address: routes.poster(locale, forum.slug),
    listed: false,
  });
}

/**
 * A forum's poster for a classroom's wall, one page of A4: first in the page's language, then in all others in which the forum has
 * texts of its own, each with a QR code that opens the forum's page in that language.
 */
export default async function PosterPage(props: Props) {
  const { locale, forum } = await readParams(props);
  const t = await getTranslations({ locale, namespace: "Poster" });
  const inAll = await Promise.all(
    LOCALE_CODES.filter((code) => code !== locale).map(async (code) => ({
      code,
      forum: await findForumPage(code, forum.slug),
    })),
  );
  const others = inAll.filter(
    (each): each is { code: Locale; forum: ForumView } => each.forum?.text.locale === each.code,
  );
  return (
    <SiteFrame locale={locale} path={routes.poster(locale, forum.slug)} section="forums">
      <div className="grid gap-6 print:block">
        <div className="grid gap-3 print:hidden">
          <h1 className="text-3xl">{t("title")}</h1>
          <Notice icon={<Printer aria-hidden className="size-6" />}>{t("howTo")}</Notice>
          <p>
            <TextLink href={routes.forum(locale, forum.slug)} className="inline-flex min-h-11 items-center">
              {t("back")}
            </TextLink>
          </p>
        </div>
        <article className="poster">
          <header>
            <LogoMark className="poster-mark" />
            <p className="font-display font-bold">OmaPolku</p>
            <p className="poster-by">
              <bdi lang="fi">{forum.organisation.name}</bdi>
            </p>
          </header>
          <PosterText locale={locale} forum={forum} first />
          {others.length > 0 ? (
            <ul className="poster-others">
              {others.map((each) => (
                <li key={each.code} lang={each.code} dir={LOCALES[each.code].dir}>
                  <PosterText locale={each.code} forum={each.forum} />
                </li>
              ))}
            </ul>
          ) : null}
          <HeroIllustration wide className="poster-picture" />
        </article>
      </div>
    </SiteFrame>
  );
}

/** What the forum is, when and where, in one language, beside the QR code of its page in that language. */
async function PosterText({ locale, forum, first = false }: { locale: Locale; forum: ForumView; first?: boolean }) {
  const [t, kinds] = await Promise.all([
    getTranslations({ locale, namespace: "Poster" }),
    getTranslations({ locale, namespace: "Kinds" }),
  ]);
  const url = `${env().APP_URL}${routes.forum(locale, forum.slug)}`;
  const { title } = forum.text;
  return (
    <section className={first ? "poster-first" : "poster-other"}>
      <div>
        {first ? <p className="poster-kind">{kinds(forum.kind)}</p> : null}
        <h2 data-length={title.length > 60 ? "long" : "short"} {...languageOf(forum.text.locale, locale)}>
          <Terms locale={forum.text.locale}>{title}</Terms>
        </h2>
        <p className="poster-when">
          <time dateTime={forum.startsAt.toISOString()}>{formatDate(locale, forum.startsAt)}</time>
          <br />
          {formatTimeRange(locale, forum)}
        </p>
        <p>
          <bdi lang="fi">{formatWhere(forum)}</bdi>
        </p>
      </div>
      <figure>
        <QrCode text={url} label={t("qr")} />
        <figcaption>{t("more")}</figcaption>
      </figure>
      {first ? (
        <p className="poster-address">
          <bdi dir="ltr">{url.replace(/^https?:\/\//, "")}</bdi>
        </p>
      ) : null}
    </section>
  );
}
