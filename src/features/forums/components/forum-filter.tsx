import { getTranslations } from "next-intl/server";
import { LOCALES, type Locale } from "@/i18n/locales";
import { placeName, placesByName } from "@/i18n/place-name";
import { routes } from "@/i18n/routes";
import { SPOKEN_LANGUAGE_CODES, SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { ChosenFilters, type FilterChoice, ListFilter } from "@/ui/list-filter";
import { foundPath } from "../listing-path";
import { findOrganiser, listOrganisers, listPlaces } from "../queries";
import { FORUM_KINDS, type ForumFilterSchema, type ForumListing } from "../schema";

/** One of the choices that filter a list. */
export interface Choice extends FilterChoice {
  facet: keyof ForumFilterSchema;
}

/** A list's filters in the order of its address; null if there is no such list, because its organisation is unknown. */
export async function choicesOfListing(
  locale: Locale,
  { language, place, kind, organisation }: ForumFilterSchema,
): Promise<Choice[] | null> {
  const t = await getTranslations({ locale });
  const organiser = organisation ? await findOrganiser(organisation) : null;
  if (organisation && !organiser) return null;
  return [
    ...(language ? [{ facet: "language" as const, lang: language, ...SPOKEN_LANGUAGES[language] }] : []),
    ...(place ? [{ facet: "place" as const, ...(await placeName(locale, place)) }] : []),
    ...(kind ? [{ facet: "kind" as const, name: t(`Kinds.${kind}`) }] : []),
    ...(organiser ? [{ facet: "organisation" as const, name: organiser.name }] : []),
  ];
}

/** A list's filters in words; empty for the whole list. */
export async function namesOfListing(locale: Locale, filter: ForumFilterSchema): Promise<string | null> {
  const choices = await choicesOfListing(locale, filter);
  return choices && namesOf(locale, choices);
}

/** Choices as one line. */
export const namesOf = (locale: Locale, choices: readonly Choice[]): string =>
  choices.map(({ name }) => name).join(LOCALES[locale].clock.comma);

/** Filters a list by language, place, kind and organisation. */
export async function ForumFilter({ locale, listing }: { locale: Locale; listing: ForumListing }) {
  const t = await getTranslations({ locale });
  const [organisers, held] = await Promise.all([listOrganisers(), listPlaces()]);
  // A chosen filter stays selected, even if no forum matches it any more.
  const places = await placesByName(locale, [...held, ...(listing.place ? [listing.place] : [])]);
  return (
    <ListFilter
      action={routes.findForums(locale)}
      title={t("Forums.filter")}
      submit={t("Forums.apply")}
      hidden={listing.past ? { past: "1" } : {}}
      questions={[
        {
          ...{ name: "language", label: t("Forums.language"), any: t("Forums.anyLanguage"), chosen: listing.language },
          options: SPOKEN_LANGUAGE_CODES.map((value) => ({ value, label: SPOKEN_LANGUAGES[value].name, lang: value })),
        },
        {
          ...{ name: "place", label: t("Forums.place"), any: t("Forums.anyPlace"), chosen: listing.place },
          options: places.map(({ key, name, lang }) => ({ value: key, label: name, lang })),
        },
        {
          ...{ name: "kind", label: t("Forums.kind"), any: t("Forums.anyKind"), chosen: listing.kind },
          options: FORUM_KINDS.map((value) => ({ value, label: t(`Kinds.${value}`) })),
        },
        {
          ...{ name: "organisation", label: t("Forums.organisation"), any: t("Forums.anyOrganisation") },
          chosen: listing.organisation,
          options: organisers.map(({ slug, name }) => ({ value: slug, label: name, lang: "fi" })),
        },
      ]}
    />
  );
}

/** A list's filters, each with a link to the list without it. */
export async function ChosenForumFilters({
  locale,
  listing,
  choices,
}: {
  locale: Locale;
  listing: ForumListing;
  choices: readonly Choice[];
}) {
  const t = await getTranslations({ locale, namespace: "Forums" });
  return (
    <ChosenFilters
      label={t("chosen")}
      remove={t("remove")}
      clear={{ href: foundPath(locale, { past: listing.past }), label: t("clear") }}
      choices={choices.map(({ facet, ...choice }) => ({
        ...choice,
        href: foundPath(locale, { ...listing, [facet]: undefined, page: 1 }),
      }))}
    />
  );
}
