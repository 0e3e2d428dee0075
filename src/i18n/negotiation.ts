import { isLocale, LOCALE_CODES, type Locale } from "./locales";

/** The cookie that remembers the language chosen on the front page. Strictly necessary, so it needs no banner. */
export const LOCALE_COOKIE = "omapolku-language";

/**
 * The page language to offer first: the remembered choice, or the best match of an Accept-Language header (RFC 9110,
 * 12.5.4); undefined if neither helps. Only a suggestion, because a family's phone may run in another language.
 */
export function suggestLocale(remembered: string | undefined, acceptLanguage: string | null): Locale | undefined {
  if (isLocale(remembered)) return remembered;
  const wishes = (acceptLanguage ?? "")
    .slice(0, 500)
    .split(",")
    .map((part) => {
      const [range = "", ...parameters] = part.trim().toLowerCase().split(";");
      const q = parameters.map((p) => p.trim()).find((p) => p.startsWith("q="));
      const quality = q === undefined ? 1 : Number(q.slice(2));
      return { range, quality: Number.isFinite(quality) ? quality : 0 };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { range } of wishes) {
    const match = LOCALE_CODES.find(
      (code) => range === code.toLowerCase() || range.startsWith(`${code.toLowerCase()}-`),
    );
    if (match) return match;
  }
  return undefined;
}
