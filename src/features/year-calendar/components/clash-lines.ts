import "server-only";
import { getTranslations } from "next-intl/server";
import { formatDate, formatList } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { placeName } from "@/i18n/place-name";
import type { ClashView } from "../queries";
import { occasionWords } from "./occasion-words";

/** Isolates a name in a sentence of any direction: first strong isolate and its end (Unicode UAX #9). */
const isolate = (name: string) => `\u2068${name}\u2069`;

/** The clashes of a forum's time in a place, and what the calendar is missing; a sentence or two for each. */
export async function clashLines(
  locale: Locale,
  municipalityKey: string,
  { clashes, unknown }: ClashView,
): Promise<string[]> {
  const [t, messages, words, place] = await Promise.all([
    getTranslations({ locale, namespace: "Clashes" }),
    getTranslations({ locale }),
    occasionWords(locale),
    placeName(locale, municipalityKey),
  ]);
  const known = await Promise.all(
    clashes.map(async ({ occasion, how }) => {
      const { municipalityKeys, estimate } = occasion;
      const named = { name: isolate(words.nameOf(occasion).text), dates: words.daysOf(occasion) };
      const places = await Promise.all(municipalityKeys.map((key) => placeName(locale, key)));
      return [
        messages(`Clashes.${how}`, named),
        estimate ? t("estimate") : "",
        places.length > 0
          ? t("where", {
              places: formatList(
                locale,
                places.map(({ name }) => isolate(name)),
              ),
            })
          : "",
      ]
        .filter(Boolean)
        .join(" ");
    }),
  );
  const lacking = unknown.map(({ kind, year }) => {
    const named = { name: isolate(words.kindOf({ key: kind })), year: String(year) };
    // Joint application is one for all of Finland.
    return kind === "joint_application"
      ? t("unknown", named)
      : t("unknownOf", { ...named, place: isolate(place.name) });
  });
  return [...known, ...lacking];
}

/** The same for several dates, as lines that begin with their date; nothing for a date without a clash. */
export async function datedClashLines(
  locale: Locale,
  municipalityKey: string,
  dates: readonly { startsAt: Date; view: ClashView }[],
): Promise<string[]> {
  const t = await getTranslations({ locale, namespace: "Clashes" });
  const lines = await Promise.all(
    dates.map(async ({ startsAt, view }) => {
      const warnings = await clashLines(locale, municipalityKey, view);
      return warnings.length > 0
        ? [t("dated", { date: isolate(formatDate(locale, startsAt)), warnings: warnings.join(" ") })]
        : [];
    }),
  );
  return lines.flat();
}
