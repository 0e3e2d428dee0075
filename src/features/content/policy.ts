import { type ForumSubject, hasRole, managesForum, type PermitFor, policy } from "@/features/access/policy";
import type { Actor, UserActor } from "@/features/access/schema";
import type { ContentOwner } from "./schema";

/** A text as policies see it: its forum and organisation. A venue's text has no forum, and may have no organisation. */
export interface TextSubject {
  itemId: string;
  forumId: string | null;
  organisationId: string | null;
}

/** One language of a text. */
export interface EditionSubject extends TextSubject {
  /** The page of the portal whose text it is. Every other text has none. */
  pageKey?: string | null;
  sourceLanguage: string;
  language: string;
}

/**
 * Whether an actor answers for a text: people who manage its forum, staff of the organisation that made its venue, and
 * administrators. Only administrators answer for texts without an organisation.
 */
function answersFor(actor: Actor, { forumId, organisationId }: Omit<TextSubject, "itemId">): boolean {
  if (actor.kind === "system" || hasRole(actor, "administrator")) return true;
  if (organisationId === null) return false;
  if (forumId !== null) return managesForum(actor, { forumId, organisationId });
  return actor.kind === "user" && hasRole(actor, "staff") && actor.organisationIds.includes(organisationId);
}

/** Whether a translator may translate the pages of the portal: whoever works for an organisation, because they speak for all. */
const translatesPages = ({ organisationIds }: UserActor) => organisationIds.length > 0;

/**
 * Whether an actor was named to translate a text: a translator of its organisation or forum, for a page of the portal one of any
 * organisation, or the holder of a link for it and the language.
 */
function translates(actor: Actor, { itemId, forumId, organisationId, pageKey, language }: EditionSubject): boolean {
  if (actor.kind === "link")
    return (
      actor.link === "translator" &&
      actor.language === language &&
      (actor.itemId === itemId || (actor.itemId === null && actor.forumId !== null && actor.forumId === forumId))
    );
  if (actor.kind !== "user" || !hasRole(actor, "translator")) return false;
  return (
    (organisationId !== null && actor.organisationIds.includes(organisationId)) ||
    (forumId !== null && actor.forumIds.includes(forumId)) ||
    (Boolean(pageKey) && translatesPages(actor))
  );
}

/**
 * Reading all revisions of a text in one language, and saving and checking there. Originals are for people who answer
 * for the text; translations are also for the people they name, those of the portal's pages for the translators of every
 * organisation.
 */
export const canWriteText = policy(
  "write_text",
  (actor, subject: EditionSubject) =>
    answersFor(actor, subject) || (subject.language !== subject.sourceLanguage && translates(actor, subject)),
);
export type WriteText = PermitFor<typeof canWriteText>;

/** Seeing which texts a forum has, and how far each translation has come. */
export const canListForumTexts = policy("list_forum_texts", (actor, forum: ForumSubject) => managesForum(actor, forum));
export type ListForumTexts = PermitFor<typeof canListForumTexts>;

/** Seeing which translations are missing, older than their original or unchecked, among all texts that one may write. */
export const canListTextWork = policy("list_text_work", (actor, _portal: null) =>
  hasRole(actor, "translator", "counsellor", "staff", "administrator"),
);
export type ListTextWork = PermitFor<typeof canListTextWork>;

/**
 * Whose texts a signed-in user may translate, for reads that cannot ask `canWriteText` for each: all, or those of some
 * organisations and forums, and perhaps of the portal's pages.
 */
export function translatableBy({
  by,
}: ListTextWork): "all" | { organisationIds: string[]; forumIds: string[]; pages: boolean } {
  if (by.kind === "system" || hasRole(by, "administrator")) return "all";
  if (by.kind !== "user") return { organisationIds: [], forumIds: [], pages: false };
  return {
    organisationIds: hasRole(by, "staff", "translator") ? [...by.organisationIds] : [],
    forumIds: hasRole(by, "staff", "counsellor", "translator") ? [...by.forumIds] : [],
    pages: hasRole(by, "translator") && translatesPages(by),
  };
}

/** Seeing which texts one's link is for. */
export const canListLinkTexts = policy(
  "list_link_texts",
  (actor, _portal: null) => actor.kind === "link" && actor.link === "translator",
);
export type ListLinkTexts = PermitFor<typeof canListLinkTexts>;

/**
 * Giving somebody without an account a link to translate a text, or all texts of its forum, into a language. A link
 * cannot give another.
 */
export const canGiveTextLink = policy(
  "give_text_link",
  (actor, subject: EditionSubject) =>
    actor.kind !== "link" && subject.language !== subject.sourceLanguage && answersFor(actor, subject),
);
export type GiveTextLink = PermitFor<typeof canGiveTextLink>;

/** Deciding which revision of a text readers see. */
export const canPublishText = policy("publish_text", (actor, subject: TextSubject) => answersFor(actor, subject));
export type PublishText = PermitFor<typeof canPublishText>;

/** Giving a text to something that has none yet. */
export const canCreateText = policy(
  "create_text",
  (actor, subject: Omit<TextSubject, "itemId"> & { owner: ContentOwner }) => answersFor(actor, subject),
);
export type CreateText = PermitFor<typeof canCreateText>;
