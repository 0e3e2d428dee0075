import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import type { FormState } from "./form";

/** Longest text that a field may hold, beyond which it is cut before it is looked at. */
const LONGEST = 1000;

/** Everything typed into a form, by the name of its field. */
export function readFields(form: FormData): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of form)
    if (typeof value === "string" && !name.startsWith("$")) values[name] = value.slice(0, LONGEST);
  return values;
}

/** What zod says is wrong, as far as it is needed here. */
interface Issues {
  issues: readonly { path: PropertyKey[]; message: string }[];
}

/** The namespaces of messages that hold refusals. Each has `form_invalid`, for what has no words of its own. */
type ErrorNamespace = "ManageErrors" | "AccountErrors";

/**
 * The answer to a form that is not accepted: every error beside its field, or one refusal above the form, in the reader's
 * language, with everything typed kept. Errors and refusals are keys of the namespace.
 */
export async function refuse(
  locale: Locale,
  namespace: ErrorNamespace,
  previous: FormState,
  values: FormState["values"],
  refusal: { key: string } | Issues,
): Promise<FormState> {
  const t = await getTranslations({ locale, namespace });
  const word = (key: string) => t((t.has(key as "form_invalid") ? key : "form_invalid") as "form_invalid");
  const state = { values, attempt: previous.attempt + 1, errors: {} };
  if ("key" in refusal) return { ...state, refusal: word(refusal.key) };
  const errors: Record<string, string> = {};
  for (const { path, message } of refusal.issues) errors[path.join(".")] ??= word(message);
  return { ...state, errors };
}

/** More errors than this at once are counted by the last title. */
const MOST_ERRORS = 30;

/** The words around a form's fields. */
export async function formLabels(locale: Locale, submit: string) {
  const [t, sending, failure] = await Promise.all([
    getTranslations({ locale, namespace: "Register" }),
    getTranslations({ locale, namespace: "Sending" }),
    getTranslations({ locale, namespace: "Failure" }),
  ]);
  return {
    errorTitles: Array.from({ length: MOST_ERRORS }, (_, count) => t("errorTitle", { count })),
    submit,
    sending: t("sending"),
    slow: sending("slow"),
    unsent: sending("unsent"),
    failed: sending("failed"),
    failedId: failure("id", { id: "{id}" }),
    outdated: sending("outdated"),
  };
}

/** A form before anything was sent. */
export function initialFormState(values: FormState["values"] = {}): FormState {
  return { values, errors: {}, attempt: 0 };
}
