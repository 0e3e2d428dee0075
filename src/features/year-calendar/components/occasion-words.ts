import "server-only";
import { getTranslations } from "next-intl/server";
import { bestTranslation } from "@/i18n/fallback";
import { formatNumericDate } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { instantOf } from "@/i18n/time";
import type { Day, DaySpan, Occasion } from "../rules";

/** A day as pages show it: D.M.YYYY. */
const shown = (day: Day) => {
  const noon = instantOf(day, "12:00");
  return noon ? formatNumericDate(noon) : day;
};

/** Puts occasions into words of a page language. */
export async function occasionWords(locale: Locale) {
  const [words, t] = await Promise.all([
    getTranslations({ locale }),
    getTranslations({ locale, namespace: "YearCalendar" }),
  ]);
  return {
    /** An occasion's name and its language: its own name, or the word for its kind. */
    nameOf({ key, names }: Pick<Occasion, "key" | "names">): { text: string; language: string } {
      const own = bestTranslation(names, locale);
      return own ? { text: own.name, language: own.locale } : { text: words(`Occasions.${key}`), language: locale };
    },
    /** The word for what it is, whatever its name. */
    kindOf: ({ key }: Pick<Occasion, "key">): string => words(`Occasions.${key}`),
    daysOf: ({ firstDay, lastDay }: DaySpan): string =>
      firstDay === lastDay ? shown(firstDay) : t("days", { first: shown(firstDay), last: shown(lastDay) }),
  };
}
