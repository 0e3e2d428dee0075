/** The kinds of error page: nothing is there, the request cannot be accepted, something broke here. */
export const ERROR_KINDS = ["not-found", "refused", "failure"] as const;
export type ErrorKind = (typeof ERROR_KINDS)[number];

/** The error page for an HTTP status of 400 or more. */
export function errorKindOf(status: number): ErrorKind {
  if (status >= 500) return "failure";
  return status === 404 ? "not-found" : "refused";
}
