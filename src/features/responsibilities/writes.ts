import "server-only";
import { v7 as uuid } from "uuid";
import type { Actor } from "@/features/access/schema";
import { type Ended, type Given, writeResponsibility } from "@/features/accounts/writes";
import { recordAudit } from "@/features/audit/commands";
import { enqueueNotifications } from "@/features/notifications/commands";
import type { Tx } from "@/platform/db/client";
import type { Person } from "./queries";
import type { ResponsibilityKind } from "./schema";

// Changes of who looks after a forum, for other commands within their transactions, with the messages about them.

/** Tells each person in one message everything that one act gave them. Tells nobody about their own act. */
export async function tellGiven(tx: Tx, by: Actor, given: readonly Given[]): Promise<void> {
  const others = given.filter(({ person }) => by.kind !== "user" || person.id !== by.id);
  await enqueueNotifications(
    tx,
    others.map(({ person, forumId, givenIn }) => ({
      eventKey: `responsibility:${givenIn}:staff_responsibility_given`,
      template: "staff_responsibility_given",
      channel: "email",
      locale: person.locale,
      recipient: person.email,
      forumId,
      registrationId: null,
      subjectId: givenIn,
    })),
  );
}

/** Tells people what they no longer look after. Tells nobody about their own act. */
export async function tellEnded(tx: Tx, by: Actor, ended: readonly Ended[]): Promise<void> {
  const others = ended.filter(({ person }) => by.kind !== "user" || person.id !== by.id);
  await enqueueNotifications(
    tx,
    others.map(({ id, person, forumId, sessionId }) => ({
      eventKey: `responsibility:${id}:staff_responsibility_ended`,
      template: "staff_responsibility_ended",
      channel: "email",
      locale: person.locale,
      recipient: person.email,
      forumId,
      registrationId: null,
      ...(sessionId && { subjectId: sessionId }),
    })),
  );
}

/** Makes somebody look after a locked forum or one of its sessions, and tells them. Returns whether this is new. */
export async function giveTo(
  tx: Tx,
  by: Actor,
  person: Person,
  responsibility: { forumId: string; sessionId: string | null; kind: ResponsibilityKind },
): Promise<boolean> {
  const { forumId, sessionId, kind } = responsibility;
  const givenIn = uuid();
  if (!(await writeResponsibility(tx, { ...responsibility, userId: person.id, givenIn }))) return false;
  await recordAudit(
    tx,
    by,
    "responsibility_given",
    { kind: "forum", id: forumId },
    { person: [null, person.id], responsibility: [null, kind], session: [null, sessionId] },
  );
  await tellGiven(tx, by, [{ person, forumId, givenIn }]);
  return true;
}
