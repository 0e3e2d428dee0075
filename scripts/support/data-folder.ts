import { randomBytes } from "node:crypto";
import { accessSync, constants, existsSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createFileOnce } from "./lock";

/** Tells whether every user of the machine may enter a folder, as PostgreSQL's own user must. */
export function anyoneMayEnter(path: string): boolean {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/**
 * The folder for the data of this checkout. PostgreSQL refuses to run as root, and the user it runs as instead cannot
 * enter a home folder such as root's: then the data lies in the system's folder for state, named after the checkout.
 */
export function dataFolder(name: string): string {
  const local = resolve(".data", name);
  if (process.getuid?.() !== 0 || anyoneMayEnter(resolve("."))) return local;
  return join(stateFolder(), name);
}

/** The system's folder for the state of this checkout; the one for temporary files where that cannot be written to. */
export function stateFolder(): string {
  const name = `omapolku${resolve(".").replaceAll("/", "-")}`;
  try {
    accessSync("/var/lib", constants.W_OK);
    return join("/var/lib", name);
  } catch {
    return join(tmpdir(), name);
  }
}

/** A secret kept in a file that only its owner reads; made at the first call, once for all who call at the same time. */
export function readOrCreateSecret(file: string): string {
  if (!existsSync(file)) createFileOnce(file, randomBytes(32).toString("base64url"));
  return readFileSync(file, "utf8");
}
