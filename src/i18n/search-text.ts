import { z } from "zod";
import { oneLine } from "./one-line";

/**
 * What somebody types to search by, as an address carries it: on one line, without what PostgreSQL does not take (a null byte).
 * What cannot be read, or is longer than 200 characters, counts as not asked for.
 */
export const SearchText = z.string().transform(oneLine).pipe(z.string().max(200)).catch("").default("");
