import { formatDate, formatTime } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";

/** "tiistai 24.11.2026, 17.30–19.30" with the machine's form beside it. Numbers stay left to right in every language. */
export function ForumWhen({ locale, startsAt, endsAt }: { locale: Locale; startsAt: Date; endsAt: Date }) {
  return (
    <>
      <time dateTime={startsAt.toISOString()}>{formatDate(locale, startsAt)}</time>
      <br />
      <bdi dir="ltr">
        {formatTime(startsAt)}–{formatTime(endsAt)}
      </bdi>
    </>
  );
}
