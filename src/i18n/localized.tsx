import type { ReactNode } from "react";
import { isLocale, LOCALES } from "./locales";

/** `lang` and `dir` for a text whose language may differ from its page's (WCAG 3.1.2); nothing where it is the same. */
export function languageOf(textLocale: string, pageLocale: string): { lang?: string; dir?: "ltr" | "rtl" } {
  if (textLocale === pageLocale || !isLocale(textLocale)) return {};
  return { lang: textLocale, dir: LOCALES[textLocale].dir };
}

/** A text's paragraphs, which empty lines separate. */
export function Paragraphs({ text, children }: { text: string; children: (paragraph: string) => ReactNode }) {
  return text
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.trim())
    .map((paragraph) => <p key={paragraph}>{children(paragraph.trim())}</p>);
}
