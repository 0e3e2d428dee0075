/** The tag of everything that lists posts. A change of any post that readers see expires it. */
export const NEWS_TAG = "news";

/** The tag of everything that shows one post's page, by an address that the post has or had. */
export function postTag(slug: string): string {
  return `post:${slug}`;
}

/** The tags of everything that shows a post: its page and all lists. */
export function postTags(slug: string): string[] {
  return [postTag(slug), NEWS_TAG];
}

/** The tags for a notification from the database, if it is about a post: `post:` and an address of it. */
export function tagsOfPostChange(word: string): string[] | null {
  return word.startsWith("post:") ? postTags(word.slice("post:".length)) : null;
}
