import { notFound } from "next/navigation";
import { getRequestConfig } from "next-intl/server";
import { isLocale } from "./locales";
import { loadMessages } from "./messages";

/** next-intl's per-request configuration: the locale is the path's first segment, never the browser's wish. */
export default getRequestConfig(async ({ requestLocale, locale: asked }) => {
  const locale = asked ?? (await requestLocale);
  if (!isLocale(locale)) notFound();
  return { locale, messages: await loadMessages(locale), timeZone: "Europe/Helsinki" };
});
