import { z } from "zod";

interface Choice {
  value: string;
  label: string;
  lang?: string;
}

/** A picture or file that can be put into a document. */
const MediaChoice = z.object({
  id: z.string(),
  /** What it is called; empty if nothing. */
  name: z.string(),
  /** When it was added and how large it is, in the language of the page. */
  about: z.string(),
  /** The address of a small picture; null for a file. */
  thumbnail: z.string().nullable(),
});
export type MediaChoice = z.infer<typeof MediaChoice>;

/** A part of an organisation's pictures or files, as the portal answers the editor. */
export const MediaChoices = z.object({
  items: z.array(MediaChoice),
  /** How many there are, in words. */
  found: z.string(),
  page: z.number(),
  pages: z.number(),
  /** Which page of the list this is, in words. */
  place: z.string(),
});
export type MediaChoices = z.infer<typeof MediaChoices>;

/** Where the editor asks for pictures and files. */
export interface MediaList {
  address: string;
  /** Whose they are; null: whatever the form names in its field `organisation`. Empty: everybody's. */
  organisation: string | null;
  /** The page on which new ones are added. */
  page: string;
  /** As many as one answer holds. */
  most: number;
}

/** What can be put into a document by choosing it. */
export interface EditorChoices {
  forums: Choice[];
  groups: Choice[];
  terms: Choice[];
  /** Null for those who cannot choose pictures and files: they keep what the text has. */
  media: MediaList | null;
  /** The addresses of small pictures for what the text shows already, by id. */
  thumbnails: Readonly<Record<string, string>>;
}
