import "server-only";
import { getTranslations } from "next-intl/server";
import { formatWhen } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { Card } from "@/ui/card";
import { listAttendanceOf } from "../queries";
import { LOG_KEPT_DAYS } from "../rules";

/** The meetings at which somebody of a group was noted, as long as that is known, for themselves; nothing if there are none. */
export async function MemberAttendance({ locale, memberId }: { locale: Locale; memberId: string }) {
  const [t, meetings] = await Promise.all([
    getTranslations({ locale, namespace: "GroupAttendance" }),
    listAttendanceOf(memberId),
  ]);
  if (meetings.length === 0) return null;
  return (
    <Card className="grid gap-3">
      <h2 className="text-xl">{t("ownTitle")}</h2>
      <ul className="grid gap-1">
        {meetings.map((meeting) => (
          <li key={meeting.startsAt.getTime()}>{formatWhen(locale, meeting)}</li>
        ))}
      </ul>
      <p className="text-sm text-ink-soft">{t("ownKept", { days: String(LOG_KEPT_DAYS) })}</p>
    </Card>
  );
}
