import type en from "../../messages/en.json";
import type { Locale } from "./locales";

/** The shape of every messages file; English is the typed source of keys. */
export type Messages = typeof en;

/** Loads one language's strings. Every shipped locale has every key; a test checks that. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  return (await import(`../../messages/${locale}.json`)).default;
}
