/** What the portal's error pages tell apart: nothing is there, what was sent cannot be taken, something broke here. */
export const ERROR_KINDS = ["not-found", "refused", "failure"] as const;
export type ErrorKind = (typeof ERROR_KINDS)[number];

/** Which error page an HTTP status of 400 or more calls for. */
export function errorKindOf(status: number): ErrorKind {
  if (status >= 500) return "failure";
  return status === 404 ? "not-found" : "refused";
}
