import "server-only";
import { deleteResponsibility } from "@/features/accounts/writes";
import { recordAudit } from "@/features/audit/commands";
import { lockForum } from "@/features/forums/writes";
import { transaction } from "@/platform/db/client";
import type { NameResponsible } from "./policy";
import { findPerson } from "./queries";
import type { ResponsibilityKind } from "./schema";
import { giveTo, tellEnded } from "./writes";

type GivingRefusal = {
  ok: false;
  reason:
    | "not_found"
    | "over"
    | "session_invalid"
    | "person_unknown"
    | "arranger_role"
    | "interpreter_role"
    | "given_already";
};

/**
 * Makes somebody arrange a forum, host one of its sessions or interpret, and tells them. Refuses a cancelled or past forum, an
 * address that nobody who works here has, a role that does not allow it, and a person who already looks after the same.
 */
export async function giveResponsibility(
  permit: NameResponsible,
  { email, kind, sessionId }: { email: string; kind: ResponsibilityKind; sessionId: string | null },
  now = new Date(),
): Promise<{ ok: true } | GivingRefusal> {
  const { forumId } = permit.subject;
  return transaction(async (tx) => {
    const forum = await lockForum(tx, { id: forumId });
    if (!forum) return { ok: false, reason: "not_found" };
    if (forum.status === "cancelled" || forum.endsAt <= now) return { ok: false, reason: "over" };
    if (sessionId !== null && (await tx.forumSession.count({ where: { id: sessionId, forumId } })) === 0)
      return { ok: false, reason: "session_invalid" };
    const found = await findPerson(tx, { email, kind });
    if (!found.ok) return found;
    const isNew = await giveTo(tx, permit.by, found.person, { forumId, sessionId, kind });
    return isNew ? { ok: true } : { ok: false, reason: "given_already" };
  });
}

/** Ends what somebody does for a forum, and tells them. Does nothing if it has ended already. */
export async function endResponsibility(permit: NameResponsible, { id }: { id: string }): Promise<void> {
  const { forumId } = permit.subject;
  await transaction(async (tx) => {
    await lockForum(tx, { id: forumId });
    const ended = await deleteResponsibility(tx, { id, forumId });
    if (!ended) return;
    const { person, sessionId, kind } = ended;
    await recordAudit(
      tx,
      permit.by,
      "responsibility_ended",
      { kind: "forum", id: forumId },
      { person: [person.id, null], responsibility: [kind, null], session: [sessionId, null] },
    );
    await tellEnded(tx, permit.by, [ended]);
  });
}
