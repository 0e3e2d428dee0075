/** What a camera, or somebody who types, has read at the door of a forum. */
export type Reading =
  | { is: "ticket"; code: string }
  /** A ticket of another forum. */
  | { is: "other-forum" }
  /** A private link, as in the QR codes of tickets made before they were safe to photograph. */
  | { is: "old-ticket" }
  | { is: "something-else" };

/** A code as tickets spell it; the server says whether it exists. */
const CODE = /^[0-9A-Z]{4,12}$/;

/** How long the codes of tickets are. */
const CODE_LENGTH = 5;

/** The code that somebody typed, if it can be one; it can also be a name. */
export function codeTyped(text: string): string | null {
  const code = text.trim().toUpperCase();
  return code.length === CODE_LENGTH && CODE.test(code) ? code : null;
}

/**
 * What the text of a QR code means at the door of the forum with a slug. Tickets hold
 * `{origin}/{locale}/forums/{slug}#CODE` (docs/decisions/026). The language does not matter: families print in theirs.
 * `origins` are the portal's addresses: the public one, and the one that this page came from.
 */
export function readTicketText(text: string, slug: string, origins: readonly string[]): Reading {
  if (!URL.canParse(text)) return { is: "something-else" };
  const { origin, pathname, hash } = new URL(text);
  if (!origins.includes(origin)) return { is: "something-else" };
  const [, , section, name, ...below] = pathname.split("/");
  if (section === "registrations") return { is: "old-ticket" };
  const code = hash.slice(1).toUpperCase();
  if (section !== "forums" || !name || below.length > 0 || !CODE.test(code)) return { is: "something-else" };
  return name === slug ? { is: "ticket", code } : { is: "other-forum" };
}
