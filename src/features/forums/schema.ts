import { z } from "zod";
import { SPOKEN_LANGUAGE_CODES } from "@/i18n/spoken-languages";

/** Where forums are held: the place facet of the lists. The keys' names stand in messages under Places. */
export const PLACES = ["helsinki", "espoo", "vantaa", "turku", "tampere", "lappeenranta", "online"] as const;
export type Place = (typeof PLACES)[number];

export const FORUM_KINDS = ["cooperation_forum", "family_evening", "student_evening", "online_meeting", "pop_up"] as const;
export type ForumKind = (typeof FORUM_KINDS)[number];

export const LANGUAGE_OFFER_STATES = ["requested", "confirmed", "not_available"] as const;
export type LanguageOfferState = (typeof LANGUAGE_OFFER_STATES)[number];

export const TRACKS = ["general_upper_secondary", "vocational", "tuva"] as const;
export type Track = (typeof TRACKS)[number];

/** A forum's address segment: lower-case ASCII words joined by hyphens. */
export const Slug = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/).max(80);

/** What a reader looks for in a list of forums. Absent facets do not narrow. */
export const ForumFilter = z.object({
  language: z.enum(SPOKEN_LANGUAGE_CODES).optional().catch(undefined),
  place: z.enum(PLACES).optional().catch(undefined),
  kind: z.enum(FORUM_KINDS).optional().catch(undefined),
});
export type ForumFilter = z.infer<typeof ForumFilter>;

/** One list of forums: coming or past, narrowed, and which page of it, counted from 1. */
export interface ForumListing extends ForumFilter {
  past: boolean;
  page: number;
}
