import { ChevronDown, Search, X } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { collator } from "@/i18n/formatting";
import { LOCALES, type Locale } from "@/i18n/locales";
import { placeName } from "@/i18n/place-name";
import { routes } from "@/i18n/routes";
import { SPOKEN_LANGUAGE_CODES, SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { Button } from "@/ui/button";
import { SelectField } from "@/ui/field";
import { TEXT_LINK } from "@/ui/text-link";
import { foundGroupsPath } from "../listing-path";
import { listGroupFacets } from "../queries";
import { weekdayName } from "../rules";
import { GROUP_KINDS, type GroupFilterSchema, type GroupListing, WEEKDAYS } from "../schema";

/** One of the choices that filter a list: its name, and the name's language if it is not the page's. */
export interface GroupChoice {
  facet: keyof GroupFilterSchema;
  name: string;
  lang?: string;
  dir?: "ltr" | "rtl";
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

/** Filters the list of groups: a GET form that leads to the prerendered page of that list. Folded on phones. */
export async function GroupFilter({ locale, listing }: { locale: Locale; listing: GroupListing }) {
  const t = await getTranslations({ locale });
  const facets = await listGroupFacets();
  // A chosen filter stays selected, even if no group matches it any more.
  const keys = new Set([...facets.places, ...(listing.place ? [listing.place] : [])]);
  const places = await Promise.all([...keys].map(async (key) => ({ key, ...(await placeName(locale, key)) })));
  return (
    <details className="only-folded-on-phones group rounded-card border border-line bg-sunk">
      <summary className="flex min-h-12 list-none items-center gap-2.5 rounded-card px-4 py-2 font-semibold">
        <Search aria-hidden className="size-5 shrink-0 text-spruce" />
        <span className="grow">{t("Groups.filter")}</span>
        <ChevronDown aria-hidden className="size-5 shrink-0 group-open:rotate-180" />
      </summary>
      <form
        action={routes.findGroups(locale)}
        method="get"
        aria-label={t("Groups.filter")}
        className="grid gap-4 p-4 max-sm:pt-1 sm:grid-cols-2 lg:grid-cols-3"
      >
        <SelectField
          id="filter-language"
          name="language"
          label={t("Groups.language")}
          defaultValue={listing.language ?? ""}
        >
          <option value="">{t("Groups.anyLanguage")}</option>
          {SPOKEN_LANGUAGE_CODES.map((code) => (
            <option key={code} value={code} lang={code}>
              {SPOKEN_LANGUAGES[code].name}
            </option>
          ))}
        </SelectField>
        <SelectField id="filter-place" name="place" label={t("Groups.place")} defaultValue={listing.place ?? ""}>
          <option value="">{t("Groups.anyPlace")}</option>
          {places
            .toSorted((a, b) => collator(locale).compare(a.name, b.name))
            .map(({ key, name, lang }) => (
              <option key={key} value={key} lang={lang}>
                {name}
              </option>
            ))}
        </SelectField>
        <SelectField id="filter-day" name="day" label={t("Groups.day")} defaultValue={listing.day ?? ""}>
          <option value="">{t("Groups.anyDay")}</option>
          {WEEKDAYS.map((day) => (
            <option key={day} value={day}>
              {weekdayName(locale, day)}
            </option>
          ))}
        </SelectField>
        <SelectField id="filter-kind" name="kind" label={t("Groups.kind")} defaultValue={listing.kind ?? ""}>
          <option value="">{t("Groups.anyKind")}</option>
          {GROUP_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`GroupKinds.${kind}`)}
            </option>
          ))}
        </SelectField>
        <SelectField
          id="filter-childcare"
          name="childcare"
          label={t("Groups.childcare")}
          defaultValue={listing.childcare ?? ""}
        >
          <option value="">{t("Groups.anyChildcare")}</option>
          <option value="yes">{t("Groups.withChildcare")}</option>
        </SelectField>
        <SelectField id="filter-places" name="places" label={t("Groups.places")} defaultValue={listing.places ?? ""}>
          <option value="">{t("Groups.anyPlaces")}</option>
          <option value="open">{t("Groups.onlyOpen")}</option>
          <option value="full">{t("Groups.onlyFull")}</option>
        </SelectField>
        <Button type="submit" className="sm:col-span-2 lg:col-span-3 lg:justify-self-start">
          <Search aria-hidden className="size-5" />
          {t("Groups.apply")}
        </Button>
      </form>
    </details>
  );
}

/** A list's filters: each links to the list without it, and if there are several, one more link removes all. */
export async function ChosenGroupFilters({
  locale,
  listing,
  choices,
}: {
  locale: Locale;
  listing: GroupListing;
  choices: readonly GroupChoice[];
}) {
  if (choices.length === 0) return null;
  const t = await getTranslations({ locale, namespace: "Groups" });
  return (
    <ul aria-label={t("chosen")} className="flex flex-wrap items-center gap-2">
      {choices.map(({ facet, name, lang, dir }) => (
        <li key={facet}>
          <a
            href={foundGroupsPath(locale, { ...listing, [facet]: undefined, page: 1 })}
            className="inline-flex min-h-11 items-center gap-2 rounded-full border-2 border-spruce bg-moss px-4 font-semibold text-on-moss no-underline hover:bg-surface"
          >
            <span>
              <span className="sr-only">{t("remove")}: </span>
              <bdi lang={lang} dir={dir}>
                {name}
              </bdi>
            </span>
            <X aria-hidden className="size-4.5 shrink-0" />
          </a>
        </li>
      ))}
      {choices.length > 1 ? (
        <li>
          <a href={foundGroupsPath(locale, {})} className={`${TEXT_LINK} inline-flex min-h-11 items-center px-2`}>
            {t("clear")}
          </a>
        </li>
      ) : null}
    </ul>
  );
}
