import "server-only";
import type { ParticipantRole } from "@/features/capacity/schema";
import type { Tx } from "@/platform/db/client";
import type { fitProgramme } from "./rules";

// What commands of other features write of forums, each within the transaction of that command, which has asked for the
// permission and writes the audit entry.

/** A forum whose row this transaction holds: nobody else changes its places meanwhile. */
export interface LockedForum {
  id: string;
  slug: string;
  status: "draft" | "published" | "cancelled";
  startsAt: Date;
  endsAt: Date;
  registrationClosesAt: Date | null;
  capacity: number | null;
  childcareCapacity: number | null;
}

/** Serialises every change of a forum's places: whoever changes them holds this row until the transaction ends. */
export async function lockForum(tx: Tx, key: { slug: string } | { id: string }): Promise<LockedForum | undefined> {
  const [forum] =
    "slug" in key
      ? await tx.$queryRaw<LockedForum[]>`
          SELECT id, slug, status::text, "startsAt", "endsAt", "registrationClosesAt", capacity, "childcareCapacity"
          FROM "Forum" WHERE slug = ${key.slug} FOR UPDATE`
      : await tx.$queryRaw<LockedForum[]>`
          SELECT id, slug, status::text, "startsAt", "endsAt", "registrationClosesAt", capacity, "childcareCapacity"
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
 * Holds a locked forum at another time, in another venue or both. The end of registration keeps its distance from the start,
 * and the programme becomes as `programme` says: who chose what is left out of it has been looked after. What it was before is
 * kept, for the page and the reminders.
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
 * Leaves one part of the programme of a locked forum out, and keeps that it was, for the page and the reminders. Who chose it
 * has been looked after.
 */
export async function removeSession(tx: Tx, forumId: string, sessionId: string, now: Date): Promise<void> {
  await tx.forumSession.delete({ where: { id: sessionId, forumId } });
  await tx.forumChange.create({ data: { forumId, at: now, kind: "programme" } });
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
