import type { ForumSessionView, ForumView } from "@/features/forums/queries";
import { choicesOf } from "@/features/forums/rules";
import type { Locale } from "@/i18n/locales";
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
}

/** `chosen` are the ids of the sessions that the party has chosen so far. */
export function formContext(
  locale: Locale,
  forum: ForumView,
  purpose: FormPurpose,
  chosen: readonly string[],
): FormContext {
  const slots = forum.state === "past" ? [] : choicesOf(forum.sessions, chosen).slice(0, MAX_CHOICES);
  return { locale, forum, purpose, slots, asksNeeds: forum.servesMeal || forum.arrangesAccess };
}

/** The whole numbers from 0 to `length` − 1. */
export const numbers = (length: number) => Array.from({ length }, (_, n) => n);
