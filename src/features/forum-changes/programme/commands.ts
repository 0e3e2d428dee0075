import "server-only";
import { listResponsible } from "@/features/accounts/queries";
import { recordAudit } from "@/features/audit/commands";
import { writeNewText } from "@/features/content/writes";
import { lockForum, type NewSession, writeSession } from "@/features/forums/writes";
import { notifyParties } from "@/features/notifications/commands";
import { closeCalls } from "@/features/notifications/writes";
import { releaseSessions, serveWaiting } from "@/features/registration/waiting-list/writes";
import { findPerson, type Person } from "@/features/responsibilities/queries";
import { giveTo } from "@/features/responsibilities/writes";
import { type Tx, transaction } from "@/platform/db/client";
import type { ArrangeProgramme } from "../policy";
import { writeToStaff } from "../writes";
import { listClashing } from "./queries";
import { choosing, isSameTime, MOST_SESSIONS, sessionRefusal } from "./rules";
import type { SessionWordsSchema } from "./schema";

type SessionRefusal = {
  ok: false;
  reason: "not_found" | "sessions_many" | "person_unknown" | NonNullable<ReturnType<typeof sessionRefusal>>;
};

/** The address of a session's new host besides the present ones. Null: nobody new. */
interface Hosted {
  host?: string | null;
}

/** The person whom a session's form names as its host; null if it names nobody. */
async function findHost(
  tx: Tx,
  { host }: Hosted,
): Promise<{ ok: true; person: Person | null } | { ok: false; reason: "person_unknown" }> {
  if (!host) return { ok: true, person: null };
  const found = await findPerson(tx, { email: host, kind: "hosts" });
  return found.ok ? found : { ok: false, reason: "person_unknown" };
}

/**
 * Adds a session to a draft or a published forum, with the words of its original. Only its host is told: registered
 * parties find it when they change their choices.
 */
export async function addSession(
  permit: ArrangeProgramme,
  command: NewSession & SessionWordsSchema & Hosted,
  now = new Date(),
): Promise<{ ok: true; slug: string; sessionId: string } | SessionRefusal> {
  const { forumId } = permit.subject;
  const { language, title, description, host, ...session } = command;
  return transaction(async (tx) => {
    const forum = await lockForum(tx, { id: forumId });
    if (!forum) return { ok: false, reason: "not_found" };
    const reason = sessionRefusal(forum, session, now);
    if (reason) return { ok: false, reason };
    if ((await tx.forumSession.count({ where: { forumId } })) >= MOST_SESSIONS)
      return { ok: false, reason: "sessions_many" };
    const hosted = await findHost(tx, { host });
    if (!hosted.ok) return hosted;
    const sessionId = await writeSession(tx, forumId, null, session);
    await recordAudit(
      tx,
      permit.by,
      "session_added",
      { kind: "forum", id: forumId },
      {
        startsAt: [null, session.startsAt.toISOString()],
        endsAt: [null, session.endsAt.toISOString()],
        room: [null, session.room],
        [`session:${sessionId}`]: [null, session.capacity],
      },
    );
    const made = await writeNewText(
      tx,
      permit.by,
      { kind: "session", id: sessionId },
      { sourceLanguage: language, words: { [language]: { title, description } }, checkedBy: null },
      now,
    );
    // The form only accepts words that fit; any other error must leave no session behind.
    if (!made.ok) throw new Error(`the words of a new session do not fit: ${made.reason}`);
    if (hosted.person) await giveTo(tx, permit.by, hosted.person, { forumId, sessionId, kind: "hosts" });
    return { ok: true, slug: forum.slug, sessionId };
  });
}

/**
 * Changes a session. At another time it keeps the people who chose it, and they are told. If somebody in a party has
 * chosen another session at that time, the party gives up its places in this one, keeps the other, and is told so. The
 * people who look after the session are told too. Lowering its limit removes nobody; newly free places are offered.
 */
export async function changeSession(
  permit: ArrangeProgramme,
  { sessionId, host, ...session }: NewSession & Hosted & { sessionId: string },
  now = new Date(),
): Promise<{ ok: true; slug: string } | SessionRefusal> {
  const { forumId } = permit.subject;
  return transaction(async (tx) => {
    const forum = await lockForum(tx, { id: forumId });
    const before = await tx.forumSession.findUnique({
      where: { id: sessionId, forumId },
      include: { languages: true },
    });
    if (!forum || !before) return { ok: false, reason: "not_found" };
    const reason = sessionRefusal(forum, session, now);
    if (reason) return { ok: false, reason };
    const hosted = await findHost(tx, { host });
    if (!hosted.ok) return hosted;
    const moved = !isSameTime(before, session);
    const clashing = moved ? await listClashing(tx, forumId, sessionId, session) : [];
    const released = clashing.length === 0 ? [] : await releaseSessions(tx, forumId, [sessionId], now, clashing);
    await writeSession(tx, forumId, sessionId, session);
    await recordAudit(
      tx,
      permit.by,
      "session_changed",
      { kind: "forum", id: forumId },
      {
        startsAt: [before.startsAt.toISOString(), session.startsAt.toISOString()],
        endsAt: [before.endsAt.toISOString(), session.endsAt.toISOString()],
        room: [before.room, session.room],
        languages: [before.languages.map(({ language }) => language).sort(), session.languages.toSorted()],
        [`session:${sessionId}`]: [before.capacity, session.capacity],
      },
    );
    if (moved && forum.status === "published") {
      const keeping = await tx.registration.findMany({ where: choosing(forumId, sessionId) });
      const tell = (template: "session_moved" | "session_clashes", parties: typeof released | typeof keeping) =>
        notifyParties(
          tx,
          template,
          // Parties that let every offer lapse are not told: nothing is kept for them.
          parties.flatMap((party) =>
            party.status === "lapsed" ? [] : { party, event: `registration:${party.id}:${now.getTime()}` },
          ),
        );
      await tell("session_moved", keeping);
      await tell("session_clashes", released);
      const event = `session:${sessionId}:${now.getTime()}`;
      const hosts = await listResponsible(tx, forumId, sessionId);
      await writeToStaff(tx, hosts, {
        template: "staff_session_moved",
        by: permit.by,
        forumId,
        event,
        subjectId: sessionId,
      });
      await closeCalls(tx, { forumId }, now);
    }
    if (hosted.person) await giveTo(tx, permit.by, hosted.person, { forumId, sessionId, kind: "hosts" });
    await serveWaiting(tx, forum, now);
    return { ok: true, slug: forum.slug };
  });
}
