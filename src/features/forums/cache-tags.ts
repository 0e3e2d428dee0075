/** The tag of everything public that is read from the database: expired when it is not known what has changed. */
export const PUBLIC_TAG = "public";

/** The tag of everything that lists forums. A change of any forum's places or texts refreshes it. */
export const FORUMS_TAG = "forums";

/** The tag of all that one forum's page shows. */
export function forumTag(slug: string): string {
  return `forum:${slug}`;
}

/** The tags of all that shows a forum: its page and every list. To be expired by whatever changes its places or texts. */
export function forumTags(slug: string): string[] {
  return [forumTag(slug), FORUMS_TAG];
}

/** The tags of what the database says has changed: a forum's slug, or `*` for what many forums share. */
export function tagsOfChange(slug: string): string[] {
  return slug === "*" ? [PUBLIC_TAG] : forumTags(slug);
}
