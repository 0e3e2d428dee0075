import type en from "./generated/messages-en";
import type { Locale } from "./locales";

/** The shape of every language's messages, a property per namespace; English is the typed source of keys. */
export type Messages = typeof en;

/** Loads one language's strings. Every shipped locale has every key; a test checks that. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  return (await import(`./generated/messages-${locale}.ts`)).default;
}
