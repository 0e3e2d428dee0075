import { getTranslations } from "next-intl/server";
import { LOCALES, type Locale } from "@/i18n/locales";
import { placeName, placesByName } from "@/i18n/place-name";
import { routes } from "@/i18n/routes";
import { SPOKEN_LANGUAGE_CODES, SPOKEN_LANGUAGES, type SpokenLanguage } from "@/i18n/spoken-languages";
import { ChosenFilters, type FilterChoice, ListFilter } from "@/ui/list-filter";
import { foundGroupsPath } from "../listing-path";
import { listGroupFacets } from "../queries";
import { weekdayName } from "../rules";
import { GROUP_KINDS, type GroupFilterSchema, type GroupKind, type GroupListing, WEEKDAYS } from "../schema";

/** One of the choices that filter a list. */
export interface GroupChoice extends FilterChoice {
  facet: keyof GroupFilterSchema;
}

/** A list's filters in the order of its address. */
export async function choicesOfGroups(
  locale: Locale,
  { language, place, day, kind, childcare, places }: GroupFilterSchema,
): Promise<GroupChoice[]> {
  const t = await getTranslations({ locale });
  return [
    ...(language ? [{ facet: "language" as const, lang: language, ...SPOKEN_LANGUAGES[language] }] : []),
    ...(place ? [{ facet: "place" as const, ...(await placeName(locale, place)) }] : []),
    ...(day ? [{ facet: "day" as const, name: weekdayName(locale, day) }] : []),
    ...(kind ? [{ facet: "kind" as const, name: t(`GroupKinds.${kind}`) }] : []),
    ...(childcare ? [{ facet: "childcare" as const, name: t("Groups.withChildcare") }] : []),
    ...(places
      ? [{ facet: "places" as const, name: t(places === "open" ? "Groups.onlyOpen" : "Groups.onlyFull") }]
      : []),
  ];
}

/** Choices as one line. */
export const namesOfChoices = (locale: Locale, choices: readonly GroupChoice[]): string =>
  choices.map(({ name }) => name).join(LOCALES[locale].clock.comma);

/**
 * Filters the list of groups by what there is. Languages, and for whom, that no group has yet stand apart: whoever looks for one is
 * counted, and can ask to be told (docs/decisions/030).
 */
export async function GroupFilter({ locale, listing }: { locale: Locale; listing: GroupListing }) {
  const t = await getTranslations({ locale });
  const facets = await listGroupFacets();
  const without = <Value extends string>(values: readonly Value[], has: readonly Value[]) =>
    values.filter((value) => !has.includes(value));
  const spoken = facets.languages.map(({ language }) => language);
  const language = (value: SpokenLanguage) => ({ value, label: SPOKEN_LANGUAGES[value].name, lang: value });
  const kind = (value: GroupKind) => ({ value, label: t(`GroupKinds.${value}`) });
  // A chosen filter stays selected, even if no group matches it any more.
  const days = WEEKDAYS.filter((day) => facets.days.includes(day) || day === listing.day);
  const room = (["open", "full"] as const).filter((state) => facets[state] || state === listing.places);
  const places = await placesByName(locale, [...facets.places, ...(listing.place ? [listing.place] : [])]);
  return (
    <ListFilter
      action={routes.findGroups(locale)}
      title={t("Groups.filter")}
      submit={t("Groups.apply")}
      questions={[
        {
          ...{ name: "language", label: t("Groups.language"), any: t("Groups.anyLanguage"), chosen: listing.language },
          options: SPOKEN_LANGUAGE_CODES.filter((code) => spoken.includes(code)).map(language),
          without: { label: t("Groups.withoutGroup"), options: without(SPOKEN_LANGUAGE_CODES, spoken).map(language) },
        },
        {
          ...{ name: "place", label: t("Groups.place"), any: t("Groups.anyPlace"), chosen: listing.place },
          options: places.map(({ key, name, lang }) => ({ value: key, label: name, lang })),
        },
        {
          ...{ name: "day", label: t("Groups.day"), any: t("Groups.anyDay"), chosen: listing.day },
          options: days.map((value) => ({ value, label: weekdayName(locale, value) })),
        },
        {
          ...{ name: "kind", label: t("Groups.kind"), any: t("Groups.anyKind"), chosen: listing.kind },
          options: GROUP_KINDS.filter((value) => facets.kinds.includes(value)).map(kind),
          without: { label: t("Groups.withoutGroup"), options: without(GROUP_KINDS, facets.kinds).map(kind) },
        },
        ...(facets.childcare || listing.childcare
          ? [
              {
                ...{ name: "childcare", label: t("Groups.childcare"), any: t("Groups.anyChildcare") },
                chosen: listing.childcare,
                options: [{ value: "yes", label: t("Groups.withChildcare") }],
              },
            ]
          : []),
        {
          ...{ name: "places", label: t("Groups.places"), any: t("Groups.anyPlaces"), chosen: listing.places },
          options: room.map((value) => ({ value, label: t(value === "open" ? "Groups.onlyOpen" : "Groups.onlyFull") })),
        },
      ]}
    />
  );
}

/** A list's filters, each with a link to the list without it. */
export async function ChosenGroupFilters({
  locale,
  listing,
  choices,
}: {
  locale: Locale;
  listing: GroupListing;
  choices: readonly GroupChoice[];
}) {
  const t = await getTranslations({ locale, namespace: "Groups" });
  return (
    <ChosenFilters
      label={t("chosen")}
      remove={t("remove")}
      clear={{ href: foundGroupsPath(locale, {}), label: t("clear") }}
      choices={choices.map(({ facet, ...choice }) => ({
        ...choice,
        href: foundGroupsPath(locale, { ...listing, [facet]: undefined, page: 1 }),
      }))}
    />
  );
}
