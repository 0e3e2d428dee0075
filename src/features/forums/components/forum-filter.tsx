import { ChevronDown, Search, X } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { collator } from "@/i18n/formatting";
import { LOCALES, type Locale } from "@/i18n/locales";
import { placeName } from "@/i18n/place-name";
import { routes } from "@/i18n/routes";
import { SPOKEN_LANGUAGE_CODES, SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { Button } from "@/ui/button";
import { SelectField } from "@/ui/field";
import { TEXT_LINK } from "@/ui/text-link";
import { foundPath } from "../listing-path";
import { findOrganiser, listOrganisers, listPlaces } from "../queries";
import { FORUM_KINDS, type ForumFilterSchema, type ForumListing } from "../schema";

/** One of the choices that filter a list: its name, and the name's language if it is not the page's. */
export interface Choice {
  facet: keyof ForumFilterSchema;
  name: string;
  lang?: string;
  dir?: "ltr" | "rtl";
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

/**
 * Filters a list by language, place and kind: a GET form that leads to the prerendered page of that list. Folded on
 * phones, so that the list begins on the first screen; the choices stand below it, each with a link to remove it.
 */
export async function ForumFilter({ locale, listing }: { locale: Locale; listing: ForumListing }) {
  const t = await getTranslations({ locale });
  const byName = (a: string, b: string) => collator(locale).compare(a, b);
  const [organisers, held] = await Promise.all([listOrganisers(), listPlaces()]);
  // A chosen filter stays selected, even if no forum matches it any more.
  const keys = new Set([...held, ...(listing.place ? [listing.place] : [])]);
  const places = await Promise.all([...keys].map(async (key) => ({ key, ...(await placeName(locale, key)) })));
  return (
    <details className="only-folded-on-phones group rounded-card border border-line bg-sunk">
      <summary className="flex min-h-12 list-none items-center gap-2.5 rounded-card px-4 py-2 font-semibold">
        <Search aria-hidden className="size-5 shrink-0 text-spruce" />
        <span className="grow">{t("Forums.filter")}</span>
        <ChevronDown aria-hidden className="size-5 shrink-0 group-open:rotate-180" />
      </summary>
      <form
        action={routes.findForums(locale)}
        method="get"
        aria-label={t("Forums.filter")}
        className="grid gap-4 p-4 max-sm:pt-1 sm:grid-cols-2 lg:grid-cols-4"
      >
        {listing.past ? <input type="hidden" name="past" value="1" /> : null}
        <SelectField
          id="filter-language"
          name="language"
          label={t("Forums.language")}
          defaultValue={listing.language ?? ""}
        >
          <option value="">{t("Forums.anyLanguage")}</option>
          {SPOKEN_LANGUAGE_CODES.map((code) => (
            <option key={code} value={code} lang={code}>
              {SPOKEN_LANGUAGES[code].name}
            </option>
          ))}
        </SelectField>
        <SelectField id="filter-place" name="place" label={t("Forums.place")} defaultValue={listing.place ?? ""}>
          <option value="">{t("Forums.anyPlace")}</option>
          {places
            .toSorted((a, b) => byName(a.name, b.name))
            .map(({ key, name, lang }) => (
              <option key={key} value={key} lang={lang}>
                {name}
              </option>
            ))}
        </SelectField>
        <SelectField id="filter-kind" name="kind" label={t("Forums.kind")} defaultValue={listing.kind ?? ""}>
          <option value="">{t("Forums.anyKind")}</option>
          {FORUM_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`Kinds.${kind}`)}
            </option>
          ))}
        </SelectField>
        <SelectField
          id="filter-organisation"
          name="organisation"
          label={t("Forums.organisation")}
          defaultValue={listing.organisation ?? ""}
        >
          <option value="">{t("Forums.anyOrganisation")}</option>
          {organisers.map(({ slug, name }) => (
            <option key={slug} value={slug} lang="fi">
              {name}
            </option>
          ))}
        </SelectField>
        <Button type="submit" className="sm:col-span-2 lg:col-span-1">
          <Search aria-hidden className="size-5" />
          {t("Forums.apply")}
        </Button>
      </form>
    </details>
  );
}

/**
 * A list's filters: each links to the list without it, and if there are several, one more link removes all. Plain
 * links, because then the browser moves the focus to the result, as it does after the form.
 */
export async function ChosenFilters({
  locale,
  listing,
  choices,
}: {
  locale: Locale;
  listing: ForumListing;
  choices: readonly Choice[];
}) {
  if (choices.length === 0) return null;
  const t = await getTranslations({ locale, namespace: "Forums" });
  return (
    <ul aria-label={t("chosen")} className="flex flex-wrap items-center gap-2">
      {choices.map((choice) => (
        <li key={choice.facet}>
          <a
            href={foundPath(locale, { ...listing, [choice.facet]: undefined, page: 1 })}
            className="inline-flex min-h-11 items-center gap-2 rounded-full border-2 border-spruce bg-moss px-4 font-semibold text-on-moss no-underline hover:bg-surface"
          >
            <span>
              <span className="sr-only">{t("remove")}: </span>
              <ChoiceName {...choice} />
            </span>
            <X aria-hidden className="size-4.5 shrink-0" />
          </a>
        </li>
      ))}
      {choices.length > 1 ? (
        <li>
          <a
            href={foundPath(locale, { past: listing.past })}
            className={`${TEXT_LINK} inline-flex min-h-11 items-center px-2`}
          >
            {t("clear")}
          </a>
        </li>
      ) : null}
    </ul>
  );
}

/** The name of a choice, marked with its language. */
export function ChoiceName({ name, lang, dir }: Choice): ReactNode {
  return (
    <bdi lang={lang} dir={dir}>
      {name}
    </bdi>
  );
}
