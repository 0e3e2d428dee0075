import "server-only";
import { v7 as uuid } from "uuid";
import { recordAudit } from "@/features/audit/commands";
import type { Locale } from "@/i18n/locales";
import { addDays, MINUTE } from "@/i18n/time";
import { db, type Tx, transaction } from "@/platform/db/client";
import type { Notification, Prisma } from "@/platform/db/generated/client";
import { failureCode, refusesRecipient } from "@/platform/failure";
import { sendJobs } from "@/platform/jobs/send";
import { log } from "@/platform/log";
import { sendMail } from "@/platform/mail/mail";
import { hasSmsGateway, sendSms } from "@/platform/sms/sms";
import type { Composed } from "./letter";
import type { MakeCalls, MakeGroupCalls } from "./policy";
import { CALLER, callerOf, scopeOf, WRITABLE_ADDRESS, WRITABLE_EMAIL } from "./queries";
import { isAwaited, isUrgent } from "./registry";
import { channelsFor, nextTry, UNTRUE } from "./rules";
import type { About, CallOutcome, CallTrySchema, NotificationChannel, NotificationTemplate, Reach } from "./schema";

/** A message about one event. */
interface NewMessage {
  /** An event makes one message per channel, e.g. `registration:<id>:3:registration_changed:email`. */
  eventKey: string;
  template: NotificationTemplate;
  channel: NotificationChannel;
  locale: string;
  /** Email address or E.164 number; empty for calls without one. */
  recipient: string;
  /** Left out for messages about an account or a group. */
  forumId?: string;
  /** Null for messages to the forum's staff. */
  registrationId?: string | null;
  /** For messages of a group. */
  groupId?: string;
  /** Null for messages to those who lead the group. */
  groupMemberId?: string | null;
  /** The offer it is about, the meeting or member of a group, or the record of an account. */
  subjectId?: string;
  /** For messages on interpretation: the spoken language. */
  language?: string;
}

/** A party as messages see it. */
export interface Addressee extends Reach {
  id: string;
  forumId: string;
  messageLocale: string;
}

/**
 * Writes messages to the outbox, and the jobs that send them, in the caller's transaction: either the event and its
 * messages exist, or neither. A second call for the same event writes nothing. With `notBefore`, they are sent then at the earliest.
 * If somebody waits for one of them in front of the portal, they are sent before all that wait already.
 */
export async function enqueueNotifications(
  tx: Tx,
  messages: readonly NewMessage[],
  { notBefore }: { notBefore?: Date } = {},
): Promise<void> {
  if (messages.length === 0) return;
  const rows = await tx.notification.createManyAndReturn({
    // Each id is greater than the one before, so that messages of one moment keep their order.
    data: messages.map((message) => ({ id: uuid(), ...message })),
    skipDuplicates: true,
    select: { id: true, channel: true },
  });
  const sent = rows.filter(({ channel }) => channel !== "call");
  await sendJobs(
    tx,
    "deliver-message",
    sent.map(({ id }) => ({ messageId: id })),
    { first: messages.some(({ template }) => isAwaited(template)), ...(notBefore && { startAfter: notBefore }) },
  );
}

/** Notifies parties of an event, each through the channels that reach it. `event` identifies the event. */
export async function notifyParties(
  tx: Tx,
  template: NotificationTemplate,
  parties: readonly { party: Addressee; event: string; offerId?: string; locale?: Locale; language?: string }[],
): Promise<void> {
  await enqueueNotifications(
    tx,
    parties.flatMap(({ party, event, offerId, locale, language }) =>
      channelsFor(isUrgent(template), party).map(({ channel, recipient }) => ({
        eventKey: `${event}:${template}:${channel}`,
        template,
        channel,
        recipient,
        locale: locale ?? party.messageLocale,
        forumId: party.forumId,
        registrationId: party.id,
        ...(offerId && { subjectId: offerId }),
        ...(language && { language }),
      })),
    ),
  );
}

/** Somebody in a group as messages see them. */
export interface MemberAddressee extends Reach {
  id: string;
  groupId: string;
  messageLocale: string;
}

/** Notifies people of a group of an event, each through the channels that reach them. `event` identifies the event. */
export async function notifyGroupMembers(
  tx: Tx,
  template: NotificationTemplate,
  members: readonly { member: MemberAddressee; event: string; subjectId?: string }[],
): Promise<void> {
  await enqueueNotifications(
    tx,
    members.flatMap(({ member, event, subjectId }) =>
      channelsFor(isUrgent(template), member).map(({ channel, recipient }) => ({
        eventKey: `${event}:${template}:${channel}`,
        template,
        channel,
        recipient,
        locale: member.messageLocale,
        groupId: member.groupId,
        groupMemberId: member.id,
        ...(subjectId && { subjectId }),
      })),
    ),
  );
}

/**
 * Notifies parties of a forum that is not theirs: those whose rows of "Registration" a query finds, at most some
 * thousands, in one statement. Uses mail, or text message if no mail reaches them, like `channelsFor` for messages that
 * are not urgent. Keys contain the registration, never the address, because they stay when addresses are removed.
 */
export async function notifyFound(
  tx: Tx,
  template: "forum_announced",
  forumId: string,
  parties: Prisma.Sql,
): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO "Message"
      (id, "eventKey", template, channel, locale, recipient, "registrationId", "forumId", "createdAt")
    SELECT gen_random_uuid(), concat_ws(':', 'forum', ${forumId}::text, 'announced', r.id, ${template}::text, reach.channel), ${template}::text,
      reach.channel::"MessageChannel", r."messageLocale", reach.recipient, r.id, ${forumId}::uuid, clock_timestamp()
    FROM (${parties}) r,
      LATERAL (SELECT ${WRITABLE_ADDRESS} AS recipient, CASE WHEN ${WRITABLE_EMAIL} IS NULL THEN 'sms' ELSE 'email' END AS channel) reach
    WHERE reach.recipient IS NOT NULL
    ON CONFLICT ("eventKey") DO NOTHING
    RETURNING id`;
  await sendJobs(
    tx,
    "deliver-message",
    rows.map(({ id }) => ({ messageId: id })),
  );
}

/**
 * Sends one message of the outbox, unless it was sent before or is no longer true. Throws if the server did not take
 * it, so that the queue tries again later. Two workers cannot both send it: only one of them raises its count of
 * attempts. Its Message-ID (RFC 5322), or the gateway's Idempotency-Key, is the row's id: if the process dies between
 * the answer and our note of it, the second copy can be recognised. Without a gateway, text messages wait. If a server
 * says that nobody is at the address, the message is not tried again, and the job `note-refused-address` (for people of
 * groups `note-refused-member`) tells the owner of the address.
 */
export async function deliverNotification(
  messageId: string,
  compose: (message: About & { locale: string }) => Promise<Composed | null>,
): Promise<void> {
  const message = await db().notification.findUnique({ where: { id: messageId } });
  if (!message || message.sentAt || message.refusedAt || !message.recipient) return;
  if (message.channel === "sms" && !hasSmsGateway()) return;
  if (await isOvertaking(message)) throw new Error("an older message to the same party is on its way");
  const [claimed] = await db().notification.updateManyAndReturn({
    where: { id: messageId, attempts: message.attempts, sentAt: null, refusedAt: null },
    data: { attempts: { increment: 1 }, attemptedAt: new Date() },
  });
  if (!claimed) return;
  const { channel, recipient } = claimed;
  try {
    const words = await compose(claimed);
    if (words && channel === "email") await sendMail({ ...words.mail, to: recipient, messageId });
    if (words && channel === "sms")
      await sendSms({ id: messageId, to: recipient, text: words.sms, locale: words.mail.locale });
    // A message that is not sent after all keeps no address. Its row may have been removed meanwhile.
    const told = words ? { lastError: null } : { lastError: UNTRUE, recipient: "" };
    await db().notification.updateMany({
      where: { id: messageId },
      data: { sentAt: new Date(), attemptedAt: null, ...told },
    });
  } catch (error) {
    const lastError = failureCode(error);
    if (refusesRecipient(error)) return noteRefusal(claimed, lastError);
    await db().notification.updateMany({ where: { id: messageId }, data: { lastError, attemptedAt: null } });
    log().warn({ messageId, attempts: message.attempts + 1, code: lastError }, "message not delivered yet");
    throw error;
  }
}

/**
 * Notes that a message's recipient was refused permanently, so that the party is reached in another way. Does nothing
 * if the message meanwhile got another address or lost its own.
 */
async function noteRefusal(
  { id, recipient, registrationId, groupMemberId }: Notification,
  lastError: string,
): Promise<void> {
  log().warn({ messageId: id, code: lastError }, "nobody is at a message's address");
  await transaction(async (tx) => {
    const { count } = await tx.notification.updateMany({
      where: { id, recipient, sentAt: null },
      data: { refusedAt: new Date(), lastError, attemptedAt: null },
    });
    if (count > 0) await tellOwner(tx, { registrationId, groupMemberId }, id);
    if (count === 0) await tx.notification.updateMany({ where: { id }, data: { attemptedAt: null } });
  });
}

/** Has a refused address noted at its owner, if it is a party's or somebody's in a group. */
async function tellOwner(
  tx: Tx,
  { registrationId, groupMemberId }: Pick<About, "registrationId" | "groupMemberId">,
  messageId: string,
): Promise<void> {
  if (registrationId) await sendJobs(tx, "note-refused-address", [{ messageId }]);
  if (groupMemberId) await sendJobs(tx, "note-refused-member", [{ messageId }]);
}

/** After this many milliseconds an unfinished attempt counts as dead: longer than we wait for any server. */
const ATTEMPT_LASTS = 5 * MINUTE;

/**
 * Whether an older message to the same party or member is still being handed over on the same channel. A slow server with "you
 * have a place" must not be given "cancelled" meanwhile, or they would arrive in the wrong order.
 */
async function isOvertaking({ registrationId, groupMemberId, channel, createdAt }: About): Promise<boolean> {
  if (registrationId === null && groupMemberId === null) return false;
  const since = new Date(Date.now() - ATTEMPT_LASTS);
  const older = await db().notification.findFirst({
    where: {
      ...{ registrationId, groupMemberId, channel, sentAt: null },
      createdAt: { lt: createdAt },
      attemptedAt: { gt: since },
    },
    select: { id: true },
  });
  return older !== null;
}

/** How many days a text message of a group waits for a gateway: whether it is still true is looked at when it is sent. */
const WAITS_DAYS = 30;

/** Queues text messages that waited for a gateway once there is one, unless their forum has ended or they are long past. */
export async function queueWaitingSms(now = new Date()): Promise<void> {
  if (!hasSmsGateway()) return;
  const rows = await db().notification.findMany({
    where: {
      channel: "sms",
      sentAt: null,
      refusedAt: null,
      attempts: 0,
      recipient: { not: "" },
      OR: [
        { forum: { endsAt: { gt: now } } },
        { groupId: { not: null }, createdAt: { gt: addDays(now, -WAITS_DAYS) } },
      ],
    },
    select: { id: true },
  });
  await sendJobs(
    db(),
    "deliver-message",
    rows.map(({ id }) => ({ messageId: id })),
  );
}

/** A try that somebody else noted meanwhile: who, when and what came of it. */
interface OtherTry {
  by: string | null;
  at: Date;
  outcome: CallOutcome;
}

type Noted =
  | { ok: true }
  /** `just_called`: somebody else has tried since; `tries` counts the tries so far. */
  | { ok: false; reason: "just_called"; other: OtherTry; tries: number }
  /** `over`: the call is not open any more; `other` is the last try, if there was any. */
  | { ok: false; reason: "over"; other: OtherTry | null }
  | { ok: false; reason: "moment_needed" | "moment_past" | "moment_too_late" };

/**
 * Notes a try to call somebody on the call list. Refused if somebody else has tried since the caller looked. Whoever was reached
 * leaves the list. A wrong number leaves it with all calls to it, and a job tells the owner of the number.
 */
export async function noteTry(
  permit: MakeCalls | MakeGroupCalls,
  messageId: string,
  { outcome, nextAt, seen }: CallTrySchema,
  now = new Date(),
): Promise<Noted> {
  const { by } = permit;
  const scope = scopeOf(permit);
  return transaction(async (tx) => {
    const call = await tx.notification.findUnique({
      where: { id: messageId, ...scope, channel: "call" },
      include: { forum: { select: { endsAt: true } } },
    });
    if (!call) return { ok: false, reason: "over", other: null };
    // All calls to the party or member, so that two people who call about different things learn of each other.
    const calls = await tx.$queryRaw<{ id: string; open: boolean; recipient: string }[]>`
      SELECT id, recipient, "sentAt" IS NULL AND "refusedAt" IS NULL AS open FROM "Message"
      WHERE channel = 'call' AND (id = ${messageId}::uuid OR "registrationId" = ${call.registrationId}::uuid
        OR "groupMemberId" = ${call.groupMemberId}::uuid) ORDER BY id FOR UPDATE`;
    const tries = await tx.callTry.findMany({
      where: { notificationId: { in: calls.map(({ id }) => id) } },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      include: CALLER,
    });
    const [last] = tries;
    const other = last ? { by: callerOf(last), at: last.at, outcome: last.outcome } : null;
    if (!calls.some(({ id, open }) => id === messageId && open)) return { ok: false, reason: "over", other };
    if (other && tries.length > seen) return { ok: false, reason: "just_called", other, tries: tries.length };
    const next = nextTry({ outcome, nextAt }, call.forum, now);
    if (!next.ok) return next;
    await tx.callTry.create({
      data: {
        ...{ id: uuid(), notificationId: messageId, at: now, outcome, nextAt: next.nextAt },
        byUserId: by.kind === "user" ? by.id : null,
        byLinkId: by.kind === "link" ? by.id : null,
      },
    });
    if (outcome === "reached") await tx.notification.update({ where: { id: messageId }, data: { sentAt: now } });
    if (outcome === "wrong_number") {
      // The number may have changed while the caller dialled; without one there is nothing to mark.
      const { recipient } = calls.find(({ id }) => id === messageId) ?? { recipient: "" };
      const same = calls.filter((each) => each.open && recipient !== "" && each.recipient === recipient);
      await tx.notification.updateMany({
        where: { id: { in: same.map(({ id }) => id) } },
        data: { refusedAt: now },
      });
      if (same.length > 0) await tellOwner(tx, call, messageId);
    }
    if ("groupId" in scope) {
      const done = outcome === "reached" ? "group_call_made" : "group_call_tried";
      await recordAudit(tx, by, done, { kind: "group", id: scope.groupId });
    } else {
      const done = outcome === "reached" ? "call_made" : "call_tried";
      await recordAudit(tx, by, done, { kind: "forum", id: scope.forumId });
    }
    return { ok: true };
  });
}
