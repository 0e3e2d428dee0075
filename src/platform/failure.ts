/** The form of a code: no spaces, no @, never long enough for words or an address. */
const CODE = /^[A-Za-z][A-Za-z0-9_]{0,39}$/;

/** The class, subject and detail of a mail server's refusal (RFC 3463). */
const DETAIL = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/;

/**
 * Status codes about the recipient's address: no such mailbox or domain (RFC 3463, X.1.0 to X.1.6; RFC 7505), or a
 * closed one.
 */
const NOBODY_THERE = /^5\.(1\.([0-6]|10)|2\.1)$/;

/**
 * Whether a message was refused permanently because nobody is at its address, by the answer to RCPT TO (RFC 5321) or by
 * the SMS gateway (docs/sms-gateway.md). Refusals because of our content or origin, or of a full mailbox, do not count:
 * they say nothing about the address.
 */
export function refusesRecipient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { name, command, responseCode, response } = error as Error & Record<string, unknown>;
  if (name === "SmsNumberRefused") return true;
  if (command !== "RCPT TO" || Math.floor(Number(responseCode) / 100) !== 5) return false;
  const [, detail] = DETAIL.exec(String(response)) ?? [];
  return detail ? NOBODY_THERE.test(detail) : [550, 551, 553].includes(Number(responseCode));
}

/**
 * An error as codes only: e.g. `EENVELOPE 550 5.1.1`, `SmsRefused 503`, `TypeError`. Never store an error's message:
 * mail servers repeat addresses in it, and databases repeat values.
 */
export function failureCode(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const { code, name, responseCode, response } = error as Error & Record<string, unknown>;
  const detail = DETAIL.exec(String(response))?.[1];
  const known = [code, name].find((each) => typeof each === "string" && CODE.test(each)) ?? "Error";
  return [known, Number.isInteger(responseCode) ? responseCode : undefined, detail].filter(Boolean).join(" ");
}
