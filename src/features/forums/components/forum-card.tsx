import { Clock, MapPin, MessageCircle, Video } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { formatDayMonth, formatTimeRange, formatWeekday } from "@/i18n/formatting";
import { LOCALES, type Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { placeName } from "@/i18n/place-name";
import { routes } from "@/i18n/routes";
import { Terms } from "@/i18n/terms";
import { wallClock } from "@/i18n/time";
import { Link } from "@/ui/link";
import { Tag } from "@/ui/tag";
import type { ForumCardView } from "../queries";
import { LanguageTags } from "./language-tags";
import { StateTag } from "./state-tag";

/**
 * A forum in a list: a way mark with the day beside its title, time, place and state. On a phone the mark is in the
 * card, so that a whole card fits below a list's heading. On wider screens it is on the trail beside the card, which
 * also has a sentence about the forum.
 */
async function ForumCard({ locale, forum }: { locale: Locale; forum: ForumCardView }) {
  const [t, place] = await Promise.all([getTranslations({ locale }), placeName(locale, forum.place)]);
  const cancelled = forum.state === "cancelled";
  const past = forum.state === "past";
  const words = languageOf(forum.text.locale, locale);
  return (
    <article className="group relative grid gap-2 rounded-card border border-line bg-surface p-4 shadow-card hover:border-spruce sm:ms-36 sm:gap-2.5 sm:p-5">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <time
          dateTime={forum.startsAt.toISOString()}
          className={`way-mark flex items-baseline gap-x-1.5 py-1 ps-2.5 pe-5 font-display font-bold sm:absolute sm:-start-36 sm:top-0 sm:w-32 sm:flex-col sm:items-center sm:py-3 sm:ps-1 sm:pe-5 ${past || cancelled ? "bg-sunk text-ink-soft" : "bg-spruce text-on-spruce"}`}
        >
          <span className="text-sm">{formatWeekday(locale, forum.startsAt, LOCALES[locale].clock.weekdayOnCards)}</span>{" "}
          <bdi dir="ltr" className="flex items-baseline sm:flex-col sm:items-center">
            <span className="sm:text-2xl sm:leading-tight">{formatDayMonth(forum.startsAt)}</span>
            <span className="sm:text-sm">{wallClock(forum.startsAt).year}</span>
          </bdi>
        </time>
        <span className="flex items-center gap-1.5 font-semibold">
          <Clock aria-hidden className="hidden size-4.5 shrink-0 text-spruce sm:block" />
          <span className="inline-block">{formatTimeRange(locale, forum)}</span>
        </span>
      </div>
      <h3 className={`text-xl ${cancelled ? "line-through decoration-2" : ""}`} {...words}>
        <Link
          href={routes.forum(locale, forum.slug)}
          className="text-ink decoration-cloudberry decoration-2 underline-offset-4 group-hover:underline after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:shadow-none focus-visible:after:outline-3 focus-visible:after:outline-offset-2 focus-visible:after:outline-ink"
        >
          <Terms locale={forum.text.locale}>{forum.text.title}</Terms>
        </Link>
      </h3>
      <p className="text-ink-soft max-sm:hidden" {...words}>
        <Terms locale={forum.text.locale}>{forum.text.summary}</Terms>
      </p>
      <p className="flex gap-1.5">
        {forum.online ? (
          <Video aria-hidden className="mt-1 size-4.5 shrink-0 text-spruce" />
        ) : (
          <MapPin aria-hidden className="mt-1 size-4.5 shrink-0 text-spruce" />
        )}
        <span>
          <bdi lang={place.lang}>{place.name}</bdi>
          {forum.online ? null : (
            <>
              {" · "}
              <bdi lang="fi">{forum.venueName}</bdi>
            </>
          )}
        </span>
      </p>
      <div className="flex flex-wrap gap-1.5">
        {past ? null : <StateTag locale={locale} state={forum.state} seatsLeft={forum.seatsLeft} />}
        {past && forum.hasOutcome ? (
          <Tag tone="info" icon={<MessageCircle aria-hidden className="size-4 shrink-0" />}>
            {t("Forums.outcome")}
          </Tag>
        ) : null}
        <Tag>{t(`Kinds.${forum.kind}`)}</Tag>
      </div>
      {cancelled ? null : <LanguageTags locale={locale} offers={forum.languages} past={past} />}
    </article>
  );
}

/** Forums along the trail in the given order, below a second-level heading. */
export function ForumTrail({ locale, forums }: { locale: Locale; forums: readonly ForumCardView[] }) {
  return (
    <div className="relative">
      <div aria-hidden="true" className="trail absolute inset-y-4 start-[3.7rem] hidden w-[3px] sm:block" />
      <ol className="grid gap-4 sm:gap-6">
        {forums.map((forum) => (
          <li key={forum.slug}>
            <ForumCard locale={locale} forum={forum} />
          </li>
        ))}
      </ol>
    </div>
  );
}
