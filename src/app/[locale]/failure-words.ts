import type { Address } from "@/i18n/routes";
import type { HelpContact } from "@/ui/help-line";

export interface FailureWords {
  /** The targets of the links, made on the server, so that the table of addresses is not downloaded. */
  addresses: Record<"forums" | "home", Address>;
  title: string;
  text: string;
  id: string;
  again: string;
  /** Whom to ask, and the question whether the reader needs help. */
  help: { text: string; contact: HelpContact };
  forums: string;
  home: string;
}

/** The id of the element that holds the words of the error page. */
export const FAILURE_WORDS_ID = "failure-words";

/** Stands for the error's id in its sentence until the browser knows it. */
export const ID_MARK = "…";
