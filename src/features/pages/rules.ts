import type { PageKey } from "./schema";

/**
 * Whether a page is one that the law requires. Of such a page, staff write the words around what it must say; the code composes
 * that, and nobody can edit it away (record 036).
 */
export function isNotice(key: PageKey): key is "privacy" | "accessibility" {
  return key === "privacy" || key === "accessibility";
}

/**
 * What a page is called beside its title: a notice keeps the name by which the law and other pages know it, also if staff give it
 * another title. Null if the title says it.
 */
export function nameBeside(key: PageKey, name: string, title: string): string | null {
  const plain = (text: string) => text.normalize("NFC").replace(/\s+/g, " ").trim().toLowerCase();
  return isNotice(key) && plain(name) !== plain(title) ? name : null;
}

/** The later of two days on which a page has changed. */
export function latest(...days: readonly (Date | null)[]): Date | null {
  return days.reduce((later, day) => (day && (!later || day > later) ? day : later), null);
}
