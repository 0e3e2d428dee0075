import { z } from "zod";

/** The pages of the portal that staff edit, in the order in which readers find them. Names are stored: never change them. */
export const PAGE_KEYS = ["about", "contact", "privacy", "accessibility"] as const;
export const PageKeySchema = z.enum(PAGE_KEYS);
export type PageKey = z.infer<typeof PageKeySchema>;
