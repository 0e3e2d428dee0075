import "server-only";
import { v7 as uuid } from "uuid";
import type { Role } from "@/features/access/schema";
import type { Locale } from "@/i18n/locales";
import { DAY } from "@/i18n/time";
import type { Tx } from "@/platform/db/client";
import type { ResponsibilityKind } from "@/platform/db/generated/client";
import { deriveToken, hashToken } from "@/platform/security/tokens";

/** The roles of people who look after forums otherwise than by interpreting. */
const LOOKS_AFTER_FORUMS: readonly Role[] = ["peer_tutor", "counsellor", "staff", "administrator"];

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

/** What one act gave somebody to look after. In a series of forums this is the first forum. */
export interface Given {
  person: { id: string; email: string; locale: string };
  forumId: string;
  /** The id that the message about it refers to. */
  givenIn: string;
}

/** What somebody no longer looks after. */
export interface Ended {
  id: string;
  person: Given["person"];
  forumId: string;
  sessionId: string | null;
}

const PERSON = { select: { id: true, email: true, locale: true } } as const;

/**
 * Replaces an account's roles, organisations and responsibilities. What stays keeps the date since when it applies. An account that is
 * only an interpreter interprets in what it gets; others arrange the forum or host the session. Returns what was given and what
 * ended, so that the caller can tell the account's owner.
 */
export async function replaceAssignments(
  tx: Tx,
  userId: string,
  to: Assignments,
  now: Date,
): Promise<{ given: Given[]; ended: Ended[] }> {
  await tx.userRole.deleteMany({ where: { userId, role: { notIn: [...to.roles] } } });
  await tx.userRole.createMany({
    data: to.roles.map((role) => ({ userId, role, grantedAt: now })),
    skipDuplicates: true,
  });
  await tx.membership.deleteMany({ where: { userId } });
  await tx.membership.createMany({ data: to.organisationIds.map((organisationId) => ({ userId, organisationId })) });
  const person = await tx.user.findUniqueOrThrow({ where: { id: userId }, ...PERSON });
  const wanted = [
    ...to.forumIds.map((forumId) => ({ forumId, sessionId: null })),
    ...to.forumSessions.map(({ id, forumId }) => ({ forumId, sessionId: id })),
  ];
  const before = await tx.responsibility.findMany({ where: { userId } });
  const same = (one: (typeof wanted)[0]) => (other: (typeof wanted)[0]) =>
    one.forumId === other.forumId && one.sessionId === other.sessionId;
  const gone = before.filter((one) => !wanted.some(same(one)));
  await tx.responsibility.deleteMany({ where: { id: { in: gone.map(({ id }) => id) } } });
  const interprets = to.roles.includes("interpreter") && to.roles.every((role) => !LOOKS_AFTER_FORUMS.includes(role));
  const givenIn = uuid();
  const fresh = await tx.responsibility.createManyAndReturn({
    data: wanted
      .filter((one) => !before.some(same(one)))
      .map((one) => ({
        ...one,
        ...{ userId, givenIn, kind: interprets ? "interprets" : one.sessionId === null ? "arranges" : "hosts" },
      })),
    skipDuplicates: true,
  });
  return {
    given: fresh.slice(0, 1).map(({ forumId }) => ({ person, forumId, givenIn })),
    ended: gone.map(({ id, forumId, sessionId }) => ({ id, person, forumId, sessionId })),
  };
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
  | { kind: "helper" | "coordinator" | "door" }
  | { kind: "translator"; itemId: string | null; language: string }
  | { kind: "preview"; itemId: string }
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

/** Makes somebody look after a forum or one of its sessions. Returns whether this is new. */
export async function writeResponsibility(
  tx: Tx,
  responsibility: {
    userId: string;
    forumId: string;
    sessionId: string | null;
    kind: ResponsibilityKind;
    givenIn: string;
  },
): Promise<boolean> {
  const { count } = await tx.responsibility.createMany({ data: [responsibility], skipDuplicates: true });
  return count > 0;
}

/** Ends a responsibility for a forum. Returns what it was, or null if there is none with that id. */
export async function deleteResponsibility(
  tx: Tx,
  { id, forumId }: { id: string; forumId: string },
): Promise<(Ended & { kind: ResponsibilityKind }) | null> {
  const row = await tx.responsibility.findUnique({ where: { id, forumId }, include: { user: PERSON } });
  const { count } = await tx.responsibility.deleteMany({ where: { id, forumId } });
  if (!row || count === 0) return null;
  const { user: person, sessionId, kind } = row;
  return { id, person, forumId, sessionId, kind };
}

/** Ends all responsibilities for a session that is about to be left out. Returns them. */
export async function endOfSession(
  tx: Tx,
  { forumId, sessionId }: { forumId: string; sessionId: string },
): Promise<Ended[]> {
  const rows = await tx.responsibility.findMany({
    where: { forumId, sessionId, user: { lockedAt: null } },
    include: { user: PERSON },
    orderBy: { id: "asc" },
  });
  await tx.responsibility.deleteMany({ where: { id: { in: rows.map(({ id }) => id) } } });
  return rows.map(({ id, user: person }) => ({ id, person, forumId, sessionId }));
}

/**
 * Makes the people who look after a forum or one of its sessions look after its copy too. Leaves out locked accounts and accounts
 * without a role. `deedOf` gives the id that the message to each person refers to. Returns one entry for each person.
 */
export async function writeResponsibilitiesCopies(
  tx: Tx,
  from: string,
  copies: readonly { id: string; sessions: readonly { from: string; to: string }[] }[],
  deedOf: (userId: string) => string,
): Promise<Given[]> {
  const all = await tx.responsibility.findMany({
    where: { forumId: from, user: { lockedAt: null, roles: { some: {} } } },
    include: { user: PERSON },
    orderBy: { id: "asc" },
  });
  const along = copies.flatMap(({ id, sessions }) => {
    const copyOf = new Map(sessions.map((session) => [session.from, session.to]));
    return all
      .filter(({ sessionId }) => sessionId === null || copyOf.has(sessionId))
      .map((one) => ({ ...one, to: id, session: one.sessionId === null ? null : (copyOf.get(one.sessionId) ?? null) }));
  });
  await tx.responsibility.createMany({
    data: along.map(({ userId, kind, to, session }) => ({
      ...{ userId, forumId: to, sessionId: session, kind, givenIn: deedOf(userId) },
    })),
  });
  const given = new Map(along.map(({ user, to }) => [`${user.id} ${to}`, { user, to }]));
  return [...given.values()].map(({ user, to }) => ({ person: user, forumId: to, givenIn: deedOf(user.id) }));
}
