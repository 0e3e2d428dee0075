/** The kinds of error page: nothing is there, the request cannot be accepted, something broke here. */
export const ERROR_KINDS = ["not-found", "refused", "failure"] as const;
export type ErrorKind = (typeof ERROR_KINDS)[number];

/** The page that shows what somebody typed into a form whose own page is gone. Exists in each page language. */
export const TYPED_KIND = "typed";
/** Stands on that page for the input, which the server fills in. */
export const TYPED_MARK = "<!--typed-->";

/** The error page for an HTTP status of 400 or more. */
export function errorKindOf(status: number): ErrorKind {
  if (status >= 500) return "failure";
  return status === 404 ? "not-found" : "refused";
}
