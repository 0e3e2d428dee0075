import "server-only";
import { listResponsible } from "@/features/accounts/queries";
import { recordAudit } from "@/features/audit/commands";
import { getCapacity } from "@/features/capacity/queries";
import type { Pool } from "@/features/capacity/rules";
import { fitProgramme } from "@/features/forums/rules";
import {
  type ForumLimits,
  lockForum,
  lockOfferedVenue,
  removeSession,
  rescheduleForum,
  writeForumCancelled,
  writeForumLimits,
  writeOnlineUrl,
} from "@/features/forums/writes";
import { askInterpretersAgain, moveOrderDeadlines } from "@/features/interpretation/writes";
import { notifyFound, notifyParties } from "@/features/notifications/commands";
import { closeCalls } from "@/features/notifications/writes";
import {
  releaseSessions,
  serveWaiting,
  shortenOffers,
  withdrawOffers,
} from "@/features/registration/waiting-list/writes";
import { DAY } from "@/i18n/time";
import { transaction } from "@/platform/db/client";
import { Prisma } from "@/platform/db/generated/client";
import { forAllOrEachApart, forEachApart } from "@/platform/jobs/each";
import { sendJobs } from "@/platform/jobs/send";
import type { ChangeForum, LimitForum } from "./policy";
import { countListeners, listListeners, selectListeners } from "./queries";
import { isBookedStill, moveRefusal, reminderDue, reminderMoment } from "./rules";
import { tellEverybody, tellStaff } from "./writes";

/**
 * Writes the reminders that are due: a week and a day before each forum, to those who have seats in it and registered
 * before the reminder's moment. Each is written once; a forum that has been moved is reminded of anew. A
 * forum, or a party of it, whose reminders cannot be written stops no other.
 */
export async function sendReminders(now = new Date()): Promise<void> {
  const week = new Date(now.getTime() + 7 * DAY);
  const forums = await transaction((tx) =>
    tx.forum.findMany({
      where: { status: "published", startsAt: { gt: now, lte: week } },
      select: { id: true, startsAt: true },
    }),
  );
  await forEachApart(
    forums,
    ({ id }) => ({ forumId: id }),
    async ({ id, startsAt }) => {
      const due = reminderDue(startsAt, now);
      if (!due) return;
      const parties = await transaction((tx) =>
        tx.registration.findMany({
          where: {
            forumId: id,
            status: "confirmed",
            anonymisedAt: null,
            createdAt: { lt: reminderMoment(startsAt, due.days) },
          },
        }),
      );
      // Who cancels or moves between the reading and the writing is not written to: when it leaves, it is not true any more.
      await forAllOrEachApart(
        parties,
        (party) => ({ registrationId: party.id }),
        (some) =>
          transaction((tx) =>
            notifyParties(
              tx,
              due.template,
              some.map((party) => ({ party, event: `registration:${party.id}:${startsAt.getTime()}` })),
            ),
          ),
      );
    },
  );
}

export type ForumChangeRefusal = { ok: false; reason: "not_found" | "not_published" | "time_invalid" | "unchanged" };

/**
 * Moves a forum to another time, another venue or both, and tells everybody concerned at once. Its programme moves with it, and
 * what begins past its new end is left out, also of what parties chose; the deadlines of registration and of ordering
 * interpreters keep their distance; interpreters who were booked for another time are asked anew; open offers end in time for
 * the new day. What it was before is kept, for the page and the reminders.
 */
export async function moveForum(
  permit: ChangeForum,
  command: { startsAt: Date; endsAt: Date; venueSlug: string },
  now = new Date(),
): Promise<{ ok: true; slug: string } | ForumChangeRefusal> {
  const { forumId } = permit.subject;
  const { startsAt, endsAt, venueSlug } = command;
  return transaction(async (tx) => {
    const forum = await lockForum(tx, { id: forumId });
    const before = await tx.forum.findUnique({ where: { id: forumId }, include: { venue: true, sessions: true } });
    const venue = await lockOfferedVenue(tx, venueSlug, before?.venueId);
    const reason = moveRefusal(before, { startsAt, endsAt, venueId: venue?.id }, now);
    if (!forum || !venue || !before || reason) return { ok: false, reason: reason ?? "not_found" };
    const moved = startsAt.getTime() - forum.startsAt.getTime();
    const programme = fitProgramme(before.sessions, moved, endsAt);
    // Whoever looks after a part that is left out looks after nothing afterwards, and has to know.
    const responsible = await listResponsible(tx, forumId);
    await releaseSessions(
      tx,
      forumId,
      programme.gone.map(({ id }) => id),
      now,
    );
    await rescheduleForum(tx, forum, { startsAt, endsAt, venue, programme }, now);
    await moveOrderDeadlines(tx, forumId, moved);
    if (!isBookedStill(forum, command)) await askInterpretersAgain(tx, forumId);
    await recordAudit(
      tx,
      permit.by,
      "forum_moved",
      { kind: "forum", id: forumId },
      {
        startsAt: [forum.startsAt.toISOString(), startsAt.toISOString()],
        endsAt: [forum.endsAt.toISOString(), endsAt.toISOString()],
        venue: [before.venue.slug, venueSlug],
        sessions: [before.sessions.length, programme.kept.length],
      },
    );
    await shortenOffers(tx, { id: forumId, startsAt }, now);
    await tellEverybody(tx, forumId, "forum_changed", now);
    await tellStaff(tx, forumId, "staff_forum_changed", permit.by, responsible, now);
    await serveWaiting(tx, { ...forum, startsAt, endsAt }, now);
    return { ok: true, slug: forum.slug };
  });
}

/**
 * Sets or changes where a forum meets online. Those who hold a seat are told of a change, because the address they have opens
 * another room now; the first one they find on their ticket and in their reminders. Setting what is set already is no error.
 */
export async function setMeetingLink(
  permit: ChangeForum,
  { onlineUrl }: { onlineUrl: string | null },
  now = new Date(),
): Promise<{ ok: true; slug: string } | ForumChangeRefusal> {
  const { forumId } = permit.subject;
  return transaction(async (tx) => {
    const forum = await lockForum(tx, { id: forumId });
    if (!forum) return { ok: false, reason: "not_found" };
    if (forum.status !== "published" || forum.endsAt <= now) return { ok: false, reason: "not_published" };
    const before = (await tx.forum.findUniqueOrThrow({ where: { id: forumId }, select: { onlineUrl: true } }))
      .onlineUrl;
    if (before === onlineUrl) return { ok: true, slug: forum.slug };
    await writeOnlineUrl(tx, forumId, onlineUrl);
    // The address is a key to the meeting: the log says that it changed, not what it is.
    const told = (url: string | null) => (url === null ? null : new URL(url).hostname);
    await recordAudit(
      tx,
      permit.by,
      "meeting_link_set",
      { kind: "forum", id: forumId },
      { onlineUrl: [told(before), told(onlineUrl)] },
    );
    if (before !== null && onlineUrl !== null) {
      const seated = await tx.registration.findMany({ where: { forumId, status: "confirmed", anonymisedAt: null } });
      await notifyParties(
        tx,
        "forum_changed",
        seated.map((party) => ({ party, event: `registration:${party.id}:${now.getTime()}` })),
      );
      await closeCalls(tx, { forumId }, now);
    }
    return { ok: true, slug: forum.slug };
  });
}

/**
 * Leaves one part of a forum's programme out, of a draft as well, with what parties held, waited for and were offered there;
 * their seats stay. Those
 * who chose it are told, and those who look after the forum or that part.
 */
export async function leaveOutSession(
  permit: ChangeForum,
  { sessionId }: { sessionId: string },
  now = new Date(),
): Promise<{ ok: true; slug: string } | ForumChangeRefusal> {
  const { forumId } = permit.subject;
  return transaction(async (tx) => {
    const forum = await lockForum(tx, { id: forumId });
    const sessions = await tx.forumSession.count({ where: { forumId } });
    const session = await tx.forumSession.findUnique({ where: { id: sessionId, forumId }, select: { id: true } });
    if (!forum || !session) return { ok: false, reason: "not_found" };
    const isDraft = forum.status === "draft";
    if (!isDraft && (forum.status !== "published" || forum.endsAt <= now))
      return { ok: false, reason: "not_published" };
    // Whoever looks after it looks after nothing afterwards, and has to know.
    const responsible = await listResponsible(tx, forumId);
    const choosers = await releaseSessions(tx, forumId, [sessionId], now);
    await removeSession(tx, forumId, sessionId, isDraft ? null : now);
    await recordAudit(
      tx,
      permit.by,
      "session_left_out",
      { kind: "forum", id: forumId },
      { sessions: [sessions, sessions - 1] },
    );
    // Of a draft nobody outside knows.
    if (isDraft) return { ok: true, slug: forum.slug };
    await notifyParties(
      tx,
      "programme_changed",
      // Nobody who let every offer pass is told: nothing is kept for them.
      choosers.flatMap((party) =>
        party.status === "lapsed" ? [] : { party, event: `registration:${party.id}:${now.getTime()}` },
      ),
    );
    await tellStaff(tx, forumId, "staff_forum_changed", permit.by, responsible, now);
    await closeCalls(tx, { forumId }, now);
    return { ok: true, slug: forum.slug };
  });
}

/** Cancels a forum, ends its offers, and tells everybody at once. Cancelling twice is no error. */
export async function cancelForum(
  permit: ChangeForum,
  now = new Date(),
): Promise<{ ok: true; slug: string } | ForumChangeRefusal> {
  const { forumId } = permit.subject;
  return transaction(async (tx) => {
    const forum = await lockForum(tx, { id: forumId });
    if (!forum) return { ok: false, reason: "not_found" };
    if (forum.status === "cancelled") return { ok: true, slug: forum.slug };
    if (forum.status !== "published" || forum.endsAt <= now) return { ok: false, reason: "not_published" };
    await writeForumCancelled(tx, forumId, now);
    await withdrawOffers(tx, { forumId }, now);
    await recordAudit(tx, permit.by, "forum_cancelled", { kind: "forum", id: forumId });
    await tellEverybody(tx, forumId, "forum_cancelled", now);
    await tellStaff(tx, forumId, "staff_forum_cancelled", permit.by, await listResponsible(tx, forumId), now);
    return { ok: true, slug: forum.slug };
  });
}

/**
 * Sets a forum's limits. Lowering one throws nobody out; raising one offers the new places to those who wait. Refuses to
 * take the childcare away while children have places in it.
 */
export async function setLimits(
  permit: LimitForum,
  limits: ForumLimits,
  now = new Date(),
): Promise<{ ok: true; slug: string } | { ok: false; reason: "not_found" | "forum_closed" | "childcare_taken" }> {
  const { capacity, childcareCapacity } = limits;
  return transaction(async (tx) => {
    const forum = await lockForum(tx, { id: permit.subject.forumId });
    if (!forum) return { ok: false, reason: "not_found" };
    if (forum.closedAt) return { ok: false, reason: "forum_closed" };
    const { limits: before, taken } = await getCapacity(forum.id, tx);
    if (childcareCapacity === null && (taken.childcare ?? 0) > 0) return { ok: false, reason: "childcare_taken" };
    await writeForumLimits(tx, forum.id, limits);
    const { limits: after } = await getCapacity(forum.id, tx);
    await recordAudit(
      tx,
      permit.by,
      "limits_set",
      { kind: "forum", id: forum.id },
      Object.fromEntries(
        (Object.keys({ ...before, ...after }) as Pool[]).map((pool) => [
          pool,
          [before[pool] ?? null, after[pool] ?? null] as const,
        ]),
      ),
    );
    await serveWaiting(tx, { ...forum, capacity, childcareCapacity }, now);
    return { ok: true, slug: forum.slug };
  });
}

/**
 * Has those who agreed to hear about later forums told of this one: each address once, in the language of its newest
 * registration, unless one of its addresses is registered here already. Telling again tells only those who were not told
 * before. Returns how many are being told: there may be as many as ever registered, so that a job writes to them.
 */
export async function announceForum(
  permit: ChangeForum,
  now = new Date(),
): Promise<{ ok: true; slug: string; told: number } | ForumChangeRefusal> {
  const { forumId } = permit.subject;
  return transaction(async (tx) => {
    const forum = await lockForum(tx, { id: forumId });
    if (!forum) return { ok: false, reason: "not_found" };
    if (forum.status !== "published" || forum.startsAt <= now) return { ok: false, reason: "not_published" };
    const told = await countListeners(permit, tx);
    if (told > 0) await sendJobs(tx, "announce-forum", [{ forumId }]);
    await recordAudit(tx, permit.by, "forum_announced", { kind: "forum", id: forumId }, { addresses: [null, told] });
    return { ok: true, slug: forum.slug, told };
  });
}

/** Addresses that one transaction writes to: it ends long before anybody who waits for a row of it gives up. */
const TOLD_AT_ONCE = 1_000;

/**
 * Writes to those whom an announcement goes to, some at a time, until there is nobody left, or the forum is not to come any
 * more. Begun anew it goes on where it stopped. Nobody else announces this forum while some are told: its row is locked.
 */
export async function tellListeners(forumId: string, now = new Date(), atOnce = TOLD_AT_ONCE): Promise<void> {
  let last: string | null = null;
  do {
    const after: string | null = last;
    last = await transaction(async (tx) => {
      const forum = await lockForum(tx, { id: forumId });
      if (forum?.status !== "published" || forum.startsAt <= now) return null;
      const ids = await listListeners(tx, forumId, after, atOnce);
      // Whoever stops these messages or erases their data now waits until ours are written, and finds them; who was quicker
      // is not among those whom the second look finds.
      await tx.$executeRaw`SELECT FROM "Registration" WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR KEY SHARE`;
      await notifyFound(
        tx,
        "forum_announced",
        forumId,
        Prisma.sql`SELECT * FROM (${selectListeners(forumId)}) listeners WHERE id = ANY(${ids}::uuid[])`,
      );
      return ids.at(-1) ?? null;
    });
  } while (last !== null);
}
