import { z } from "zod";
import {
  Checkbox,
  CONTACT_WAYS,
  countryErrors,
  Email,
  Guardian,
  HONEYPOT,
  Name,
  Phone,
  Question,
  reachErrors,
} from "@/features/registration/schema";
import { LOCALE_CODES } from "@/i18n/locales";
import type { Messages } from "@/i18n/messages";
import { SPOKEN_LANGUAGE_CODES } from "@/i18n/spoken-languages";
import type { FormValues } from "@/ui/form-answer";

/** What became of somebody who asked to come to a group. */
export type MemberStatus = "asked" | "waiting" | "member" | "pointed" | "left";

/** Refusals are keys of the messages' GroupJoinErrors namespace. */
export type JoinErrorKey = keyof Messages["GroupJoinErrors"];
const error = (key: JoinErrorKey) => ({ error: key });

/** The version of the privacy notice that people of groups agree to. Raise it when the meaning of the text changes. */
export const NOTICE_VERSION = "2026-11-27";

/** Younger children come with an adult, who asks in their own name (Data Protection Act 1050/2018, section 5). */
export const MEMBER_AGES = ["adult", "from_13_to_17"] as const;

const Contact = {
  name: Name,
  phone: Phone,
  email: Email,
  screenshot: Checkbox,
  messageLocale: z.enum(LOCALE_CODES, error("locale_invalid")),
  contactWay: z.enum(CONTACT_WAYS, error("contact_way_invalid")),
};

/** What somebody tells who asks to come to a group: who they are, and how to reach them. */
const RequestSchema = z.object({
  ...Contact,
  age: z.enum(MEMBER_AGES, error("age_group_invalid")).default("adult"),
  guardian: Guardian,
  language: z.enum(SPOKEN_LANGUAGE_CODES, error("language_invalid")),
  question: Question,
  consent: Checkbox.refine(Boolean, error("consent_required")),
});
export type RequestSchema = z.infer<typeof RequestSchema>;

/** What somebody in a group can change later. */
const ContactSchema = z.object(Contact);
export type ContactSchema = z.infer<typeof ContactSchema>;

/** All fields by their HTML names, in the order of the form, in which errors are listed. */
const FIELDS = [
  ...["stamp", HONEYPOT, "name", "phone", "contactWay", "email", "screenshot", "language", "age", "guardian"],
  ...["question", "messageLocale", "consent"],
];

type ParsedForm<Output> = { ok: true; input: Output } | { ok: false; errors: { field: string; key: JoinErrorKey }[] };

/** Parses a form; `countries` lists the countries whose phone numbers are accepted (ISO 3166-1), all by default. */
function parseForm<Output extends ContactSchema>(
  schema: z.ZodType<Output>,
  values: FormValues,
  countries?: readonly string[],
): ParsedForm<Output> {
  const parsed = schema.safeParse(values);
  const errors = [
    ...reachErrors(values),
    ...(parsed.success
      ? countryErrors(parsed.data, countries)
      : parsed.error.issues.map(({ path, message }) => ({ field: path.join("."), key: message }))),
  ]
    .map(({ field, key }) => ({ field, key: key as JoinErrorKey }))
    .sort((a, b) => FIELDS.indexOf(a.field) - FIELDS.indexOf(b.field));
  return parsed.success && errors.length === 0 ? { ok: true, input: parsed.data } : { ok: false, errors };
}

/** Parses the form with which somebody asks to come. */
export const parseRequest = (values: FormValues, countries?: readonly string[]) =>
  parseForm(RequestSchema, values, countries);

/** Parses the form with which somebody in a group changes how they are reached. */
export const parseContact = (values: FormValues, countries?: readonly string[]) =>
  parseForm(ContactSchema, values, countries);
