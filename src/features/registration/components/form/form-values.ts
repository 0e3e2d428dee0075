import "server-only";
import type { ForumView } from "@/features/forums/queries";
import { choicesOf } from "@/features/forums/rules";
import type { Locale } from "@/i18n/locales";
import { isSpokenLanguage } from "@/i18n/spoken-languages";
import { createFormToken } from "@/platform/security/form-token";
import type { FormValues } from "@/ui/form-answer";
import type { TicketView } from "../../queries";
import { hasNeeds, MAX_PEOPLE, needsConsent } from "../../schema";
import { numbers } from "./form-context";

/** The usual person: a parent who speaks the page's language, or a young person at an evening for them. */
export function usualPerson(locale: Locale, forum: ForumView) {
  const young = forum.kind === "student_evening";
  return {
    language: isSpokenLanguage(locale) ? locale : ("fi" as const),
    role: young ? ("student" as const) : ("parent" as const),
    age: young ? ("from_13_to_17" as const) : ("adult" as const),
  };
}

/** The usual answers, as they are stored. */
export function usualValues(locale: Locale, forum: ForumView): FormValues {
  const values: FormValues = { messageLocale: locale, contactWay: "read" };
  for (const n of numbers(MAX_PEOPLE))
    for (const [field, value] of Object.entries(usualPerson(locale, forum))) values[`people.${n}.${field}`] = value;
  return values;
}

/** The values of an empty form. The page's language is the likeliest spoken and message language. */
export function emptyValues(locale: Locale, forum: ForumView, full = false): FormValues {
  const values: FormValues = { ...usualValues(locale, forum), stamp: createFormToken() };
  // People who open a full forum's form have read that they will wait.
  if (full) values.acceptWaiting = "on";
  return values;
}

/** The ids of the sessions that a party has chosen. */
export const chosenBy = ({ people }: Pick<TicketView, "people">): string[] =>
  people.flatMap(({ sessions }) => sessions.map(({ id }) => id));

/** A registration as values of the form's fields. */
export function valuesOf(locale: Locale, ticket: TicketView): FormValues {
  const values = emptyValues(locale, ticket.forum);
  const tick = (name: string) => {
    values[name] = "on";
  };
  const slots = choicesOf(ticket.forum.sessions, chosenBy(ticket));
  const kept = ticket.consents.some(({ kind, withdrawnAt }) => kind === "diet_health" && !withdrawnAt);
  ticket.people.forEach((person, n) => {
    const name = (field: string) => `people.${n}.${field}`;
    values[name("name")] = person.name;
    values[name("role")] = person.role;
    values[name("age")] = person.age;
    values[name("language")] = person.language;
    if (person.interpretation) tick(name("interpretation"));
    for (const { id } of person.sessions) {
      const slot = slots.findIndex((sessions) => sessions.some((session) => session.id === id));
      if (slot >= 0) values[name(`session.${slot}`)] = id;
    }
    for (const diet of person.needs.diet) tick(name(`diet.${diet}`));
    for (const need of person.needs.access) tick(name(`access.${need}`));
    values[name("note")] = person.needs.note;
    if (kept && hasNeeds(person.needs)) tick(needsConsent(n));
  });
  // People who consented but gave no needs yet keep their consent, even if they change nothing else.
  if (kept && !ticket.people.some(({ needs }) => hasNeeds(needs))) tick(needsConsent(0));
  ticket.childcare.ages.forEach((age, n) => {
    values[`child.${n}`] = String(age);
  });
  values.phone = ticket.phone ?? "";
  values.email = ticket.email ?? "";
  values.guardian = ticket.guardian ?? "";
  values.question = ticket.question ?? "";
  if (ticket.keepsScreenshot) tick("screenshot");
  if (ticket.maySplit) tick("maySplit");
  for (const { kind, withdrawnAt } of ticket.consents)
    if (!withdrawnAt && kind !== "diet_health") tick(`consent.${kind}`);
  values.messageLocale = ticket.messageLocale;
  values.contactWay = ticket.contactWay;
  return values;
}
