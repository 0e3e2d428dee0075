import { z } from "zod";
import { oneLine } from "./one-line";

/**
 * A search text from an address, on one line and without null bytes, which PostgreSQL refuses. Unreadable text, or more
 * than 200 characters, counts as no search.
 */
export const SearchText = z.string().transform(oneLine).pipe(z.string().max(200)).catch("").default("");
