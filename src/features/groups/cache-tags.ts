/** The tag of everything that lists groups. A change of any group expires it. */
export const GROUPS_TAG = "groups";

/** The tag of everything that shows one group's page. */
export function groupTag(slug: string): string {
  return `group:${slug}`;
}

/** The tags of everything that shows a group: its page and all lists. */
export function groupTags(slug: string): string[] {
  return [groupTag(slug), GROUPS_TAG];
}

/** The tags for a notification from the database, if it is about a group: `group:` and its slug. */
export function tagsOfGroupChange(word: string): string[] | null {
  return word.startsWith("group:") ? groupTags(word.slice("group:".length)) : null;
}
