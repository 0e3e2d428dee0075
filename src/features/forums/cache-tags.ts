/** The tag of everything that lists forums. A change of any forum's places or texts refreshes it. */
export const FORUMS_TAG = "forums";

/** The tag of all that one forum's page shows. */
export function forumTag(slug: string): string {
  return `forum:${slug}`;
}
