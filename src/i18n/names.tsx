import { formatListToParts } from "./formatting";
import type { Locale } from "./locales";

/** Names of people as the language writes a list. Each keeps its own direction, so that Finnish and Arabic ones share a line. */
export function Names({ locale, names }: { locale: Locale; names: readonly string[] }) {
  return formatListToParts(locale, names).map(({ type, value }, n) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: two people may have one name
    type === "element" ? <bdi key={n}>{value}</bdi> : value,
  );
}
