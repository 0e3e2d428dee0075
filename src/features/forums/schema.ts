import { z } from "zod";
import { toLatinDigits } from "@/i18n/formatting";
import type { Messages } from "@/i18n/messages";
import { isPlace } from "@/i18n/municipalities";
import { PageNumber } from "@/i18n/page-number";
import { SearchText } from "@/i18n/search-text";
import { SPOKEN_LANGUAGE_CODES } from "@/i18n/spoken-languages";
import { instantOf } from "@/i18n/time";

export const FORUM_KINDS = [
  "cooperation_forum",
  "family_evening",
  "student_evening",
  "online_meeting",
  "pop_up",
] as const;
export type ForumKind = (typeof FORUM_KINDS)[number];

/** Whether an interpreter for a language has been requested, is coming, or is not available. */
export type LanguageOfferState = "requested" | "confirmed" | "not_available";

/** The upper-secondary tracks. None ranks above another. */
export const TRACKS = ["general_upper_secondary", "vocational", "tuva"] as const;
export type Track = (typeof TRACKS)[number];

/** A forum's address segment: lower-case ASCII words joined by hyphens. */
export const ForumSlug = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .max(80);

/** Refusals are keys of the messages of every form with these fields. */
const error = (key: keyof Messages["ManageErrors"] & keyof Messages["PlanErrors"]) => ({ error: key });

/**
 * A date and time as HTML sends it, on the Helsinki wall clock. In browsers without such a field people type it, in the
 * digits of any keyboard.
 */
export const Moment = z
  .string(error("moment_invalid"))
  .transform(toLatinDigits)
  .pipe(z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/, error("moment_invalid")))
  .transform((text, context) => {
    const moment = instantOf(text.slice(0, 10), text.slice(11, 16));
    if (moment) return moment;
    context.addIssue({ code: "custom", message: error("moment_invalid").error });
    return z.NEVER;
  });

/** Where a forum meets online: an https address, or nothing. */
export const OnlineUrl = z
  .string()
  .trim()
  .max(500, error("link_invalid"))
  .pipe(
    z.union(
      [z.literal(""), z.url({ protocol: /^https$/, hostname: z.regexes.domain, ...error("link_invalid") })],
      error("link_invalid"),
    ),
  )
  .transform((url) => url || null);

const Line = z.string().trim().min(1, "must not be empty").max(300, "must have at most 300 characters");

/**
 * An organisation as notices name it: the controller of its forums' registrations (GDPR, article 13(1)(a)). What is
 * left out stays as it is.
 */
export const OrganisationSchema = z.object({
  slug: ForumSlug,
  name: Line.optional(),
  url: z.url("must be an address, e.g. https://example.org").optional(),
  businessId: z
    .string()
    .regex(/^\d{7}-\d$/, "must be a Business ID, e.g. 1234567-1")
    .optional(),
  address: Line.optional(),
  email: z.email("must be an email address").optional(),
  phone: Line.optional(),
  privacyContact: Line.optional(),
});
export type OrganisationSchema = z.infer<typeof OrganisationSchema>;

/** The filter of a list of forums. Absent facets do not filter. */
export const ForumFilterSchema = z.object({
  language: z.enum(SPOKEN_LANGUAGE_CODES).optional().catch(undefined),
  /** A municipality's key, or `online`. */
  place: z.string().refine(isPlace).optional().catch(undefined),
  kind: z.enum(FORUM_KINDS).optional().catch(undefined),
  /** The slug of the organisation. */
  organisation: ForumSlug.optional().catch(undefined),
});
export type ForumFilterSchema = z.infer<typeof ForumFilterSchema>;

/** The search of staff and helpers for their forums. Unreadable values count as not given. */
export const ForumSearchSchema = z.object({
  /** A part of a title in any language, of a venue's name, or of the slug. */
  text: SearchText,
  when: z.enum(["coming", "past", "drafts"]).catch("coming").default("coming"),
  page: PageNumber,
});
export type ForumSearchSchema = z.infer<typeof ForumSearchSchema>;

/** One list of forums: coming or past, filtered, and the page number, counted from 1. */
export interface ForumListing extends ForumFilterSchema {
  past: boolean;
  page: number;
}
