import parsePhoneNumber from "libphonenumber-js/min";
import { z } from "zod";
import { toLatinDigits } from "@/i18n/formatting";
import { LOCALE_CODES } from "@/i18n/locales";
import type { Messages } from "@/i18n/messages";
import { SPOKEN_LANGUAGE_CODES } from "@/i18n/spoken-languages";

/** Every error is a key of the messages' Errors namespace, so that it can be told in the reader's language. */
export type ErrorKey = keyof Messages["Errors"];
const error = (key: ErrorKey) => ({ error: key });

export const ROLES = ["parent", "student", "counsellor", "organisation", "expert"] as const;
export const CONTACT_WAYS = ["read", "listen", "call"] as const;

/** People in one party, the one who registers included. */
export const MAX_PEOPLE = 8;
/** Children of one party in the childcare, and the oldest age it takes, in years. */
export const MAX_CHILDREN = 6;
const MAX_CHILD_AGE = 12;
/** Which text people agree to; raise it when the privacy notice changes what it says. */
export const PRIVACY_VERSION = "2026-11";

/**
 * Characters that could turn a name's surroundings around or hide in it: controls, line and paragraph separators, and the
 * bidirectional embeddings, overrides and isolates (Unicode UAX #9). Joiners stay: Persian and emoji need them.
 */
const UNSAFE = /[\u0000-\u001F\u007F-\u009F\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/gu;

/** A person's name or alias, in any script: one line, composed (NFC), 1–80 characters. */
function cleanName(text: string): string {
  return text.normalize("NFC").replace(UNSAFE, " ").replace(/\s+/g, " ").trim();
}

const Text = z.string().max(2000).catch("");
const Name = Text.transform(cleanName).pipe(z.string().min(1, error("name_required")).max(80, error("name_long")));
const Checkbox = z
  .string()
  .optional()
  .transform((value) => value === "on");

/** A phone number of any country, Finnish when it has no country code; stored as E.164 (ITU-T). Empty becomes null. */
const Phone = Text.transform((text, context) => {
  const digits = toLatinDigits(text).replace(UNSAFE, "").trim();
  if (digits === "") return null;
  const number = parsePhoneNumber(digits, "FI");
  if (number?.isPossible()) return number.number as string;
  context.addIssue({ code: "custom", message: "phone_invalid" satisfies ErrorKey });
  return z.NEVER;
});

const Email = Text.transform((text) => text.replace(UNSAFE, "").trim())
  .pipe(
    z.union([z.literal(""), z.email(error("email_invalid")).max(254, error("email_invalid"))], error("email_invalid")),
  )
  .transform((text) => (text === "" ? null : text));

const Age = Text.transform((text, context) => {
  const digits = toLatinDigits(text).trim();
  if (digits === "") return null;
  const age = /^\d{1,2}$/.test(digits) ? Number(digits) : Number.NaN;
  if (age >= 0 && age <= MAX_CHILD_AGE) return age;
  context.addIssue({ code: "custom", message: "age_invalid" satisfies ErrorKey });
  return z.NEVER;
});

const Person = z.object({
  name: Name,
  role: z.enum(ROLES, error("role_invalid")),
  language: z.enum(SPOKEN_LANGUAGE_CODES, error("language_invalid")),
  interpretation: Checkbox,
});

/** One sign-up: the people who come, the children for the childcare, and how to reach them. */
export const RegistrationInput = z.object({
  people: z.array(Person).min(1).max(MAX_PEOPLE),
  phone: Phone,
  email: Email,
  screenshot: Checkbox,
  messageLocale: z.enum(LOCALE_CODES, error("locale_invalid")),
  contactWay: z.enum(CONTACT_WAYS, error("contact_way_invalid")),
  childAges: z
    .array(Age)
    .max(MAX_CHILDREN)
    .transform((ages) => ages.filter((age) => age !== null)),
});
export type RegistrationInput = z.infer<typeof RegistrationInput>;

/** What a new sign-up has beyond what can be changed later. */
export const NewRegistrationInput = z.object({
  /** Made when the form is rendered: the same form sent twice is one registration. */
  submission: z.uuid(error("form_invalid")),
  consent: Checkbox.refine(Boolean, error("consent_required")),
  /** They saw that the forum is full, and want to wait. */
  acceptWaiting: Checkbox,
  registration: RegistrationInput,
});

/** Everything typed, as it was typed, by the name of its field: given back with the errors. */
export type FormValues = Record<string, string>;
/** The message of each field that needs correcting, in the reader's language, in the order of the form. */
export type FormErrors = Record<string, string>;

const PERSON_FIELDS = ["name", "role", "language", "interpretation"] as const;
const count = (length: number) => Array.from({ length }, (_, n) => n);

/** Every field by its name in HTML, in the order of the form. */
const FIELDS = [
  "submission",
  "acceptWaiting",
  ...count(MAX_PEOPLE).flatMap((n) => PERSON_FIELDS.map((field) => `people.${n}.${field}`)),
  ...count(MAX_CHILDREN).map((n) => `child.${n}`),
  "phone",
  "email",
  "screenshot",
  "messageLocale",
  "contactWay",
  "consent",
];

/** The form's fields as plain text, however the form came; unknown fields and files are left out. */
export function readForm(form: FormData): FormValues {
  const values: FormValues = {};
  for (const name of FIELDS) {
    const value = form.get(name);
    if (typeof value === "string") values[name] = value.slice(0, 2000);
  }
  return values;
}

/**
 * Parses what was typed. Further people whose name is empty are left out, unless something else about them was filled in.
 * Refusals name the HTML field and the key of its message.
 */
export function parseRegistration(
  values: FormValues,
  kind: "new" | "change",
): { ok: true; input: z.infer<typeof NewRegistrationInput> } | { ok: false; errors: FieldError[] } {
  const positions = count(MAX_PEOPLE).filter(
    (n) => n === 0 || values[`people.${n}.name`]?.trim() || values[`people.${n}.interpretation`] === "on",
  );
  const parsed = NewRegistrationInput.safeParse({
    submission: kind === "new" ? values.submission : crypto.randomUUID(),
    consent: kind === "new" ? values.consent : "on",
    acceptWaiting: values.acceptWaiting,
    registration: {
      ...values,
      people: positions.map((n) =>
        Object.fromEntries(PERSON_FIELDS.map((field) => [field, values[`people.${n}.${field}`]])),
      ),
      childAges: count(MAX_CHILDREN).map((n) => values[`child.${n}`] ?? ""),
    },
  });
  const errors = [
    ...reachErrors(values),
    ...(parsed.success ? [] : parsed.error.issues.map((issue) => fieldError(issue, positions))),
  ].sort((a, b) => FIELDS.indexOf(a.field) - FIELDS.indexOf(b.field));
  return parsed.success && errors.length === 0 ? { ok: true, input: parsed.data } : { ok: false, errors };
}

interface FieldError {
  field: string;
  key: ErrorKey;
}

/** At least one way to reach them, or their word that they keep the screenshot; and a number to call who want a call. */
function reachErrors(values: FormValues): FieldError[] {
  const has = (name: string) => Boolean(values[name]?.trim());
  if (!has("phone") && !has("email") && values.screenshot !== "on") return [{ field: "phone", key: "reach_required" }];
  return values.contactWay === "call" && !has("phone") ? [{ field: "contactWay", key: "contact_way_call" }] : [];
}

/** An issue of the schema as the HTML field it belongs to and the key of its message. */
function fieldError({ path, message }: { path: PropertyKey[]; message: string }, positions: number[]): FieldError {
  const key = message as ErrorKey;
  const [top, second, index, last] = path;
  const person = second === "people" && typeof index === "number" ? positions[index] : undefined;
  if (person !== undefined) {
    const name = `people.${person}.${String(last)}`;
    return { field: name, key: person > 0 && key === "name_required" ? "person_name_required" : key };
  }
  if (second === "childAges") return { field: `child.${String(index)}`, key };
  return { field: String(second ?? top), key };
}
