import type { Metadata } from "next";
import { DEFAULT_LOCALE, LOCALE_CODES, type Locale } from "./locales";

/**
 * Where a path leads now that was right in messages sent before the workspace had its present address. The same as the
 * redirects of next.config.ts, for what is led to within the portal: there a redirect would leave the old address standing.
 */
export function presentPath(path: string): string {
  return path.replace(
    /^(\/[a-z]+)\/desk(?=[/?]|$)(\/(?=[^?])(?!(?:users|invitations|audit)(?:[/?]|$)))?/,
    (_, locale: string, ofForum?: string) => `${locale}/${ofForum ? "manage/" : "work"}`,
  );
}

/** A path below the locale, starting with a slash, or empty for the front page. */
export type LocalePath = "" | `/${string}`;

/**
 * Canonical address and hreflang alternates of a page that exists in every language.
 * `x-default` is the language chooser for the front page, the default language elsewhere.
 */
export function alternates(locale: Locale, path: LocalePath): NonNullable<Metadata["alternates"]> {
  return {
    canonical: `/${locale}${path}`,
    languages: {
      ...Object.fromEntries(LOCALE_CODES.map((code) => [code, `/${code}${path}`])),
      "x-default": path === "" ? "/" : `/${DEFAULT_LOCALE}${path}`,
    },
  };
}
