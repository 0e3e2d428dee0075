import { MapPin, Video } from "lucide-react";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import {
  formatDate,
  formatDayMonth,
  formatNumericDate,
  formatTime,
  formatTimeRange,
  formatWeekday,
} from "@/i18n/formatting";
import { LOCALES, type Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Terms } from "@/i18n/terms";
import { Tag } from "@/ui/tag";
import type { ForumCardView } from "../queries";
import { LanguageTags } from "./language-tags";
import { StateTag } from "./state-tag";

/** A forum as a way mark on the trail of a list: the day on the marker, the rest on the sheet beside it. */
async function ForumCard({ locale, forum, level }: { locale: Locale; forum: ForumCardView; level: 2 | 3 }) {
  const t = await getTranslations({ locale });
  const Heading = level === 2 ? "h2" : "h3";
  const cancelled = forum.state === "cancelled";
  const past = forum.state === "past";
  return (
    <article className="relative grid gap-3 sm:grid-cols-[7.5rem_1fr] sm:gap-5">
      <p
        aria-hidden="true"
        className={`z-1 flex items-center gap-2 self-start rounded-card border-2 px-4 py-2 font-display font-bold sm:flex-col sm:gap-0 sm:py-3 ${past || cancelled ? "border-line bg-sunk text-ink-soft" : "border-spruce bg-spruce text-on-spruce"}`}
      >
        <span className="text-sm">{formatWeekday(locale, forum.startsAt, LOCALES[locale].clock.weekdayOnCards)}</span>
        <bdi dir="ltr" className="text-2xl leading-tight">
          {past ? formatNumericDate(forum.startsAt).replace(/\.(\d{4})$/, ".") : formatDayMonth(forum.startsAt)}
        </bdi>
        <bdi dir="ltr" className="text-sm">
          {past ? formatNumericDate(forum.startsAt).slice(-4) : formatTime(forum.startsAt)}
        </bdi>
      </p>
      <div className="group relative grid gap-3 rounded-card border border-line bg-surface p-5 shadow-card hover:border-spruce">
        <div className="flex flex-wrap gap-2">
          <Tag>{t(`Kinds.${forum.kind}`)}</Tag>
          {past ? null : <StateTag locale={locale} state={forum.state} seatsLeft={forum.seatsLeft} />}
          {past && forum.hasOutcome ? <Tag tone="info">{t("Forums.outcome")}</Tag> : null}
        </div>
        <Heading
          className={`text-xl ${cancelled ? "line-through decoration-2" : ""}`}
          {...languageOf(forum.text.locale, locale)}
        >
          <Link
            href={routes.forum(locale, forum.slug)}
            className="text-ink decoration-cloudberry decoration-2 underline-offset-4 group-hover:underline after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:shadow-none focus-visible:after:outline-3 focus-visible:after:outline-offset-2 focus-visible:after:outline-ink"
          >
            {forum.text.title}
          </Link>
        </Heading>
        <p className="text-ink-soft" {...languageOf(forum.text.locale, locale)}>
          <Terms locale={forum.text.locale}>{forum.text.summary}</Terms>
        </p>
        <p className="flex gap-2">
          {forum.online ? (
            <Video aria-hidden className="mt-1 size-5 shrink-0 text-spruce" />
          ) : (
            <MapPin aria-hidden className="mt-1 size-5 shrink-0 text-spruce" />
          )}
          <span>
            {t(`Municipalities.${forum.place}`)}
            {forum.online ? null : (
              <>
                {" · "}
                <bdi lang="fi">{forum.venueName}</bdi>
              </>
            )}
            <br />
            <span className="text-ink-soft">
              <time dateTime={forum.startsAt.toISOString()}>{formatDate(locale, forum.startsAt)}</time>{" "}
              {formatTimeRange(locale, forum)}
            </span>
          </span>
        </p>
        <LanguageTags locale={locale} offers={forum.languages} />
      </div>
    </article>
  );
}

/** Forums along the trail, in the order given. */
export function ForumTrail({
  locale,
  forums,
  level,
}: {
  locale: Locale;
  forums: readonly ForumCardView[];
  level: 2 | 3;
}) {
  return (
    <div className="relative">
      <div aria-hidden="true" className="trail absolute inset-y-4 start-8 hidden w-[3px] sm:block sm:start-[3.7rem]" />
      <ol className="grid gap-8 sm:gap-6">
        {forums.map((forum) => (
          <li key={forum.slug}>
            <ForumCard locale={locale} forum={forum} level={level} />
          </li>
        ))}
      </ol>
    </div>
  );
}
