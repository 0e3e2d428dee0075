import "server-only";
import type { OwnAccount } from "@/features/accounts/policy";
import { db } from "@/platform/db/client";
import type { ReadForumNotes, ReadSessionNotes } from "./policy";

/** A note as hosts and staff read it. */
export interface NoteView {
  id: string;
  sessionId: string;
  /** BCP 47. */
  language: string;
  text: string;
  revision: number;
  /** When it was last written. */
  at: Date;
  isOwn: boolean;
  /** The name of whoever wrote it; null if their account has none or is gone. */
  writer: string | null;
}

const NOTE = {
  ...{ id: true, sessionId: true, language: true, text: true, revision: true, updatedAt: true, userId: true },
  user: { select: { name: true } },
} as const;

function toView(
  {
    user,
    userId,
    updatedAt,
    ...note
  }: Omit<NoteView, "at" | "isOwn" | "writer"> & {
    updatedAt: Date;
    userId: string | null;
    user: { name: string | null } | null;
  },
  by: ReadSessionNotes["by"] | ReadForumNotes["by"],
): NoteView {
  return { ...note, at: updatedAt, isOwn: by.kind === "user" && by.id === userId, writer: user?.name ?? null };
}

/** The notes of one session, newest first. */
export async function listSessionNotes({ by, subject: { sessionId } }: ReadSessionNotes): Promise<NoteView[]> {
  const rows = await db().sessionNote.findMany({
    where: { sessionId },
    select: NOTE,
    orderBy: [{ updatedAt: "desc" }, { id: "desc" }],
  });
  return rows.map((row) => toView(row, by));
}

/** The notes of all sessions of a forum, in the order of the programme and then of writing. */
export async function listForumNotes({ by, subject: { forumId } }: ReadForumNotes): Promise<NoteView[]> {
  const rows = await db().sessionNote.findMany({
    where: { session: { forumId } },
    select: NOTE,
    orderBy: [{ session: { startsAt: "asc" } }, { session: { position: "asc" } }, { createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map((row) => toView(row, by));
}

/** One note of a forum; null if the forum has none with that id, e.g. because its host removed it. */
export async function findForumNote(
  { by, subject: { forumId } }: ReadForumNotes,
  id: string,
): Promise<NoteView | null> {
  const row = await db().sessionNote.findFirst({ where: { id, session: { forumId } }, select: NOTE });
  return row && toView(row, by);
}

/** Everything that a user has written at sessions, for the export of their account. */
export async function listOwnNotes({
  subject: { userId },
}: OwnAccount): Promise<{ sessionId: string; language: string; text: string; updatedAt: Date }[]> {
  return db().sessionNote.findMany({
    where: { userId },
    select: { sessionId: true, language: true, text: true, updatedAt: true },
    orderBy: { createdAt: "asc" },
  });
}
