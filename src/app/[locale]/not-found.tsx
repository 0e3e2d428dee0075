import { getLocale, getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { ErrorWords } from "./error-words";

/** For an address, a forum or a link that does not exist, if the client router or the development server meets it. */
export default async function NotFoundPage() {
  const locale = (await getLocale()) as Locale;
  const t = await getTranslations({ locale, namespace: "NotFound" });
  return (
    <>
      <title>{`${t("title")} · OmaPolku`}</title>
      <ErrorWords locale={locale} kind="not-found" />
    </>
  );
}
