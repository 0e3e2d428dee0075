/**
 * The cookie that says, on pages that are the same for everybody, where the header leads a signed-in user. It proves
 * nothing and opens nothing; only the session's own cookie does, which no script can read.
 */
export const ACCOUNT_COOKIE = "omapolku-account";

/** Where it leads: to the user's work, or to their own page. */
export type AccountHome = "work" | "me";
