import "server-only";
import type { OwnAccount } from "@/features/accounts/policy";
import { getAccount } from "@/features/accounts/queries";
import { IS_SEATED, PEOPLE_OF_PARTY } from "@/features/capacity/queries";
import { listOwnNotesToStaff } from "@/features/group-notes/queries";
import { listOwnTickets, type TicketView, tryOpenNeeds } from "@/features/registration/queries";
import { ACCESS_NEEDS, DIETS, type NeedsSchema } from "@/features/registration/schema";
import { listOwnNotes } from "@/features/session-notes/queries";
import { listEnteredHours } from "@/features/tutor-hours/queries";
import type { Locale } from "@/i18n/locales";
import { db } from "@/platform/db/client";
import { hashToken, looksLikeToken } from "@/platform/security/tokens";
import type { CountForumNeeds } from "./policy";

/** How many people of a forum have which need: numbers and free remarks for caterers, never names. */
export interface NeedsCount {
  /** People who have a seat. */
  people: number;
  /** Those of them whose needs do not open because DATA_KEY has changed; somebody must ask them. */
  closed: number;
  needs: { need: (typeof DIETS)[number] | (typeof ACCESS_NEEDS)[number]; people: number }[];
  notes: string[];
}

/** Whether a link's party hears about later forums; null if the link opens nothing. */
export async function wantsLaterForums(token: string): Promise<boolean | null> {
  if (!looksLikeToken(token)) return null;
  const hash = hashToken(token);
  const row = await db().registration.findFirst({
    where: { OR: [{ tokenHash: hash }, { formerHashes: { has: hash } }] },
    select: { consents: { where: { kind: "later_forums", withdrawnAt: null }, select: { id: true } } },
  });
  return row && row.consents.length > 0;
}

/** Everything stored about a party, machine-readable (GDPR, article 20). */
export function toTicketExport(ticket: Omit<TicketView, "waitingPosition"> & { waitingPosition?: unknown }) {
  const { id: _, token: __, forum, offers: ___, waitingPosition: ____, arrivals, ...data } = ticket;
  const { slug, startsAt, endsAt, text } = forum;
  return {
    forum: { slug, title: text.title, startsAt, endsAt },
    ...data,
    arrivals: arrivals.map(({ at, people, undone }) => ({
      ...{ at, undone },
      people: people.flatMap((position) => data.people[position]?.name ?? []),
    })),
  };
}

/** Everything stored about an account and the registrations with its address, machine-readable. */
export async function getAccountExport(permit: OwnAccount, locale: Locale) {
  const { userId } = permit.subject;
  const own = { byKind: "user", byId: userId };
  const saved = { itemId: true, language: true, number: true, at: true } as const;
  const [
    account,
    tickets,
    textDrafts,
    textsSaved,
    textsChecked,
    groups,
    sessionNotes,
    groupNotes,
    tutorHours,
    callTries,
  ] = await Promise.all([
    getAccount(permit),
    listOwnTickets(permit, locale),
    db().contentDraft.findMany({ where: { userId }, select: { itemId: true, language: true, fields: true, at: true } }),
    db().contentRevision.findMany({ where: own, select: saved, orderBy: { at: "asc" } }),
    db().contentCheck.findMany({ where: own, select: { ...saved, fields: true }, orderBy: { at: "asc" } }),
    db().groupTutor.findMany({
      where: { userId },
      select: { group: { select: { slug: true } }, shownName: true, languages: true, agreedAt: true, since: true },
      orderBy: { since: "asc" },
    }),
    listOwnNotes(permit),
    listOwnNotesToStaff(permit),
    listEnteredHours(permit),
    db().callTry.findMany({ where: { byUserId: userId }, select: { at: true, outcome: true }, orderBy: { at: "asc" } }),
  ]);
  const { loginSessions, ...data } = account;
  return {
    account: { ...data, loginSessions: loginSessions.map(({ createdAt, lastSeenAt }) => ({ createdAt, lastSeenAt })) },
    registrations: tickets.map(toTicketExport),
    // Of texts written for others, only the fact: the words belong to the organisation.
    texts: { drafts: textDrafts, saved: textsSaved, checked: textsChecked },
    // What the public page of each group shows of its tutor, and since when they have agreed to it.
    groups: groups.map(({ group, ...tutor }) => ({ group: group.slug, ...tutor })),
    sessionNotes,
    groupNotes,
    tutorHours,
    // Whom they called is not theirs.
    callTries,
  };
}

/** Counts the diet and access needs of people with a seat in a forum, under consents that have not been withdrawn. */
export async function countNeeds(permit: CountForumNeeds): Promise<NeedsCount> {
  const rows = await db().$queryRaw<{ registrationId: string; position: number; sealedNeeds: Uint8Array | null }[]>`
    SELECT p."registrationId", p.position, p."sealedNeeds"
    FROM "Registration" r CROSS JOIN LATERAL ${PEOPLE_OF_PARTY} p
    WHERE r."forumId" = ${permit.subject.forumId}::uuid AND ${IS_SEATED}`;
  const told: NeedsSchema[] = [];
  let closed = 0;
  for (const { registrationId, position, sealedNeeds } of rows) {
    if (!sealedNeeds) continue;
    const needs = tryOpenNeeds(sealedNeeds, registrationId, position);
    if (needs) told.push(needs);
    else closed += 1;
  }
  const count = [...DIETS, ...ACCESS_NEEDS].map((need) => ({
    need,
    people: told.filter(({ diet, access }) => [...diet, ...access].includes(need)).length,
  }));
  return {
    people: rows.length,
    closed,
    needs: count.filter(({ people }) => people > 0),
    // Sorted, so that the order does not reveal whose they are.
    notes: told
      .map(({ note }) => note)
      .filter(Boolean)
      .sort(),
  };
}
