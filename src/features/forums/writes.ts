import "server-only";
import type { ParticipantRole } from "@/features/capacity/schema";
import type { Locale } from "@/i18n/locales";
import type { SpokenLanguage } from "@/i18n/spoken-languages";
import { alongClock } from "@/i18n/time";
import type { Tx } from "@/platform/db/client";
import type { fitProgramme } from "./rules";
import type { ForumKind, Track } from "./schema";

// What commands of other features write of forums, each within the transaction of that command, which has asked for the
// permission and writes the audit entry.

/** A forum whose row this transaction holds: nobody else changes its places meanwhile. */
export interface LockedForum {
  id: string;
  slug: string;
  status: "draft" | "published" | "cancelled";
  startsAt: Date;
  endsAt: Date;
  registrationOpensAt: Date | null;
  registrationClosesAt: Date | null;
  capacity: number | null;
  childcareCapacity: number | null;
  /** When what came of it was written down; null: not yet. */
  closedAt: Date | null;
}

/** Serialises every change of a forum's places: whoever changes them holds this row until the transaction ends. */
export async function lockForum(tx: Tx, key: { slug: string } | { id: string }): Promise<LockedForum | undefined> {
  const [forum] =
    "slug" in key
      ? await tx.$queryRaw<LockedForum[]>`
          SELECT id, slug, status::text, "startsAt", "endsAt", "registrationOpensAt", "registrationClosesAt", capacity, "childcareCapacity", "closedAt"
          FROM "Forum" WHERE slug = ${key.slug} FOR UPDATE`
      : await tx.$queryRaw<LockedForum[]>`
          SELECT id, slug, status::text, "startsAt", "endsAt", "registrationOpensAt", "registrationClosesAt", capacity, "childcareCapacity", "closedAt"
          FROM "Forum" WHERE id = ${key.id}::uuid FOR UPDATE`;
  return forum;
}

/** New limits of a forum. Null: not limited (childcare: none is offered). A role that is left out is not limited. */
export interface ForumLimits {
  capacity: number | null;
  childcareCapacity: number | null;
  /** By the session's id; one that is left out keeps its limit. */
  sessions: Record<string, number | null>;
  roles: Partial<Record<ParticipantRole, number | null>>;
}

/** Sets the limits of a forum that is locked. Who has a place beyond them is not looked at. */
export async function writeForumLimits(tx: Tx, forumId: string, limits: ForumLimits): Promise<void> {
  const { capacity, childcareCapacity, sessions, roles } = limits;
  await tx.forum.update({ where: { id: forumId }, data: { capacity, childcareCapacity } });
  for (const [id, limit] of Object.entries(sessions))
    await tx.forumSession.updateMany({ where: { id, forumId }, data: { capacity: limit } });
  await tx.forumRoleLimit.deleteMany({ where: { forumId } });
  await tx.forumRoleLimit.createMany({
    data: Object.entries(roles).flatMap(([role, limit]) =>
      limit === null || limit === undefined ? [] : [{ forumId, role: role as ParticipantRole, capacity: limit }],
    ),
  });
}

/** Where and when a forum is held from now on, and what becomes of its programme. */
export interface NewTimeAndVenue {
  startsAt: Date;
  endsAt: Date;
  venue: { id: string };
  programme: ReturnType<typeof fitProgramme<{ id: string; startsAt: Date; endsAt: Date }>>;
}

/**
 * Holds a locked forum at another time, in another venue or both. The end of registration keeps its distance from the start, so
 * does its beginning while that is to come, and the programme becomes as `programme` says: who chose what is left out of it has been
 * looked after. What it was before is kept, for the page and the reminders.
 */
export async function rescheduleForum(tx: Tx, forum: LockedForum, to: NewTimeAndVenue, now: Date): Promise<void> {
  const { startsAt, endsAt, venue, programme } = to;
  const before = await tx.forum.findUniqueOrThrow({ where: { id: forum.id }, include: { venue: true } });
  const moved = startsAt.getTime() - forum.startsAt.getTime();
  await tx.forum.update({
    where: { id: forum.id },
    data: {
      startsAt,
      endsAt,
      venueId: venue.id,
      registrationOpensAt:
        forum.registrationOpensAt && forum.registrationOpensAt > now
          ? new Date(forum.registrationOpensAt.getTime() + moved)
          : forum.registrationOpensAt,
      registrationClosesAt: forum.registrationClosesAt && new Date(forum.registrationClosesAt.getTime() + moved),
    },
  });
  for (const { session, ...slot } of programme.kept)
    if (slot.cut || moved !== 0)
      await tx.forumSession.update({
        where: { id: session.id },
        data: { startsAt: slot.startsAt, endsAt: slot.endsAt },
      });
  if (programme.gone.length > 0)
    await tx.forumSession.deleteMany({ where: { id: { in: programme.gone.map(({ id }) => id) } } });
  const change = { forumId: forum.id, at: now };
  if (moved !== 0 || endsAt.getTime() !== forum.endsAt.getTime())
    await tx.forumChange.create({
      data: { ...change, kind: "time", previousStartsAt: forum.startsAt, previousEndsAt: forum.endsAt },
    });
  if (venue.id !== before.venueId)
    await tx.forumChange.create({ data: { ...change, kind: "place", previousVenue: before.venue.name } });
  if (programme.gone.length > 0) await tx.forumChange.create({ data: { ...change, kind: "programme" } });
}

/**
 * Leaves one part of the programme of a locked forum out, and keeps that it was, for the page and the reminders; of a draft
 * (`now` is null) nobody has to know. Who chose it has been looked after.
 */
export async function removeSession(tx: Tx, forumId: string, sessionId: string, now: Date | null): Promise<void> {
  await tx.forumSession.delete({ where: { id: sessionId, forumId } });
  if (now) await tx.forumChange.create({ data: { forumId, at: now, kind: "programme" } });
}

/** A part of a programme, but for its words. */
export interface NewSession {
  startsAt: Date;
  endsAt: Date;
  room: string | null;
  track: Track | null;
  /** Seats; null: only the forum's own limit. */
  capacity: number | null;
  languages: readonly SpokenLanguage[];
}

/** Writes a part of the programme of a locked forum as it is from now on; without an id it is a new one, the last. Returns its id. */
export async function writeSession(
  tx: Tx,
  forumId: string,
  id: string | null,
  { languages, ...session }: NewSession,
): Promise<string> {
  if (id !== null) {
    await tx.forumSession.update({ where: { id, forumId }, data: session });
    await tx.forumSessionLanguage.deleteMany({ where: { sessionId: id } });
    await tx.forumSessionLanguage.createMany({ data: languages.map((language) => ({ sessionId: id, language })) });
    return id;
  }
  const { _max } = await tx.forumSession.aggregate({ where: { forumId }, _max: { position: true } });
  const made = await tx.forumSession.create({
    data: {
      ...session,
      forumId,
      position: (_max.position ?? -1) + 1,
      languages: { create: languages.map((language) => ({ language })) },
    },
    select: { id: true },
  });
  return made.id;
}

/** Cancels a locked forum. What those who registered lose by it is for the caller to end and to tell. */
export async function writeForumCancelled(tx: Tx, forumId: string, now: Date): Promise<void> {
  await tx.forum.update({ where: { id: forumId }, data: { status: "cancelled", cancelledAt: now } });
  await tx.forumChange.create({ data: { forumId, kind: "cancelled", at: now } });
}

/** Sets where a forum meets online; null: not known. */
export async function writeOnlineUrl(tx: Tx, forumId: string, onlineUrl: string | null): Promise<void> {
  await tx.forum.update({ where: { id: forumId }, data: { onlineUrl } });
}

/** What a forum is from its first day on. */
export interface NewForum {
  kind: ForumKind;
  startsAt: Date;
  endsAt: Date;
  registrationClosesAt: Date | null;
  organisationId: string;
  venueId: string;
  contactName: string;
  contactEmail: string;
  contactLocale: Locale;
}

/**
 * Makes a forum, as a draft, whose address segment `nameIt` finds among those that are taken. Nobody else makes or names one
 * meanwhile: the lock is kept until the transaction ends.
 */
export async function writeNewForum(
  tx: Tx,
  forum: NewForum,
  nameIt: (isTaken: (slug: string) => boolean) => string,
): Promise<{ id: string; slug: string }> {
  const taken = await lockSlugs(tx, "forum");
  return tx.forum.create({
    data: { ...forum, slug: nameIt((slug) => taken.has(slug)), status: "draft" },
    select: { id: true, slug: true },
  });
}

/** When and where a forum that comes again is held. */
export interface AnotherTime {
  startsAt: Date;
  endsAt: Date;
  venueId: string;
}

/**
 * Makes a draft of what a forum is, for another time: its kind, limits, contact and programme. The programme and the end of
 * registration keep their distance from the start on the wall clock. Rooms come along only to the same venue. Where one meets online,
 * who registered and what became of the forum stay behind. Returns the new forum, and of each session which one it came from.
 */
export async function writeForumCopy(
  tx: Tx,
  fromId: string,
  { startsAt, endsAt, venueId }: AnotherTime,
  nameIt: (isTaken: (slug: string) => boolean) => string,
): Promise<{ id: string; slug: string; sessions: { from: string; to: string }[] }> {
  const taken = await lockSlugs(tx, "forum");
  const from = await tx.forum.findUniqueOrThrow({
    where: { id: fromId },
    include: { roleLimits: true, sessions: { include: { languages: true }, orderBy: { position: "asc" } } },
  });
  const { kind, capacity, childcareCapacity, servesMeal, arrangesAccess, retentionDays, organisationId } = from;
  const { contactName, contactEmail, contactPhone, contactLocale } = from;
  const moved = (at: Date) => alongClock(at, from.startsAt, startsAt);
  const forum = await tx.forum.create({
    data: {
      ...{ kind, capacity, childcareCapacity, servesMeal, arrangesAccess, retentionDays, organisationId },
      ...{ contactName, contactEmail, contactPhone, contactLocale },
      ...{ startsAt, endsAt, venueId, status: "draft", slug: nameIt((slug) => taken.has(slug)) },
      registrationOpensAt: from.registrationOpensAt && moved(from.registrationOpensAt),
      registrationClosesAt: from.registrationClosesAt && moved(from.registrationClosesAt),
      roleLimits: { create: from.roleLimits.map(({ role, capacity: limit }) => ({ role, capacity: limit })) },
    },
    select: { id: true, slug: true },
  });
  const sessions: { from: string; to: string }[] = [];
  for (const session of from.sessions) {
    const { position, track } = session;
    const made = await tx.forumSession.create({
      data: {
        ...{ forumId: forum.id, position, track, capacity: session.capacity },
        ...{ startsAt: moved(session.startsAt), endsAt: moved(session.endsAt) },
        room: venueId === from.venueId ? session.room : null,
        languages: { create: session.languages.map(({ language }) => ({ language })) },
      },
      select: { id: true },
    });
    sessions.push({ from: session.id, to: made.id });
  }
  return { ...forum, sessions };
}

/** Every address segment that is taken by a forum, a venue or an organisation, while nobody else takes one of that kind. */
async function lockSlugs(tx: Tx, kind: "forum" | "venue" | "organisation"): Promise<ReadonlySet<string>> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`omapolku_${kind}_slugs`}))`;
  const select = { slug: true } as const;
  const rows =
    kind === "forum"
      ? await tx.forum.findMany({ select })
      : kind === "venue"
        ? await tx.venue.findMany({ select })
        : await tx.organisation.findMany({ select });
  return new Set(rows.map(({ slug }) => slug));
}

/** Of a forum, what may be changed without telling anybody. */
export interface ForumDetails {
  kind: ForumKind;
  registrationOpensAt: Date | null;
  registrationClosesAt: Date | null;
  servesMeal: boolean;
  arrangesAccess: boolean;
  contactName: string;
  contactEmail: string;
  contactPhone: string | null;
  contactLocale: Locale;
}

/** Writes down the details of a locked forum; of a draft also when and where it is held, and its limits. */
export async function writeForumDetails(
  tx: Tx,
  forumId: string,
  details: ForumDetails,
  ofDraft: {
    startsAt: Date;
    endsAt: Date;
    venueId: string;
    onlineUrl: string | null;
    capacity: number | null;
    childcareCapacity: number | null;
  } | null = null,
): Promise<void> {
  const {
    kind,
    registrationOpensAt,
    registrationClosesAt,
    servesMeal,
    arrangesAccess,
    contactName,
    contactEmail,
    contactPhone,
    contactLocale,
  } = details;
  const contact = { contactName, contactEmail, contactPhone, contactLocale };
  await tx.forum.update({
    where: { id: forumId },
    data: { kind, registrationOpensAt, registrationClosesAt, servesMeal, arrangesAccess, ...contact, ...ofDraft },
  });
}

/** Moves the whole programme of a locked draft by so many milliseconds, as its start is moved. */
export async function shiftProgramme(tx: Tx, forumId: string, by: number): Promise<void> {
  if (by === 0) return;
  await tx.$executeRaw`
    UPDATE "Session" SET "startsAt" = "startsAt" + make_interval(secs => ${by / 1000}::float8),
      "endsAt" = "endsAt" + make_interval(secs => ${by / 1000}::float8)
    WHERE "forumId" = ${forumId}::uuid`;
}

/**
 * Publishes a locked draft. The first time it takes the address segment that `nameIt` finds; from then on it keeps the one it
 * has. Returns the segment.
 */
export async function writePublished(
  tx: Tx,
  forum: LockedForum,
  nameIt: (isTaken: (slug: string) => boolean) => string,
  now: Date,
): Promise<string> {
  const { publishedAt } = await tx.forum.findUniqueOrThrow({ where: { id: forum.id }, select: { publishedAt: true } });
  let { slug } = forum;
  if (publishedAt === null) {
    const taken = await lockSlugs(tx, "forum");
    slug = nameIt((other) => other !== forum.slug && taken.has(other));
  }
  await tx.forum.update({
    where: { id: forum.id },
    data: { status: "published", slug, publishedAt: publishedAt ?? now },
  });
  return slug;
}

/** Makes a draft of a locked forum again. That nobody is registered is for the caller to know. */
export async function writeUnpublished(tx: Tx, forumId: string): Promise<void> {
  await tx.forum.update({ where: { id: forumId }, data: { status: "draft" } });
}

/** Closes a locked forum that is over: what came of it is written down. */
export async function writeClosed(tx: Tx, forumId: string, now: Date): Promise<void> {
  await tx.forum.update({ where: { id: forumId }, data: { closedAt: now } });
}

// Venues and organisations, which commands of features that keep them write.

/**
 * A venue in which a forum may be held from now on, by its slug; null: there is none, or it is not offered any more and not the one
 * where the forum is already (`stays`: its id). Until the transaction ends nobody retires it or changes its address.
 */
export async function lockOfferedVenue(tx: Tx, slug: string, stays?: string): Promise<{ id: string } | null> {
  const [venue] = await tx.$queryRaw<{ id: string; retiredAt: Date | null }[]>`
    SELECT id, "retiredAt" FROM "Venue" WHERE slug = ${slug} FOR SHARE`;
  return venue && (venue.retiredAt === null || venue.id === stays) ? { id: venue.id } : null;
}

/** Whether an organisation arranges new forums. Until the transaction ends nobody retires it. */
export async function lockOfferingOrganisation(tx: Tx, id: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ retiredAt: Date | null }[]>`
    SELECT "retiredAt" FROM "Organisation" WHERE id = ${id}::uuid FOR SHARE`;
  return row !== undefined && row.retiredAt === null;
}

/** What a venue is but its texts. An online one is nowhere. */
export interface VenueDetails {
  name: string;
  online: boolean;
  streetAddress: string | null;
  postalCode: string | null;
  /** The municipality's Finnish name, as it stands in the address. */
  municipality: string | null;
  /** The key of a municipality, or `online`. */
  municipalityKey: string;
}

/** A venue whose row this transaction holds. */
export interface LockedVenue extends VenueDetails {
  id: string;
  slug: string;
  organisationId: string | null;
  retiredAt: Date | null;
}

/** Serialises every change of a venue, and lets nobody choose it meanwhile. */
export async function lockVenue(tx: Tx, id: string): Promise<LockedVenue | undefined> {
  const [venue] = await tx.$queryRaw<LockedVenue[]>`
    SELECT id, slug, name, online, "streetAddress", "postalCode", municipality, place AS "municipalityKey", "organisationId", "retiredAt"
    FROM "Venue" WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  return venue;
}

/** Makes a venue of an organisation, whose slug `nameIt` finds among those that are taken. */
export async function writeNewVenue(
  tx: Tx,
  venue: VenueDetails & { organisationId: string },
  nameIt: (isTaken: (slug: string) => boolean) => string,
): Promise<{ id: string; slug: string }> {
  const taken = await lockSlugs(tx, "venue");
  return tx.venue.create({
    data: { ...venue, slug: nameIt((slug) => taken.has(slug)) },
    select: { id: true, slug: true },
  });
}

/** Changes a locked venue. Its point on the map is for another address, where that changes: it is forgotten. */
export async function writeVenue(tx: Tx, id: string, venue: VenueDetails, moved: boolean): Promise<void> {
  await tx.venue.update({ where: { id }, data: { ...venue, ...(moved && { latitude: null, longitude: null }) } });
}

/** Offers a locked venue no more from an instant on; null: again. */
export async function writeVenueRetired(tx: Tx, id: string, retiredAt: Date | null): Promise<void> {
  await tx.venue.update({ where: { id }, data: { retiredAt } });
}

/** Keeps that the venue of a locked forum was elsewhere, for the page and the reminders. */
export async function writeVenueMoved(tx: Tx, forumId: string, previousVenue: string, now: Date): Promise<void> {
  await tx.forumChange.create({ data: { forumId, at: now, kind: "place", previousVenue } });
  // Calendars follow the forum's version.
  await tx.forum.update({ where: { id: forumId }, data: { updatedAt: now } });
}

/** An organisation as notices name it: the controller of its forums' registrations. */
export interface OrganisationDetails {
  name: string;
  url: string | null;
  businessId: string | null;
  address: string | null;
  email: string | null;
  phone: string | null;
  privacyContact: string | null;
}

/** Serialises every change of an organisation, and lets nobody make a forum of it meanwhile. */
export async function lockOrganisation(
  tx: Tx,
  id: string,
): Promise<(OrganisationDetails & { id: string; slug: string; retiredAt: Date | null }) | null> {
  await tx.$queryRaw`SELECT FROM "Organisation" WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  return tx.organisation.findUnique({ where: { id } });
}

/** Makes an organisation, whose slug `nameIt` finds among those that are taken. */
export async function writeNewOrganisation(
  tx: Tx,
  organisation: OrganisationDetails,
  nameIt: (isTaken: (slug: string) => boolean) => string,
): Promise<{ id: string; slug: string }> {
  const taken = await lockSlugs(tx, "organisation");
  return tx.organisation.create({
    data: { ...organisation, slug: nameIt((slug) => taken.has(slug)) },
    select: { id: true, slug: true },
  });
}

/** Changes a locked organisation. */
export async function writeOrganisation(tx: Tx, id: string, organisation: OrganisationDetails): Promise<void> {
  await tx.organisation.update({ where: { id }, data: organisation });
}

/** Has a locked organisation arrange nothing new from an instant on; null: again. */
export async function writeOrganisationRetired(tx: Tx, id: string, retiredAt: Date | null): Promise<void> {
  await tx.organisation.update({ where: { id }, data: { retiredAt } });
}
