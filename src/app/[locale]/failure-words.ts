import type { Locale } from "@/i18n/locales";

export interface FailureWords {
  /** Where the links lead on to. */
  locale: Locale;
  title: string;
  text: string;
  id: string;
  again: string;
  forums: string;
  home: string;
}

/** The element of the document that holds the words of the error page. */
export const FAILURE_WORDS_ID = "failure-words";

/** Stands for the error's id in the sentence that names it, until the browser knows it. */
export const ID_MARK = "…";
