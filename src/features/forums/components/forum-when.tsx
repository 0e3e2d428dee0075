import { formatDate, formatTime } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";

/**
 * "tiistai 24.11.2026, 17.30–19.30" with the machine's form beside it: the hours on a line of their own, or, where room is
 * short, after the day. Numbers stay left to right in every language.
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
      <bdi dir="ltr" className={oneLine ? "inline-block" : undefined}>
        {formatTime(startsAt)}–{formatTime(endsAt)}
      </bdi>
    </>
  );
}
