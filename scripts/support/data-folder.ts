import { randomBytes } from "node:crypto";
import { accessSync, constants, existsSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createFileOnce } from "./lock";

/** Tells whether every user of the machine can enter a folder. PostgreSQL's own user must be able to. */
export function anyoneMayEnter(path: string): boolean {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/**
 * The folder for this checkout's data. PostgreSQL refuses to run as root, and the user that it runs as instead cannot
 * enter a home folder such as root's. In that case the data goes into the system's state folder, under the checkout's
 * name.
 */
export function dataFolder(name: string): string {
  const local = resolve(".data", name);
  if (process.getuid?.() !== 0 || anyoneMayEnter(resolve("."))) return local;
  return join(stateFolder(), name);
}

/** The system's state folder for this checkout; the temporary folder if that is not writable. */
export function stateFolder(): string {
  const name = `omapolku${resolve(".").replaceAll("/", "-")}`;
  try {
    accessSync("/var/lib", constants.W_OK);
    return join("/var/lib", name);
  } catch {
    return join(tmpdir(), name);
  }
}

/** A secret in a file that only its owner can read. The first call makes it, even if several run at the same time. */
export function readOrCreateSecret(file: string): string {
  if (!existsSync(file)) createFileOnce(file, randomBytes(32).toString("base64url"));
  return readFileSync(file, "utf8");
}
