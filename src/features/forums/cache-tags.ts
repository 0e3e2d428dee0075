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
