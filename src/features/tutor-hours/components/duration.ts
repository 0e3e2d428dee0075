import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { hoursAndMinutes } from "../rules";

/** A function that writes a time in words: "1 h 30 min". */
export async function durationWriter(locale: Locale): Promise<(minutes: number) => string> {
  const t = await getTranslations({ locale, namespace: "TutorHours" });
  return (all) => {
    const { hours, minutes } = hoursAndMinutes(all);
    const parts = [
      ...(hours > 0 || minutes === 0 ? [t("hours", { count: hours })] : []),
      ...(minutes > 0 ? [t("minutes", { count: minutes })] : []),
    ];
    return parts.join(" ");
  };
}
