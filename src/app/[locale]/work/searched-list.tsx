import "server-only";
import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import type { Locale } from "@/i18n/locales";
import type { Address } from "@/i18n/routes";
import { ButtonLink } from "@/ui/button-link";
import { TextField } from "@/ui/field";
import { Found, SearchForm } from "@/ui/search-form";
import { Table } from "@/ui/table";
import { Pager } from "../pager";

/**
 * The main part of a workspace page that lists records: what they are, a link that leads to a new one, a search by words, how
 * many it found, and one page of them. `at` is the address of a page of a search.
 */
export function SearchedList({
  locale,
  title,
  lead,
  create,
  more,
  search,
  words,
  found,
  pages,
  at,
  head,
  rows,
}: {
  locale: Locale;
  title: string;
  lead: string;
  create: { href: Address; label: string } | null;
  /** Further links beside that one. */
  more?: ReactNode;
  search: { text: string; page: number };
  words: { label: string; submit: string };
  found: string;
  pages: number;
  at: (search: { text?: string; page?: number }) => Address;
  head: string[];
  rows: ReactNode[][];
}) {
  return (
    <div className="grid grid-cols-1 gap-6">
      <header className="grid gap-3">
        <h1 className="text-3xl">{title}</h1>
        <p>{lead}</p>
        {create || more ? (
          <p className="flex flex-wrap gap-3">
            {create ? (
              <ButtonLink href={create.href}>
                <Plus aria-hidden className="size-5" />
                {create.label}
              </ButtonLink>
            ) : null}
            {more}
          </p>
        ) : null}
      </header>
      <SearchForm action={at({})} submit={words.submit}>
        <div className="min-w-0 grow basis-56">
          <TextField id="text" name="text" label={words.label} defaultValue={search.text} maxLength={100} />
        </div>
      </SearchForm>
      <Found text={search.text}>{found}</Found>
      {rows.length > 0 ? <Table caption={title} head={head} rows={rows} /> : null}
      <Pager locale={locale} page={search.page} pages={pages} at={(page) => at({ text: search.text, page })} />
    </div>
  );
}
