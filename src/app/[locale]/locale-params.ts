import { notFound } from "next/navigation";
import { setRequestLocale } from "next-intl/server";
import { isLocale, type Locale } from "@/i18n/locales";

export interface LocaleParams {
  params: Promise<{ locale: string }>;
}

/** The page language of a route below `/[locale]`, also set for next-intl. For an unknown one, the page is not found. */
export async function localeOf(params: Promise<{ locale: string }>): Promise<Locale> {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  return locale;
}
