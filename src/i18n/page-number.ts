import { z } from "zod";

/** Which page of a list is wanted, as an address carries it. What is no such number counts as the first. */
export const PageNumber = z.coerce.number().int().min(1).max(10_000).catch(1).default(1);

/** How many pages a list has; an empty one has one. */
export const pagesOf = (total: number, onAPage: number): number => Math.max(1, Math.ceil(total / onAPage));
