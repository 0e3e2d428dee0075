import type { ForumSessionView, ForumView } from "@/features/forums/queries";
import { choicesOf } from "@/features/forums/rules";
import type { Locale } from "@/i18n/locales";
import { asksChildcare } from "../../rules";
import { MAX_CHOICES } from "../../schema";

/** Who fills in the form, and for what purpose. */
export type FormPurpose = "register" | "behalf" | "change";

/** The data of every step of the form. */
export interface FormContext {
  locale: Locale;
  forum: ForumView;
  purpose: FormPurpose;
  /** The sessions to choose between, by time slot. */
  slots: ForumSessionView[][];
  asksNeeds: boolean;
  asksChildcare: boolean;
}

/** What a party has asked for so far: the ids of sessions, and the ages of children for the childcare. */
export interface AskedFor {
  sessions: readonly string[];
  children: readonly number[];
}

/** `asked` is what the party has asked for so far. */
export function formContext(locale: Locale, forum: ForumView, purpose: FormPurpose, asked?: AskedFor): FormContext {
  const slots = forum.state === "past" ? [] : choicesOf(forum.sessions, asked?.sessions ?? []).slice(0, MAX_CHOICES);
  return {
    ...{ locale, forum, purpose, slots },
    asksNeeds: forum.servesMeal || forum.arrangesAccess,
    asksChildcare: asksChildcare(forum, asked?.children),
  };
}

/** The whole numbers from 0 to `length` − 1. */
export const numbers = (length: number) => Array.from({ length }, (_, n) => n);
