import "server-only";
import { collator } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { MUNICIPALITY_KEYS } from "@/i18n/municipalities";
import { placeName } from "@/i18n/place-name";
import type { Option } from "@/ui/form-model";

/** Finland's municipalities as a form's options, by their names in the reader's language. */
export async function municipalityOptions(locale: Locale): Promise<Option[]> {
  const all = await Promise.all(
    MUNICIPALITY_KEYS.map(async (key) => {
      const { name, lang } = await placeName(locale, key);
      return { value: key, label: name, ...(lang && { lang }) };
    }),
  );
  return all.toSorted((a, b) => collator(locale).compare(a.label, b.label));
}
