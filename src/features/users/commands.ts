import "server-only";
import { v7 as uuid } from "uuid";
import { hasRole, Permit } from "@/features/access/policy";
import { type Actor, ROLES, type UserActor } from "@/features/access/schema";
import { createVerification, lockAdministrators, notifySecurityChange } from "@/features/accounts/commands";
import { INVITATION_VALID_FOR } from "@/features/accounts/rules";
import {
  addMembership,
  addRole,
  deleteSecondFactor,
  endLoginSessions,
  replaceAssignments,
  setAccountLock,
  upsertAccount,
} from "@/features/accounts/writes";
import { recordAudit } from "@/features/audit/commands";
import { enqueueNotifications } from "@/features/notifications/commands";
import { tellEnded, tellGiven } from "@/features/responsibilities/writes";
import { isLocale, type Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { addDays } from "@/i18n/time";
import { type Tx, transaction } from "@/platform/db/client";
import { deriveToken, hashToken } from "@/platform/security/tokens";
import { canInvite, type Invite, type LockUser, type ManageUser, type WithdrawInvitation } from "./policy";
import type { UserSchema } from "./schema";
import { withdrawInvitations } from "./writes";

/** Invites someone to a role, by mail in their language. Replaces an open invitation of the same address to the same role. */
export async function createInvitation(
  permit: Invite,
  command: { email: string; locale: Locale },
  now = new Date(),
): Promise<{ ok: true; id: string } | { ok: false; reason: "organisation_invalid" }> {
  const { role, organisationId } = permit.subject;
  const { email, locale } = command;
  return transaction(async (tx) => {
    const organisation = organisationId ? await tx.organisation.findUnique({ where: { id: organisationId } }) : null;
    if (organisationId && !organisation) return { ok: false, reason: "organisation_invalid" };
    await withdrawInvitations(tx, permit.by, { email, role, organisationId }, now);
    const id = uuid();
    await tx.invitation.create({
      data: {
        id,
        tokenHash: hashToken(deriveToken("invitation", id)),
        email,
        role: role,
        organisationId,
        locale,
        invitedById: permit.by.kind === "user" ? permit.by.id : null,
        createdAt: now,
        expiresAt: new Date(now.getTime() + INVITATION_VALID_FOR),
      },
    });
    await recordAudit(
      tx,
      permit.by,
      "invitation_sent",
      { kind: "invitation", id },
      { duty: [null, role], organisation: [null, organisation?.slug ?? null] },
    );
    await enqueueNotifications(tx, [
      {
        eventKey: `invitation:${id}`,
        template: "invitation",
        channel: "email",
        locale,
        recipient: email,
        subjectId: id,
      },
    ]);
    return { ok: true, id };
  });
}

/** The inviter with their present roles; null if their account is gone or locked. */
async function inviterOf(tx: Tx, userId: string | null): Promise<UserActor | null> {
  const user =
    userId && (await tx.user.findUnique({ where: { id: userId }, include: { roles: true, memberships: true } }));
  if (!user || user.lockedAt) return null;
  return {
    kind: "user",
    id: user.id,
    email: user.email,
    name: user.name,
    roles: user.roles.map(({ role }) => role),
    organisationIds: user.memberships.map(({ organisationId }) => organisationId),
    forumIds: [],
    forumSessionIds: [],
    hostedSessionIds: [],
    ledGroupIds: [],
    cleared: true,
    trace: null,
  };
}

/** Withdraws an invitation, so that its link opens nothing. Withdrawing twice is no error. */
export async function withdrawInvitation(permit: WithdrawInvitation, now = new Date()): Promise<void> {
  const { id } = permit.subject;
  await transaction(async (tx) => {
    await withdrawInvitations(tx, permit.by, { id }, now);
  });
}

/**
 * Accepts the invitation of a mailed link: makes the account if necessary, adds the role and the organisation, and
 * returns what signs its owner in. Refuses invitations that were accepted or withdrawn or have expired, and locked
 * accounts.
 */
export async function acceptInvitation(
  command: { token: string; name: string; by: Actor },
  now = new Date(),
): Promise<
  { ok: true; token: string; email: string; locale: Locale } | { ok: false; reason: "invitation_over" | "locked" }
> {
  return transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM "Invitation" WHERE "tokenHash" = ${hashToken(command.token)} AND "acceptedAt" IS NULL
        AND "withdrawnAt" IS NULL AND "expiresAt" > ${now} FOR UPDATE`;
    const invitation = row && (await tx.invitation.findUnique({ where: { id: row.id } }));
    if (!invitation) return { ok: false, reason: "invitation_over" };
    const { id, email, role, organisationId } = invitation;
    // The inviter must still be allowed to invite: an invitation does not outlive its inviter's role.
    const inviter = await inviterOf(tx, invitation.invitedById);
    if (!inviter || !Permit.ask(canInvite, inviter, { role, organisationId }))
      return { ok: false, reason: "invitation_over" };
    const locale = isLocale(invitation.locale) ? invitation.locale : "fi";
    const known = await tx.user.findUnique({ where: { email } });
    if (known?.lockedAt) return { ok: false, reason: "locked" };
    const user = await upsertAccount(tx, { email, name: command.name, locale }, now);
    if (user.isNew) await recordAudit(tx, command.by, "account_created", { kind: "user", id: user.id });
    const before = await rolesOf(tx, user.id);
    await addRole(tx, user.id, role, now);
    // Staff may not make others staff: only administrators make people members of an organisation's staff.
    const joins = organisationId !== null && (hasRole(inviter, "administrator") || !before.includes("staff"));
    if (joins) await addMembership(tx, user.id, organisationId);
    await tx.invitation.update({ where: { id }, data: { acceptedAt: now } });
    const after = await rolesOf(tx, user.id);
    await recordAudit(tx, command.by, "invitation_accepted", { kind: "invitation", id });
    await recordAudit(
      tx,
      command.by,
      "duties_changed",
      { kind: "user", id: user.id },
      {
        duties: [before, after],
        organisation: [null, joins ? organisationId : null],
      },
    );
    const { token } = await createVerification(tx, { email, locale, next: routes.work(locale) }, now);
    return { ok: true, token, email, locale };
  });
}

async function rolesOf(tx: Tx, userId: string): Promise<string[]> {
  const rows = await tx.userRole.findMany({ where: { userId }, select: { role: true } });
  return rows.map(({ role }) => role).sort();
}

/**
 * Sets an account's roles, organisations and responsibilities, effective from its next request, and tells its owner of new
 * and ended responsibilities. Refuses to leave the portal without an administrator who can sign in.
 */
export async function changeUser(
  permit: ManageUser,
  input: UserSchema,
  now = new Date(),
): Promise<{ ok: true } | { ok: false; reason: "not_found" | "last_administrator" }> {
  const { userId } = permit.subject;
  return transaction(async (tx) => {
    const administrators = await lockAdministrators(tx);
    const user = await tx.user.findUnique({
      where: { id: userId },
      include: { memberships: { include: { organisation: true } }, responsibilities: { include: { forum: true } } },
    });
    if (!user) return { ok: false, reason: "not_found" };
    const others = administrators.filter((id) => id !== userId);
    if (administrators.includes(userId) && others.length === 0 && !input.roles.includes("administrator"))
      return { ok: false, reason: "last_administrator" };
    const before = await rolesOf(tx, userId);
    // An earlier invitation must not bring back what is taken away.
    await withdrawInvitations(
      tx,
      permit.by,
      {
        email: user.email,
        role: { in: ROLES.filter((role) => before.includes(role) && !input.roles.includes(role)) },
      },
      now,
    );
    const organisations = await tx.organisation.findMany({ where: { id: { in: input.organisationIds } } });
    const forums = await tx.forum.findMany({ where: { id: { in: input.forumIds } } });
    const sessions = await tx.forumSession.findMany({
      where: { id: { in: input.sessionIds } },
      include: { forum: true },
    });
    const { given, ended } = await replaceAssignments(
      tx,
      userId,
      {
        roles: input.roles,
        organisationIds: organisations.map(({ id }) => id),
        forumIds: forums.map(({ id }) => id),
        forumSessions: sessions,
      },
      now,
    );
    await recordAudit(
      tx,
      permit.by,
      "duties_changed",
      { kind: "user", id: userId },
      {
        duties: [before, [...input.roles].sort()],
        organisations: [
          user.memberships.map(({ organisation }) => organisation.slug).sort(),
          organisations.map(({ slug }) => slug).sort(),
        ],
        forums: [
          user.responsibilities.flatMap(({ forum, sessionId }) => (sessionId ? [] : forum.slug)).sort(),
          forums.map(({ slug }) => slug).sort(),
        ],
        sessions: [
          user.responsibilities.flatMap(({ sessionId }) => sessionId ?? []).sort(),
          sessions.map(({ id }) => id).sort(),
        ],
      },
    );
    await tellGiven(tx, permit.by, given);
    await tellEnded(tx, permit.by, ended);
    return { ok: true };
  });
}

/**
 * Locks an account and ends its sessions at once, or unlocks it. Refuses to lock out the last administrator, even if
 * two lock each other at the same instant.
 */
export async function setLocked(
  permit: LockUser,
  locked: boolean,
  now = new Date(),
): Promise<{ ok: true } | { ok: false; reason: "not_found" | "last_administrator" }> {
  const { userId } = permit.subject;
  return transaction(async (tx) => {
    const administrators = await lockAdministrators(tx);
    if (locked && administrators.includes(userId) && administrators.length === 1)
      return { ok: false, reason: "last_administrator" };
    const changed = await setAccountLock(tx, userId, locked ? now : null);
    if (locked) await endLoginSessions(tx, userId);
    if (changed) await recordAudit(tx, permit.by, locked ? "locked" : "unlocked", { kind: "user", id: userId });
    return (await tx.user.count({ where: { id: userId } })) > 0 ? { ok: true } : { ok: false, reason: "not_found" };
  });
}

/** Ends an account's sessions in every browser. */
export async function revokeLoginSessions(permit: LockUser): Promise<void> {
  const { userId } = permit.subject;
  await transaction(async (tx) => {
    const count = await endLoginSessions(tx, userId);
    await recordAudit(tx, permit.by, "sessions_revoked", { kind: "user", id: userId }, { sessions: [count, 0] });
  });
}

/** Removes an account's second factor, e.g. because the phone is lost, ends its sessions, and tells its owner. */
export async function removeSecondFactor(permit: LockUser, now = new Date()): Promise<void> {
  const { userId } = permit.subject;
  await transaction(async (tx) => {
    if (!(await deleteSecondFactor(tx, userId))) return;
    await endLoginSessions(tx, userId);
    await recordAudit(tx, permit.by, "second_factor_removed", { kind: "user", id: userId });
    await notifySecurityChange(tx, userId, now);
  });
}

/** Removes invitations that ended a year ago. */
export async function purgeInvitations(now = new Date()): Promise<void> {
  await transaction((tx) => tx.invitation.deleteMany({ where: { expiresAt: { lt: addDays(now, -365) } } }));
}
