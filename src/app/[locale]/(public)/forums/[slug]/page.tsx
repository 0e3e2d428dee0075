import {
  Accessibility,
  Baby,
  CalendarDays,
  CalendarPlus,
  Clock,
  Languages,
  Mail,
  MapPin,
  MessageCircle,
  Phone,
  Users,
  Video,
} from "lucide-react";
import type { Metadata, Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Agenda } from "@/features/forums/components/agenda";
import { ForumChanges } from "@/features/forums/components/forum-changes";
import { ForumWhen } from "@/features/forums/components/forum-when";
import { LanguageTags } from "@/features/forums/components/language-tags";
import { StateTag } from "@/features/forums/components/state-tag";
import { forumEvent } from "@/features/forums/json-ld";
import { findForumPage, listForumSlugs } from "@/features/forums/queries";
import { takesRegistrations } from "@/features/forums/rules";
import { formatDate, formatDateTime } from "@/i18n/formatting";
import { LOCALES } from "@/i18n/locales";
import { languageOf, Paragraphs } from "@/i18n/localized";
import { alternates } from "@/i18n/paths";
import { Terms } from "@/i18n/terms";
import { env } from "@/platform/env";
import { buttonClass } from "@/ui/button";
import { Card } from "@/ui/card";
import { CopyButton } from "@/ui/copy-button";
import { Notice } from "@/ui/notice";
import { SummaryListItem } from "@/ui/summary-list-item";
import { Tag } from "@/ui/tag";
import { TEXT_LINK, TextLink } from "@/ui/text-link";
import { localeOf } from "../../../locale-params";
import { SiteFrame } from "../../../site-frame";

interface Props {
  params: Promise<{ locale: string; slug: string }>;
}

export async function generateStaticParams() {
  return (await listForumSlugs()).map((slug) => ({ slug }));
}

async function readParams({ params }: Props) {
  const locale = await localeOf(params);
  const { slug } = await params;
  const forum = await findForumPage(locale, slug);
  if (!forum) notFound();
  return { locale, forum };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, forum } = await readParams(props);
  const t = await getTranslations({ locale, namespace: "Forum" });
  const title = forum.state === "cancelled" ? `${t("cancelledShort")}: ${forum.text.title}` : forum.text.title;
  const path = `/forums/${forum.slug}` as const;
  const image = `/${locale}${path}/share.png`;
  return {
    title,
    description: forum.text.summary,
    alternates: alternates(locale, path),
    openGraph: {
      title,
      description: forum.text.summary,
      url: `/${locale}${path}`,
      siteName: "OmaPolku",
      locale: LOCALES[locale].bcp47.split("-u-")[0],
      images: [{ url: image, width: 1200, height: 630, alt: title }],
    },
    twitter: { card: "summary_large_image", title, images: [image] },
  };
}

export default async function ForumRoute(props: Props) {
  const { locale, forum } = await readParams(props);
  const t = await getTranslations({ locale });
  const { APP_URL } = env();
  const path = `/forums/${forum.slug}` as const;
  const url = `${APP_URL}/${locale}${path}`;
  const words = languageOf(forum.text.locale, locale);
  const shareText = t("Forum.shareText", { title: forum.text.title, date: formatDate(locale, forum.startsAt), url });
  const registers = takesRegistrations(forum.state);
  const map = forum.coordinates
    ? `https://www.openstreetmap.org/?mlat=${forum.coordinates.latitude}&mlon=${forum.coordinates.longitude}#map=17/${forum.coordinates.latitude}/${forum.coordinates.longitude}`
    : undefined;

  return (
    <SiteFrame locale={locale} path={path} section={forum.state === "past" ? "past" : "forums"}>
      <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: forumEvent(forum, locale, APP_URL) }} />
      <article className="grid gap-8">
        <header className="grid gap-4">
          <p className="flex flex-wrap gap-2">
            <Tag>{t(`Kinds.${forum.kind}`)}</Tag>
            <StateTag locale={locale} state={forum.state} seatsLeft={forum.seatsLeft} />
          </p>
          <h1 className="text-3xl" {...words}>
            {forum.text.title}
          </h1>
          <p className="max-w-3xl text-lg text-ink-soft" {...words}>
            <Terms locale={forum.text.locale}>{forum.text.summary}</Terms>
          </p>
          {forum.text.locale !== locale ? (
            <Notice>
              <p>
                {t("Site.fallback", {
                  language:
                    forum.text.locale in LOCALES
                      ? LOCALES[forum.text.locale as keyof typeof LOCALES].name
                      : forum.text.locale,
                })}
              </p>
            </Notice>
          ) : null}
          {forum.text.reviewed ? null : (
            <Notice>
              <p>{t("Site.unreviewed")}</p>
            </Notice>
          )}
          <StateNotice state={forum.state} t={t} />
          {forum.state === "past" ? null : <ForumChanges locale={locale} changes={forum.changes} />}
        </header>

        <div className="grid gap-8 lg:grid-cols-[1fr_20rem] lg:items-start">
          <aside className="grid gap-4 lg:sticky lg:top-6 lg:order-2">
            <Card className="grid gap-4">
              <dl className="grid gap-4">
                <SummaryListItem icon={<CalendarDays aria-hidden />} label={t("Forum.when")}>
                  <ForumWhen locale={locale} startsAt={forum.startsAt} endsAt={forum.endsAt} />
                </SummaryListItem>
                <SummaryListItem
                  icon={forum.online ? <Video aria-hidden /> : <MapPin aria-hidden />}
                  label={t("Forum.where")}
                >
                  {forum.online ? (
                    registers ? (
                      t("Forum.online")
                    ) : (
                      t("Forum.onlineDropIn")
                    )
                  ) : (
                    <>
                      <bdi lang="fi">{forum.venueName}</bdi>
                      <br />
                      <bdi lang="fi" className="font-normal">
                        {forum.address}
                      </bdi>
                    </>
                  )}
                  {map ? (
                    <>
                      <br />
                      <TextLink href={map} rel="noreferrer" className="inline-flex min-h-11 items-center">
                        {t("Forum.route")}
                      </TextLink>
                    </>
                  ) : null}
                </SummaryListItem>
                {forum.registrationClosesAt && registers ? (
                  <SummaryListItem icon={<Clock aria-hidden />} label={t("Forum.deadline")}>
                    <time dateTime={forum.registrationClosesAt.toISOString()}>
                      {formatDateTime(locale, forum.registrationClosesAt)}
                    </time>
                  </SummaryListItem>
                ) : null}
              </dl>
              {registers ? (
                <div className="grid gap-2">
                  <Link
                    href={`/${locale}${path}/register` as Route}
                    prefetch={false}
                    className={buttonClass("primary", "min-h-14 text-lg")}
                  >
                    {forum.state === "full" ? t("Forum.joinWaiting") : t("Forum.register")}
                  </Link>
                  <p className="text-center text-sm text-ink-soft">{t("Forum.registerHint")}</p>
                </div>
              ) : null}
              {forum.state === "past" || forum.state === "cancelled" ? null : (
                <p>
                  <a
                    href={`/${locale}${path}/calendar.ics`}
                    className={`${TEXT_LINK} inline-flex min-h-11 items-center gap-2`}
                  >
                    <CalendarPlus aria-hidden className="size-5" />
                    {t("Forum.calendar")}
                  </a>
                </p>
              )}
            </Card>
          </aside>

          <div className="grid gap-10">
            {forum.text.outcome ? (
              <Section id="outcome" title={t("Forum.outcome")} icon={<MessageCircle aria-hidden />} emphasis>
                <div className="grid gap-3" {...words}>
                  <Paragraphs text={forum.text.outcome}>
                    {(paragraph) => <Terms locale={forum.text.locale}>{paragraph}</Terms>}
                  </Paragraphs>
                </div>
              </Section>
            ) : null}
            <Section id="about" title={t("Forum.about")}>
              <div className="grid gap-3" {...words}>
                <Paragraphs text={forum.text.description}>
                  {(paragraph) => <Terms locale={forum.text.locale}>{paragraph}</Terms>}
                </Paragraphs>
              </div>
            </Section>
            <Section id="audience" title={t("Forum.audience")} icon={<Users aria-hidden />}>
              <p {...words}>
                <Terms locale={forum.text.locale}>{forum.text.audience}</Terms>
              </p>
            </Section>
            <Section id="languages" title={t("Forum.languages")} icon={<Languages aria-hidden />}>
              <LanguageTags locale={locale} offers={forum.languages} detailed />
            </Section>
            {forum.sessions.length > 0 ? (
              <Section id="agenda" title={t("Forum.agenda")} icon={<Clock aria-hidden />}>
                <Agenda locale={locale} sessions={forum.sessions} />
              </Section>
            ) : null}
            {forum.state === "past" || forum.state === "cancelled" ? null : (
              <Section id="childcare" title={t("Forum.childcare")} icon={<Baby aria-hidden />}>
                <p>
                  {forum.childcareLeft === null
                    ? t("Forum.childcareNone")
                    : t("Forum.childcareLeft", { count: forum.childcareLeft })}
                </p>
              </Section>
            )}
            {forum.venueText && forum.state !== "past" ? (
              <Section id="access" title={t("Forum.accessibility")} icon={<Accessibility aria-hidden />}>
                <div className="grid gap-3" {...languageOf(forum.venueText.locale, locale)}>
                  <p>{forum.venueText.accessibility}</p>
                  {forum.venueText.directions ? <p>{forum.venueText.directions}</p> : null}
                </div>
              </Section>
            ) : null}
            <Section id="contact" title={t("Forum.contact")} icon={<Phone aria-hidden />}>
              <p>{t("Forum.contactText")}</p>
              <p>
                <bdi>{forum.contact.name}</bdi> · <span className="sr-only">{t("Forum.organiser")}: </span>
                {forum.organisation.url ? (
                  <TextLink href={forum.organisation.url} rel="noreferrer">
                    <bdi>{forum.organisation.name}</bdi>
                  </TextLink>
                ) : (
                  <bdi>{forum.organisation.name}</bdi>
                )}
              </p>
              <p className="flex flex-wrap gap-x-6">
                {forum.contact.phone ? (
                  <TextLink
                    href={`tel:${forum.contact.phone.replace(/[^+\d]/g, "")}`}
                    className="inline-flex min-h-11 items-center gap-2"
                  >
                    <Phone aria-hidden className="size-5" />
                    <bdi dir="ltr">{forum.contact.phone}</bdi>
                  </TextLink>
                ) : null}
                <TextLink href={`mailto:${forum.contact.email}`} className="inline-flex min-h-11 items-center gap-2">
                  <Mail aria-hidden className="size-5" />
                  <bdi dir="ltr">{forum.contact.email}</bdi>
                </TextLink>
              </p>
            </Section>
            <Section id="share" title={t("Forum.share")}>
              <p className="flex flex-wrap gap-3">
                <a
                  href={`https://wa.me/?text=${encodeURIComponent(shareText)}`}
                  rel="noreferrer"
                  className={buttonClass("secondary")}
                >
                  <MessageCircle aria-hidden className="size-5" />
                  {t("Forum.shareWhatsapp")}
                </a>
                <a
                  href={`mailto:?subject=${encodeURIComponent(forum.text.title)}&body=${encodeURIComponent(shareText)}`}
                  className={buttonClass("secondary")}
                >
                  <Mail aria-hidden className="size-5" />
                  {t("Forum.shareEmail")}
                </a>
                <CopyButton
                  text={url}
                  label={t("Forum.shareCopy")}
                  done={t("Forum.shareCopied")}
                  className={buttonClass("secondary")}
                />
              </p>
            </Section>
            <p>
              <Link href={`/${locale}/forums` as Route} className={TEXT_LINK}>
                {t("Forum.back")}
              </Link>
            </p>
          </div>
        </div>
      </article>
    </SiteFrame>
  );
}

function StateNotice({ state, t }: { state: string; t: Awaited<ReturnType<typeof getTranslations<never>>> }) {
  if (state === "cancelled")
    return (
      <Notice tone="stop" title={t("Forum.cancelledShort")}>
        {t("Forum.cancelledText")}
      </Notice>
    );
  if (state === "past") return <Notice>{t("Forum.pastText")}</Notice>;
  if (state === "closed") return <Notice tone="care">{t("Forum.closedText")}</Notice>;
  if (state === "full") return <Notice tone="care">{t("Forum.fullText")}</Notice>;
  if (state === "drop_in") return <Notice tone="good">{t("Forum.dropInText")}</Notice>;
  return null;
}

function Section({
  id,
  title,
  icon,
  emphasis = false,
  children,
}: {
  id: string;
  title: string;
  icon?: ReactNode;
  emphasis?: boolean;
  children: ReactNode;
}) {
  return (
    <section
      aria-labelledby={id}
      className={emphasis ? "grid gap-3 rounded-card bg-cloudberry-soft p-5 text-on-cloudberry sm:p-7" : "grid gap-3"}
    >
      <h2 id={id} className="flex items-center gap-2.5 text-xl">
        {icon ? <span className={emphasis ? "" : "text-spruce"}>{icon}</span> : null}
        {title}
      </h2>
      {children}
    </section>
  );
}
