import "server-only";
import { v7 as uuid } from "uuid";
import type { Role } from "@/features/access/schema";
import type { Locale } from "@/i18n/locales";
import { DAY } from "@/i18n/time";
import type { Tx } from "@/platform/db/client";
import { deriveToken, hashToken } from "@/platform/security/tokens";

// Changes to accounts by other features' commands, within their transactions. Those commands ask for the permission and
// write the audit entry.

/** The account of an address, created if necessary, with the name and language that its owner has just given. */
export async function upsertAccount(
  tx: Tx,
  account: { email: string; name: string; locale: Locale },
  now: Date,
): Promise<{ id: string; isNew: boolean }> {
  const { email, name, locale } = account;
  const known = await tx.user.findUnique({ where: { email }, select: { emailVerified: true } });
  const { id } = await tx.user.upsert({
    where: { email },
    create: { email, name, locale, emailVerified: now },
    update: { name, locale, emailVerified: known?.emailVerified ?? now },
  });
  return { id, isNew: !known };
}

/** Adds a role to an account. */
export async function addRole(tx: Tx, userId: string, role: Role, now: Date): Promise<void> {
  await tx.userRole.createMany({ data: [{ userId, role, grantedAt: now }], skipDuplicates: true });
}

/** Makes an account a member of an organisation. */
export async function addMembership(tx: Tx, userId: string, organisationId: string): Promise<void> {
  await tx.membership.createMany({ data: [{ userId, organisationId }], skipDuplicates: true });
}

/** An account's roles, organisations and responsibilities. */
export interface Assignments {
  roles: readonly Role[];
  organisationIds: readonly string[];
  forumIds: readonly string[];
  /** Sessions of forums, each with its forum. */
  forumSessions: readonly { id: string; forumId: string }[];
}

/** Replaces an account's roles, organisations and responsibilities. What stays keeps the date since when it applies. */
export async function replaceAssignments(tx: Tx, userId: string, to: Assignments, now: Date): Promise<void> {
  await tx.userRole.deleteMany({ where: { userId, role: { notIn: [...to.roles] } } });
  await tx.userRole.createMany({
    data: to.roles.map((role) => ({ userId, role, grantedAt: now })),
    skipDuplicates: true,
  });
  await tx.membership.deleteMany({ where: { userId } });
  await tx.membership.createMany({ data: to.organisationIds.map((organisationId) => ({ userId, organisationId })) });
  await tx.responsibility.deleteMany({ where: { userId } });
  await tx.responsibility.createMany({
    data: [
      ...to.forumIds.map((forumId) => ({ userId, forumId })),
      ...to.forumSessions.map(({ id, forumId }) => ({ userId, forumId, sessionId: id })),
    ],
  });
}

/** Locks an account, or unlocks it (null). Returns whether anything changed. */
export async function setAccountLock(tx: Tx, userId: string, lockedAt: Date | null): Promise<boolean> {
  const { count } = await tx.user.updateMany({
    where: { id: userId, lockedAt: lockedAt ? null : { not: null } },
    data: { lockedAt },
  });
  return count > 0;
}

/** Ends all login sessions of an account. Returns how many. */
export async function endLoginSessions(tx: Tx, userId: string): Promise<number> {
  return (await tx.loginSession.deleteMany({ where: { userId } })).count;
}

/** Removes an account's second factor and recovery codes. Returns whether it had one. */
export async function deleteSecondFactor(tx: Tx, userId: string): Promise<boolean> {
  return (await tx.secondFactor.deleteMany({ where: { userId } })).count > 0;
}

/** Removes an account with its roles, responsibilities and login sessions, and the one-time links to its address. */
export async function deleteAccount(tx: Tx, account: { id: string; email: string }): Promise<void> {
  await tx.verificationToken.deleteMany({ where: { identifier: account.email } });
  await tx.user.delete({ where: { id: account.id } });
}

/** What a new link opens, and for how many days. */
export type NewLink = { holder: string; days: number; forumId: string | null } & (
  | { kind: "helper" | "coordinator" }
  | { kind: "translator"; itemId: string | null; language: string }
);

/** Makes a link for someone without an account. Returns its token, which is stored nowhere. */
export async function writeAccessLink(
  tx: Tx,
  { kind, days, ...link }: NewLink,
  now: Date,
): Promise<{ id: string; token: string }> {
  const id = uuid();
  const token = deriveToken(`link:${kind}`, id);
  const expiresAt = new Date(now.getTime() + days * DAY);
  await tx.accessLink.create({ data: { ...link, kind, id, tokenHash: hashToken(token), createdAt: now, expiresAt } });
  return { id, token };
}

/** Makes the people who look after a forum or one of its sessions look after its copy too. Leaves out locked accounts. */
export async function writeResponsibilitiesCopy(
  tx: Tx,
  { from, to }: { from: string; to: string },
  sessions: readonly { from: string; to: string }[],
): Promise<void> {
  const copyOf = new Map(sessions.map((session) => [session.from, session.to]));
  const all = await tx.responsibility.findMany({ where: { forumId: from, user: { lockedAt: null } } });
  await tx.responsibility.createMany({
    data: all.flatMap(({ userId, sessionId }) => {
      if (sessionId === null) return [{ userId, forumId: to }];
      const copy = copyOf.get(sessionId);
      return copy ? [{ userId, forumId: to, sessionId: copy }] : [];
    }),
  });
}
