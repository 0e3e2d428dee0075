import "server-only";
import { recordAudit } from "@/features/audit/commands";
import { writeNewText } from "@/features/content/writes";
import { tellVenueMoved } from "@/features/forum-changes/writes";
import { slugFor } from "@/features/forum-planning/rules";
import {
  lockForum,
  lockOfferingOrganisation,
  lockVenue,
  type VenueDetails,
  writeNewVenue,
  writeVenue,
  writeVenueRetired,
} from "@/features/forums/writes";
import { finnishNameOf } from "@/i18n/municipalities";
import { type Tx, transaction } from "@/platform/db/client";
import type { CreateVenue, EditVenue } from "./policy";
import { listComingForumIds } from "./queries";
import { changedOf, inOneLine, isSamePoint, keepsOldPoint, seenOf, shownOf } from "./rules";
import type { EditVenueSchema, NewVenueSchema } from "./schema";

type Typed = Omit<VenueDetails, "municipality">;

const detailsOf = ({ name, online, streetAddress, postalCode, municipalityKey, ...point }: Typed): VenueDetails => ({
  ...{ name, online, streetAddress, postalCode, municipalityKey },
  ...{ latitude: point.latitude, longitude: point.longitude },
  municipality: online ? null : finnishNameOf(municipalityKey),
});

/** The venue's first text, if somebody has typed one. */
async function writeFirstText(
  tx: Tx,
  permit: CreateVenue | EditVenue,
  venueId: string,
  { language, accessibility, directions }: Pick<NewVenueSchema, "language" | "accessibility" | "directions">,
  now: Date,
): Promise<void> {
  if (accessibility === "") return;
  const words = { [language]: { accessibility, directions } };
  const text = { sourceLanguage: language, words, checkedBy: null };
  const made = await writeNewText(tx, permit.by, { kind: "venue", id: venueId }, text, now);
  // The form only accepts words that fit; if somebody was quicker, their text stays.
  if (!made.ok && made.reason !== "taken") throw new Error(`the words of a venue do not fit: ${made.reason}`);
}

/**
 * Makes a venue of the permit's organisation, with its first words. Every organisation may choose it from now on.
 * Refuses a retired organisation.
 */
export async function createVenue(
  permit: CreateVenue,
  venue: Omit<NewVenueSchema, "organisation">,
  now = new Date(),
): Promise<{ ok: true; id: string; slug: string } | { ok: false; reason: "organisation_retired" }> {
  const { organisationId } = permit.subject;
  const details = detailsOf(venue);
  return transaction(async (tx) => {
    if (!(await lockOfferingOrganisation(tx, organisationId))) return { ok: false, reason: "organisation_retired" };
    const instead = details.online ? "online" : `venue-${details.municipalityKey}`;
    const made = await writeNewVenue(tx, { ...details, organisationId }, (isTaken) =>
      slugFor(details.name, instead, isTaken),
    );
    await writeFirstText(tx, permit, made.id, venue, now);
    await recordAudit(
      tx,
      permit.by,
      "venue_created",
      { kind: "venue", id: made.id },
      { municipality: [null, details.municipality], organisation: [null, organisationId] },
    );
    return { ok: true, ...made };
  });
}

/**
 * Changes a venue. A new name or address, unless it only corrects the spelling, moves every published coming forum
 * there: everybody concerned is told. Refuses with `asks` until `confirmed` shows that the user has seen exactly these
 * forums. Refuses a venue that somebody else has changed meanwhile, and a new address with the old one's point.
 */
export async function editVenue(
  permit: EditVenue,
  command: EditVenueSchema,
  now = new Date(),
): Promise<
  | { ok: true; slugs: string[] }
  | { ok: false; reason: "not_found" | "overtaken" | "point_old" }
  | { ok: false; reason: "asks"; shown: string }
> {
  const { venueId } = permit.subject;
  const { correction, seen, confirmed, ...typed } = command;
  const after = detailsOf(typed);
  return transaction(async (tx) => {
    // Lock forums before their venue, as moving does.
    const expected = await listComingForumIds(permit, now, tx);
    const locked = [];
    for (const id of expected) locked.push(await lockForum(tx, { id }));
    const before = await lockVenue(tx, venueId);
    if (!before) return { ok: false, reason: "not_found" };
    const changed = changedOf(before, after);
    const details = [...changed, ...(isSamePoint(before, after) ? [] : ["point"])];
    if (details.length > 0 && seen !== seenOf(before)) return { ok: false, reason: "overtaken" };
    const moves = changed.length > 0 && !correction;
    if (moves && keepsOldPoint(before, after)) return { ok: false, reason: "point_old" };
    // Forums that were added or removed while we waited are not locked: show them to the user first.
    const forums = moves ? await listComingForumIds(permit, now, tx) : [];
    const shown = shownOf(after, forums);
    if (forums.length > 0 && (confirmed !== shown || forums.join() !== expected.join()))
      return { ok: false, reason: "asks", shown };
    if (details.length > 0) {
      await writeVenue(tx, venueId, after);
      for (const id of forums) await tellVenueMoved(tx, permit.by, id, inOneLine(before), now);
      await recordAudit(
        tx,
        permit.by,
        "venue_edited",
        { kind: "venue", id: venueId },
        {
          details: [null, details],
          municipality: [before.municipality, after.municipality],
          forums: [null, forums.length > 0 ? forums : null],
          small: [false, correction],
        },
      );
    }
    await writeFirstText(tx, permit, venueId, typed, now);
    return { ok: true, slugs: locked.flatMap((forum) => forum?.slug ?? []) };
  });
}

/** Retires a venue, or offers it again. Its coming forums stay there; new ones cannot choose it. No change is no error. */
export async function retireVenue(
  permit: EditVenue,
  { offered }: { offered: boolean },
  now = new Date(),
): Promise<{ ok: true } | { ok: false; reason: "not_found" }> {
  const { venueId } = permit.subject;
  return transaction(async (tx) => {
    const venue = await lockVenue(tx, venueId);
    if (!venue) return { ok: false, reason: "not_found" };
    if ((venue.retiredAt === null) === offered) return { ok: true };
    await writeVenueRetired(tx, venueId, offered ? null : now);
    await recordAudit(tx, permit.by, offered ? "venue_offered" : "venue_retired", { kind: "venue", id: venueId });
    return { ok: true };
  });
}
