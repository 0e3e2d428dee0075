import type { FormState } from "./form-model";

// Keeps what has been typed but not sent in the browser's tab, so that a change of language, Back, a reload or the end
// of a session lose nothing. Only in the tab (sessionStorage), because families share phones: closing it deletes
// everything. Private fields are never kept.

/** How long a draft is kept, in milliseconds: as long as the form's own stamp is valid. */
const KEPT_FOR = 48 * 3_600_000;

interface Kept {
  at: number;
  /** The fields that differ from the form as it was opened. */
  values: FormState["values"];
  /** Where the form led when it was accepted. */
  accepted?: string;
}

const keyFor = (name: string) => `draft:${name}`;

/** A browser may have no storage or refuse access to it. The form then works as without a script. */
function withStorage<T>(use: (storage: Storage) => T): T | undefined {
  try {
    return use(window.sessionStorage);
  } catch {
    return undefined;
  }
}

function read(name: string, now: number): Kept | undefined {
  return withStorage((storage) => {
    const kept = JSON.parse(storage.getItem(keyFor(name)) ?? "null") as Kept | null;
    if (kept && now - kept.at <= KEPT_FOR) return kept;
    storage.removeItem(keyFor(name));
    return undefined;
  });
}

const write = (name: string, kept: Kept) =>
  withStorage((storage) => storage.setItem(keyFor(name), JSON.stringify(kept)));

/** What was typed into the form of this name in this tab; null if nothing. */
export function readDraft(name: string, now = Date.now()): FormState["values"] | null {
  const values = read(name, now)?.values;
  return values && Object.keys(values).length > 0 ? values : null;
}

/** Keeps what was typed, if anything. */
export function keepDraft(name: string, values: FormState["values"], now = Date.now()): void {
  const accepted = read(name, now)?.accepted;
  if (Object.keys(values).length > 0 || accepted) write(name, { at: now, values, ...(accepted && { accepted }) });
  else withStorage((storage) => storage.removeItem(keyFor(name)));
}

/** Notes that the form was accepted: forgets what was typed, and remembers where it led. */
export function acceptDraft(name: string, address: string, now = Date.now()): void {
  write(name, { at: now, values: {}, accepted: address });
}

/** Where the form of this name led when it was accepted in this tab; null if it was not. */
export function acceptedAt(name: string, now = Date.now()): string | null {
  return read(name, now)?.accepted ?? null;
}
