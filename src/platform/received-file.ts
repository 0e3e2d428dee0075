import "server-only";
import { readFile } from "node:fs/promises";
import { sentFile } from "./begun";

/** A file that came with a form, as its action gets it. */
export interface ReceivedFile {
  /** What its sender calls it; anything. */
  name: string;
  /** It has more bytes than the portal takes. */
  tooLarge: boolean;
  /** Its content, until the request is answered; null if it was not kept, because the sender is sending another. */
  read: (() => Promise<Uint8Array>) | null;
}

/**
 * The file that came with a form; null if none was chosen. The production server has taken it out of the form; in development it
 * is still in its field.
 */
export function receivedFile(form: FormData, field: string): ReceivedFile | null {
  const sent = sentFile();
  if (sent) {
    const { name, tooLarge, path } = sent;
    return name === "" ? null : { name, tooLarge, read: path === undefined ? null : () => readFile(path) };
  }
  const value = form.get(field);
  if (!(value instanceof File) || value.name === "") return null;
  return { name: value.name, tooLarge: false, read: async () => new Uint8Array(await value.arrayBuffer()) };
}
