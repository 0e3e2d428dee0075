import "server-only";
import { hasRole } from "@/features/access/policy";
import type { Role } from "@/features/access/schema";
import type { ReadAudit } from "@/features/audit/policy";
import type { AuditKeys } from "@/features/audit/schema";
import { isLocale, type Locale } from "@/i18n/locales";
import { pagesOf } from "@/i18n/page-number";
import { db, escapeLike } from "@/platform/db/client";
import type { Prisma } from "@/platform/db/generated/client";
import type { ListInvitations, ListUsers, ManageUser } from "./policy";
import type { InvitationSearchSchema, UserSearchSchema } from "./schema";

export interface UserRow {
  id: string;
  email: string;
  name: string | null;
  roles: readonly Role[];
  organisations: string[];
  lastSeenAt: Date | null;
  locked: boolean;
}

const USERS_ON_A_PAGE = 25;

/** One page of accounts, found by a part of their name or address and by role, last seen first. */
export async function searchUsers(
  _permit: ListUsers,
  { text, role, page }: UserSearchSchema,
): Promise<{ users: UserRow[]; total: number; pages: number }> {
  const holds = { contains: escapeLike(text), mode: "insensitive" } as const;
  const where: Prisma.UserWhereInput = {
    ...(text && { OR: [{ email: holds }, { name: holds }] }),
    ...(role && { roles: role === "participant" ? { none: {} } : { some: { role: role } } }),
  };
  const [total, rows] = await Promise.all([
    db().user.count({ where }),
    db().user.findMany({
      where,
      include: { roles: true, memberships: { include: { organisation: true } } },
      orderBy: [{ lastSeenAt: { sort: "desc", nulls: "last" } }, { id: "asc" }],
      skip: (page - 1) * USERS_ON_A_PAGE,
      take: USERS_ON_A_PAGE,
    }),
  ]);
  return {
    total,
    pages: pagesOf(total, USERS_ON_A_PAGE),
    users: rows.map(({ id, email, name, roles, memberships, lastSeenAt, lockedAt }) => ({
      id,
      email,
      name,
      roles: roles.map(({ role }) => role),
      organisations: memberships.map(({ organisation }) => organisation.name),
      lastSeenAt,
      locked: lockedAt !== null,
    })),
  };
}

export interface UserView extends UserRow {
  locale: Locale;
  createdAt: Date;
  organisationIds: string[];
  forumIds: string[];
  sessionIds: string[];
  hasSecondFactor: boolean;
  /** In how many browsers they are signed in. */
  sessions: number;
}

/** One account; null if there is none. */
export async function findUser(permit: ManageUser): Promise<UserView | null> {
  const row = await db().user.findUnique({
    where: { id: permit.subject.userId },
    include: {
      roles: true,
      memberships: { include: { organisation: true } },
      responsibilities: true,
      secondFactor: { select: { userId: true } },
      _count: { select: { loginSessions: { where: { expires: { gt: new Date() } } } } },
    },
  });
  return (
    row && {
      id: row.id,
      email: row.email,
      name: row.name,
      roles: row.roles.map(({ role }) => role),
      organisations: row.memberships.map(({ organisation }) => organisation.name),
      organisationIds: row.memberships.map(({ organisationId }) => organisationId),
      forumIds: row.responsibilities.flatMap(({ forumId, sessionId }) => (sessionId ? [] : forumId)),
      sessionIds: row.responsibilities.flatMap(({ sessionId }) => sessionId ?? []),
      lastSeenAt: row.lastSeenAt,
      locked: row.lockedAt !== null,
      locale: isLocale(row.locale) ? row.locale : "fi",
      createdAt: row.createdAt,
      hasSecondFactor: row.secondFactor !== null,
      sessions: row._count.loginSessions,
    }
  );
}

/** The organisations that still arrange forums, by name, and others by id, e.g. those that a user already works for. */
export async function listOrganisations(also: readonly string[] = []): Promise<{ id: string; name: string }[]> {
  return db().organisation.findMany({
    where: { OR: [{ retiredAt: null }, { id: { in: [...also] } }] },
    select: { id: true, name: true },
    orderBy: { name: "asc" },
  });
}

export interface InvitationRow {
  id: string;
  email: string;
  role: Role;
  organisation: string | null;
  organisationId: string | null;
  invitedById: string | null;
  createdAt: Date;
  expiresAt: Date;
  state: "open" | "accepted" | "withdrawn" | "expired";
}

const INVITATIONS_ON_A_PAGE = 25;

/** The state of an invitation. Nobody can accept one without an inviter: it counts as withdrawn. */
function stateOf(
  row: { acceptedAt: Date | null; withdrawnAt: Date | null; invitedById: string | null; expiresAt: Date },
  now: Date,
): InvitationRow["state"] {
  if (row.acceptedAt) return "accepted";
  if (row.withdrawnAt || row.invitedById === null) return "withdrawn";
  return row.expiresAt <= now ? "expired" : "open";
}

/**
 * One page of invitations, found by a part of their address, newest first: administrators see all, staff those of their
 * organisations and their own.
 */
export async function searchInvitations(
  permit: ListInvitations,
  { text, page }: InvitationSearchSchema,
  now = new Date(),
): Promise<{ invitations: InvitationRow[]; total: number; pages: number }> {
  const { by } = permit;
  const where: Prisma.InvitationWhereInput = {
    ...(text && { email: { contains: escapeLike(text), mode: "insensitive" } }),
    ...(by.kind === "user" &&
      !hasRole(by, "administrator") && {
        OR: [{ invitedById: by.id }, { organisationId: { in: [...by.organisationIds] } }],
      }),
  };
  const [total, rows] = await Promise.all([
    db().invitation.count({ where }),
    db().invitation.findMany({
      where,
      include: { organisation: true },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      skip: (page - 1) * INVITATIONS_ON_A_PAGE,
      take: INVITATIONS_ON_A_PAGE,
    }),
  ]);
  const invitations = rows.map(
    (row): InvitationRow => ({
      id: row.id,
      email: row.email,
      role: row.role,
      organisation: row.organisation?.name ?? null,
      organisationId: row.organisationId,
      invitedById: row.invitedById,
      createdAt: row.createdAt,
      expiresAt: row.expiresAt,
      state: stateOf(row, now),
    }),
  );
  return { invitations, total, pages: pagesOf(total, INVITATIONS_ON_A_PAGE) };
}

/** The parts of an invitation that a policy needs; null if there is none. */
export async function findInvitationSubject(
  id: string,
): Promise<{ id: string; invitedById: string | null; organisationId: string | null } | null> {
  return db().invitation.findUnique({ where: { id }, select: { id: true, invitedById: true, organisationId: true } });
}

/** The addresses of invited people, by the ids of the invitations. */
export async function listInvitedAddresses(_permit: ReadAudit, { ids }: AuditKeys): Promise<Map<string, string>> {
  const rows = await db().invitation.findMany({ where: { id: { in: ids } }, select: { id: true, email: true } });
  return new Map(rows.map(({ id, email }) => [id, email]));
}
