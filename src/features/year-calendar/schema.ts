import { z } from "zod";
import { LOCALE_CODES, type Locale } from "@/i18n/locales";
import type { Messages } from "@/i18n/messages";
import { finnishNameOf, isMunicipality, MUNICIPALITY_KEYS, swedishNameOf } from "@/i18n/municipalities";
import { oneLine } from "@/i18n/one-line";
import { PageNumber } from "@/i18n/page-number";
import { typedLine } from "@/i18n/typed-values";

/** Refusals are keys of the messages' OccasionErrors namespace. */
type OccasionErrorKey = keyof Messages["OccasionErrors"];
const error = (key: OccasionErrorKey) => ({ error: key });

/** The kinds of occasions that people enter. Names are stored: never change them. */
export const KEPT_KINDS = [
  "joint_application",
  "autumn_holiday",
  "christmas_holiday",
  "winter_holiday",
  "summer_holiday",
  "school_day_off",
  "network_day",
] as const;
export type KeptKind = (typeof KEPT_KINDS)[number];

/** The years that the calendar can show. */
export const FIRST_YEAR = 2020;
export const LAST_YEAR = 2060;

/** The most days of an occasion: longer than any summer holiday. */
const LONGEST = 120;
const NAME_MOST = 80;

/** The name of the field for an occasion's name in a language. */
export const nameField = (locale: Locale) => `name.${locale}` as const;

const Day = z.iso
  .date(error("date_invalid"))
  .pipe(
    z
      .string()
      .refine(
        (day) => Number(day.slice(0, 4)) >= FIRST_YEAR && Number(day.slice(0, 4)) <= LAST_YEAR,
        error("date_invalid"),
      ),
  );

const Name = typedLine(NAME_MOST, error("too_long"));

/** The names that stand between commas. */
const namesIn = (text: string) =>
  text
    .split(/[,;،؛\n]/)
    .map(oneLine)
    .filter(Boolean);

const BY_NAME: ReadonlyMap<string, string> = new Map(
  MUNICIPALITY_KEYS.flatMap((key) =>
    [finnishNameOf(key), swedishNameOf(key)].map((name) => [name.toLowerCase(), key] as const),
  ),
);

/** The keys of the municipalities that a text names in Finnish or Swedish, and the unknown names. */
export function municipalitiesIn(text: string): { keys: string[]; unknown: string[] } {
  const found = namesIn(text).map((name) => ({ name, key: BY_NAME.get(name.toLowerCase()) }));
  return {
    keys: [...new Set(found.flatMap(({ key }) => key ?? []))].sort(),
    unknown: found.filter(({ key }) => key === undefined).map(({ name }) => name),
  };
}

/** The form of an occasion. Names are by page language; municipalities are on one line, and none means everywhere. */
export const OccasionSchema = z
  .object({
    kind: z.enum(KEPT_KINDS, error("kind_invalid")),
    firstDay: Day,
    /** Nothing: it is one day. */
    lastDay: z
      .string()
      .catch("")
      .transform((text) => text || null)
      .pipe(Day.nullable()),
    municipalities: z
      .string()
      .catch("")
      .transform((text) => municipalitiesIn(text))
      .refine(({ unknown }) => unknown.length === 0, error("municipality_unknown"))
      .transform(({ keys }) => keys),
    ...(Object.fromEntries(LOCALE_CODES.map((locale) => [nameField(locale), Name])) as Record<
      ReturnType<typeof nameField>,
      typeof Name
    >),
  })
  .transform(({ kind, firstDay, lastDay, municipalities, ...rest }) => ({
    ...{ kind, firstDay, lastDay: lastDay ?? firstDay, municipalityKeys: municipalities },
    names: LOCALE_CODES.flatMap((locale) => {
      const name = rest[nameField(locale)];
      return name ? [{ locale, name }] : [];
    }),
  }))
  .superRefine(({ kind, firstDay, lastDay, names }, context) => {
    const refuse = (field: string, message: OccasionErrorKey) =>
      context.addIssue({ code: "custom", message, path: [field] });
    const days = (Date.parse(lastDay) - Date.parse(firstDay)) / 86_400_000 + 1;
    if (days < 1) refuse("lastDay", "ends_first");
    if (days > LONGEST) refuse("lastDay", "lasts_long");
    if (kind === "network_day" && names.length === 0) refuse(nameField("fi"), "name_needed");
  });
export type OccasionSchema = z.infer<typeof OccasionSchema>;

/** The revision of the occasion that the user saw. */
export const Seen = z.coerce.number().int().positive().catch(0);

/** Deleting asks for confirmation: `confirmed` is the revision that the reader was asked about. */
export const DeleteOccasionSchema = z.object({ seen: Seen, confirmed: Seen });

/** The year and the municipality that the calendar shows. Unreadable values count as not given. */
export const YearSearchSchema = z.object({
  year: z.coerce.number().int().min(FIRST_YEAR).max(LAST_YEAR).optional().catch(undefined),
  municipality: z.string().refine(isMunicipality).optional().catch(undefined),
  page: PageNumber,
});
export type YearSearchSchema = z.infer<typeof YearSearchSchema>;
