import { getTranslations } from "next-intl/server";
import type { z } from "zod";
import type { Locale } from "@/i18n/locales";
import type { Address } from "@/i18n/routes";
import type { FormState } from "./form-model";

/** Longest text that a field may hold unless a form says otherwise, in characters: the rest is cut before it is looked at. */
const LONGEST = 2000;

/** Everything typed into a form, as it was typed, by the name of its field. */
export type FormValues = FormState["values"];

/**
 * Reads everything typed into a form, however the form came; files and what Next.js adds are left out, and null bytes, which
 * nobody types and PostgreSQL does not take.
 */
export function readFields(form: FormData, longest = LONGEST): FormValues {
  const values: FormValues = {};
  for (const [name, value] of form)
    if (typeof value === "string" && !name.startsWith("$")) values[name] = value.replaceAll("\0", "").slice(0, longest);
  return values;
}

/** What is wrong with one field, as a key of the messages that the form's refusals are told by. */
interface FieldError {
  /** The field's name in HTML; of a series with its number, e.g. `people.0.name`. */
  field: string;
  key: string;
  /** Which of several alike it is about, as a key of a text that takes the `message`, with what else it names. */
  of?: { key: string; named: Record<string, string> };
}

/** Why a form is not accepted. Everything typed is kept, except where `values` says otherwise. */
export interface Refused {
  ok: false;
  /** A refusal that belongs to no single field. */
  key?: string;
  /** A way on that belongs to it, with the key of its words. */
  link?: { href: Address; key: string };
  /** What the refusal names, e.g. whom to ask, or counts. */
  named?: Record<string, string | number>;
  errors?: FieldError[];
  /** Fields that go on with another value than the one typed, e.g. a stamp that has become too old. */
  values?: FormValues;
  /** Sending means something else from now on, e.g. joining the waiting list. */
  alternativeSubmit?: boolean;
}

/** What was typed, as a command takes it, or why it cannot be taken. */
export type Parsed<Input> = { ok: true; input: Input } | Refused;

/** Refuses a form as a whole. */
export function refuse(key: string, more: Omit<Refused, "ok" | "key" | "errors"> = {}): Refused {
  return { ok: false, key, ...more };
}

/** Refuses a form for one of its fields. */
export function refuseField(field: string, key: string, more: Omit<Refused, "ok" | "key" | "errors"> = {}): Refused {
  return { ok: false, errors: [{ field, key }], ...more };
}

/** Parses a form by a schema whose messages are keys: an issue belongs to the field that its path names. */
export function parseWith<Output>(schema: z.ZodType<Output>, values: FormValues): Parsed<Output> {
  const parsed = schema.safeParse(values);
  if (parsed.success) return { ok: true, input: parsed.data };
  const errors = parsed.error.issues.map(({ path, message }) => ({ field: path.join("."), key: message }));
  return { ok: false, errors };
}

/**
 * The answer to a form that is not accepted: each error beside its field, or one refusal above the form, in words that
 * `translate` finds for its key, with everything typed kept. Of a field's errors the first is told.
 */
export function answerRefused(
  translate: (key: string, named?: Record<string, string | number>) => string,
  previous: FormState,
  values: FormValues,
  refused: Refused,
): FormState {
  const errors: FormState["errors"] = {};
  for (const { field, key, of } of refused.errors ?? []) {
    const message = translate(key);
    errors[field] ??= of ? translate(of.key, { ...of.named, message }) : message;
  }
  return {
    values: { ...values, ...refused.values },
    errors,
    attempt: previous.attempt + 1,
    alternativeSubmit: refused.alternativeSubmit ?? previous.alternativeSubmit,
    ...(refused.key !== undefined && { refusal: translate(refused.key, refused.named) }),
    ...(refused.link && { link: { href: refused.link.href, label: translate(refused.link.key) } }),
  };
}

/** More errors than this at once are counted by the last title. */
const MOST_ERRORS = 30;

/** The texts around a form's fields. */
export async function formLabels(locale: Locale, submit: string) {
  const t = await getTranslations({ locale, namespace: "Form" });
  return {
    titleOfErrors: t("titleOfErrors", { title: "{title}" }),
    errorTitles: Array.from({ length: MOST_ERRORS }, (_, count) => t("errorTitle", { count })),
    submit,
    sending: t("sending"),
    slow: t("slow"),
    unsent: t("unsent"),
    failed: t("failed"),
    failedId: t("failedId", { id: "{id}" }),
    outdated: t("outdated"),
  };
}

/** The state of a form that has not been sent yet. */
export function initialFormState(values: FormValues = {}): FormState {
  return { values, errors: {}, attempt: 0 };
}
