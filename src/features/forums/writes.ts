import "server-only";
import { v7 as uuid } from "uuid";
import type { ParticipantRole } from "@/features/capacity/schema";
import type { Locale } from "@/i18n/locales";
import type { SpokenLanguage } from "@/i18n/spoken-languages";
import { alongClock } from "@/i18n/time";
import type { Tx } from "@/platform/db/client";
import type { fitProgramme } from "./rules";
import type { ForumKind, Track } from "./schema";

// Changes to forums by other features' commands, within their transactions. Those commands ask for the permission and
// write the audit entry.

/** A forum whose row this transaction has locked: nobody else changes its places meanwhile. */
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
  /** When its outcome was recorded; null if not yet. */
  closedAt: Date | null;
}

/** Locks a forum's row until the transaction ends, which serialises all changes of its places. */
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

/** New limits of a forum. Null means unlimited (childcare: not offered). A role that is left out is unlimited. */
export interface ForumLimits {
  capacity: number | null;
  childcareCapacity: number | null;
  /** By the session's id; a session that is left out keeps its limit. */
  sessions: Record<string, number | null>;
  roles: Partial<Record<ParticipantRole, number | null>>;
}

/** Sets the limits of a locked forum. Does not check who already has a place beyond them. */
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

/** A forum's new time and venue, and what becomes of its programme. */
export interface NewTimeAndVenue {
  startsAt: Date;
  endsAt: Date;
  venue: { id: string };
  programme: ReturnType<typeof fitProgramme<{ id: string; startsAt: Date; endsAt: Date }>>;
}

/**
 * Moves a locked forum to another time, venue or both. The end of registration keeps its distance from the start, and
 * so does its opening if that is still to come. The programme becomes `programme`: the caller has handled people who
 * chose sessions left out of it. Records the former state for the page and the reminders.
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
 * Leaves out one session of a locked forum, and records it for the page and the reminders, except for a draft (`now` is
 * null). The caller has handled people who chose it.
 */
export async function removeSession(tx: Tx, forumId: string, sessionId: string, now: Date | null): Promise<void> {
  await tx.forumSession.delete({ where: { id: sessionId, forumId } });
  if (now) await tx.forumChange.create({ data: { forumId, at: now, kind: "programme" } });
}

/** A session without its words. */
export interface NewSession {
  startsAt: Date;
  endsAt: Date;
  room: string | null;
  track: Track | null;
  /** Seats; null if only the forum's own limit applies. */
  capacity: number | null;
  languages: readonly SpokenLanguage[];
}

/** Writes a session of a locked forum; without an id it makes a new one, as the last. Returns its id. */
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

/** Cancels a locked forum. The caller ends the registrations and tells their parties. */
export async function writeForumCancelled(tx: Tx, forumId: string, now: Date): Promise<void> {
  await tx.forum.update({ where: { id: forumId }, data: { status: "cancelled", cancelledAt: now } });
  await tx.forumChange.create({ data: { forumId, kind: "cancelled", at: now } });
}

/** Sets where a forum meets online; null if unknown. */
export async function writeOnlineUrl(tx: Tx, forumId: string, onlineUrl: string | null): Promise<void> {
  await tx.forum.update({ where: { id: forumId }, data: { onlineUrl } });
}

/** The properties of a new forum. */
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
 * Makes a forum as a draft. `nameIt` finds its slug among those that are taken. A lock until the transaction ends keeps
 * anybody else from making or naming one.
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

/** When and where a forum is held again. */
export interface AnotherTime {
  startsAt: Date;
  endsAt: Date;
  venueId: string;
}

/** A forum made from another, and for each session the one that it came from. */
export interface ForumCopy {
  id: string;
  slug: string;
  startsAt: Date;
  sessions: { from: string; to: string }[];
}

/**
 * Makes drafts from a forum for other times: its kind, limits, contact and programme. The programme and the end of
 * registration keep their distance from the start on the wall clock. Rooms are copied only if the venue is the same.
 * The meeting link, the registrations and the outcome are not copied. Returns the new forums in the order of their times.
 */
export async function writeForumCopies(
  tx: Tx,
  fromId: string,
  times: readonly AnotherTime[],
  nameIt: (time: AnotherTime, isTaken: (slug: string) => boolean) => string,
): Promise<ForumCopy[]> {
  const taken = new Set(await lockSlugs(tx, "forum"));
  const from = await tx.forum.findUniqueOrThrow({
    where: { id: fromId },
    include: { roleLimits: true, sessions: { include: { languages: true }, orderBy: { position: "asc" } } },
  });
  const { kind, capacity, childcareCapacity, servesMeal, arrangesAccess, retentionDays, organisationId } = from;
  const { contactName, contactEmail, contactPhone, contactLocale } = from;
  const copies = times.map((time) => {
    const slug = nameIt(time, (name) => taken.has(name));
    taken.add(slug);
    return {
      ...{ id: uuid(), slug, ...time, moved: (at: Date) => alongClock(at, from.startsAt, time.startsAt) },
      sessions: from.sessions.map((session) => ({ ...session, from: session.id, to: uuid() })),
    };
  });
  await tx.forum.createMany({
    data: copies.map(({ id, slug, startsAt, endsAt, venueId, moved }) => ({
      ...{ kind, capacity, childcareCapacity, servesMeal, arrangesAccess, retentionDays, organisationId },
      ...{ contactName, contactEmail, contactPhone, contactLocale },
      ...{ id, slug, startsAt, endsAt, venueId, status: "draft" as const },
      registrationOpensAt: from.registrationOpensAt && moved(from.registrationOpensAt),
      registrationClosesAt: from.registrationClosesAt && moved(from.registrationClosesAt),
    })),
  });
  await tx.forumRoleLimit.createMany({
    data: copies.flatMap(({ id }) =>
      from.roleLimits.map(({ role, capacity: limit }) => ({ forumId: id, role, capacity: limit })),
    ),
  });
  await tx.forumSession.createMany({
    data: copies.flatMap(({ id, venueId, moved, sessions }) =>
      sessions.map((session) => ({
        ...{ id: session.to, forumId: id, position: session.position, track: session.track },
        ...{ capacity: session.capacity, startsAt: moved(session.startsAt), endsAt: moved(session.endsAt) },
        room: venueId === from.venueId ? session.room : null,
      })),
    ),
  });
  await tx.forumSessionLanguage.createMany({
    data: copies.flatMap(({ sessions }) =>
      sessions.flatMap(({ to, languages }) => languages.map(({ language }) => ({ sessionId: to, language }))),
    ),
  });
  return copies.map(({ id, slug, startsAt, sessions }) => ({
    ...{ id, slug, startsAt },
    sessions: sessions.map(({ from: sessionFrom, to }) => ({ from: sessionFrom, to })),
  }));
}

/** All slugs taken by forums, venues or organisations. A lock keeps anybody else from taking one of that kind. */
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

/** The parts of a forum that can be changed without telling anybody. */
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

/** Writes the details of a locked forum; for a draft also its time, venue and limits. */
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

/** Moves the whole programme of a locked draft by this many milliseconds, when its start is moved. */
export async function shiftProgramme(tx: Tx, forumId: string, by: number): Promise<void> {
  if (by === 0) return;
  await tx.$executeRaw`
    UPDATE "Session" SET "startsAt" = "startsAt" + make_interval(secs => ${by / 1000}::float8),
      "endsAt" = "endsAt" + make_interval(secs => ${by / 1000}::float8)
    WHERE "forumId" = ${forumId}::uuid`;
}

/** Publishes a locked draft. The first time it gets the slug that `nameIt` finds; later it keeps its slug. Returns the slug. */
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

/** Turns a locked forum back into a draft. The caller knows that nobody is registered. */
export async function writeUnpublished(tx: Tx, forumId: string): Promise<void> {
  await tx.forum.update({ where: { id: forumId }, data: { status: "draft" } });
}

/** Closes a locked forum that is over: its outcome has been written. */
export async function writeClosed(tx: Tx, forumId: string, now: Date): Promise<void> {
  await tx.forum.update({ where: { id: forumId }, data: { closedAt: now } });
}

// Venues and organisations, written by the commands of the features that keep them.

/**
 * The venue with a slug, for a forum to use; null if there is none, or it is retired and not the forum's present one
 * (`stays`: its id). Until the transaction ends, nobody can retire it or change its address.
 */
export async function lockOfferedVenue(tx: Tx, slug: string, stays?: string): Promise<{ id: string } | null> {
  const [venue] = await tx.$queryRaw<{ id: string; retiredAt: Date | null }[]>`
    SELECT id, "retiredAt" FROM "Venue" WHERE slug = ${slug} FOR SHARE`;
  return venue && (venue.retiredAt === null || venue.id === stays) ? { id: venue.id } : null;
}

/** Whether an organisation still arranges new forums. Until the transaction ends, nobody can retire it. */
export async function lockOfferingOrganisation(tx: Tx, id: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ retiredAt: Date | null }[]>`
    SELECT "retiredAt" FROM "Organisation" WHERE id = ${id}::uuid FOR SHARE`;
  return row !== undefined && row.retiredAt === null;
}

/** A venue without its texts. An online one has no address. */
export interface VenueDetails {
  name: string;
  online: boolean;
  streetAddress: string | null;
  postalCode: string | null;
  /** The municipality's Finnish name, as in the address. */
  municipality: string | null;
  /** The key of a municipality, or `online`. */
  municipalityKey: string;
  /** Its point on the map, in degrees (WGS 84); null: nobody has said. */
  latitude: number | null;
  longitude: number | null;
}

/** A venue whose row this transaction has locked. */
export interface LockedVenue extends VenueDetails {
  id: string;
  slug: string;
  organisationId: string | null;
  retiredAt: Date | null;
}

/** Locks a venue, which serialises its changes and keeps anybody from choosing it meanwhile. */
export async function lockVenue(tx: Tx, id: string): Promise<LockedVenue | undefined> {
  const [venue] = await tx.$queryRaw<LockedVenue[]>`
    SELECT id, slug, name, online, "streetAddress", "postalCode", municipality, place AS "municipalityKey", latitude, longitude,
      "organisationId", "retiredAt"
    FROM "Venue" WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  return venue;
}

/** Makes a venue of an organisation. `nameIt` finds its slug among those that are taken. */
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

/** Changes a locked venue. */
export async function writeVenue(tx: Tx, id: string, venue: VenueDetails): Promise<void> {
  await tx.venue.update({ where: { id }, data: venue });
}

/** Retires a locked venue from an instant on; null offers it again. */
export async function writeVenueRetired(tx: Tx, id: string, retiredAt: Date | null): Promise<void> {
  await tx.venue.update({ where: { id }, data: { retiredAt } });
}

/** Records that the venue of a locked forum was elsewhere before, for the page and the reminders. */
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

/** Locks an organisation, which serialises its changes and keeps anybody from making a forum of it meanwhile. */
export async function lockOrganisation(
  tx: Tx,
  id: string,
): Promise<(OrganisationDetails & { id: string; slug: string; retiredAt: Date | null }) | null> {
  await tx.$queryRaw`SELECT FROM "Organisation" WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  return tx.organisation.findUnique({ where: { id } });
}

/** Makes an organisation. `nameIt` finds its slug among those that are taken. */
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

/** Retires a locked organisation from an instant on: it arranges nothing new. Null reverses that. */
export async function writeOrganisationRetired(tx: Tx, id: string, retiredAt: Date | null): Promise<void> {
  await tx.organisation.update({ where: { id }, data: { retiredAt } });
}
