/** The tag of everything public in the database: expired if it is unknown what has changed. */
export const PUBLIC_TAG = "public";

/** The tag of everything that lists forums. A change of any forum's places or texts expires it. */
export const FORUMS_TAG = "forums";

/** The tag of everything that shows one forum's page. */
export function forumTag(slug: string): string {
  return `forum:${slug}`;
}

/** The tags of everything that shows a forum: its page and all lists. Expire them after changing its places or texts. */
export function forumTags(slug: string): string[] {
  return [forumTag(slug), FORUMS_TAG];
}

/** The tags for a notification from the database: a forum's slug, or `*` for what many forums share. */
export function tagsOfChange(slug: string): string[] {
  return slug === "*" ? [PUBLIC_TAG] : forumTags(slug);
}
