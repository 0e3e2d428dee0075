import "server-only";
import { Permit } from "@/features/access/policy";
import type { Actor } from "@/features/access/schema";
import { documentPartsOf, type OwnerKind } from "@/features/content/schema";
import type { HelpMedia } from "@/features/documents/components/document-help";
import type { EditorChoices } from "@/features/documents/editor/choices";
import { markupOf, parseMarkup } from "@/features/documents/markup/rules";
import { referencesOf } from "@/features/documents/rules";
import { searchForums } from "@/features/forums/queries";
import { searchGroups } from "@/features/groups/queries";
import { type DraftReader, thumbnailAddress } from "@/features/media/draft-address";
import { canListMedia } from "@/features/media/policy";
import { findPicture, searchMedia } from "@/features/media/queries";
import { MOST_CHOICES } from "@/features/media/schema";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";

/**
 * The forums and groups that somebody who writes a kind of text can choose from: the next and the last forums, and the groups
 * with room. Others are named by their address.
 */
export async function documentCards(
  locale: Locale,
  kind: OwnerKind,
): Promise<Pick<EditorChoices, "forums" | "groups">> {
  if (documentPartsOf(kind).length === 0) return { forums: [], groups: [] };
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

/** How many pictures and files the help for writing without a script names. */
const NEWEST = 6;

/**
 * The pictures and files for somebody who writes a kind of text: where they choose them, if they may, the newest ones, and
 * thumbnails of those that the text has already. `organisation` is whose text it is; null: the form says it; empty: nobody's.
 */
export async function documentMedia(
  locale: Locale,
  kind: OwnerKind,
  by: Actor,
  {
    organisation,
    texts,
    reader,
  }: { organisation: string | null; texts: readonly string[]; reader: DraftReader | null },
): Promise<Pick<EditorChoices, "media" | "thumbnails"> & { help: HelpMedia | null }> {
  if (documentPartsOf(kind).length === 0) return { media: null, thumbnails: {}, help: null };
  const permit = Permit.ask(canListMedia, by, null);
  const ids = new Set(texts.flatMap((text) => referencesOf(parseMarkup(markupOf(text)).document).pictures));
  const [pictures, newest] = await Promise.all([
    Promise.all([...ids].map(findPicture)),
    permit &&
      searchMedia(
        permit,
        { text: "", kind: undefined, page: 1, organisation: organisation || undefined, ready: true },
        NEWEST,
      ),
  ]);
  const thumbnails = Object.fromEntries(
    pictures.flatMap((picture) => (picture ? [[picture.id, thumbnailAddress(picture, reader)]] : [])),
  );
  const page = routes.media(locale);
  return {
    media: permit && { address: routes.mediaChoices(locale), organisation, page, most: MOST_CHOICES },
    thumbnails,
    help: newest && { newest: newest.media.map(({ id, kind, name }) => ({ id, kind, name })), page },
  };
}
