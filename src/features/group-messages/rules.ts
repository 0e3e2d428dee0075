import { LOCALE_CODES, type Locale } from "@/i18n/locales";

/** How often those who lead a group may write to all of its members. `act` names it. */
export const MESSAGES = { act: "group-message", times: 4, within: 86_400 };

/** The most characters of a message in one language: some text messages. */
export const LONGEST_MESSAGE = 500;

/** How many days what was written to a group is kept. The privacy notice says so. */
export const MESSAGE_KEPT_DAYS = 365;

/** Words of a message by language: a BCP 47 tag. */
export type Words = Readonly<Record<string, string>>;

/** What somebody reads of a message: the words in their language if there are any, otherwise those it was first written in. */
export function wordsFor(
  { language, words }: { language: string; words: Words },
  locale: Locale,
): { language: string; text: string } {
  const own = words[locale];
  return own ? { language: locale, text: own } : { language, text: words[language] ?? "" };
}

/** The page languages in which a message can be added to the one it is first written in. */
export const otherLanguages = (first: string): Locale[] => LOCALE_CODES.filter((locale) => locale !== first);

/** A message as a text message. */
export const smsOfMessage = ({ subject, words, href }: { subject: string; words: string; href: string }): string =>
  [subject, words, href].join("\n");
