import "server-only";
import { listResponsible } from "@/features/accounts/queries";
import { endOfSession } from "@/features/accounts/writes";
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
import { tellEnded } from "@/features/responsibilities/writes";
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
 * Writes the reminders that are due: a week and a day before each forum, to parties that have seats and registered
 * before that moment. Each is written once; a moved forum gets new ones. If the reminders of a forum or a party fail,
 * the others go on.
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
      // Parties that cancel or move between our read and our write get nothing: the message is no longer true when it
      // is sent.
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
 * Moves a forum to another time, another venue or both, and tells everybody concerned. Its programme moves with it;
 * sessions that would begin after its new end are left out, also of parties' choices. The deadlines for registering and
 * for ordering interpreters keep their distance. Interpreters who were booked for another time are requested again.
 * Open offers end in time for the new day. Records the former state for the page and the reminders.
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
    // People who look after a session that is left out lose that responsibility and must be told.
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
 * Sets or changes where a forum meets online. Tells people with a seat of a change, because their address now opens
 * another room; they find the first one on their ticket and in reminders. Setting the same address again is no error.
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
 * Leaves out one session of a forum, also of a draft, with everything that parties held, waited for and were offered
 * there; their seats stay. Tells the parties that chose it, and the people who look after the forum or that session.
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
    // People who look after it lose that responsibility and must be told.
    const responsible = await listResponsible(tx, forumId);
    const ended = isDraft ? await endOfSession(tx, { forumId, sessionId }) : [];
    const choosers = await releaseSessions(tx, forumId, [sessionId], now);
    await removeSession(tx, forumId, sessionId, isDraft ? null : now);
    await recordAudit(
      tx,
      permit.by,
      "session_left_out",
      { kind: "forum", id: forumId },
      { sessions: [sessions, sessions - 1] },
    );
    // Nobody outside knows of a draft, except the people who were going to look after this session.
    await tellEnded(tx, permit.by, ended);
    if (isDraft) return { ok: true, slug: forum.slug };
    await notifyParties(
      tx,
      "programme_changed",
      // Parties that let every offer lapse are not told: nothing is kept for them.
      choosers.flatMap((party) =>
        party.status === "lapsed" ? [] : { party, event: `registration:${party.id}:${now.getTime()}` },
      ),
    );
    await tellStaff(tx, forumId, "staff_forum_changed", permit.by, responsible, now);
    await closeCalls(tx, { forumId }, now);
    return { ok: true, slug: forum.slug };
  });
}

/** Cancels a forum, ends its offers, and tells everybody. Cancelling twice is no error. */
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
 * Sets a forum's limits. Lowering one removes nobody; raising one offers the new places to parties that wait. Refuses
 * to remove the childcare while children have places in it.
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
 * Announces this forum to the people who agreed to hear about later forums: each address once, in the language of its
 * newest registration, unless one of its addresses is already registered here. A second announcement reaches only those
 * who were not told before. Returns how many will be told. They may be everybody who ever registered, so a job writes
 * to them.
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

/** How many addresses one transaction writes to, so that it ends long before anybody who waits for its rows gives up. */
const TOLD_AT_ONCE = 1_000;

/**
 * Writes to the recipients of an announcement, some at a time, until nobody is left or the forum is not coming any
 * more. After an interruption it continues where it stopped. The forum's row is locked, so nobody else announces it
 * meanwhile.
 */
export async function tellListeners(forumId: string, now = new Date(), atOnce = TOLD_AT_ONCE): Promise<void> {
  let last: string | null = null;
  do {
    const after: string | null = last;
    last = await transaction(async (tx) => {
      const forum = await lockForum(tx, { id: forumId });
      if (forum?.status !== "published" || forum.startsAt <= now) return null;
      const ids = await listListeners(tx, forumId, after, atOnce);
      // People who now stop these messages or erase their data wait until ours are written, and find them; those who
      // were quicker are no longer in the second result.
      await tx.$executeRaw`SELECT FROM "Registration" WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR KEY SHARE`;
      await notifyFound(
        tx,
        "forum_announced",
        forumId,
        Prisma.sql`SELECT * FROM "Registration" WHERE id = ANY(${ids}::uuid[]) AND id IN (${selectListeners(forumId)})`,
      );
      return ids.at(-1) ?? null;
    });
  } while (last !== null);
}
