import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { Locale } from "@/i18n/locales";
import type { Address } from "@/i18n/routes";
import { type FormState, LABELS } from "./form-model";

/** The labels that come with a form, by field name. */
const Labels = z
  .string()
  .max(50_000)
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: "custom" });
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string(), z.string()));

/** The longest text of a field in characters, unless a form says otherwise. Anything longer is cut before it is read. */
const LONGEST = 2000;

/** Everything typed into a form, unchanged, by field name. */
export type FormValues = FormState["values"];

/**
 * Reads everything typed into a form, however it was sent. Leaves out files, Next.js's own fields, and null bytes,
 * which nobody types and PostgreSQL refuses.
 */
export function readFields(form: FormData, longest = LONGEST): FormValues {
  const values: FormValues = {};
  for (const [name, value] of form)
    if (typeof value === "string" && !name.startsWith("$")) values[name] = value.replaceAll("\0", "").slice(0, longest);
  return values;
}

/** What was typed into the text fields of a form, in its order, under the labels that came with it. */
export function readTexts(form: FormData, longest?: number): { label: string; words: string }[] {
  const sent = form.get(LABELS);
  const labels = Labels.safeParse(typeof sent === "string" ? sent : "");
  if (!labels.success) return [];
  return Object.entries(readFields(form, longest)).flatMap(([name, words]) => {
    const label = labels.data[name];
    return label === undefined || words.trim() === "" ? [] : [{ label, words }];
  });
}

/** What is wrong with one field, as a key of the form's error messages. */
interface FieldError {
  /** The field's name in HTML, with a number in a series, e.g. `people.0.name`. */
  field: string;
  key: string;
  /**
   * Says which of several similar fields the error is about: the key of a text that takes the `message`, and its other
   * parameters.
   */
  of?: { key: string; named: Record<string, string> };
}

/** Why a form is refused. Keeps everything typed, except fields in `values`. */
export interface Refused {
  ok: false;
  /** A refusal that belongs to no single field. */
  key?: string;
  /** Shown below the refusal, in the reader's language: what to know before sending again. */
  notes?: readonly string[];
  /** A link to a way forward, with the key of its text. */
  link?: { href: Address; key: string };
  /** Parameters of the refusal's text, e.g. whom to ask, or counts. */
  named?: Record<string, string | number>;
  errors?: FieldError[];
  /** Fields that get a new value instead of the one sent, e.g. an expired stamp. */
  values?: FormValues;
  /** Sending now means something else, e.g. joining the waiting list. */
  alternativeSubmit?: boolean;
}

/** The input for a command, or why it is refused. */
export type Parsed<Input> = { ok: true; input: Input } | Refused;

/** Refuses the whole form. */
export function refuse(key: string, more: Omit<Refused, "ok" | "key" | "errors"> = {}): Refused {
  return { ok: false, key, ...more };
}

/** Refuses a form because of one field. */
export function refuseField(field: string, key: string, more: Omit<Refused, "ok" | "key" | "errors"> = {}): Refused {
  return { ok: false, errors: [{ field, key }], ...more };
}

/** Parses a form with a schema whose messages are keys. Each issue belongs to the field that its path names. */
export function parseWith<Output>(schema: z.ZodType<Output>, values: FormValues): Parsed<Output> {
  const parsed = schema.safeParse(values);
  if (parsed.success) return { ok: true, input: parsed.data };
  const errors = parsed.error.issues.map(({ path, message }) => ({ field: path.join("."), key: message }));
  return { ok: false, errors };
}

/**
 * The answer to a refused form: the first error of each field beside it, or one refusal above the form, in words that
 * `translate` finds for the keys, with everything typed kept.
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
    ...(refused.notes && refused.notes.length > 0 && { notes: refused.notes }),
    ...(refused.link && { link: { href: refused.link.href, label: translate(refused.link.key) } }),
  };
}

/** The last error title covers this many errors and more. */
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
    tooLong: t("tooLong"),
  };
}

/** The state of a form that has not been sent yet. */
export function initialFormState(values: FormValues = {}): FormState {
  return { values, errors: {}, attempt: 0 };
}
