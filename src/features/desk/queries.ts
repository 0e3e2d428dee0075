import "server-only";
import type { OpenWorkspace } from "@/features/accounts/policy";
import { getCapacity } from "@/features/capacity/queries";
import { type ForumSessionView, type ForumView, findForum, listForumsOf } from "@/features/forums/queries";
import { listForumLanguages } from "@/features/interpretation/queries";
import type { Locale } from "@/i18n/locales";
import type { SpokenLanguage } from "@/i18n/spoken-languages";

/** A session that somebody looks after: when and where it is, and how many come. Numbers only, never who. */
export interface OwnForumSessionView {
  session: ForumSessionView;
  forum: ForumView;
  /** People who have a seat at it. */
  people: number;
  /** How many of those who chose it need an interpreter, by language. */
  interpretation: { language: SpokenLanguage; people: number }[];
}

/** The sessions that somebody looks after, of coming forums first. */
export async function listOwnForumSessions(permit: OpenWorkspace, locale: Locale): Promise<OwnForumSessionView[]> {
  const { by } = permit;
  if (by.kind !== "user" || by.forumSessionIds.length === 0) return [];
  const cards = await listForumsOf(locale, { forumIds: [], sessionIds: by.forumSessionIds, organisationIds: [] });
  const found = await Promise.all(
    cards.map(async ({ slug }): Promise<OwnForumSessionView[]> => {
      const forum = await findForum(locale, slug);
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
