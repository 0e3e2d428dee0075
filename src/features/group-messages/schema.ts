import { z } from "zod";
import type { Messages } from "@/i18n/messages";
import { SPOKEN_LANGUAGE_CODES } from "@/i18n/spoken-languages";
import type { FormValues, Parsed } from "@/ui/form-answer";
import { LONGEST_MESSAGE, otherLanguages, type Words } from "./rules";

/** Refusals are keys of the messages' GroupMessageErrors namespace. */
type GroupMessageErrorKey = keyof Messages["GroupMessageErrors"];

/** The name of the field for the words of a message in a further language. */
export const wordsField = (language: string) => `in.${language}`;

/** A message to all members of a group. */
export interface MessageInput {
  /** The id of the form, so that it is sent once. */
  form: string;
  language: string;
  words: Words;
  /** The words that the sender has seen as they will arrive, as a text; empty at first. */
  confirmed: string;
}

const Language = z.enum(SPOKEN_LANGUAGE_CODES);

/** Parses a message: words in its first language are needed, those in others may be left out. Line breaks stay. */
export function parseMessage(values: FormValues): Parsed<MessageInput> {
  const language = Language.safeParse(values.language);
  const form = z.uuid().safeParse(values.form);
  const errors: { field: string; key: GroupMessageErrorKey }[] = [];
  if (!language.success) errors.push({ field: "language", key: "language_invalid" });
  const first = (values.text ?? "").trim();
  if (!first) errors.push({ field: "text", key: "text_needed" });
  const written = language.success ? otherLanguages(language.data) : [];
  const words: Record<string, string> = { ...(language.success && { [language.data]: first }) };
  for (const other of written) {
    const text = (values[wordsField(other)] ?? "").trim();
    if (text) words[other] = text;
    if (text.length > LONGEST_MESSAGE) errors.push({ field: wordsField(other), key: "text_long" });
  }
  if (first.length > LONGEST_MESSAGE) errors.push({ field: "text", key: "text_long" });
  if (errors.length > 0 || !language.success || !form.success)
    return errors.length > 0 ? { ok: false, errors } : { ok: false, key: "form_invalid" };
  return { ok: true, input: { form: form.data, language: language.data, words, confirmed: values.confirmed ?? "" } };
}
