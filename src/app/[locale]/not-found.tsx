import { getLocale, getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { ErrorText } from "./error-words";

/**
 * For an address, a forum or a link that does not exist, if the client router or the development server meets it. Every page
 * brings this one along in case it is needed, so it has no header and no footer of its own.
 */
export default async function NotFoundPage() {
  const locale = (await getLocale()) as Locale;
  const t = await getTranslations({ locale, namespace: "NotFound" });
  return (
    <>
      <title>{`${t("title")} · OmaPolku`}</title>
      <main id="content" className="grid min-h-dvh content-center px-(--beside) py-8">
        <ErrorText locale={locale} kind="not-found" />
      </main>
    </>
  );
}
