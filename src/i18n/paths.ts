import type { Metadata } from "next";
import { DEFAULT_LOCALE, LOCALE_CODES } from "./locales";
import { type Address, entryRoutes, inLanguage, routes } from "./routes";

/**
 * Canonical address and hreflang alternates of a page that exists in every language.
 * `x-default` is the language chooser for the front page, the default language elsewhere.
 */
export function alternates(address: Address): NonNullable<Metadata["alternates"]> {
  const byDefault = inLanguage(address, DEFAULT_LOCALE);
  return {
    canonical: address,
    languages: {
      ...Object.fromEntries(LOCALE_CODES.map((code) => [code, inLanguage(address, code)])),
      "x-default": byDefault === routes.home(DEFAULT_LOCALE) ? entryRoutes.front() : byDefault,
    },
  };
}
