/** The APP_SECRET of every portal that tests start, from which the tokens of links are derived. */
export const TEST_SECRET = "a secret for tests only, forty letters long";
