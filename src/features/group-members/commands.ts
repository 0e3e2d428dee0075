import "server-only";
import { v7 as uuid } from "uuid";
import { enqueueNotifications, type MemberAddressee, notifyGroupMembers } from "@/features/notifications/commands";
import { formerAddresses, isUnreachable, refusedAddress } from "@/features/notifications/rules";
import { closeCalls, redirectNotifications, sendByOtherWays } from "@/features/notifications/writes";
import type { Locale } from "@/i18n/locales";
import { isTaken, type Tx, transaction } from "@/platform/db/client";
import type { Group } from "@/platform/db/generated/client";
import { forEachApart } from "@/platform/jobs/each";
import {
  type LimitRefusal,
  type Origin,
  recipientShares,
  takeShares,
  withinLimits,
} from "@/platform/security/rate-limit";
import { deriveToken, hashContent, hashToken, nextLink } from "@/platform/security/tokens";
import { listGroupsToWarn, listWarned } from "./queries";
import { JOIN_SENT, JOINS_TO_ONE, MEMBER_RENEWALS, mayUndo, REQUESTS_FROM_ONE, RETURNS } from "./rules";
import { type ContactSchema, NOTICE_VERSION, type RequestSchema } from "./schema";
import { lockMember, lockMembers, moveMember, notifyLeaders } from "./writes";

type Refused<Reason extends string> = { ok: false; reason: Reason };
const refused = <Reason extends string>(reason: Reason): Refused<Reason> => ({ ok: false, reason });

const tokenOf = ({ id, linkNumber }: { id: string; linkNumber: number }) => deriveToken("group-member", id, linkNumber);

export interface JoinCommand {
  slug: string;
  /** The form's own id from its rendering: the same form sent twice is one request. */
  submission: string;
  /** The page's language, in which the privacy notice was read. */
  locale: Locale;
  request: RequestSchema;
  from?: Origin;
}

type Joined = { ok: true; token: string };
type JoinRefusal =
  | Refused<"not_found" | "ended" | LimitRefusal>
  /** The same form with other content already made a request; this is its link. */
  | (Refused<"already_asked"> & { token: string });

/**
 * Somebody asks to come to a group, under a name or an alias. In a full group they get on the waiting list; otherwise whoever leads
 * the group answers. They and those who lead the group are told. The same submission returns its earlier request, whatever limits
 * say meanwhile; the same form with other content is refused with a link to that request.
 */
export async function askToJoin(command: JoinCommand, now = new Date()): Promise<Joined | JoinRefusal> {
  try {
    const result = await withinLimits(() => transaction((tx) => joinWithin(tx, command, now), { queue: command.slug }));
    return result.ok || result.reason === "not_found" ? result : ((await askedBefore(command)) ?? result);
  } catch (error) {
    const earlier = isTaken(error) && (await askedBefore(command));
    if (earlier) return earlier;
    throw error;
  }
}

const submissionHashOf = ({ slug, submission, request }: JoinCommand) =>
  hashContent(["join", slug, submission, request]);

/** The request that the same submission made before, if any. */
async function askedBefore(command: JoinCommand): Promise<Joined | null> {
  const submissionHash = submissionHashOf(command);
  const earlier = await transaction((tx) =>
    tx.groupMember.findUnique({ where: { submissionHash }, select: { id: true, linkNumber: true } }),
  );
  return earlier && { ok: true, token: tokenOf(earlier) };
}

async function joinWithin(tx: Tx, command: JoinCommand, now: Date): Promise<Joined | JoinRefusal> {
  const { slug, submission, locale, request, from } = command;
  const found = await tx.group.findUnique({ where: { slug }, select: { id: true } });
  const locked = found && (await lockMembers(tx, found.id));
  if (!locked || locked.group.publishedAt === null) return refused("not_found");
  const { group } = locked;
  if (group.status !== "published") return refused("ended");
  const formHash = hashContent(["join", slug, submission]);
  const submissionHash = submissionHashOf(command);
  const earlier = await tx.groupMember.findFirst({
    where: { formHash, submissionHash: { not: submissionHash }, status: { not: "left" }, anonymisedAt: null },
    select: { id: true, linkNumber: true },
  });
  if (earlier) return { ...refused("already_asked"), token: tokenOf(earlier) };
  if (from)
    await takeShares(tx, [
      { limit: JOIN_SENT, subject: submission, amount: 1, refusal: "form_used" },
      ...(from.network === null
        ? []
        : [
            {
              ...{ limit: REQUESTS_FROM_ONE, subject: `${from.network} ${group.id}`, amount: 1 },
              refusal: "network_many",
            },
          ]),
      ...recipientShares(JOINS_TO_ONE, from, request),
    ]);
  const id = uuid();
  const status = statusOnAsking(locked);
  const token = tokenOf({ id, linkNumber: 1 });
  const member = await tx.groupMember.create({
    data: {
      ...{ id, groupId: group.id, status, statusAt: now, createdAt: now, ...contactFields(request) },
      ...{ spokenLanguage: request.language, ageGroup: request.age, guardianContact: request.guardian },
      ...{ question: request.question, tokenHash: hashToken(token), submissionHash, formHash },
      consents: { create: { kind: "privacy_notice", textVersion: NOTICE_VERSION, locale, givenAt: now } },
      events: { create: { kind: "asked", status, at: now } },
    },
  });
  await tellOfRequest(tx, group, member);
  return { ok: true, token };
}

/** What becomes of a request before anybody has answered it: in a full group it waits for a place. */
const statusOnAsking = ({ group, room }: { group: Group; room: boolean }) =>
  room && !group.full ? ("asked" as const) : ("waiting" as const);

/** Tells somebody that their request has arrived, and those who lead the group that there is one. */
async function tellOfRequest(
  tx: Tx,
  group: Group,
  member: MemberAddressee & { status: string; revision: number },
): Promise<void> {
  const event = `member:${member.id}:${member.revision}`;
  const template = member.status === "waiting" ? "group_waiting" : "group_asked";
  await notifyGroupMembers(tx, template, [{ member, event }]);
  await notifyLeaders(tx, group, { event, template: "staff_group_asked", subjectId: member.id });
}

const contactFields = ({ name, email, phone, screenshot, messageLocale, contactWay }: ContactSchema) => ({
  ...{ name, email, phone, messageLocale, contactWay },
  keepsScreenshot: screenshot,
});

/** Leaves the group, or takes the request back, for the holder of a link. Nobody is asked why. Leaving twice is no error. */
export async function leaveGroup({ token }: { token: string }, now = new Date()): Promise<boolean> {
  return transaction(async (tx) => {
    const found = await lockMember(tx, { tokenHash: hashToken(token) });
    if (!found) return false;
    if (found.member.status !== "left")
      await moveMember(tx, found.member, { status: "left", kind: "left", template: "group_left" }, now);
    return true;
  });
}

/**
 * Somebody who left or had no place asks again. Whoever left by mistake a moment ago is back at once, if their place is still free;
 * others wait for an answer, or for a place if the group is full. Does nothing for those who have asked or are members. Refuses after
 * a few times a day.
 */
export async function askAgain(
  { token }: { token: string },
  now = new Date(),
): Promise<{ ok: true; back: boolean } | Refused<"not_found" | "ended" | "again_many">> {
  type Again = { ok: true; back: boolean } | Refused<"not_found" | "ended">;
  return withinLimits<Again, "again_many">(() => transaction((tx) => againWithin(tx, token, now)));
}

async function againWithin(
  tx: Tx,
  token: string,
  now: Date,
): Promise<{ ok: true; back: boolean } | Refused<"not_found" | "ended">> {
  const found = await lockMember(tx, { tokenHash: hashToken(token) });
  if (!found) return refused("not_found");
  const { group, member, room } = found;
  if (group.status !== "published") return refused("ended");
  if (member.status !== "left" && member.status !== "pointed") return { ok: true, back: member.status === "member" };
  await takeShares(tx, [{ limit: RETURNS, subject: member.id, amount: 1, refusal: "again_many" }]);
  const [last, before] = await tx.groupMemberEvent.findMany({
    where: { memberId: member.id, kind: { notIn: ["contact_changed", "link_renewed"] } },
    orderBy: { id: "desc" },
    take: 2,
  });
  const wasMember = last?.kind === "left" && before?.status === "member";
  if (mayUndo(member, { wasMember, room }, now)) {
    const back = { status: "member", kind: "asked_again", template: "group_welcomed" } as const;
    await moveMember(tx, member, back, now);
    return { ok: true, back: true };
  }
  const status = statusOnAsking(found);
  const template = status === "waiting" ? ("group_waiting" as const) : ("group_asked" as const);
  const again = await moveMember(tx, member, { status, kind: "asked_again", template }, now);
  // A new turn: they join the end of the list.
  await tx.$executeRaw`UPDATE "GroupMember" SET turn = nextval(pg_get_serial_sequence('"GroupMember"', 'turn')) WHERE id = ${member.id}::uuid`;
  await notifyLeaders(tx, group, {
    event: `member:${member.id}:${again.revision}`,
    template: "staff_group_asked",
    subjectId: member.id,
  });
  return { ok: true, back: false };
}

/**
 * Changes how somebody is reached, for the holder of their link. Their former addresses are told, so that somebody who took over the
 * link cannot hide that. `revision` is the one that the form showed. Saving the same twice is no error.
 */
export async function changeContact(
  command: { token: string; revision: number; contact: ContactSchema; from?: Origin },
  now = new Date(),
): Promise<{ ok: true } | Refused<"not_found" | "changed_meanwhile" | LimitRefusal>> {
  type Changed = { ok: true } | Refused<"not_found" | "changed_meanwhile">;
  return withinLimits(() =>
    transaction(async (tx): Promise<Changed> => {
      const found = await lockMember(tx, { tokenHash: hashToken(command.token) });
      if (!found) return refused("not_found");
      const { member: before } = found;
      const contact = contactFields(command.contact);
      if (Object.entries(contact).every(([field, value]) => before[field as keyof typeof contact] === value))
        return { ok: true };
      if (before.revision !== command.revision) return refused("changed_meanwhile");
      if (command.from) await takeShares(tx, recipientShares(JOINS_TO_ONE, command.from, contact));
      const member = await tx.groupMember.update({
        where: { id: before.id },
        data: {
          ...contact,
          ...(before.email !== contact.email && { emailRefusedAt: null }),
          ...(before.phone !== contact.phone && { phoneRefusedAt: null }),
          revision: { increment: 1 },
          events: { create: { kind: "contact_changed", status: before.status, at: now } },
        },
      });
      const event = `member:${member.id}:${member.revision}`;
      await redirectNotifications(tx, { groupMemberId: member.id }, member);
      await notifyGroupMembers(tx, "group_contact_changed", [{ member, event }]);
      await tellFormerAddresses(tx, before, member, event);
      await closeCalls(tx, { memberIds: [member.id] }, now);
      return { ok: true };
    }),
  );
}

/** Tells the addresses that somebody gave up that their messages now go elsewhere. */
async function tellFormerAddresses(
  tx: Tx,
  before: MemberAddressee,
  { id, groupId, email, phone, messageLocale }: MemberAddressee,
  event: string,
): Promise<void> {
  await enqueueNotifications(
    tx,
    formerAddresses(before, { email, phone }).map(({ channel, recipient }) => ({
      eventKey: `${event}:group_address_changed:${channel}`,
      ...{ template: "group_address_changed" as const, channel, recipient, locale: messageLocale },
      ...{ groupId, groupMemberId: id },
    })),
  );
}

/**
 * Replaces somebody's link, because theirs fell into other hands. The old one no longer opens anything and says so. They are told.
 * Refuses after a few a day. Returns the new token.
 */
export async function renewMemberLink(
  command: { token: string; from?: Origin },
  now = new Date(),
): Promise<{ ok: true; token: string } | Refused<"not_found" | "renewed_many" | LimitRefusal>> {
  type Renewed = { ok: true; token: string } | Refused<"not_found">;
  return withinLimits<Renewed, "renewed_many" | LimitRefusal>(() =>
    transaction(async (tx): Promise<Renewed> => {
      const found = await lockMember(tx, { tokenHash: hashToken(command.token) });
      if (!found) return refused("not_found");
      const { id, linkNumber, status } = found.member;
      if (command.from)
        await takeShares(tx, [
          { limit: MEMBER_RENEWALS, subject: id, amount: 1, refusal: "renewed_many" },
          ...recipientShares(JOINS_TO_ONE, command.from, found.member),
        ]);
      const token = tokenOf({ id, linkNumber: linkNumber + 1 });
      const member = await tx.groupMember.update({
        where: { id },
        data: {
          ...nextLink(found.member, token),
          events: { create: { kind: "link_renewed", status, at: now } },
        },
      });
      const event = `member:${id}:link:${member.linkNumber}`;
      await notifyGroupMembers(tx, "group_link_renewed", [{ member, event }]);
      return { ok: true, token };
    }),
  );
}

/** Notes that somebody whose addresses refuse messages opened their page, which says what to do. Does nothing for others. */
export async function noteMemberOpened(token: string, now = new Date()): Promise<void> {
  await transaction(async (tx) => {
    const found = await lockMember(tx, { tokenHash: hashToken(token) });
    if (!found || !isUnreachable(found.member)) return;
    await tx.groupMember.update({ where: { id: found.member.id }, data: { openedAt: now } });
    await closeCalls(tx, { memberIds: [found.member.id] }, now);
  });
}

/**
 * Notes that a server said nobody is at the address of a message to somebody in a group, and sends the message through their other
 * channels (docs/decisions/020). Ignores addresses that they have changed since, and people who are gone.
 */
export async function noteRefusedMember(messageId: string): Promise<void> {
  await transaction(async (tx) => {
    const about = await tx.notification.findUnique({
      where: { id: messageId },
      select: { groupMember: { select: { id: true, groupId: true } } },
    });
    if (!about?.groupMember || !(await lockMembers(tx, about.groupMember.groupId))) return;
    // Read again: a change of the member meanwhile held the group's lock.
    const message = await tx.notification.findUnique({ where: { id: messageId } });
    const before = await tx.groupMember.findUnique({ where: { id: about.groupMember.id } });
    if (!message?.refusedAt || !before) return;
    const { refusedAt } = message;
    const refused = refusedAddress({ ...message, refusedAt }, before);
    if (!refused) return;
    const member = await tx.groupMember.update({ where: { id: before.id }, data: refused });
    await sendByOtherWays(tx, messageId, member);
  });
}

/**
 * Tells those who lead groups that people who asked or wait there will be forgotten in two weeks, because nobody answered them. Tells
 * each group's once for the last of those people who is now near that. One group that fails stops no other.
 */
export async function warnOfUnanswered(now = new Date()): Promise<void> {
  await forEachApart(
    await listGroupsToWarn(now),
    (groupId) => ({ groupId }),
    (groupId) =>
      transaction(async (tx) => {
        const locked = await lockMembers(tx, groupId);
        const last = (await listWarned(tx, groupId, now)).at(-1);
        if (!locked || !last) return;
        const event = `member:${last.id}:${last.revision}:unanswered`;
        await notifyLeaders(tx, locked.group, { event, template: "staff_group_unanswered", contact: true });
      }),
  );
}
