import parsePhoneNumber, { type NumberType } from "libphonenumber-js/max";
import { z } from "zod";
import { addressRefusal, asciiDomain } from "@/features/accounts/schema";
import { PARTICIPANT_ROLES } from "@/features/capacity/schema";
import { toLatinDigits } from "@/i18n/formatting";
import { LOCALE_CODES } from "@/i18n/locales";
import type { Messages } from "@/i18n/messages";
import { oneLine, UNSAFE } from "@/i18n/one-line";
import { SPOKEN_LANGUAGE_CODES } from "@/i18n/spoken-languages";
import type { FormValues } from "@/ui/form-answer";

/** Every error is a key of the messages' Errors namespace, so that the form can show it in the reader's language. */
export type ErrorKey = keyof Messages["Errors"];
const error = (key: ErrorKey) => ({ error: key });

export const AGE_GROUPS = ["adult", "from_13_to_17", "under_13"] as const;
export const DIETS = [
  "halal",
  "no_pork",
  "vegetarian",
  "vegan",
  "lactose_free",
  "gluten_free",
  "no_nuts",
  "no_fish",
] as const;
export const ACCESS_NEEDS = ["wheelchair", "hearing", "sight", "quiet"] as const;
export const CONTACT_WAYS = ["read", "listen", "call"] as const;

/** People in one party, including the one who registers. */
export const MAX_PEOPLE = 8;
/** Children of one party in the childcare, and the highest age it takes, in years. */
export const MAX_CHILDREN = 6;
const MAX_CHILD_AGE = 12;
/** How many choices between sessions a form asks each person to make. */
export const MAX_CHOICES = 4;

/** The consents that are asked for one by one, not ticked beforehand, and can be withdrawn at any time. */
export const OPTIONAL_CONSENTS = ["diet_health", "photos", "later_forums"] as const;
export type OptionalConsent = (typeof OPTIONAL_CONSENTS)[number];
/** The version of each text that people agree to. Raise it when the meaning of the text changes. */
export const CONSENT_VERSIONS = {
  privacy_notice: "2026-11-27",
  diet_health: "2026-11-26",
  photos: "2026-11-26",
  later_forums: "2026-11-26",
} as const;

const Text = z.string().max(2000).catch("");
export const Name = Text.transform(oneLine).pipe(z.string().min(1, error("name_required")).max(80, error("name_long")));
export const Checkbox = z
  .string()
  .optional()
  .transform((value) => value === "on");

/** Numbers on which somebody earns when they are called or texted: strangers must not make us pay. */
const PAID: readonly NumberType[] = ["PREMIUM_RATE", "SHARED_COST", "PERSONAL_NUMBER"];

/**
 * Reads a number as typed, Finnish if it has no country code. Many write +358 as 0358, so an invalid number is tried
 * that way.
 */
function readNumber(typed: string) {
  const number = parsePhoneNumber(typed, "FI");
  return number?.isValid() ? number : parsePhoneNumber(typed.replace(/^\D*0\D*(?=3\D*5\D*8)/, "+"));
}

/** An ordinary phone number of any country, stored as E.164 (ITU-T). Empty becomes null. */
export const Phone = Text.transform((text, context) => {
  const typed = toLatinDigits(text).replace(UNSAFE, "").trim();
  if (typed === "") return null;
  const number = readNumber(typed);
  const refuse = (message: ErrorKey) => {
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  };
  if (!number?.isValid()) return refuse("phone_invalid");
  return PAID.includes(number.getType()) ? refuse("phone_paid") : (number.number as string);
});

/** An email address in lower case. Empty becomes null. */
export const Email = Text.transform((text, context) => {
  const address = asciiDomain(text.replace(UNSAFE, "").trim().toLowerCase());
  if (address === "") return null;
  const message = addressRefusal(address);
  if (!message) return address;
  context.addIssue({ code: "custom", message });
  return z.NEVER;
});

const Age = Text.transform((text, context) => {
  const digits = toLatinDigits(text).trim();
  if (digits === "") return null;
  const age = /^\d{1,2}$/.test(digits) ? Number(digits) : Number.NaN;
  if (age >= 0 && age <= MAX_CHILD_AGE) return age;
  context.addIssue({ code: "custom", message: "age_invalid" satisfies ErrorKey });
  return z.NEVER;
});

/** A guardian's phone number or email address, given by a young person. Empty becomes null. */
export const Guardian = Text.transform((text, context) => {
  const parsed = (text.includes("@") ? Email : Phone).safeParse(text);
  if (parsed.success) return parsed.data;
  context.addIssue({ code: "custom", message: "guardian_invalid" satisfies ErrorKey });
  return z.NEVER;
});

/** The most characters in a question that a party sends ahead. */
export const MAX_QUESTION = 300;

/** What a party would like to ask, in any language. Empty becomes null. */
export const Question = Text.transform(oneLine)
  .pipe(z.string().max(MAX_QUESTION, error("question_long")))
  .transform((text) => text || null);

/** Diet and access needs: special-category data (GDPR, article 9), kept only with a separate consent. */
export const NeedsSchema = z.object({
  diet: z.array(z.enum(DIETS)),
  access: z.array(z.enum(ACCESS_NEEDS)),
  note: Text.transform(oneLine).pipe(z.string().max(200, error("note_long"))),
});
export type NeedsSchema = z.infer<typeof NeedsSchema>;

/** The context with which one person's needs are sealed. */
export function needsContext(registrationId: string, position: number): string {
  return `needs:${registrationId}:${position}`;
}

export function hasNeeds({ diet, access, note }: NeedsSchema): boolean {
  return diet.length + access.length + note.length > 0;
}

const Person = z.object({
  name: Name,
  role: z.enum(PARTICIPANT_ROLES, error("role_invalid")),
  language: z.enum(SPOKEN_LANGUAGE_CODES, error("language_invalid")),
  interpretation: Checkbox,
  age: z.enum(AGE_GROUPS, error("age_group_invalid")).default("adult"),
  /** The sessions they chose, at most one per time slot. */
  sessions: z.array(z.uuid(error("session_invalid"))).default([]),
  needs: NeedsSchema.default({ diet: [], access: [], note: "" }),
});

/** One sign-up: the people who come, the children for the childcare, and how to reach the party. */
export const RegistrationSchema = z.object({
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
  /** They prefer some seats to none. */
  maySplit: Checkbox,
  guardian: Guardian,
  question: Question,
  consents: z.object({ diet_health: Checkbox, photos: Checkbox, later_forums: Checkbox }).default({
    diet_health: false,
    photos: false,
    later_forums: false,
  }),
});
export type RegistrationSchema = z.infer<typeof RegistrationSchema>;

/** The parts of a new sign-up that cannot be changed later. */
export const NewRegistrationInput = z.object({
  /** The form's own id from its rendering: the same form sent twice is one registration. */
  submission: z.uuid(error("form_invalid")),
  consent: Checkbox.refine(Boolean, error("consent_required")),
  /** They saw that the forum is full and want to wait. */
  acceptWaiting: Checkbox,
  registration: RegistrationSchema,
});

export type NewRegistrationInput = z.infer<typeof NewRegistrationInput>;

/** A field that people do not see, but that programs fill in. */
export const HONEYPOT = "website";

/** The checkbox of the consent to keep a person's needs. One in a form covers the whole party. */
export function needsConsent(person: number): string {
  return person === 0 ? "consent.diet_health" : `people.${person}.consent.diet_health`;
}

const PERSON_FIELDS = ["name", "role", "age", "language", "interpretation"] as const;
const count = (length: number) => Array.from({ length }, (_, n) => n);

/** The names of a person's fields that are choices. */
const personChoices = (n: number) => count(MAX_CHOICES).map((slot) => `people.${n}.session.${slot}`);
const personNeeds = (n: number) => [
  ...DIETS.map((diet) => `people.${n}.diet.${diet}`),
  ...ACCESS_NEEDS.map((need) => `people.${n}.access.${need}`),
  `people.${n}.note`,
];
const isPersons = (n: number) => [...PERSON_FIELDS.map((field) => `people.${n}.${field}`), ...personChoices(n)];

/** All fields by their HTML names, in the order of the form, in which errors are listed. */
const FIELDS = [
  "stamp",
  HONEYPOT,
  "acceptWaiting",
  "people.0.name",
  "phone",
  "email",
  "screenshot",
  "people.0.role",
  "people.0.age",
  "guardian",
  "people.0.language",
  "people.0.interpretation",
  ...count(MAX_PEOPLE - 1).flatMap((n) => [...isPersons(n + 1), ...personNeeds(n + 1), needsConsent(n + 1)]),
  "maySplit",
  ...count(MAX_CHILDREN).map((n) => `child.${n}`),
  ...personChoices(0),
  ...personNeeds(0),
  needsConsent(0),
  "question",
  "messageLocale",
  "contactWay",
  "consent.photos",
  "consent.later_forums",
  "permission",
  "consent",
];

/**
 * Parses the input. Leaves out further people without a name, unless something else about them was filled in.
 * `submission` is the id of the form's stamp; `countries` lists the countries whose phone numbers are accepted (ISO
 * 3166-1), all by default. Refusals name the HTML field and the key of its message.
 */
export function parseRegistration(
  values: FormValues,
  kind: "new" | "behalf" | "change",
  { submission = crypto.randomUUID(), countries }: { submission?: string; countries?: readonly string[] } = {},
): { ok: true; input: NewRegistrationInput } | { ok: false; errors: FieldError[] } {
  const ticked = (name: string) => values[name] === "on";
  const positions = count(MAX_PEOPLE).filter(
    (n) =>
      n === 0 ||
      values[`people.${n}.name`]?.trim() ||
      ticked(`people.${n}.interpretation`) ||
      [...personChoices(n), ...personNeeds(n)].some((name) => values[name]?.trim()),
  );
  const parsed = NewRegistrationInput.safeParse({
    submission,
    consent: kind === "change" ? "on" : values.consent,
    acceptWaiting: values.acceptWaiting,
    registration: {
      ...values,
      people: positions.map((n) => ({
        ...Object.fromEntries(PERSON_FIELDS.map((field) => [field, values[`people.${n}.${field}`]])),
        sessions: personChoices(n).flatMap((name) => values[name]?.trim() || []),
        needs: {
          diet: DIETS.filter((diet) => ticked(`people.${n}.diet.${diet}`)),
          access: ACCESS_NEEDS.filter((need) => ticked(`people.${n}.access.${need}`)),
          note: values[`people.${n}.note`] ?? "",
        },
      })),
      childAges: count(MAX_CHILDREN).map((n) => values[`child.${n}`] ?? ""),
      consents: {
        ...Object.fromEntries(OPTIONAL_CONSENTS.map((consent) => [consent, values[`consent.${consent}`]])),
        diet_health: count(MAX_PEOPLE).some((n) => ticked(needsConsent(n))) ? "on" : undefined,
      },
    },
  });
  const permission: FieldError[] =
    kind === "behalf" && !ticked("permission") ? [{ field: "permission", key: "permission_required" }] : [];
  const errors = [
    ...permission,
    ...reachErrors(values),
    ...(parsed.success
      ? [...partyErrors(parsed.data.registration, positions), ...countryErrors(parsed.data.registration, countries)]
      : parsed.error.issues.map((issue) => fieldError(issue, positions))),
  ]
    .map((found) => ({ ...found, ...namedBy(found.field) }))
    .sort((a, b) => FIELDS.indexOf(a.field) - FIELDS.indexOf(b.field));
  return parsed.success && errors.length === 0 ? { ok: true, input: parsed.data } : { ok: false, errors };
}

interface FieldError {
  field: string;
  key: ErrorKey;
  /** Which person or child it is about. */
  of?: { key: ErrorKey; named: Record<string, string> };
}

/** Names the person or child if the field is a further person's or a child's, because their questions are alike. */
function namedBy(field: string): Pick<FieldError, "of"> {
  const [series, position] = field.split(".");
  const number = String(Number(position) + 1);
  if (series === "people" && position !== "0") return { of: { key: "of_person", named: { number } } };
  return series === "child" ? { of: { key: "of_child", named: { number } } } : {};
}

/** Requires a way to reach the party or their confirmation that they keep the screenshot, and a number if they want a call. */
export function reachErrors(values: FormValues): FieldError[] {
  const has = (name: string) => Boolean(values[name]?.trim());
  if (!has("phone") && !has("email") && values.screenshot !== "on") return [{ field: "phone", key: "reach_required" }];
  return values.contactWay === "call" && !has("phone") ? [{ field: "contactWay", key: "contact_way_call" }] : [];
}

/** Whether messages go to a number: only to those of certain countries (ISO 3166-1), or to all if none are listed. */
export function reachesCountryOf(phone: string, countries: readonly string[] | undefined): boolean {
  const country = parsePhoneNumber(phone)?.country;
  return !countries || (country !== undefined && countries.includes(country));
}

export function countryErrors(
  { phone }: Pick<RegistrationSchema, "phone">,
  countries: readonly string[] | undefined,
): FieldError[] {
  return !phone || reachesCountryOf(phone, countries) ? [] : [{ field: "phone", key: "phone_country" }];
}

/** Children below 13 need an adult; diet and health needs need the consent to keep them. */
function partyErrors({ people, consents }: RegistrationSchema, positions: number[]): FieldError[] {
  const child = people.findIndex(({ age }) => age === "under_13");
  const alone = child >= 0 && !people.some(({ age }) => age === "adult");
  const needing = people.findIndex(({ needs }) => hasNeeds(needs));
  return [
    ...(alone ? [{ field: `people.${positions[child]}.age`, key: "under_13_alone" as const }] : []),
    ...(needing >= 0 && !consents.diet_health
      ? [{ field: needsConsent(positions[needing] ?? 0), key: "consent_diet_required" as const }]
      : []),
  ];
}

/** The HTML field and message key of a schema issue. */
function fieldError({ path, message }: { path: PropertyKey[]; message: string }, positions: number[]): FieldError {
  const key = message as ErrorKey;
  const [top, second, index, last] = path;
  const person = second === "people" && typeof index === "number" ? positions[index] : undefined;
  if (person !== undefined) {
    if (path.includes("sessions")) return { field: `people.${person}.session.0`, key: "session_invalid" };
    const name = `people.${person}.${String(last)}`;
    return { field: name, key: person > 0 && key === "name_required" ? "person_name_required" : key };
  }
  if (second === "childAges") return { field: `child.${String(index)}`, key };
  return { field: String(second ?? top), key };
}
