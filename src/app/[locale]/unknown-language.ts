import { cache } from "react";

/**
 * Whether this request's address begins with no language of ours: told by the layout to the not-found page, which gets no
 * parameters. Kept for the request, as next-intl keeps its locale.
 */
export const unknownLanguage = cache(() => ({ found: false }));
