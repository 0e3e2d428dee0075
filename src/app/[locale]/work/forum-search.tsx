import { getTranslations } from "next-intl/server";
import { ForumWhen } from "@/features/forums/components/forum-when";
import { StateTag } from "@/features/forums/components/state-tag";
import type { ForumCardView } from "@/features/forums/queries";
import type { ForumSearchSchema } from "@/features/forums/schema";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import type { Address } from "@/i18n/routes";
import { SelectField, TextField } from "@/ui/field";
import { Link } from "@/ui/link";
import { Found, SearchForm } from "@/ui/search-form";
import { Table } from "@/ui/table";
import { TEXT_LINK } from "@/ui/text-link";
import { Pager } from "../pager";

interface Props {
  locale: Locale;
  /** The table's caption, and the target of its first column. */
  caption: string;
  search: ForumSearchSchema;
  /** Includes past forums. */
  withPast?: boolean;
  /** Includes drafts. */
  withDrafts?: boolean;
  forums: readonly { forum: ForumCardView; href: Address; action: string }[];
  total: number;
  pages: number;
  /** The level of the heading with the result. */
  level: 2 | 3;
  /** The page's address with a search; without one, for all forums. */
  at: (search: Partial<ForumSearchSchema>) => Address;
}

/** One page of forums to work with: found by name and place, coming or past. */
export async function ForumSearch({
  locale,
  caption,
  level,
  search,
  withPast,
  withDrafts,
  forums,
  total,
  pages,
  at,
}: Props) {
  const [t, lists, site] = await Promise.all([
    getTranslations({ locale, namespace: "StaffLists" }),
    getTranslations({ locale, namespace: "Forums" }),
    getTranslations({ locale, namespace: "Site" }),
  ]);
  const pageAt = (page: number) => at({ ...search, page });
  return (
    <div className="grid gap-4">
      <SearchForm action={at({})} submit={t("find")}>
        <div className="min-w-0 grow basis-56">
          <TextField id="text" name="text" label={t("findForum")} defaultValue={search.text} maxLength={100} />
        </div>
        {withPast ? (
          <div className="min-w-0 grow basis-56 sm:grow-0">
            <SelectField id="when" name="when" label={t("when")} defaultValue={search.when}>
              <option value="coming">{lists("upcoming")}</option>
              <option value="past">{site("past")}</option>
              {withDrafts ? <option value="drafts">{t("drafts")}</option> : null}
            </SelectField>
          </div>
        ) : null}
      </SearchForm>
      <Found level={level} text={search.text}>
        {lists("count", { count: total })}
      </Found>
      {forums.length > 0 ? (
        <Table
          caption={caption}
          head={[t("forum"), t("when"), t("where"), t("state")]}
          rows={forums.map(({ forum, href, action }) => [
            <Link key="forum" href={href} className={`${TEXT_LINK} inline-flex min-h-11 items-center sm:min-h-6`}>
              <span className="sr-only">{action}: </span>
              <span {...languageOf(forum.text.locale, locale)}>{forum.text.title}</span>
            </Link>,
            <ForumWhen key="when" locale={locale} startsAt={forum.startsAt} endsAt={forum.endsAt} />,
            <bdi key="where" lang="fi">
              {forum.venueName}
            </bdi>,
            <StateTag key="state" locale={locale} state={forum.state} seatsLeft={forum.seatsLeft} />,
          ])}
        />
      ) : null}
      {forums.length === 0 && search.text ? (
        <p>
          {t("nothing")}{" "}
          <Link href={at({})} className={`${TEXT_LINK} inline-flex min-h-11 items-center`}>
            {t("clear")}
          </Link>
        </p>
      ) : null}
      <Pager locale={locale} page={search.page} pages={pages} at={pageAt} />
    </div>
  );
}
