import { Search } from "lucide-react";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { collator } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { SPOKEN_LANGUAGE_CODES, SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { Button } from "@/ui/button";
import { SelectField } from "@/ui/field";
import { TEXT_LINK } from "@/ui/text-link";
import { listingPath } from "../listing-path";
import { FORUM_KINDS, type ForumListing, MUNICIPALITIES } from "../schema";

/** Narrows a list by language, place and kind: a GET form that leads to the prerendered page of that list. */
export async function ForumFilter({ locale, listing }: { locale: Locale; listing: ForumListing }) {
  const t = await getTranslations({ locale });
  const narrowed = listing.language ?? listing.place ?? listing.kind;
  const byName = (a: string, b: string) => collator(locale).compare(a, b);
  return (
    <form
      action={routes.findForums(locale)}
      method="get"
      aria-label={t("Forums.filter")}
      className="grid gap-4 rounded-card border border-line bg-sunk p-4 sm:grid-cols-3 lg:grid-cols-[1fr_1fr_1fr_auto] lg:items-end"
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
        {MUNICIPALITIES.map((place) => ({ place, name: t(`Municipalities.${place}`) }))
          .sort((a, b) => byName(a.name, b.name))
          .map(({ place, name }) => (
            <option key={place} value={place}>
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
      <Button type="submit" className="sm:col-span-3 lg:col-span-1">
        <Search aria-hidden className="size-5" />
        {t("Forums.apply")}
      </Button>
      {narrowed ? (
        <Link href={listingPath(locale, { past: listing.past })} className={`${TEXT_LINK} sm:col-span-3 lg:col-span-4`}>
          {t("Forums.clear")}
        </Link>
      ) : null}
    </form>
  );
}
