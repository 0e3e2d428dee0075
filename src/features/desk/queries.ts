import "server-only";
import type { OpenWorkspace } from "@/features/accounts/policy";
import { type AgendaSession, type ForumPage, listForumsOf, loadForum } from "@/features/forums/queries";
import { listLanguages } from "@/features/interpretation/queries";
import { readPlacesOf } from "@/features/places/queries";
import type { Locale } from "@/i18n/locales";
import type { SpokenLanguage } from "@/i18n/spoken-languages";

/** A session that somebody looks after: when and where it is, and how many come. Numbers only, never who. */
export interface OwnSession {
  session: AgendaSession;
  forum: ForumPage;
  /** People who have a seat at it. */
  people: number;
  /** How many of those who chose it need an interpreter, by language. */
  interpretation: { language: SpokenLanguage; people: number }[];
}

/** The sessions that somebody looks after, of coming forums first. */
export async function listOwnSessions(permit: OpenWorkspace, locale: Locale): Promise<OwnSession[]> {
  const { by } = permit;
  if (by.kind !== "user" || by.sessionIds.length === 0) return [];
  const cards = await listForumsOf(locale, { forumIds: [], sessionIds: by.sessionIds, organisationIds: [] });
  const found = await Promise.all(
    cards.map(async ({ slug }): Promise<OwnSession[]> => {
      const forum = await loadForum(locale, slug);
      if (!forum) return [];
      const [{ taken }, languages] = await Promise.all([readPlacesOf(forum.id), listLanguages(forum.id)]);
      return forum.sessions
        .filter(({ id }) => by.sessionIds.includes(id))
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
