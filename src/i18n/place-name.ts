import { getTranslations } from "next-intl/server";
import { knownWord } from "./known-word";
import type { Locale } from "./locales";
import { finnishNameOf, isMunicipality, swedishNameOf } from "./municipalities";

/** A place by its name, and the language of that where it is not the page's. */
export interface PlaceName {
  name: string;
  lang?: "fi";
}

/**
 * What a place is called in a page language: by the name that the language has for it in `messages`, in Swedish by the
 * municipality's Swedish name, else by its Finnish one. Names stand by themselves: no sentence inflects them.
 */
export async function placeName(locale: Locale, key: string): Promise<PlaceName> {
  const ours = knownWord(await getTranslations({ locale, namespace: "Municipalities" }), key);
  if (ours !== null) return { name: ours };
  if (locale === "sv" && isMunicipality(key)) return { name: swedishNameOf(key) };
  const name = finnishNameOf(key);
  return locale === "fi" ? { name } : { name, lang: "fi" };
}
