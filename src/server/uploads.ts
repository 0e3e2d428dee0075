import { randomUUID } from "node:crypto";
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished, pipeline } from "node:stream/promises";
import { Busboy, type BusboyFileStream, type BusboyInstance } from "@fastify/busboy";
import type { SentFile } from "../platform/begun.ts";
import { LARGEST_FILE } from "../ui/too-long.ts";
import type { PortalRequest } from "./request.ts";

// Takes the file out of a form before Next.js reads it, which would keep all of it in memory, several times. What is left is a
// form like any other; the action asks for its file with `sentFile` (platform/begun.ts).

/** The pages whose form may carry a file. */
const CARRY_FILES = /^\/[a-z]+\/work\/media(\/upload)?$/;

/** The most bytes that all other fields of such a form may have together. */
const LARGEST_REST = 256 * 1024;
/** How much is read of a form whose file is too large, so that its sender gets an answer instead of a broken connection. */
const READ_OUT = 160 * 1024 * 1024;
/** The same for someone who may upload nothing. */
const READ_OUT_OF_STRANGERS = LARGEST_FILE + 2 * 1024 * 1024;
/** How many files are received at once, of all accounts. Each account can send one at a time. */
const MOST_AT_ONCE = 4;

/** Whether a request may carry a file. Ask before its body arrives. */
export function mayCarryFile({ method, headers }: PortalRequest, pathname: string): boolean {
  return (
    method === "POST" && CARRY_FILES.test(pathname) && /^multipart\/form-data\b/i.test(headers["content-type"] ?? "")
  );
}

/** Thrown for a form that cannot be read, and for one that is too long. */
export class UnreadableForm extends Error {
  readonly status: 400 | 413;

  constructor(status: 400 | 413) {
    super("the form cannot be read");
    this.status = status;
  }
}

/** Receives the files of forms into a temporary folder of its own. */
export class Uploads {
  readonly #folder = mkdtempSync(join(tmpdir(), "omapolku-uploads-"));
  /** The accounts whose file is being received. */
  readonly #sending = new Set<string>();
  readonly #accountOf: (request: PortalRequest) => Promise<string | undefined>;

  /** `accountOf` tells which account sends a request, if it may upload anything; undefined if not. */
  constructor(accountOf: (request: PortalRequest) => Promise<string | undefined>) {
    this.#accountOf = accountOf;
  }

  /**
   * Reads a form to its end, keeps its file at `request.file`, and passes on the request with what is left, for as long as
   * `answer` takes. Keeps the file only for an account that may upload, and only one at a time.
   */
  async receive(request: PortalRequest, answer: (rest: PortalRequest) => Promise<void>): Promise<void> {
    const account = await this.#accountOf(request).catch(() => undefined);
    const free = account !== undefined && !this.#sending.has(account) && this.#sending.size < MOST_AT_ONCE;
    const path = free ? join(this.#folder, randomUUID()) : undefined;
    if (free) this.#sending.add(account);
    try {
      await answer(await readForm(request, path, account ? READ_OUT : READ_OUT_OF_STRANGERS));
    } finally {
      if (free) this.#sending.delete(account);
      if (path) await rm(path, { force: true });
    }
  }

  /** Removes the temporary folder. */
  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Reads a form to its end: its file goes to `path`, or nowhere, and everything else into the request that it returns. */
async function readForm(request: PortalRequest, path: string | undefined, most: number): Promise<PortalRequest> {
  if (Number(request.headers["content-length"] ?? 0) > most) throw new UnreadableForm(413);
  const fields: [name: string, value: string][] = [];
  let length = 0;
  let received = 0;
  let kept: Promise<void> | undefined;
  const keep = async (stream: BusboyFileStream, file: SentFile) => {
    if (path) await pipeline(stream, createWriteStream(path, { flags: "wx", mode: 0o600 }));
    else await finished(stream.resume());
    file.tooLarge = stream.truncated;
  };
  const add = (name: string, value: string) => {
    length += Buffer.byteLength(name) + Buffer.byteLength(value);
    fields.push([name, value]);
  };
  let form: BusboyInstance;
  try {
    form = new Busboy({
      headers: { ...request.headers, "content-type": request.headers["content-type"] ?? "" },
      limits: {
        files: 1,
        fileSize: LARGEST_FILE,
        fields: 100,
        fieldSize: LARGEST_REST,
        fieldNameSize: 200,
        parts: 101,
      },
    });
  } catch {
    throw new UnreadableForm(400);
  }
  form.on("field", add);
  form.on("file", (field, stream, name) => {
    const file: SentFile = { name: name ?? "", tooLarge: false, ...(path && { path }) };
    // Next.js gets an empty text in its place.
    add(field, "");
    kept = keep(stream, file);
    kept.catch(() => undefined);
    request.file = file;
  });
  request.on("data", (chunk: Buffer) => {
    received += chunk.length;
    if (received > most) request.destroy();
  });
  try {
    await pipeline(request, form);
    await kept;
  } catch {
    throw new UnreadableForm(400);
  }
  if (length > LARGEST_REST) throw new UnreadableForm(413);
  const boundary = `omapolku-${randomUUID()}`;
  return request.withBody(writeForm(fields, boundary), `multipart/form-data; boundary=${boundary}`);
}

/** A form of texts as browsers send it (HTML, 4.10.21.7). */
function writeForm(fields: readonly [name: string, value: string][], boundary: string): Buffer {
  const escaped = (name: string) => name.replaceAll("\n", "%0A").replaceAll("\r", "%0D").replaceAll('"', "%22");
  const parts = fields.map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${escaped(name)}"\r\n\r\n${value}\r\n`,
  );
  return Buffer.from(`${parts.join("")}--${boundary}--\r\n`);
}
