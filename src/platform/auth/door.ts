/**
 * The cookie by which a browser knows, on pages that are the same for everybody, where the header's entry leads whoever is signed
 * in. It proves nothing and opens nothing: the session's own cookie does, which no script can read.
 */
export const DOOR_COOKIE = "omapolku-door";

/** Where it leads: to one's work, or to one's own page. */
export type Door = "work" | "me";
