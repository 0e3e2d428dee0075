import { AsyncLocalStorage } from "node:async_hooks";

/** What somebody typed into a form, with its labels, and why it could not be saved, in their language. */
export interface TypedInput {
  why: string;
  /** A way on, e.g. to sign in. */
  link?: { href: string; label: string };
  texts: { label: string; words: string }[];
}

/** A file that came with a form: the server has taken it out of the form, into a temporary file (src/server/uploads.ts). */
export interface SentFile {
  /** What its sender calls it; anything. Empty if no file was chosen. */
  name: string;
  /** The temporary file, which is there until the request is answered; undefined if it was not kept. */
  path?: string;
  /** It has more bytes than the portal takes. */
  tooLarge: boolean;
}

/** A request with a body, as the server that received it sees it. */
interface Sending {
  /** Whether our code has begun to act on it. Before that, only Next.js has looked at the body. */
  begun: boolean;
  /** The input of a form that was not accepted, for the case that its page can no longer be shown. */
  typed?: TypedInput;
  file?: SentFile;
}

// The server and Next.js's bundles have separate copies of this module, so they share memory here.
const holder = globalThis as unknown as { omapolkuSending?: AsyncLocalStorage<Sending> };
holder.omapolkuSending ??= new AsyncLocalStorage();
const sending = holder.omapolkuSending;

/** Answers a request; code that runs within can call `markBegun` and `rememberTyped`. */
export function answering<T>(request: Sending, answer: () => T): T {
  return sending.run(request, answer);
}

/** Every action calls this first: from here on, a failure is ours and not the request's. */
export function markBegun(): void {
  const request = sending.getStore();
  if (request) request.begun = true;
}

/**
 * Remembers the input of a form that is not accepted, until the request is answered. Without a script the form's page is
 * made anew around it. If that page is gone, the server shows the input instead (src/server/response.ts).
 */
export function rememberTyped(typed: TypedInput): void {
  const request = sending.getStore();
  if (request) request.typed = typed;
}

/** The file that came with the request's form; undefined if the server took none. */
export function sentFile(): SentFile | undefined {
  return sending.getStore()?.file;
}
