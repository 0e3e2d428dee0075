/** What the server says to a form whose input is longer than it reads (src/server/response.ts). */
export const TOO_LONG = "omapolku: too long";

/** The most bytes that a form may send; src/server/request.ts refuses more. */
const MOST = 1024 * 1024;

/** Whether a form is certainly longer than the server reads, by its texts alone. */
export function isTooLong(form: FormData): boolean {
  const bytes = new TextEncoder();
  let length = 0;
  for (const [, value] of form) if (typeof value === "string") length += bytes.encode(value).length;
  return length > MOST;
}

/** The most bytes of a file that a form may carry: twenty megabytes, as phones' largest pictures have. */
export const LARGEST_FILE = 20 * 1024 * 1024;
