/** What a code may look like: no spaces, no @, never long enough for words or an address. */
const CODE = /^[A-Za-z][A-Za-z0-9_]{0,39}$/;

/**
 * What went wrong, by its codes alone: e.g. `EENVELOPE 550 5.1.1`, `SmsRefused 503`, `TypeError`. Mail servers repeat
 * addresses in their words, databases values: an error's message is never stored.
 */
export function failureCode(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const { code, name, responseCode, response } = error as Error & Record<string, unknown>;
  // RFC 3463: class, subject and detail of a mail server's refusal.
  const detail = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(String(response))?.[1];
  const known = [code, name].find((each) => typeof each === "string" && CODE.test(each)) ?? "Error";
  return [known, Number.isInteger(responseCode) ? responseCode : undefined, detail].filter(Boolean).join(" ");
}
