import "server-only";
import { type OwnerKind, partsOf } from "@/features/content/schema";
import type { EditorChoices } from "@/features/documents/editor/choices";
import { searchForums } from "@/features/forums/queries";
import { searchGroups } from "@/features/groups/queries";
import type { Locale } from "@/i18n/locales";

/**
 * The forums and groups that somebody who writes a kind of text can choose from: the next and the last forums, and the groups
 * with room. Others are named by their address.
 */
export async function documentCards(locale: Locale, kind: OwnerKind): Promise<Omit<EditorChoices, "terms">> {
  if (![...partsOf(kind).values()].some(({ document }) => document)) return { forums: [], groups: [] };
  const [coming, past, groups] = await Promise.all([
    searchForums(locale, { past: false, page: 1 }),
    searchForums(locale, { past: true, page: 1 }),
    searchGroups(locale, { page: 1 }),
  ]);
  const choice = ({ slug, text }: { slug: string; text: { title: string; locale: string } }) => ({
    value: slug,
    label: text.title,
    lang: text.locale,
  });
  return { forums: [...coming.forums, ...past.forums].map(choice), groups: groups.groups.map(choice) };
}
