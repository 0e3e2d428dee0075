import type { ReactNode } from "react";
import { isLocale, LOCALES } from "./locales";

/** Right-to-left scripts in use (ISO 15924). */
const RIGHT_TO_LEFT = new Set(["Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Syrc", "Thaa"]);

/** The direction of a language, by its BCP 47 tag; left to right if unknown. */
function directionOf(language: string): "ltr" | "rtl" {
  if (isLocale(language)) return LOCALES[language].dir;
  return RIGHT_TO_LEFT.has(new Intl.Locale(language).maximize().script ?? "") ? "rtl" : "ltr";
}

/** A language's own name for itself, or its tag if it has no name. */
export function ownNameOf(language: string): string {
  if (isLocale(language)) return LOCALES[language].name;
  return new Intl.DisplayNames(language, { type: "language" }).of(language) ?? language;
}

/** `lang` and `dir` for a text whose language may differ from its page's (WCAG 3.1.2); nothing if it is the same. */
export function languageOf(textLocale: string, pageLocale: string): { lang?: string; dir?: "ltr" | "rtl" } {
  return textLocale === pageLocale ? {} : { lang: textLocale, dir: directionOf(textLocale) };
}

/** A language's own name for itself, with its language marked. */
export function OwnName({ language, locale }: { language: string; locale: string }) {
  return <bdi {...languageOf(language, locale)}>{ownNameOf(language)}</bdi>;
}

/** The paragraphs of a text, which empty lines separate. */
export function Paragraphs({ text, children }: { text: string; children: (paragraph: string) => ReactNode }) {
  return text
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.trim())
    .map((paragraph) => <p key={paragraph}>{children(paragraph.trim())}</p>);
}
