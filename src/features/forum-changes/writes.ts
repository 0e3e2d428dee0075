import "server-only";
import type { Actor } from "@/features/access/schema";
import { listResponsible } from "@/features/accounts/queries";
import { writeVenueMoved } from "@/features/forums/writes";
import { type Addressee, enqueueNotifications, notifyParties } from "@/features/notifications/commands";
import { closeCalls } from "@/features/notifications/writes";
import type { Tx } from "@/platform/db/client";
import { CONCERNED } from "./rules";

// Notifies the people concerned by a change of a forum, within the command's transaction.

/**
 * Records that a locked forum's venue has another address, and tells everybody concerned, as if it had been moved
 * there. `before` is the former venue in one line.
 */
export async function tellVenueMoved(tx: Tx, by: Actor, forumId: string, before: string, now: Date): Promise<void> {
  await writeVenueMoved(tx, forumId, before, now);
  await tellEverybody(tx, forumId, "forum_changed", now);
  await tellStaff(tx, forumId, "staff_forum_changed", by, await listResponsible(tx, forumId), now);
}

/** Tells everybody whom a change of a locked forum concerns, and closes calls that became untrue. */
export async function tellEverybody(
  tx: Tx,
  forumId: string,
  template: "forum_changed" | "forum_cancelled",
  now: Date,
): Promise<void> {
  const parties: Addressee[] = await tx.registration.findMany({
    where: { forumId, status: { in: [...CONCERNED[template]] }, anonymisedAt: null },
  });
  await notifyParties(
    tx,
    template,
    parties.map((party) => ({ party, event: `registration:${party.id}:${now.getTime()}` })),
  );
  await closeCalls(tx, { forumId }, now);
}

/**
 * Tells the people who look after a forum or a part of it, including interpreters and tutors, and its contact: each
 * address once, except whoever made the change.
 */
export async function tellStaff(
  tx: Tx,
  forumId: string,
  template: "staff_forum_changed" | "staff_forum_cancelled",
  by: Actor,
  responsible: Awaited<ReturnType<typeof listResponsible>>,
  now: Date,
): Promise<void> {
  const { contactEmail, contactLocale } = await tx.forum.findUniqueOrThrow({
    where: { id: forumId },
    select: { contactEmail: true, contactLocale: true },
  });
  const contact = { id: "contact", email: contactEmail, locale: contactLocale };
  const event = `forum:${forumId}:${now.getTime()}`;
  await writeToStaff(tx, [contact, ...responsible], { template, by, forumId, event });
}

/** Writes a letter to people who work on a forum: each address once, except whoever caused it. */
export async function writeToStaff(
  tx: Tx,
  people: Awaited<ReturnType<typeof listResponsible>>,
  {
    template,
    by,
    forumId,
    event,
    subjectId,
  }: {
    template: "staff_forum_changed" | "staff_forum_cancelled" | "staff_session_moved";
    by: Actor;
    forumId: string;
    /** Identifies the event; part of each letter's key. */
    event: string;
    subjectId?: string;
  },
): Promise<void> {
  const maker = by.kind === "user" ? by.email : null;
  const byAddress = new Map(people.map((person) => [person.email, person] as const));
  await enqueueNotifications(
    tx,
    [...byAddress.values()]
      .filter(({ email }) => email !== maker)
      .map(({ id, email, locale }) => ({
        eventKey: `${event}:${id}:${template}`,
        template,
        channel: "email",
        locale,
        recipient: email,
        forumId,
        registrationId: null,
        ...(subjectId && { subjectId }),
      })),
  );
}
