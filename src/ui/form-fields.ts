import { LOCALE_CODES, LOCALES, type Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { SPOKEN_LANGUAGE_CODES, SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import type { FormField, Option } from "./form-model";

// Questions and answers that several forms share.

/** The page languages, each by its own name. */
export const LOCALE_OPTIONS: Option[] = LOCALE_CODES.map((value) => ({
  value,
  label: LOCALES[value].name,
  lang: value,
}));

/** The spoken languages, each by its own name, on a page in some language. */
export const spokenLanguageOptions = (locale: Locale): Option[] =>
  SPOKEN_LANGUAGE_CODES.map((value) => ({
    value,
    label: SPOKEN_LANGUAGES[value].name,
    ...languageOf(value, locale),
  }));

/** A text in a language of its writer's choice: which one it is, from the list `languages`, and the words. */
export function textInLanguage(
  labels: { language: string; text: string; textHint: string },
  { lines, begun }: { lines: number; begun: string },
): FormField[] {
  return [
    { kind: "select", name: "language", label: labels.language, options: "languages" },
    {
      kind: "text",
      name: "text",
      label: labels.text,
      hint: labels.textHint,
      lines,
      // People change the language after they have begun to write, so the words decide on their direction.
      language: { ...languageOf(begun, ""), dir: "auto" },
    },
  ];
}

/** A date and time on the Helsinki wall clock. */
export function momentField(name: string, label: string, more: { hint?: string; required?: boolean } = {}): FormField {
  return { kind: "text", name, label, type: "datetime-local", ltr: true, ...more };
}

/** An email address, which runs from left to right in every language. */
export function emailField(
  label: string,
  more: { hint?: string; autoComplete?: "email" | "off"; maxLength: number; required?: boolean },
): FormField {
  return { kind: "text", name: "email", label, type: "email", inputMode: "email", ltr: true, ...more };
}

/** Whom readers turn to: a name, a mail address, and a phone number if there is one. */
export function contactFields(
  { name, email, phone }: { name: string; email: string; phone: string },
  { nameLength }: { nameLength: number },
): FormField[] {
  const reach = { kind: "text", ltr: true } as const;
  return [
    { kind: "text", name: "contactName", label: name, maxLength: nameLength, required: true },
    { ...reach, name: "contactEmail", label: email, type: "email", inputMode: "email", maxLength: 254, required: true },
    { ...reach, name: "contactPhone", label: phone, type: "tel", inputMode: "tel", maxLength: 40 },
  ];
}
