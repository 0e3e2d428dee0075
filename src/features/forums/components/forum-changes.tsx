import { CalendarClock } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { formatWhen } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { Notice } from "@/ui/notice";
import type { ForumChangeView } from "../queries";

/** What has changed, for readers who know an older time or place. Nothing if nothing has. */
export async function ForumChanges({ locale, changes }: { locale: Locale; changes: readonly ForumChangeView[] }) {
  const t = await getTranslations({ locale, namespace: "Forum" });
  const lines = changes.flatMap(({ kind, at, previousStartsAt, previousEndsAt, previousVenue }) => {
    if (kind === "time" && previousStartsAt && previousEndsAt) {
      const before = formatWhen(locale, { startsAt: previousStartsAt, endsAt: previousEndsAt });
      return [{ key: `time${at.getTime()}`, text: t("timeChanged", { before }) }];
    }
    if (kind === "programme") return [{ key: `programme${at.getTime()}`, text: t("programmeChanged") }];
    return kind === "place"
      ? [{ key: `place${at.getTime()}`, text: t("placeChanged", { before: previousVenue ?? "" }) }]
      : [];
  });
  if (lines.length === 0) return null;
  return (
    <Notice tone="care" title={t("changedTitle")} icon={<CalendarClock aria-hidden />}>
      {lines.map(({ key, text }) => (
        <p key={key}>{text}</p>
      ))}
    </Notice>
  );
}
