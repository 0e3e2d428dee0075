import { getTranslations } from "next-intl/server";
import { collator } from "./formatting";
import { knownWord } from "./known-word";
import type { Locale } from "./locales";
import { finnishNameOf, isMunicipality, swedishNameOf } from "./municipalities";

/** The name of a place, and its language if that is not the page's. */
export interface PlaceName {
  name: string;
  lang?: "fi";
}

/**
 * The name of a place in a page language: the one in `messages` if there is one; otherwise the Swedish name in Swedish,
 * and the Finnish name in other languages. Names stand by themselves: no sentence inflects them.
 */
export async function placeName(locale: Locale, key: string): Promise<PlaceName> {
  const ours = knownWord(await getTranslations({ locale, namespace: "Municipalities" }), key);
  if (ours !== null) return { name: ours };
  if (locale === "sv" && isMunicipality(key)) return { name: swedishNameOf(key) };
  const name = finnishNameOf(key);
  return locale === "fi" ? { name } : { name, lang: "fi" };
}

/** Places with their names, each once, sorted by name. */
export async function placesByName(locale: Locale, keys: readonly string[]): Promise<(PlaceName & { key: string })[]> {
  const places = await Promise.all([...new Set(keys)].map(async (key) => ({ key, ...(await placeName(locale, key)) })));
  return places.toSorted((a, b) => collator(locale).compare(a.name, b.name));
}
