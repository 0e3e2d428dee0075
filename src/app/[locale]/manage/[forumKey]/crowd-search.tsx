import "server-only";
import { getTranslations } from "next-intl/server";
import { type Findable, findParties } from "@/features/registration/people/rules";
import type { Locale } from "@/i18n/locales";
import { pagesOf } from "@/i18n/page-number";
import { routes } from "@/i18n/routes";
import { TextField } from "@/ui/field";
import { SearchForm } from "@/ui/search-form";
import { TextLink } from "@/ui/text-link";

/** Entries of a list of parties on one page. */
const ON_A_PAGE = 15;

/** One page of a filtered list. A page number beyond the last gives the last. */
export interface CrowdPage<Party> {
  shown: Party[];
  page: number;
  pages: number;
  /** The list has more than one page without a search, so that a search is useful. */
  crowded: boolean;
}

/** The requested page of the parties that match the search. */
export function partOf<Party extends Findable>(all: readonly Party[], wanted: number, find: string): CrowdPage<Party> {
  const found = findParties(find, all);
  const pages = pagesOf(found.length, ON_A_PAGE);
  const page = Math.min(Math.max(1, wanted), pages);
  const shown = found.slice((page - 1) * ON_A_PAGE, page * ON_A_PAGE);
  return { shown, page, pages, crowded: all.length > ON_A_PAGE };
}

/** The search above a list of parties with several pages. It filters all such lists of the forum's workspace. */
export async function CrowdSearch({
  locale,
  forumKey,
  list,
  find,
  part,
}: {
  locale: Locale;
  forumKey: string;
  /** The id of the list's heading, the target of the search. */
  list: string;
  find: string;
  part: CrowdPage<unknown>;
}) {
  if (!part.crowded) return null;
  const [t, lists] = await Promise.all([
    getTranslations({ locale, namespace: "People" }),
    getTranslations({ locale, namespace: "StaffLists" }),
  ]);
  const all = routes.manage(locale, forumKey);
  return (
    <>
      <SearchForm action={all} to={list} submit={t("find")}>
        <div className="min-w-0 grow basis-56">
          <TextField
            id={`find-${list}`}
            name="find"
            type="search"
            label={t("search")}
            defaultValue={find}
            maxLength={100}
            autoComplete="off"
          />
        </div>
      </SearchForm>
      {find ? (
        <p className="flex flex-wrap items-center gap-x-4">
          {part.shown.length === 0 ? t("nobody") : null}
          <TextLink href={`${all}#${list}`} className="inline-flex min-h-11 items-center">
            {lists("clear")}
          </TextLink>
        </p>
      ) : null}
    </>
  );
}
