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
  /** What the list holds, where a page has several lists. */
  label?: string;
}

/** The way through a list that is shown a page at a time; nothing where there is only one page. */
export async function Pager({ locale, page, pages, at, label }: Props) {
  const t = await getTranslations({ locale, namespace: "Forums" });
  return (
    <Pagination
      label={label ? `${t("pages")}: ${label}` : t("pages")}
      status={t("page", { page, pages })}
      {...(page > 1 && { previous: { href: at(page - 1), label: t("previous") } })}
      {...(page < pages && { next: { href: at(page + 1), label: t("following") } })}
    />
  );
}
