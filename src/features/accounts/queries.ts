import "server-only";
import { type ForumSubject, hasRole } from "@/features/access/policy";
import type { Role, UserActor } from "@/features/access/schema";
import type { ReadAudit } from "@/features/audit/policy";
import type { AuditKeys } from "@/features/audit/schema";
import { isLocale, type Locale } from "@/i18n/locales";
import { pagesOf } from "@/i18n/page-number";
import { MINUTE, wholeDays } from "@/i18n/time";
import { totpCode } from "@/platform/auth/totp";
import { db, escapeLike, type Tx } from "@/platform/db/client";
import type { AccessLink, Prisma } from "@/platform/db/generated/client";
import { env } from "@/platform/env";
import { deriveSecret, deriveToken, deriveWord, hashToken, looksLikeToken } from "@/platform/security/tokens";
import type { ListLinks, OwnAccount, WithdrawLink } from "./policy";
import {
  isAlive,
  previousCounts,
  type SecondFactorState,
  type SessionTimes,
  secondFactorState,
  sessionEnds,
} from "./rules";
import type { LinkSearchSchema } from "./schema";

/** What a link lets its holder do. */
export interface AccessLinkView {
  id: string;
  kind: "helper" | "coordinator" | "translator" | "door" | "preview";
  /** Who holds it. */
  holder: string;
  /** The one forum it is for; null for every forum that takes registrations. */
  forumId: string | null;
  /** The one text that a translator's or a preview's link is for; null for all texts of its forum. */
  itemId: string | null;
  /** The language into which a translator's link allows translating. */
  language: string | null;
}

/** The link of one kind that a token opens; null for any other token, and for expired or withdrawn links. */
export async function findAccessLink(
  token: string,
  kind: AccessLinkView["kind"],
  now = new Date(),
): Promise<AccessLinkView | null> {
  if (!looksLikeToken(token)) return null;
  const row = await db().accessLink.findUnique({ where: { tokenHash: hashToken(token) } });
  if (row?.kind !== kind || row.revokedAt || row.expiresAt <= now) return null;
  return { id: row.id, kind, holder: row.holder, forumId: row.forumId, itemId: row.itemId, language: row.language };
}

/**
 * A link by its id, unless it has expired or been withdrawn. Ids are no secret: only for callers to whom the portal itself has
 * said that the holder is asking.
 */
export async function findOpenLink(id: string, now = new Date()): Promise<AccessLinkView | null> {
  const row = await db().accessLink.findUnique({ where: { id, revokedAt: null, expiresAt: { gt: now } } });
  if (!row) return null;
  return { id, kind: row.kind, holder: row.holder, forumId: row.forumId, itemId: row.itemId, language: row.language };
}

/** Whether a token was a link for people without an account that has expired or been withdrawn. */
export async function isEndedLink(token: string, now = new Date()): Promise<boolean> {
  if (!looksLikeToken(token)) return false;
  const ended = { OR: [{ revokedAt: { not: null } }, { expiresAt: { lte: now } }] };
  return (await db().accessLink.count({ where: { tokenHash: hashToken(token), ...ended } })) > 0;
}

const LINKS_ON_A_PAGE = 25;

/** A link in the list of links: its holder, but not its token. */
export interface AccessLinkRow {
  id: string;
  kind: AccessLinkView["kind"];
  holder: string;
  /** The one forum it is for; null for every forum that takes registrations. */
  forum: ForumSubject | null;
  /** What kind of thing its one text is about, if that belongs to no forum, and its organisation. */
  about: "venue" | "group" | "post" | "page" | null;
  ownerOf: string | null;
  /** The language into which a translator's link allows translating. */
  language: string | null;
  createdAt: Date;
  /** Of a door's link: the end of the forum's day. */
  expiresAt: Date;
  state: "open" | "withdrawn" | "expired";
  /** How many families were registered with it. */
  registrations: number;
}

/**
 * One page of links, found by a part of their holder's name: valid links first, then the newest. Administrators see
 * all, staff those of the forums that they manage and of their organisations' venues, groups and posts.
 */
export async function searchAccessLinks(
  { by }: ListLinks,
  { text, page }: LinkSearchSchema,
  now = new Date(),
): Promise<{ links: AccessLinkRow[]; total: number; pages: number }> {
  const own: Prisma.AccessLinkWhereInput =
    by.kind !== "user" || hasRole(by, "administrator")
      ? {}
      : {
          OR: [
            { forum: { organisationId: { in: [...by.organisationIds] } } },
            { forumId: { in: [...by.forumIds] } },
            ...(["venue", "group", "post"] as const).map((owner) => ({
              item: { [owner]: { organisationId: { in: [...by.organisationIds] } } },
            })),
          ],
        };
  const where: Prisma.AccessLinkWhereInput = {
    ...own,
    ...(text && { holder: { contains: escapeLike(text), mode: "insensitive" } }),
  };
  const [total, rows] = await Promise.all([
    db().accessLink.count({ where }),
    db().accessLink.findMany({
      where,
      include: {
        forum: { select: { organisationId: true, startsAt: true, endsAt: true } },
        item: OWNER_OF,
        _count: { select: { registrations: true } },
      },
      // Withdrawn links last; the others by when they expire, latest first.
      orderBy: [{ revokedAt: { sort: "desc", nulls: "first" } }, { expiresAt: "desc" }, { id: "desc" }],
      skip: (page - 1) * LINKS_ON_A_PAGE,
      take: LINKS_ON_A_PAGE,
    }),
  ]);
  return {
    total,
    pages: pagesOf(total, LINKS_ON_A_PAGE),
    links: rows.map(
      ({ id, kind, holder, language, forumId, forum, item, createdAt, expiresAt: keptUntil, revokedAt, _count }) => {
        // The forum's day decides about a door's link, also after the forum is moved.
        const expiresAt = kind === "door" && forum ? new Date(+wholeDays(forum).until - 1) : keptUntil;
        return {
          id,
          kind,
          holder,
          language,
          forum: forumId && forum ? { forumId, organisationId: forum.organisationId } : null,
          ...ownerOf(item),
          createdAt,
          expiresAt,
          state: revokedAt ? "withdrawn" : expiresAt <= now ? "expired" : "open",
          registrations: _count.registrations,
        };
      },
    ),
  };
}

/** What the text of a link belongs to, unless that is a forum. */
const OWNER_OF = {
  select: {
    venue: { select: { organisationId: true } },
    group: { select: { organisationId: true } },
    post: { select: { organisationId: true } },
    page: { select: { id: true } },
  },
} as const;

type OwnerOf = Record<"venue" | "group" | "post", { organisationId: string | null } | null> & { page: object | null };

function ownerOf(item: OwnerOf | null): Pick<AccessLinkRow, "about" | "ownerOf"> {
  // The pages of the portal belong to no organisation.
  if (item?.page) return { about: "page", ownerOf: null };
  const about = (["venue", "group", "post"] as const).find((kind) => item?.[kind]) ?? null;
  return { about, ownerOf: (about && item?.[about]?.organisationId) ?? null };
}

/** The parts of a link that a policy needs; null if there is no such link. */
export async function findLinkSubject(id: string): Promise<WithdrawLink["subject"] | null> {
  const row = await db().accessLink.findUnique({
    where: { id },
    select: { forum: { select: { id: true, organisationId: true } }, item: OWNER_OF },
  });
  if (!row) return null;
  const forum = row.forum && { forumId: row.forum.id, organisationId: row.forum.organisationId };
  return { id, forum, ownerOf: ownerOf(row.item).ownerOf };
}

/** The demo's links with their tokens, for its mailbox page; null outside the demo, where no token is ever shown again. */
export async function listDemoLinks(): Promise<(AccessLinkView & { token: string })[] | null> {
  if (!env().DEMO) return null;
  const rows = await db().accessLink.findMany({
    where: { revokedAt: null, expiresAt: { gt: new Date() } },
    orderBy: { createdAt: "asc" },
    take: 10,
  });
  return rows.map(({ id, kind, holder, forumId, itemId, language }) => ({
    id,
    kind,
    holder,
    forumId,
    itemId,
    language,
    token: deriveToken(`link:${kind}`, id),
  }));
}

/** How long a new link can be shown to the person who made it. */
const SHOWN_FOR = 15 * MINUTE;

/**
 * What the page shows on which a link was just made; null after a quarter of an hour, and for a link that was withdrawn. Its
 * reader has the permission to make such links.
 */
export function toGivenLink(
  link: Pick<AccessLink, "id" | "kind" | "holder" | "createdAt" | "expiresAt" | "revokedAt">,
  now: Date,
): { holder: string; token: string; expiresAt: Date } | null {
  const { id, kind, holder, createdAt, expiresAt, revokedAt } = link;
  if (revokedAt || now.getTime() - createdAt.getTime() > SHOWN_FOR) return null;
  return { holder, expiresAt, token: deriveToken(`link:${kind}`, id) };
}

/** The secret of a demo account's generator, whose codes the demo shows. */
export function demoSecret(userId: string): Buffer {
  return deriveSecret("demo-totp", userId);
}

/** The demo's accounts with the current code of each generator; null outside the demo. */
export async function listDemoAccounts(): Promise<
  { email: string; name: string | null; roles: Role[]; code: string | null }[] | null
> {
  if (!env().DEMO) return null;
  const rows = await db().user.findMany({
    where: { email: { endsWith: "@demo.example" } },
    include: { roles: true, secondFactor: { select: { userId: true } } },
    orderBy: { createdAt: "asc" },
  });
  return rows.map(({ id, email, name, roles, secondFactor }) => ({
    email,
    name,
    roles: roles.map(({ role }) => role),
    code: secondFactor ? totpCode(demoSecret(id)) : null,
  }));
}

/** A one-time link that was sent by mail. */
export interface PendingSignIn {
  id: string;
  email: string;
  locale: Locale;
  /** Where to redirect afterwards. */
  next: string | null;
}

interface PendingRow {
  id: string;
  identifier: string;
  locale: string;
  next: string | null;
  expires: Date;
}

function toPending(row: PendingRow | null, now: Date): PendingSignIn | null {
  if (!row || row.expires <= now) return null;
  const { id, identifier, locale, next } = row;
  return { id, email: identifier, locale: isLocale(locale) ? locale : "fi", next };
}

/** The sign-in that waits for its code, by id; null if it was used or has expired. */
export async function findPendingSignIn(id: string, now = new Date()): Promise<PendingSignIn | null> {
  return toPending(await db().verificationToken.findUnique({ where: { id } }), now);
}

/** The sign-in that a mailed link opens; null for any other token, and if it was used or has expired. */
export async function findPendingSignInByLink(token: string, now = new Date()): Promise<PendingSignIn | null> {
  if (!looksLikeToken(token)) return null;
  return toPending(await db().verificationToken.findUnique({ where: { linkHash: hashToken(token) } }), now);
}

/** The user of a session, and what the session still needs. */
export interface LoginSessionView {
  loginSessionId: string;
  actor: UserActor;
  locale: Locale;
  secondFactor: SecondFactorState;
  /** They have recovery codes that they have not noted yet. */
  codesToNote: boolean;
  rotatedAt: Date;
  /** When it ends without further use, and when it ends in any case. */
  endsAt: Date;
  lastsUntil: Date;
}

/** What a cookie's token leads to: a session, or a session of which someone kept a copy of an old token. */
export type FoundLoginSession =
  | { kind: "session"; session: LoginSessionView; times: SessionTimes }
  | { kind: "copied"; loginSessionId: string; userId: string };

/**
 * The session that a cookie's token opens, with its user's present roles; null if it has ended, expired or been
 * revoked, or its user is locked. A token from before the last rotation is valid for a minute.
 */
export async function findLoginSession(token: string, now = new Date()): Promise<FoundLoginSession | null> {
  if (!/^[\w-]{43}$/.test(token)) return null;
  const hash = hashToken(token);
  const row = await db().loginSession.findFirst({
    where: { OR: [{ tokenHash: hash }, { previousHash: hash }] },
    include: {
      user: {
        include: {
          ...{ roles: true, memberships: true, responsibilities: true, secondFactor: true },
          groups: { select: { groupId: true } },
        },
      },
    },
  });
  if (!row || row.user.lockedAt) return null;
  const { user } = row;
  const roles = user.roles.map(({ role }) => role);
  if (!isAlive(row, roles, now)) return null;
  if (!hash.equals(row.tokenHash) && !previousCounts(row.rotatedAt, now))
    return { kind: "copied", loginSessionId: row.id, userId: user.id };
  const secondFactor = secondFactorState({ roles, added: user.secondFactor !== null, shownAt: row.secondFactorAt });
  const session: LoginSessionView = {
    loginSessionId: row.id,
    locale: isLocale(user.locale) ? user.locale : "fi",
    secondFactor,
    codesToNote: user.secondFactor !== null && user.secondFactor.codesNotedAt === null,
    rotatedAt: row.rotatedAt,
    ...sessionEnds(row, roles),
    actor: {
      kind: "user",
      id: user.id,
      email: user.email,
      name: user.name,
      roles,
      organisationIds: user.memberships.map(({ organisationId }) => organisationId),
      forumIds: user.responsibilities.flatMap(({ forumId, kind }) => (kind === "arranges" ? forumId : [])),
      forumSessionIds: user.responsibilities.flatMap(({ sessionId }) => sessionId ?? []),
      hostedSessionIds: user.responsibilities.flatMap(({ sessionId, kind }) => (kind === "hosts" && sessionId) || []),
      ledGroupIds: user.groups.map(({ groupId }) => groupId),
      cleared: secondFactor === "not_needed" || secondFactor === "shown",
      trace: null,
    },
  };
  return { kind: "session", session, times: row };
}

export interface AccountView {
  email: string;
  name: string | null;
  locale: Locale;
  createdAt: Date;
  organisations: string[];
  hasSecondFactor: boolean;
  recoveryCodesLeft: number;
  /** Where they are signed in, newest first. */
  loginSessions: { id: string; createdAt: Date; lastSeenAt: Date }[];
}

/** The user's own account. */
export async function getAccount(permit: OwnAccount): Promise<AccountView> {
  const user = await db().user.findUniqueOrThrow({
    where: { id: permit.subject.userId },
    include: {
      memberships: { include: { organisation: true } },
      secondFactor: { include: { recoveryCodes: { where: { usedAt: null } } } },
      loginSessions: { where: { expires: { gt: new Date() } }, orderBy: { lastSeenAt: "desc" } },
    },
  });
  return {
    email: user.email,
    name: user.name,
    locale: isLocale(user.locale) ? user.locale : "fi",
    createdAt: user.createdAt,
    organisations: user.memberships.map(({ organisation }) => organisation.name),
    hasSecondFactor: user.secondFactor !== null,
    recoveryCodesLeft: user.secondFactor?.recoveryCodes.length ?? 0,
    loginSessions: user.loginSessions.map(({ id, createdAt, lastSeenAt }) => ({ id, createdAt, lastSeenAt })),
  };
}

/** How many recovery codes there are in a set. */
const RECOVERY_CODES = 10;

/** The recovery codes of a set, derived from its id. */
export function deriveRecoveryCodes(set: string): string[] {
  return Array.from({ length: RECOVERY_CODES }, (_, n) => deriveWord("recovery", `${set}:${n}`));
}

/** The user's recovery codes until they have noted them; null afterwards, when nothing can show them any more. */
export async function listUnnotedRecoveryCodes(permit: OwnAccount): Promise<string[] | null> {
  const factor = await db().secondFactor.findUnique({ where: { userId: permit.subject.userId } });
  return factor && factor.codesNotedAt === null ? deriveRecoveryCodes(factor.codesSet) : null;
}

/** An invitation that can still be accepted. */
export interface InvitationView {
  id: string;
  email: string;
  role: Role;
  organisation: string | null;
  invitedBy: string;
  locale: Locale;
  expiresAt: Date;
}

/**
 * The invitation with an id or behind a mailed link; null if it was accepted, withdrawn or has expired, or its sender
 * no longer has an account.
 */
export async function findInvitation(
  key: { id: string } | { token: string },
  now = new Date(),
): Promise<InvitationView | null> {
  if ("token" in key && !looksLikeToken(key.token)) return null;
  const row = await db().invitation.findUnique({
    where: "id" in key ? { id: key.id } : { tokenHash: hashToken(key.token) },
    include: { organisation: true, invitedBy: true },
  });
  if (!row?.invitedBy || row.acceptedAt || row.withdrawnAt || row.expiresAt <= now) return null;
  const { id, email, role, organisation, invitedBy, locale, expiresAt } = row;
  return {
    id,
    email,
    role: role,
    organisation: organisation?.name ?? null,
    invitedBy: invitedBy.name ?? invitedBy.email,
    locale: isLocale(locale) ? locale : "fi",
    expiresAt,
  };
}

/**
 * The users who look after a forum or a part of it, or after one session, and whose accounts are not locked. For
 * notifying them within a command.
 */
export async function listResponsible(
  tx: Tx,
  forumId: string,
  sessionId?: string,
): Promise<{ id: string; email: string; locale: string }[]> {
  return tx.user.findMany({
    where: { lockedAt: null, responsibilities: { some: { forumId, ...(sessionId && { sessionId }) } } },
    select: { id: true, email: true, locale: true },
    orderBy: { id: "asc" },
  });
}

/** Users' names, or else their addresses, by the ids of their accounts. */
export async function listUserNames(_permit: ReadAudit, { ids }: AuditKeys): Promise<Map<string, string>> {
  const rows = await db().user.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true, email: true },
  });
  return new Map(rows.map(({ id, name, email }) => [id, name ?? email]));
}

/** The ids of accounts whose address contains a text: at most 50. */
export async function listUserIdsByEmail(_permit: ReadAudit, text: string): Promise<string[]> {
  const rows = await db().user.findMany({
    where: { email: { contains: escapeLike(text), mode: "insensitive" } },
    select: { id: true },
    take: 50,
  });
  return rows.map(({ id }) => id);
}

/** The holders of links, by the ids of the links. */
export async function listLinkHolders(_permit: ReadAudit, { ids }: AuditKeys): Promise<Map<string, string>> {
  const rows = await db().accessLink.findMany({ where: { id: { in: ids } }, select: { id: true, holder: true } });
  return new Map(rows.map(({ id, holder }) => [id, holder]));
}

/** The ids of the links for one forum, by its slug. */
export async function listLinkIdsOfForum(_permit: ReadAudit, slug: string): Promise<string[]> {
  const rows = await db().accessLink.findMany({ where: { forum: { slug } }, select: { id: true } });
  return rows.map(({ id }) => id);
}
