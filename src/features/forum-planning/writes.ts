import "server-only";
import { recordAudit } from "@/features/audit/commands";
import { writeNewText } from "@/features/content/writes";
import { lockOfferedVenue, lockOfferingOrganisation, writeNewForum } from "@/features/forums/writes";
import type { Locale } from "@/i18n/locales";
import { DAY } from "@/i18n/time";
import type { Tx } from "@/platform/db/client";
import type { CreateForum } from "./policy";
import { plainName, slugFor } from "./rules";
import type { NewForumSchema } from "./schema";

/** How many days before a new forum its registration closes by default. */
const CLOSES_BEFORE = 2;

/** What a new forum is made of: what its form asks, without the organisation, and whom to ask about it. */
export type NewForum = Omit<NewForumSchema, "organisation"> & {
  contact: { name: string; email: string; locale: Locale };
};

/** A new draft, or why there is none. */
export type NewDraft =
  | { ok: true; id: string; slug: string }
  | { ok: false; reason: "venue_invalid" | "organisation_retired" };

/**
 * Makes a forum of the permit's organisation as a draft, with the words of its original. Registration closes two days before;
 * a pop-up needs none. Refuses a retired venue or organisation.
 */
export async function writeDraft(tx: Tx, permit: CreateForum, command: NewForum, now: Date): Promise<NewDraft> {
  const { language, kind, startsAt, endsAt, venue: venueSlug, contact, ...rest } = command;
  const { title, summary, description, audience } = rest;
  const { organisationId } = permit.subject;
  if (!(await lockOfferingOrganisation(tx, organisationId))) return { ok: false, reason: "organisation_retired" };
  const venue = await lockOfferedVenue(tx, venueSlug);
  if (!venue) return { ok: false, reason: "venue_invalid" };
  const forum = await writeNewForum(
    tx,
    {
      kind,
      startsAt,
      endsAt,
      registrationClosesAt: kind === "pop_up" ? null : new Date(startsAt.getTime() - CLOSES_BEFORE * DAY),
      organisationId,
      venueId: venue.id,
      contactName: contact.name,
      contactEmail: contact.email,
      contactLocale: contact.locale,
    },
    (isTaken) => slugFor(title, plainName(kind, startsAt), isTaken),
  );
  await recordAudit(
    tx,
    permit.by,
    "forum_created",
    { kind: "forum", id: forum.id },
    { forumKind: [null, kind], startsAt: [null, startsAt.toISOString()], venue: [null, venueSlug] },
  );
  const made = await writeNewText(
    tx,
    permit.by,
    { kind: "forum", id: forum.id },
    { sourceLanguage: language, words: { [language]: { title, summary, description, audience } }, checkedBy: null },
    now,
  );
  // The form only accepts words that fit; any other error must leave no forum behind.
  if (!made.ok) throw new Error(`the words of a new forum do not fit: ${made.reason}`);
  return { ok: true, id: forum.id, slug: forum.slug };
}
