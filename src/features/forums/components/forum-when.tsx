import { formatDate, formatTimeRange } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";

/**
 * The day of a forum, with its machine-readable form, and its hours: on their own line or, if space is short, after the
 * day. The hours do not break at their dash unless the line is too short.
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
