import { getTranslations } from "next-intl/server";
import { formatListInWords, formatTimeRange, formatWeekday } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import type { GroupCardView } from "../queries";

/** When a group usually meets: "tiistaisin ja torstaisin · joka viikko · klo 17.30–19.00". */
export async function GroupWhen({ locale, usually }: { locale: Locale; usually: GroupCardView["usually"] }) {
  const t = await getTranslations({ locale });
  if (!usually) return t("Groups.byAppointment");
  const days = formatListInWords(
    locale,
    usually.weekdays.map((day) => t(`Weekdays.${day}`)),
  );
  return (
    <>
      <span className="first-letter:uppercase inline-block">
        {usually.rhythm === "monthly" ? formatWeekday(locale, usually.startsAt) : t("Groups.onDays", { days })}
      </span>
      {" · "}
      {t(`Groups.${usually.rhythm}`)}
      {" · "}
      <span className="inline-block">{formatTimeRange(locale, usually)}</span>
    </>
  );
}
