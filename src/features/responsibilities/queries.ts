import "server-only";
import { Permit } from "@/features/access/policy";
import type { Role } from "@/features/access/schema";
import type { OpenWorkspace } from "@/features/accounts/policy";
import { PUBLISHED_EDITIONS } from "@/features/content/queries";
import { textFor } from "@/features/content/rules";
import { canManageForum } from "@/features/forums/policy";
import type { Locale } from "@/i18n/locales";
import { db, type Tx } from "@/platform/db/client";
import type { Prisma } from "@/platform/db/generated/client";
import type { NameResponsible } from "./policy";
import { roleRefusal } from "./rules";
import type { ResponsibilityKind } from "./schema";

/** Somebody who does something for a forum. */
export interface ResponsibleView {
  id: string;
  kind: ResponsibilityKind;
  /** Null: the whole forum. */
  sessionId: string | null;
  name: string | null;
  email: string;
}

/** Who arranges a forum, hosts its sessions and interprets, in the order of the programme. */
export async function listResponsibilities({ subject: { forumId } }: NameResponsible): Promise<ResponsibleView[]> {
  const rows = await db().responsibility.findMany({
    where: { forumId, user: { lockedAt: null } },
    select: { id: true, kind: true, sessionId: true, user: { select: { name: true, email: true } } },
    orderBy: [{ kind: "asc" }, { session: { startsAt: "asc" } }, { session: { position: "asc" } }, { id: "asc" }],
  });
  return rows.map(({ user, ...row }) => ({ ...row, ...user }));
}

/** Somebody who works here, as messages need to know them. */
export interface Person {
  id: string;
  email: string;
  locale: string;
}

/**
 * Finds somebody who works here by their address, within a command. The answer is the same for an unknown address, an account
 * without a role and a locked account, so that nobody learns which of them it is.
 */
export async function findPerson(
  tx: Tx,
  { email, kind }: { email: string; kind: ResponsibilityKind },
): Promise<{ ok: true; person: Person } | { ok: false; reason: NonNullable<ReturnType<typeof roleRefusal>> }> {
  const user = await tx.user.findUnique({
    where: { email, lockedAt: null },
    select: { id: true, email: true, locale: true, roles: { select: { role: true } } },
  });
  const reason = roleRefusal(kind, user?.roles.map(({ role }): Role => role) ?? []);
  if (!user || reason) return { ok: false, reason: reason ?? "person_unknown" };
  return { ok: true, person: user };
}

const TITLED = {
  select: {
    ...{ id: true, slug: true, organisationId: true, status: true, startsAt: true, endsAt: true },
    editions: PUBLISHED_EDITIONS,
    venue: { select: { name: true } },
  },
} as const;
const SESSION = {
  select: { id: true, startsAt: true, endsAt: true, room: true, editions: PUBLISHED_EDITIONS },
} as const;

/** Something that somebody looks after, as they read about it. */
export interface ResponsibilityView {
  id: string;
  kind: ResponsibilityKind;
  forum: {
    id: string;
    slug: string;
    title: string;
    /** The language of the title; undefined if the title is only a name. */
    locale: string | undefined;
    organisationId: string;
    isDraft: boolean;
    startsAt: Date;
    endsAt: Date;
    venueName: string;
  };
  /** Null: the whole forum. */
  session: {
    id: string;
    title: string | null;
    locale: string | undefined;
    room: string | null;
    startsAt: Date;
    endsAt: Date;
  } | null;
}

/** Responsibilities in forums that are neither cancelled nor over, the soonest first. */
async function readResponsibilities(
  which: Prisma.ResponsibilityWhereInput,
  locale: Locale,
  now: Date,
): Promise<ResponsibilityView[]> {
  const rows = await db().responsibility.findMany({
    where: { AND: [which, { forum: { status: { not: "cancelled" }, endsAt: { gt: now } } }] },
    select: { id: true, kind: true, forum: TITLED, session: SESSION },
    orderBy: [{ forum: { startsAt: "asc" } }, { forumId: "asc" }, { kind: "asc" }, { id: "asc" }],
  });
  return rows.map(({ id, kind, forum: { editions, venue, status, ...forum }, session }) => {
    const text = textFor("forum", editions, locale);
    const words = session && textFor("session", session.editions, locale);
    return {
      id,
      kind,
      forum: {
        ...forum,
        title: text?.words.title ?? forum.slug,
        locale: text?.locale,
        isDraft: status === "draft",
        venueName: venue.name,
      },
      session: session && {
        id: session.id,
        title: words?.words.title ?? null,
        locale: words?.locale,
        room: session.room,
        startsAt: session.startsAt,
        endsAt: session.endsAt,
      },
    };
  });
}

/** What a user looks after in coming forums, drafts included, and whether they manage each forum. */
export async function listOwnResponsibilities(
  { by }: OpenWorkspace,
  locale: Locale,
  now = new Date(),
): Promise<(ResponsibilityView & { manages: boolean })[]> {
  if (by.kind !== "user") return [];
  const responsibilities = await readResponsibilities({ userId: by.id }, locale, now);
  return responsibilities.map((responsibility) => ({
    ...responsibility,
    manages:
      Permit.ask(canManageForum, by, {
        forumId: responsibility.forum.id,
        organisationId: responsibility.forum.organisationId,
      }) !== null,
  }));
}

/** For the letter about one act: what it gave somebody that they still have, in forums that are neither cancelled nor over. */
export async function listGiven(givenIn: string, locale: Locale, now: Date): Promise<ResponsibilityView[]> {
  return readResponsibilities({ givenIn, user: { lockedAt: null } }, locale, now);
}

/** A session's title for a letter; null if it no longer exists. */
export async function findSessionTitle(sessionId: string, locale: Locale): Promise<string | null> {
  const row = await db().forumSession.findUnique({ where: { id: sessionId }, select: SESSION.select });
  return row && (textFor("session", row.editions, locale)?.words.title ?? row.room);
}

/** A forum's title and time for a letter, also of a draft; null if it no longer exists. */
export async function findForumTitle(
  forumId: string,
  locale: Locale,
): Promise<{ title: string; locale: string | undefined; startsAt: Date; endsAt: Date } | null> {
  const row = await db().forum.findUnique({ where: { id: forumId }, select: TITLED.select });
  const text = row && textFor("forum", row.editions, locale);
  return (
    row && { title: text?.words.title ?? row.slug, locale: text?.locale, startsAt: row.startsAt, endsAt: row.endsAt }
  );
}
