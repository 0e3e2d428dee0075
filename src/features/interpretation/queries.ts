import "server-only";
import { cache } from "react";
import type { OpenWorkspace } from "@/features/accounts/policy";
import { getCapacity, IS_SEATED, PEOPLE_OF_PARTY } from "@/features/capacity/queries";
import { type ForumSessionView, type ForumView, listForumsById, searchForumsOf } from "@/features/forums/queries";
import { isUrgent } from "@/features/notifications/registry";
import { channelsFor } from "@/features/notifications/rules";
import type { Reach } from "@/features/notifications/schema";
import type { Locale } from "@/i18n/locales";
import { isSpokenLanguage, type SpokenLanguage } from "@/i18n/spoken-languages";
import { db, type Tx } from "@/platform/db/client";
import { lastGood } from "@/platform/last-good";
import type { DecideInterpretation } from "./policy";
import { DEFAULT_THRESHOLD, type InterpreterPromise, type LanguageStanding, orderDeadline, promiseFor } from "./rules";

/** People who need an interpreter, at dialect level. */
interface Demand {
  language: SpokenLanguage;
  /** All who need it, including people who wait for a seat. */
  people: number;
  /** Those of them who have a seat. */
  seated: number;
  /** By session that they chose, even if they wait for a seat at it. */
  sessions: Record<string, number>;
}

/** Counts the people who need an interpreter, per language and per session, most needed first. No names. */
async function readDemand(forumId: string, client: Tx = db()): Promise<Demand[]> {
  const rows = await client.$queryRaw<Demand[]>`
    WITH needing AS (
      SELECT p."spokenLanguage" AS language, p."sessionIds",
        ${IS_SEATED} AS seated
      FROM "Registration" r CROSS JOIN LATERAL ${PEOPLE_OF_PARTY} p
      WHERE r."forumId" = ${forumId}::uuid AND r.status NOT IN ('cancelled', 'lapsed') AND p."needsInterpretation"
    )
    SELECT n.language, COUNT(*)::int AS people, (COUNT(*) FILTER (WHERE n.seated))::int AS seated,
      COALESCE((
        SELECT jsonb_object_agg(id, people) FROM (
          SELECT id, COUNT(*)::int AS people FROM needing m, unnest(m."sessionIds") id
          WHERE m.language = n.language GROUP BY id
        ) chosen), '{}') AS sessions
    FROM needing n GROUP BY n.language ORDER BY people DESC, n.language`;
  return rows.filter(({ language }) => isSpokenLanguage(language));
}

/** Whom a decision about a language would be told to: how many parties, and how many messages on each channel. */
export interface DecisionPreview {
  parties: number;
  byMail: number;
  texts: number;
  calls: number;
}

/** Counts whom `decideLanguage` would tell: nobody if the state stays the same or becomes requested again. */
export async function previewDecision(
  permit: DecideInterpretation,
  { language, state }: { language: SpokenLanguage; state: LanguageStanding["state"] },
): Promise<DecisionPreview> {
  const { forumId } = permit.subject;
  const preview = { parties: 0, byMail: 0, texts: 0, calls: 0 };
  const before = await db().forumLanguage.findUnique({ where: { forumId_language: { forumId, language } } });
  if (state === "requested" || before?.state === state) return preview;
  // Grouped by the channels that reach them, so that thousands are a few rows.
  const kinds = await db().$queryRaw<(Reach & { parties: number })[]>`
    SELECT CASE WHEN r.email IS NOT NULL THEN 'email' END AS email, CASE WHEN r.phone IS NOT NULL THEN 'phone' END AS phone,
      r."contactWay"::text, CASE WHEN r."emailRefusedAt" IS NOT NULL THEN now() END AS "emailRefusedAt",
      CASE WHEN r."phoneRefusedAt" IS NOT NULL THEN now() END AS "phoneRefusedAt", COUNT(*)::int AS parties
    FROM "Registration" r
    WHERE r."forumId" = ${forumId}::uuid AND r.status NOT IN ('cancelled', 'lapsed') AND r."anonymisedAt" IS NULL
      AND EXISTS (
        SELECT FROM "Participant" p WHERE p."registrationId" = r.id AND p."needsInterpretation"
          AND p."spokenLanguage" = ${language})
    GROUP BY 1, 2, 3, 4, 5`;
  const counted = { email: "byMail", sms: "texts", call: "calls" } as const;
  for (const { parties, ...reach } of kinds) {
    preview.parties += parties;
    for (const { channel } of channelsFor(isUrgent(`interpretation_${state}`), reach))
      preview[counted[channel]] += parties;
  }
  return preview;
}

/** One language of a forum as staff see it. */
export interface LanguageOverview extends Demand {
  state: LanguageStanding["state"] | null;
  main: boolean;
  threshold: number;
  deadline: Date;
}

/** Every language that a forum names or somebody needs, with its demand. Read once per page. */
export const listForumLanguages = cache(async (forumId: string): Promise<LanguageOverview[]> => {
  const [demand, forum] = await Promise.all([
    readDemand(forumId),
    db().forum.findUniqueOrThrow({ where: { id: forumId }, select: { startsAt: true, languages: true } }),
  ]);
  const languages = new Set([
    ...demand.map(({ language }) => language),
    ...forum.languages.map(({ language }) => language),
  ]);
  return [...languages].filter(isSpokenLanguage).map((language) => {
    const row = forum.languages.find((each) => each.language === language);
    return {
      ...(demand.find((each) => each.language === language) ?? { language, people: 0, seated: 0, sessions: {} }),
      state: row?.state ?? null,
      main: row?.main ?? false,
      threshold: row?.threshold ?? DEFAULT_THRESHOLD,
      deadline: orderDeadline(forum.startsAt, language, row?.deadlineAt ?? null),
    };
  });
});

/**
 * What a forum can promise now for some spoken languages. While the database does not answer, uses what was last known,
 * because a form that comes back then shows it too, even as a page without JavaScript.
 */
export async function listInterpreterPromises(
  forumId: string,
  languages: readonly SpokenLanguage[],
  now = new Date(),
): Promise<Map<SpokenLanguage, { promise: InterpreterPromise; deadline: Date }>> {
  const { value: forum } = await lastGood(`interpretation:promises:${forumId}`, () =>
    db().forum.findUniqueOrThrow({ where: { id: forumId }, select: { startsAt: true, languages: true } }),
  );
  return new Map(
    languages.map((language) => {
      const row = forum.languages.find((each) => each.language === language) ?? null;
      const deadline = orderDeadline(forum.startsAt, language, row?.deadlineAt ?? null);
      return [language, { promise: promiseFor(row, deadline, now), deadline }];
    }),
  );
}

/** The same for many forums, by their ids: what each can promise for a language. */
export async function listPromisesByForum(
  forumIds: readonly string[],
  now = new Date(),
): Promise<Map<string, (language: SpokenLanguage) => InterpreterPromise>> {
  const forums = await db().forum.findMany({
    where: { id: { in: [...new Set(forumIds)] } },
    select: { id: true, startsAt: true, languages: true },
  });
  return new Map(
    forums.map(({ id, startsAt, languages }) => [
      id,
      (language) => {
        const row = languages.find((each) => each.language === language) ?? null;
        return promiseFor(row, orderDeadline(startsAt, language, row?.deadlineAt ?? null), now);
      },
    ]),
  );
}

/** A session that the user looks after: its time, its place, and how many come. Only numbers, never names. */
export interface OwnForumSessionView {
  session: ForumSessionView;
  forum: ForumView;
  /** People who have a seat at it. */
  people: number;
  /** How many people who chose it need an interpreter, by language. */
  interpretation: { language: SpokenLanguage; people: number }[];
}

/** The sessions that the user looks after in coming forums. */
export async function listOwnForumSessions(permit: OpenWorkspace, locale: Locale): Promise<OwnForumSessionView[]> {
  const { by } = permit;
  if (by.kind !== "user" || by.forumSessionIds.length === 0) return [];
  const { forums: cards } = await searchForumsOf(
    locale,
    { forumIds: [], sessionIds: by.forumSessionIds, organisationIds: [] },
    { text: "", when: "coming", page: 1 },
  );
  const forums = await listForumsById(
    locale,
    cards.map(({ id }) => id),
  );
  const found = await Promise.all(
    cards.map(async ({ id }): Promise<OwnForumSessionView[]> => {
      const forum = forums.get(id);
      if (!forum) return [];
      const [{ taken }, languages] = await Promise.all([getCapacity(forum.id), listForumLanguages(forum.id)]);
      return forum.sessions
        .filter(({ id }) => by.forumSessionIds.includes(id))
        .map((session) => ({
          session,
          forum,
          people: taken[`session:${session.id}`] ?? 0,
          interpretation: languages.flatMap(({ language, sessions }) => {
            const people = sessions[session.id] ?? 0;
            return people > 0 ? [{ language, people }] : [];
          }),
        }));
    }),
  );
  return found.flat();
}
