import { getTranslations } from "next-intl/server";
import { formatTimeRange, formatWeekday } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import type { GroupCardView } from "../queries";

/** When a group usually meets: "torstai · joka viikko · klo 17.30–19.00". */
export async function GroupWhen({ locale, usually }: { locale: Locale; usually: GroupCardView["usually"] }) {
  const t = await getTranslations({ locale });
  if (!usually) return t("Groups.byAppointment");
  return (
    <>
      <span className="first-letter:uppercase inline-block">{formatWeekday(locale, usually.startsAt)}</span>
      {" · "}
      {t(`Groups.${usually.rhythm}`)}
      {" · "}
      <span className="inline-block">{formatTimeRange(locale, usually)}</span>
    </>
  );
}
