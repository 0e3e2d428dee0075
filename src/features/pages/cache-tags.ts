import type { PageKey } from "./schema";

/** The tag of everything that shows the words of one of the portal's pages. */
export function pageTag(key: PageKey): string {
  return `page:${key}`;
}

/** The tags for a notification from the database, if it is about one of the portal's pages: `page:` and its key. */
export function tagsOfPageChange(word: string): string[] | null {
  return word.startsWith("page:") ? [word] : null;
}
