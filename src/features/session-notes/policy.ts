import {
  type ForumSubject,
  hostsSession,
  managesForum,
  type PermitFor,
  policy,
  type SessionSubject,
} from "@/features/access/policy";

/** Reading the notes of one session: those who host it, and those who manage its forum. */
export const canReadSessionNotes = policy(
  "read_session_notes",
  (actor, session: SessionSubject) => managesForum(actor, session) || hostsSession(actor, session),
);
export type ReadSessionNotes = PermitFor<typeof canReadSessionNotes>;

/** Writing notes at a session. Each host has their own; the outcome is for those who manage the forum. */
export const canWriteSessionNotes = policy("write_session_notes", hostsSession);
export type WriteSessionNotes = PermitFor<typeof canWriteSessionNotes>;

/** Reading the notes of all sessions of a forum, to write its outcome. */
export const canReadForumNotes = policy("read_forum_notes", (actor, forum: ForumSubject) => managesForum(actor, forum));
export type ReadForumNotes = PermitFor<typeof canReadForumNotes>;
