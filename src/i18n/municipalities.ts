import data from "./municipalities.json" with { type: "json" };

// Finland's municipalities with their codes and official Finnish and Swedish names. Record 022 gives the source.

/** The place of online forums: a place in lists, but not a municipality. */
const ONLINE = "online";

/** Municipalities by their keys in addresses, such as `mantta-vilppula`. */
const MUNICIPALITIES: Readonly<Record<string, { code: string; fi: string; sv: string }>> = data;

/** Whether a key stands for a municipality. */
export const isMunicipality = (key: string): boolean => Object.hasOwn(MUNICIPALITIES, key);

/** Whether a key stands for a place that lists can be filtered by: a municipality, or online. */
export const isPlace = (key: string): boolean => key === ONLINE || isMunicipality(key);

/** A municipality's official Swedish name, often the same as the Finnish one; the key itself if unknown. */
export function swedishNameOf(key: string): string {
  return (isMunicipality(key) && MUNICIPALITIES[key]?.sv) || key;
}

/** A municipality's official Finnish name, as in postal addresses; the key itself if unknown. */
export function finnishNameOf(key: string): string {
  return (isMunicipality(key) && MUNICIPALITIES[key]?.fi) || key;
}

/** The keys of all municipalities, sorted by their Finnish names. */
export const MUNICIPALITY_KEYS: readonly string[] = Object.keys(MUNICIPALITIES).toSorted((a, b) =>
  finnishNameOf(a).localeCompare(finnishNameOf(b), "fi"),
);
