import { getRequestConfig } from "next-intl/server";
import { DEFAULT_LOCALE, isLocale } from "./locales";
import { loadMessages } from "./messages";

/** next-intl's configuration per request: the first path segment decides the locale, never the browser's preference. */
export default getRequestConfig(async ({ requestLocale, locale: asked }) => {
  const wished = asked ?? (await requestLocale);
  const locale = isLocale(wished) ? wished : DEFAULT_LOCALE;
  return { locale, messages: await loadMessages(locale), timeZone: "Europe/Helsinki" };
});
