import { type ForumSubject, hasRole, managesForum, type PermitFor, policy } from "@/features/access/policy";
import type { Actor } from "@/features/access/schema";
import type { ContentOwner } from "./schema";

/** A text as policies need to know it: the forum and the organisation that it belongs to; a venue's has no forum, and may have neither. */
export interface TextSubject {
  itemId: string;
  forumId: string | null;
  organisationId: string | null;
}

/** One language of a text. */
export interface EditionSubject extends TextSubject {
  sourceLanguage: string;
  language: string;
}

/**
 * Whether somebody answers for a text: those who arrange its forum, or the staff of the organisation that made its venue, and
 * administrators. What belongs to no organisation is the administrators' affair.
 */
function answersFor(actor: Actor, { forumId, organisationId }: Omit<TextSubject, "itemId">): boolean {
  if (actor.kind === "system" || hasRole(actor, "administrator")) return true;
  if (organisationId === null) return false;
  if (forumId !== null) return managesForum(actor, { forumId, organisationId });
  return actor.kind === "user" && hasRole(actor, "staff") && actor.organisationIds.includes(organisationId);
}

/** Whether somebody was named to translate a text: a translator of its organisation or forum, or a link for it and the language. */
function translates(actor: Actor, { itemId, forumId, organisationId, language }: EditionSubject): boolean {
  if (actor.kind === "link")
    return (
      actor.link === "translator" &&
      actor.language === language &&
      (actor.itemId === itemId || (actor.itemId === null && actor.forumId !== null && actor.forumId === forumId))
    );
  if (actor.kind !== "user" || !hasRole(actor, "translator")) return false;
  return (
    (organisationId !== null && actor.organisationIds.includes(organisationId)) ||
    (forumId !== null && actor.forumIds.includes(forumId))
  );
}

/**
 * Reading all revisions of a text in one language, saving and checking there. The original is for those who answer for the text;
 * translations are for them and for those they name.
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

/** Seeing which translations are missing, older than their original or not checked, of all texts that one may write. */
export const canListTextWork = policy("list_text_work", (actor, _portal: null) =>
  hasRole(actor, "translator", "counsellor", "staff", "administrator"),
);
export type ListTextWork = PermitFor<typeof canListTextWork>;

/**
 * Whose texts someone who is signed in may translate, for reads that cannot ask `canWriteText` of each: all; or those of some
 * organisations and of some forums.
 */
export function translatableBy({ by }: ListTextWork): "all" | { organisationIds: string[]; forumIds: string[] } {
  if (by.kind === "system" || hasRole(by, "administrator")) return "all";
  if (by.kind !== "user") return { organisationIds: [], forumIds: [] };
  return {
    organisationIds: hasRole(by, "staff", "translator") ? [...by.organisationIds] : [],
    forumIds: hasRole(by, "staff", "counsellor", "translator") ? [...by.forumIds] : [],
  };
}

/** Seeing which texts one's link is for. */
export const canListLinkTexts = policy(
  "list_link_texts",
  (actor, _portal: null) => actor.kind === "link" && actor.link === "translator",
);
export type ListLinkTexts = PermitFor<typeof canListLinkTexts>;

/** Giving somebody without an account a link to translate a text, or all texts of its forum, into a language. No link gives another. */
export const canGiveTextLink = policy(
  "give_text_link",
  (actor, subject: EditionSubject) =>
    actor.kind !== "link" && subject.language !== subject.sourceLanguage && answersFor(actor, subject),
);
export type GiveTextLink = PermitFor<typeof canGiveTextLink>;

/** Deciding which revision of a text readers see. */
export const canPublishText = policy("publish_text", (actor, subject: TextSubject) => answersFor(actor, subject));
export type PublishText = PermitFor<typeof canPublishText>;

/** Giving a text to what has none yet. */
export const canCreateText = policy(
  "create_text",
  (actor, subject: Omit<TextSubject, "itemId"> & { owner: ContentOwner }) => answersFor(actor, subject),
);
export type CreateText = PermitFor<typeof canCreateText>;
