import "server-only";
import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat, unlink } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { Readable } from "node:stream";
import { checkedKey, type Storage, StorageAway, type StoredBytes } from "./contract";

/** The ending of a file that is being written. No key has it. */
const UNFINISHED = "~";

/** Whether the system says that there is no such file. */
const isMissing = (error: unknown) => ["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "");

function away(error: unknown): never {
  throw new StorageAway((error as NodeJS.ErrnoException).code ?? "disk");
}

/** Keeps what is stored in a folder: a file per key. */
export class DiskStorage implements Storage {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = resolve(/* turbopackIgnore: true */ folder);
  }

  #path(key: string): string {
    return join(this.#folder, ...checkedKey(key).split("/"));
  }

  /** Writes beside the final file and renames it, so that nobody reads half a file, also after a power cut. */
  async put(key: string, bytes: Uint8Array): Promise<void> {
    const path = this.#path(key);
    const unfinished = `${path}.${randomUUID()}${UNFINISHED}`;
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const file = await open(unfinished, "wx", 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(unfinished, path);
    } catch (error) {
      await rm(unfinished, { force: true }).catch(() => undefined);
      away(error);
    }
  }

  async get(key: string): Promise<StoredBytes | null> {
    const path = this.#path(key);
    try {
      const file = await open(path, "r");
      const { size } = await file.stat().catch(async (error: unknown) => {
        await file.close();
        throw error;
      });
      // Closes the file when it has been read, or when nobody reads on.
      const body = Readable.toWeb(file.createReadStream()) as ReadableStream<Uint8Array>;
      return { body, length: size };
    } catch (error) {
      return isMissing(error) ? null : away(error);
    }
  }

  async exists(key: string): Promise<boolean> {
    const path = this.#path(key);
    try {
      return (await stat(path)).isFile();
    } catch (error) {
      return isMissing(error) ? false : away(error);
    }
  }

  async delete(key: string): Promise<void> {
    const path = this.#path(key);
    try {
      await unlink(path);
    } catch (error) {
      if (!isMissing(error)) away(error);
    }
  }

  async *list(prefix: string): AsyncIterable<{ key: string; at: Date }> {
    // A prefix can end within a name: look in the folder above.
    const above = prefix.slice(0, prefix.lastIndexOf("/") + 1);
    for await (const found of this.#walk(join(this.#folder, ...above.split("/"))))
      if (found.key.startsWith(prefix)) yield found;
  }

  async *#walk(folder: string): AsyncIterable<{ key: string; at: Date }> {
    const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) =>
      isMissing(error) ? [] : away(error),
    );
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) yield* this.#walk(path);
      else if (entry.isFile() && !entry.name.endsWith(UNFINISHED)) {
        const key = path.slice(this.#folder.length + 1).replaceAll(sep, "/");
        const found = await stat(path).catch((error: unknown) => (isMissing(error) ? null : away(error)));
        if (found) yield { key, at: found.mtime };
      }
    }
  }
}
