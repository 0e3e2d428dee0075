import "server-only";
import { type Actor, system } from "@/features/access/schema";
import { lockAdministrators } from "@/features/accounts/commands";
import type { OwnAccount } from "@/features/accounts/policy";
import { deleteAccount } from "@/features/accounts/writes";
import { recordAudit } from "@/features/audit/commands";
import { listDoorsToForget } from "@/features/door/queries";
import { forgetDoor } from "@/features/door/writes";
import { lockForum } from "@/features/forums/writes";
import { forgetAttendanceOf } from "@/features/group-attendance/writes";
import { deleteWishesOf } from "@/features/group-demand/writes";
import { listGroupsToForget, listToForget } from "@/features/group-members/queries";
import { anonymiseMembers, eraseMember, lockMember, lockMembers } from "@/features/group-members/writes";
import { deleteStaffNotifications, forgetAccountMail, forgetRecipient } from "@/features/notifications/writes";
import type { OptionalConsent } from "@/features/registration/schema";
import {
  anonymise,
  changeConsent,
  eraseParty,
  eraseRest,
  forgetAddresses,
  lockByToken,
  stopAnnouncements,
} from "@/features/registration/writes";
import { forgetSessionNotes } from "@/features/session-notes/writes";
import { deleteInvitationsTo, withdrawInvitations } from "@/features/users/writes";
import type { Locale } from "@/i18n/locales";
import { type Tx, transaction } from "@/platform/db/client";
import { forAllOrEachApart, forEachApart } from "@/platform/jobs/each";
import { deriveToken, hashToken } from "@/platform/security/tokens";

/**
 * Gives or withdraws one consent of the registration that a link opens, and removes what was kept under a withdrawn
 * one. Forms opened before are refused then, because they would undo this. False if the link opens nothing.
 */
export async function setConsent(
  command: { token: string; kind: OptionalConsent; given: boolean; locale: Locale },
  now = new Date(),
): Promise<boolean> {
  return transaction(async (tx) => {
    const found = await lockByToken(tx, command.token);
    // Only the nightly job can have anonymised it meanwhile; remove what it kept under this consent too.
    if (!found) return command.kind === "later_forums" && !command.given && (await stopByToken(tx, command.token, now));
    await changeConsent(tx, found.registration.id, command, now);
    return true;
  });
}

/**
 * Erases the registration that a link opens, at once: gives up its places and removes all personal data. The link then
 * opens nothing, and only numbers are left (GDPR, article 17).
 */
export async function eraseRegistration(
  command: { token: string; by: Actor },
  now = new Date(),
): Promise<{ ok: true; slug: string } | { ok: false; reason: "not_found" }> {
  return transaction(async (tx) => {
    const slug = await eraseOne(tx, command.token, command.by, now);
    return slug ? { ok: true, slug } : { ok: false, reason: "not_found" };
  });
}

/**
 * Erases one registration within a command; of an anonymised one, the address that was left. Returns its forum's slug;
 * null if there is nothing to erase.
 */
async function eraseOne(tx: Tx, token: string, by: Actor, now: Date): Promise<string | null> {
  const found = await lockByToken(tx, token);
  if (!found) {
    const rest = await tx.registration.findUnique({
      where: { tokenHash: hashToken(token), OR: [{ email: { not: null } }, { phone: { not: null } }] },
      select: { id: true, forum: { select: { slug: true } } },
    });
    if (!rest) return null;
    await recordAudit(tx, by, "registration_erased", { kind: "registration", id: rest.id });
    await eraseRest(tx, rest.id, now);
    return rest.forum.slug;
  }
  await recordAudit(tx, by, "registration_erased", { kind: "registration", id: found.registration.id });
  await eraseParty(tx, found, now);
  return found.forum.slug;
}

/** Erases what somebody gave who asked to come to a group, by their link, at once. Null if the link opens nothing. */
export async function eraseGroupMember(
  command: { token: string; by: Actor },
  now = new Date(),
): Promise<{ ok: true; slug: string } | { ok: false; reason: "not_found" }> {
  return transaction(async (tx) => {
    const slug = await eraseOneMember(tx, command.token, command.by, now);
    return slug ? { ok: true, slug } : { ok: false, reason: "not_found" };
  });
}

/** Erases somebody of a group within a command. Returns the group's slug; null if there is nothing to erase. */
async function eraseOneMember(tx: Tx, token: string, by: Actor, now: Date): Promise<string | null> {
  const found = await lockMember(tx, { tokenHash: hashToken(token) });
  if (!found) return null;
  await recordAudit(tx, by, "group_member_erased", { kind: "group", id: found.group.id });
  await eraseMember(tx, found.member, now);
  await forgetAttendanceOf(tx, [found.member.id]);
  return found.group.slug;
}

/** Records that a user exported their data. */
export async function noteExport(permit: OwnAccount): Promise<void> {
  const { userId } = permit.subject;
  await transaction((tx) => recordAudit(tx, permit.by, "data_exported", { kind: "user", id: userId }));
}

/**
 * Erases the user's account at once, with its roles, sessions and mail, and withdraws the invitations it sent. If
 * `registrations` is true, also erases the registrations with its address, offers their places to others, removes the
 * address kept in anonymised ones, and leaves the groups to which it was given. Refuses the last administrator.
 */
export async function eraseAccount(
  permit: OwnAccount,
  command: { registrations: boolean },
  now = new Date(),
): Promise<{ ok: true; slugs: string[] } | { ok: false; reason: "last_administrator" }> {
  const { userId } = permit.subject;
  return transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId }, include: { roles: true } });
    if (!user) return { ok: true, slugs: [] };
    const others = await lockAdministrators(tx);
    if (user.roles.some(({ role }) => role === "administrator") && !others.some((id) => id !== userId))
      return { ok: false, reason: "last_administrator" };
    const slugs: string[] = [];
    if (command.registrations) {
      const rows = await tx.registration.findMany({
        where: { email: user.email },
        select: { id: true, linkNumber: true },
        // The same order for everybody, so that two people who erase at once lock shared forums one after the other.
        orderBy: [{ forumId: "asc" }, { id: "asc" }],
      });
      for (const { id, linkNumber } of rows) {
        const slug = await eraseOne(tx, deriveToken("registration", id, linkNumber), permit.by, now);
        if (slug) slugs.push(slug);
      }
      const members = await tx.groupMember.findMany({
        where: { email: user.email, anonymisedAt: null },
        select: { id: true, linkNumber: true },
        orderBy: [{ groupId: "asc" }, { id: "asc" }],
      });
      for (const { id, linkNumber } of members)
        await eraseOneMember(tx, deriveToken("group-member", id, linkNumber), permit.by, now);
      // Removes the address also from messages sent before a registration changed it.
      await forgetRecipient(tx, user.email);
      await deleteWishesOf(tx, user.email);
    }
    await recordAudit(tx, permit.by, "account_erased", { kind: "user", id: userId });
    await deleteInvitationsTo(tx, user.email);
    // Nobody answers for them any more.
    await withdrawInvitations(tx, permit.by, { invitedById: userId }, now);
    await forgetAccountMail(tx, [user.email]);
    await deleteAccount(tx, user);
    return { ok: true, slugs };
  });
}

/** The effects of anonymisation on one forum. */
export interface Anonymised {
  slug: string;
  /** How many days after its end it was due. */
  retentionDays: number;
  registrations: number;
}

/**
 * Removes personal data from the registrations of forums whose retention period has passed (30 days by default), one
 * transaction per forum; then the notes of sessions of such forums, addresses that anonymised registrations no longer need, and
 * people of groups whose time has passed. If a forum or a group fails, the others go on. A dry run changes nothing. Returns what was, or would be, done to registrations.
 */
export async function anonymiseRegistrations(
  now = new Date(),
  { dryRun = false }: { dryRun?: boolean } = {},
): Promise<Anonymised[]> {
  const due = await transaction(
    (tx) =>
      tx.$queryRaw<Anonymised[]>`
      SELECT f.slug, f."retentionDays", COUNT(*)::int AS registrations
      FROM "Registration" r JOIN "Forum" f ON f.id = r."forumId"
      WHERE r."anonymisedAt" IS NULL AND f."endsAt" + make_interval(days => f."retentionDays") < ${now}
      GROUP BY f.id ORDER BY f."endsAt"`,
  );
  if (dryRun) return due;
  // Doors come first, while it is known who came: their numbers are frozen, and their logs are deleted. What concerns all
  // forums comes last, even if one of them failed. Notes go also where nobody is left to be forgotten.
  const steps: { of: string; run: () => Promise<void> }[] = [
    ...(await listDoorsToForget(now)).map((forumId) => ({
      of: forumId,
      run: () => transaction((tx) => forgetDoorOf(tx, forumId, now)),
    })),
    ...due.map(({ slug }) => ({ of: slug, run: () => anonymiseForum(slug, now) })),
    { of: "all notes", run: () => transaction((tx) => forgetSessionNotes(tx, now)) },
    { of: "all", run: () => transaction((tx) => forgetAddresses(tx, now)) },
    ...(await listGroupsToForget(now)).map(({ groupId, slug }) => ({
      of: `group ${slug}`,
      run: () => transaction((tx) => forgetMembersOf(tx, groupId, now)),
    })),
  ];
  await forEachApart(
    steps,
    ({ of }) => ({ forum: of }),
    ({ run }) => run(),
  );
  return due;
}

/** Deletes the log of a forum's door, under the forum's lock. */
async function forgetDoorOf(tx: Tx, forumId: string, now: Date): Promise<void> {
  const forum = await lockForum(tx, { id: forumId });
  if (forum && forum.endsAt < now) await forgetDoor(tx, system("anonymise"), forumId, now);
}

/** Forgets the people of a group whose time has passed, under the group's lock. */
async function forgetMembersOf(tx: Tx, groupId: string, now: Date): Promise<void> {
  if (!(await lockMembers(tx, groupId))) return;
  const ids = await listToForget(tx, groupId, now);
  await anonymiseMembers(tx, ids, now);
  await forgetAttendanceOf(tx, ids);
}

/** Removes personal data from the registrations of one forum; if one fails, the others go on. */
async function anonymiseForum(slug: string, now: Date): Promise<void> {
  const rows = await transaction((tx) =>
    tx.registration.findMany({ where: { anonymisedAt: null, forum: { slug } }, select: { id: true } }),
  );
  await forAllOrEachApart(
    rows.map(({ id }) => id),
    (registrationId) => ({ registrationId }),
    (ids) =>
      transaction(async (tx) => {
        const forum = await lockForum(tx, { slug });
        if (!forum || forum.endsAt >= now) return;
        await anonymise(tx, ids, now);
        await deleteStaffNotifications(tx, forum.id);
      }),
  );
}

/**
 * Stops messages about later forums to the party of a link, even if nothing but its address is left; then removes that
 * address too. Such messages go to an address once, so they stop for every registration with the same address. A former
 * link of a renewed registration works too, because it stands in messages sent before. False if the link is unknown;
 * stopping twice is no error.
 */
export async function stopLaterForums(command: { token: string }, now = new Date()): Promise<boolean> {
  return transaction((tx) => stopByToken(tx, command.token, now));
}

async function stopByToken(tx: Tx, token: string, now: Date): Promise<boolean> {
  const hash = hashToken(token);
  const row = await tx.registration.findFirst({
    where: { OR: [{ tokenHash: hash }, { formerHashes: { has: hash } }] },
    select: { id: true, email: true, phone: true },
  });
  if (!row) return false;
  const { id, email, phone } = row;
  const others = await tx.registration.findMany({
    where: {
      ...(email ? { email } : { email: null, phone: phone ?? "" }),
      consents: { some: { kind: "later_forums", withdrawnAt: null } },
    },
    select: { id: true },
  });
  await stopAnnouncements(tx, [...new Set([id, ...others.map((other) => other.id)])], now);
  return true;
}
