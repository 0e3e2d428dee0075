import "server-only";
import type { Tx } from "@/platform/db/client";
import { Prisma } from "@/platform/db/generated/client";
import { sendJobs } from "@/platform/jobs/send";
import { deleteDemoMails, deleteDemoMailTo } from "@/platform/mail/mail";
import { enqueueNotifications } from "./commands";
import { HEARS_OF_LATER_FORUMS, listSayings } from "./queries";
import { isDeclared, isUrgent } from "./registry";
import { channelsFor, UNTRUE } from "./rules";
import type { NotificationTemplate, Reach } from "./schema";

// Changes to the outbox by other features' commands, within their transactions. They also remove the demo mailbox's
// copies.

/**
 * Removes calls that an event has made untrue from the call list, those of a forum, of some parties, of a group or of some of its
 * people, and notes why. The list itself leaves out calls that become untrue with time. Call it after writing the event and its own messages.
 */
export async function closeCalls(
  tx: Tx,
  which:
    | { forumId: string }
    | { parties: readonly (Reach & { id: string; wasUnreachable?: boolean })[] }
    | { groupId: string }
    | { memberIds: readonly string[] },
  now: Date,
): Promise<void> {
  let whose: Prisma.Sql;
  if ("forumId" in which) whose = Prisma.sql`m."forumId" = ${which.forumId}::uuid`;
  else if ("groupId" in which) whose = Prisma.sql`m."groupId" = ${which.groupId}::uuid`;
  else if ("memberIds" in which) whose = Prisma.sql`m."groupMemberId" = ANY(${[...which.memberIds]}::uuid[])`;
  else {
    // Most parties are never called: read nothing for them while others wait for the forum. Unreachable ones were
    // called.
    const called = which.parties.filter(
      (party) => party.wasUnreachable || channelsFor(true, party).some(({ channel }) => channel === "call"),
    );
    if (called.length === 0) return;
    whose = Prisma.sql`m."registrationId" = ANY(${called.map(({ id }) => id)}::uuid[])`;
  }
  const open = Prisma.sql`${whose} AND m.channel = 'call' AND m."sentAt" IS NULL`;
  const over = (await listSayings(tx, open, now)).flatMap(({ id, says }) => (says ? [] : id));
  if (over.length === 0) return;
  await tx.notification.updateMany({
    where: { id: { in: over } },
    data: { sentAt: now, lastError: UNTRUE, recipient: "" },
  });
}

/**
 * Sends a message that its recipient's server refused through the party's other channels, except those that it already
 * used. None if no feature declares the message any more.
 */
export async function sendByOtherWays(tx: Tx, messageId: string, party: Reach): Promise<void> {
  const message = await tx.notification.findUnique({ where: { id: messageId } });
  if (!message || !isDeclared(message.template)) return;
  const { eventKey, template, channel, locale, forumId, registrationId, groupId, groupMemberId, subjectId, language } =
    message;
  await enqueueNotifications(
    tx,
    channelsFor(isUrgent(template), party)
      .filter((way) => way.channel !== channel)
      .map((way) => ({
        ...way,
        eventKey: `${eventKey.slice(0, -channel.length)}${way.channel}`,
        template,
        locale,
        registrationId,
        groupMemberId,
        ...(forumId && { forumId }),
        ...(groupId && { groupId }),
        ...(subjectId && { subjectId }),
        ...(language && { language }),
      })),
  );
}

/**
 * Sends what waits for a party, or for somebody in a group, that has given new addresses there, including what the former ones
 * refused. Messages to an address that it gave up without a new one are not sent. An attempt in progress continues.
 */
export async function redirectNotifications(
  tx: Tx,
  whose: { registrationId: string } | { groupMemberId: string },
  { email, phone }: Pick<Reach, "email" | "phone">,
): Promise<void> {
  // The message that tells a former address about the change stays there.
  const template = { notIn: ["address_changed", "group_address_changed"] };
  const waiting = { ...whose, sentAt: null, attemptedAt: null, template };
  for (const [channel, recipient] of [
    ["email", email],
    ["sms", phone],
  ] as const) {
    if (!recipient) continue;
    const where = { ...waiting, channel, recipient: { not: recipient } };
    const refused = await tx.notification.updateManyAndReturn({
      where: { ...where, refusedAt: { not: null } },
      data: { recipient, refusedAt: null, lastError: null },
      select: { id: true },
    });
    await sendJobs(
      tx,
      "deliver-message",
      refused.map(({ id }) => ({ messageId: id })),
    );
    await tx.notification.updateMany({ where, data: { recipient } });
  }
  // A wrong number gives way to the new one; the same one stays wrong.
  if (phone)
    await tx.notification.updateMany({
      where: { ...waiting, channel: "call", recipient: { not: phone } },
      data: { recipient: phone, refusedAt: null },
    });
  else await tx.notification.updateMany({ where: { ...waiting, channel: "call" }, data: { recipient: "" } });
}

/**
 * Which of some events have messages, by key, and whether each has left or is just being sent. Locks them until the transaction
 * ends: one that has not left is composed after it, and so tells of everything that the transaction writes.
 */
export async function lockMessages(tx: Tx, eventKeys: readonly string[]): Promise<ReadonlyMap<string, boolean>> {
  const rows = await tx.$queryRaw<{ eventKey: string; left: boolean }[]>`
    SELECT "eventKey", COALESCE("sentAt", "attemptedAt") IS NOT NULL AS left
    FROM "Message" WHERE "eventKey" = ANY(${[...eventKeys]}) ORDER BY id FOR UPDATE`;
  return new Map(rows.map(({ eventKey, left }) => [eventKey, left]));
}

/** Removes messages about accounts written before an instant: what they lead to has expired. */
export async function purgeAccountNotifications(tx: Tx, before: Date): Promise<void> {
  await tx.notification.deleteMany({ where: { forumId: null, groupId: null, createdAt: { lt: before } } });
}

/**
 * Forgets announcements to registrations that withdrew their consent: removes unsent ones, and the address of sent
 * ones. The caller has locked the registrations' rows, as announcements do, so one that was being written has been
 * waited for.
 */
export async function forgetAnnouncements(tx: Tx, registrationIds: readonly string[]): Promise<void> {
  const ids = [...registrationIds];
  await deleteDemoMails(
    tx,
    Prisma.sql`SELECT id FROM "Message" WHERE "registrationId" = ANY(${ids}::uuid[]) AND template = 'forum_announced'`,
  );
  const where = { registrationId: { in: ids }, template: "forum_announced" } as const;
  await tx.notification.deleteMany({ where: { ...where, sentAt: null } });
  await tx.notification.updateMany({ where, data: { recipient: "", lastError: null, refusedAt: null } });
}

/**
 * Moves a registration's announcements to another one with the same address that also agreed to them, so that the
 * address keeps its history and still gets what is waiting. The caller has locked the registration's row.
 */
export async function handAnnouncementsOver(tx: Tx, registrationId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Message" m SET "registrationId" = r.id FROM "Registration" r, "Registration" erased
    WHERE erased.id = ${registrationId}::uuid AND m."registrationId" = erased.id AND m.template = 'forum_announced'
      AND r.id <> erased.id AND COALESCE(r.email, r.phone) = COALESCE(erased.email, erased.phone)
      AND ${HEARS_OF_LATER_FORUMS}`;
}

/**
 * Removes every address from the messages to anonymised registrations, either `ids` or all, except unsent announcements
 * to parties that agreed to them.
 */
export async function forgetRecipients(tx: Tx, now: Date, ids?: readonly string[]): Promise<void> {
  const anonymised = Prisma.sql`m."registrationId" = r.id AND r."anonymisedAt" IS NOT NULL
    ${ids ? Prisma.sql`AND r.id = ANY(${[...ids]}::uuid[])` : Prisma.empty}`;
  await deleteDemoMails(tx, Prisma.sql`SELECT m.id FROM "Message" m JOIN "Registration" r ON ${anonymised}`);
  await tx.$executeRaw`DELETE FROM "CallTry" t USING "Message" m, "Registration" r WHERE t."messageId" = m.id AND ${anonymised}`;
  await tx.$executeRaw`
    UPDATE "Message" m SET recipient = '', "lastError" = NULL, "refusedAt" = NULL FROM "Registration" r
    WHERE ${anonymised} AND (m.recipient <> '' OR m."lastError" IS NOT NULL)
      AND NOT (m.template = 'forum_announced' AND m."sentAt" IS NULL AND ${HEARS_OF_LATER_FORUMS}
        AND EXISTS (SELECT FROM "Forum" f WHERE f.id = m."forumId" AND f."startsAt" > ${now}))`;
}

/** Removes every address from the messages to people of groups, and how they were called. */
export async function forgetMemberRecipients(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const theirs = Prisma.sql`"groupMemberId" = ANY(${[...ids]}::uuid[])`;
  await deleteDemoMails(tx, Prisma.sql`SELECT id FROM "Message" WHERE ${theirs}`);
  await tx.callTry.deleteMany({ where: { notification: { groupMemberId: { in: [...ids] } } } });
  await tx.notification.updateMany({
    where: { groupMemberId: { in: [...ids] } },
    data: { recipient: "", lastError: null, refusedAt: null },
  });
}

/** Removes an address from all messages to parties and people of groups, whoever has it now. */
export async function forgetRecipient(tx: Tx, address: string): Promise<void> {
  await tx.notification.updateMany({
    where: { OR: [{ registrationId: { not: null } }, { groupMemberId: { not: null } }], recipient: address },
    data: { recipient: "", lastError: null, refusedAt: null },
  });
  await deleteDemoMailTo(tx, [address]);
}

/** Removes the messages of a kind about some records, sent or not. */
export async function deleteMessagesAbout(
  tx: Tx,
  template: NotificationTemplate,
  subjectIds: readonly string[],
): Promise<void> {
  if (subjectIds.length === 0) return;
  await tx.notification.deleteMany({ where: { template, subjectId: { in: [...subjectIds] } } });
}

/** Removes what was sent to a forum's staff: it counts people who have been forgotten. */
export async function deleteStaffNotifications(tx: Tx, forumId: string): Promise<void> {
  await tx.notification.deleteMany({ where: { forumId, registrationId: null, sentAt: { not: null } } });
}

/** Removes all mail to the owners of addresses about their accounts, their responsibilities and the groups that they lead. */
export async function forgetAccountMail(tx: Tx, addresses: readonly string[]): Promise<void> {
  await deleteDemoMailTo(
    tx,
    addresses,
    Prisma.sql`SELECT id FROM "Message" WHERE "registrationId" IS NOT NULL OR "groupMemberId" IS NOT NULL`,
  );
  await tx.notification.deleteMany({
    where: { registrationId: null, groupMemberId: null, recipient: { in: [...addresses] } },
  });
}
