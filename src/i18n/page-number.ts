import { z } from "zod";

/** The page of a list that an address asks for. Anything that is not a valid number counts as the first page. */
export const PageNumber = z.coerce.number().int().min(1).max(10_000).catch(1).default(1);

/** How many pages a list has; an empty list has one. */
export const pagesOf = (total: number, onAPage: number): number => Math.max(1, Math.ceil(total / onAPage));
