import { z } from "zod";
import { Email } from "@/features/accounts/schema";
import { toLatinDigits } from "@/i18n/formatting";
import type { Messages } from "@/i18n/messages";
import { PageNumber } from "@/i18n/page-number";
import { SearchText } from "@/i18n/search-text";
import { maybeLine, typedLine } from "@/i18n/typed-values";

/** Refusals are keys of the messages' OrganisationErrors namespace. */
const error = (key: keyof Messages["OrganisationErrors"]) => ({ error: key });

const Line = (most: number) => typedLine(most, error("too_long"));
const MaybeLine = (most: number) => maybeLine(most, error("too_long"));
const orNull = (text: string) => text || null;

/** An email address, or nothing. */
const MaybeEmail = z
  .string()
  .catch("")
  .transform((text) => text.trim() || null)
  .pipe(Email.nullable());

/** An organisation's legal identity as typed. The command checks the Business ID's check digit. */
export const OrganisationFormSchema = z.object({
  name: Line(120).pipe(z.string().min(1, error("name_needed"))),
  businessId: Line(20)
    .transform((text) => toLatinDigits(text).replaceAll(/\s/g, ""))
    .pipe(z.union([z.literal(""), z.string().regex(/^\d{7}-\d$/, error("business_id_invalid"))]))
    .transform(orNull),
  address: MaybeLine(300),
  email: MaybeEmail,
  phone: MaybeLine(40),
  privacyContact: MaybeLine(300),
  url: Line(300)
    .pipe(
      z.union([z.literal(""), z.url({ protocol: /^https?$/, hostname: z.regexes.domain, ...error("url_invalid") })]),
    )
    .transform(orNull),
});
export type OrganisationFormSchema = z.infer<typeof OrganisationFormSchema>;

/** Whether an organisation still arranges new forums. */
export const RetireOrganisationSchema = z.object({ active: z.enum(["yes", "no"], error("form_invalid")) });

/** The search for organisations. Unreadable values count as not given. */
export const OrganisationSearchSchema = z.object({
  /** A part of a name, or of a Business ID. */
  text: SearchText,
  page: PageNumber,
});
export type OrganisationSearchSchema = z.infer<typeof OrganisationSearchSchema>;
