import "server-only";
import { besides } from "@/features/forums/rules";
import { db, type Tx } from "@/platform/db/client";
import type { ArrangeProgramme } from "../policy";
import { choosing, isSameTime } from "./rules";

/** What a change of one part of the programme would do, in parties. */
export interface SessionPreview {
  /** They chose it, and are told of its new time. */
  choosers: number;
  /** Of these: they have chosen another part at the new time, and keep that one. */
  clashing: number;
  /** Requests that wait for a place in it, which has no limit any more. */
  waiting: number;
}

/** Counts whom changing a part of the programme so concerns; null for one that the forum does not have. */
export async function previewSession(
  { subject: { forumId } }: ArrangeProgramme,
  sessionId: string,
  to: { startsAt: Date; endsAt: Date; capacity: number | null },
): Promise<SessionPreview | null> {
  const session = await db().forumSession.findUnique({ where: { id: sessionId, forumId } });
  if (!session) return null;
  const moved = !isSameTime(session, to);
  const [choosers, clashing, waiting] = await Promise.all([
    moved ? db().registration.count({ where: choosing(forumId, sessionId) }) : 0,
    moved ? listClashing(db(), forumId, sessionId, to) : [],
    session.capacity !== null && to.capacity === null
      ? db().claim.count({ where: { forumId, sessionId, status: "waiting" } })
      : 0,
  ]);
  return { choosers, clashing: clashing.length, waiting };
}

/** Ids of the parties in which somebody would have chosen two parts of one time, if a session were held then. */
export async function listClashing(
  tx: Tx,
  forumId: string,
  sessionId: string,
  to: { startsAt: Date; endsAt: Date },
): Promise<string[]> {
  const sessions = await tx.forumSession.findMany({ where: { forumId }, orderBy: { position: "asc" } });
  const others = besides(sessions, { id: sessionId, ...to });
  if (others.length === 0) return [];
  const rows = await tx.registration.findMany({
    where: {
      ...choosing(forumId, sessionId),
      participants: { some: { AND: [{ sessionIds: { has: sessionId } }, { sessionIds: { hasSome: others } }] } },
    },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}
