import data from "./municipalities.json" with { type: "json" };

// Finland's municipalities with their code and their official Finnish and Swedish names: record 022 says where from.

/** Where forums are held that meet online: a place of the lists, and no municipality. */
const ONLINE = "online";

/** A municipality by the key that stands in addresses, e.g. `mantta-vilppula`. */
const MUNICIPALITIES: Readonly<Record<string, { code: string; fi: string; sv: string }>> = data;

/** Whether a key stands for a municipality. */
export const isMunicipality = (key: string): boolean => Object.hasOwn(MUNICIPALITIES, key);

/** Whether lists of forums can be narrowed to a place: a municipality, or online. */
export const isPlace = (key: string): boolean => key === ONLINE || isMunicipality(key);

/** A municipality's official Swedish name, which is often the Finnish one; the key itself of one that is not known. */
export function swedishNameOf(key: string): string {
  return (isMunicipality(key) && MUNICIPALITIES[key]?.sv) || key;
}

/** A municipality's official Finnish name, as it stands in postal addresses; the key itself of one that is not known. */
export function finnishNameOf(key: string): string {
  return (isMunicipality(key) && MUNICIPALITIES[key]?.fi) || key;
}

/** The keys of all municipalities, by their Finnish names. */
export const MUNICIPALITY_KEYS: readonly string[] = Object.keys(MUNICIPALITIES).toSorted((a, b) =>
  finnishNameOf(a).localeCompare(finnishNameOf(b), "fi"),
);
