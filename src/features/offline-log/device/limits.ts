// Limits of logs that devices know without the schema, which would bring zod with it. A test compares them.

/** The most entries in one request. */
export const SENT_AT_ONCE = 500;
/** The most entries that one entry undoes. */
export const UNDONE_AT_ONCE = 50;
