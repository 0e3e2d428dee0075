import "server-only";
import { besides } from "@/features/forums/rules";
import { db, type Tx } from "@/platform/db/client";
import type { ArrangeProgramme } from "../policy";
import { choosing, isSameTime } from "./rules";

/** The effects of changing a session, counted in parties. */
export interface SessionPreview {
  /** Parties that chose it and are told of its new time. */
  choosers: number;
  /** Those of them that have chosen another session at the new time, and keep that one. */
  clashing: number;
  /** Requests that wait for a place in it, if it loses its limit. */
  waiting: number;
}

/** Counts whom a change of a session concerns; null if the forum has no such session. */
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

/** Ids of the parties in which somebody would have chosen two sessions at the same time if a session were moved there. */
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
