import type { EnglishMessages } from "./generated/english-messages";
import type { Locale } from "./locales";
import { typesetAll } from "./typesetting";

/** The shape of every language's messages, with a property per namespace. English defines the keys and their parameters. */
export type Messages = EnglishMessages;

const loaded = new Map<Locale, Promise<Messages>>();

/**
 * Loads and typesets one language's strings, once; after a failure, the next call tries again. Every locale has every key; a
 * test checks that.
 */
export function loadMessages(locale: Locale): Promise<Messages> {
  const known = loaded.get(locale);
  if (known) return known;
  const loading = load(locale);
  loaded.set(locale, loading);
  loading.catch(() => loaded.delete(locale));
  return loading;
}

async function load(locale: Locale): Promise<Messages> {
  return typesetAll(locale, (await import(`./generated/messages-${locale}.ts`)).default);
}
