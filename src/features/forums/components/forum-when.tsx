import { formatDate, formatTimeRange } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";

/**
 * The day of a forum, with the machine's form beside it, and from when until when: on a line of its own, or, where room is
 * short, after the day. The hours are not broken at their dash, unless a line is too short for them.
 */
export function ForumWhen({
  locale,
  startsAt,
  endsAt,
  oneLine = false,
}: {
  locale: Locale;
  startsAt: Date;
  endsAt: Date;
  oneLine?: boolean;
}) {
  return (
    <>
      <time dateTime={startsAt.toISOString()}>{formatDate(locale, startsAt)}</time>
      {oneLine ? " " : <br />}
      <span className="inline-block">{formatTimeRange(locale, { startsAt, endsAt })}</span>
    </>
  );
}
