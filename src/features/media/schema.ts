import { z } from "zod";
import { Id } from "@/features/access/schema";
import type { Messages } from "@/i18n/messages";
import { PageNumber } from "@/i18n/page-number";
import { SearchText } from "@/i18n/search-text";
import { typedLine } from "@/i18n/typed-values";

/** Refusals are keys of the messages' MediaErrors namespace. */
const error = (key: keyof Messages["MediaErrors"]) => ({ error: key });

export const PICTURE_FORMATS = ["avif", "webp"] as const;
export type PictureFormat = (typeof PICTURE_FORMATS)[number];

const Credit = typedLine(120, error("too_long"));

/** What is asked beside the file itself. */
export const UploadSchema = z.object({
  organisation: Id.catch(""),
  credit: Credit,
});

/** Whom readers are told a picture or file is by. */
export const CreditSchema = z.object({ credit: Credit });

/** Deleting asks nothing. */
export const DeleteSchema = z.object({});

/** A search for pictures and files. Unreadable values count as not given. */
export const MediaSearchSchema = z.object({
  /** A part of a name or a credit. */
  text: SearchText,
  kind: z.enum(["picture", "pdf"]).optional().catch(undefined),
  page: PageNumber,
});
export type MediaSearchSchema = z.infer<typeof MediaSearchSchema>;

/** How many pictures or files the editor of documents gets at once. */
export const MOST_CHOICES = 12;

/** What the editor of documents asks for: a page of an organisation's pictures or PDFs, or some by their ids. */
export const MediaChoiceSchema = z.object({
  text: SearchText,
  kind: z.enum(["picture", "pdf"]).catch("picture"),
  page: PageNumber,
  organisation: Id.optional().catch(undefined),
  ids: z
    .string()
    .transform((ids) => ids.split(","))
    .pipe(z.array(Id).max(MOST_CHOICES))
    .optional()
    .catch(undefined),
});

/** The last segment of a picture's address: its width and format, e.g. `640.webp`. */
export const VariantName = z
  .string()
  .regex(/^[1-9]\d{0,4}\.(avif|webp)$/)
  .transform((name) => {
    const [width, format] = name.split(".");
    return { width: Number(width), format: format as PictureFormat };
  });
