import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import type { Address } from "@/i18n/routes";
import { Pagination } from "@/ui/pagination";

interface Props {
  locale: Locale;
  page: number;
  pages: number;
  /** The address of a page of the list, counted from 1. */
  at: (page: number) => Address;
  /** The list's name, if a page has several lists. */
  label?: string;
  /** The id of the heading above the list, which takes the focus; by default that of `Found`. */
  heading?: string;
}

/** Links between the pages of a list; nothing if there is only one page. */
export async function Pager({ locale, page, pages, at, label, heading = "found" }: Props) {
  const t = await getTranslations({ locale, namespace: "Forums" });
  return (
    <Pagination
      label={label ? `${t("pages")}: ${label}` : t("pages")}
      status={t("page", { page: String(page), pages: String(pages) })}
      {...(page > 1 && { previous: { href: `${at(page - 1)}#${heading}`, label: t("previous") } })}
      {...(page < pages && { next: { href: `${at(page + 1)}#${heading}`, label: t("following") } })}
    />
  );
}
