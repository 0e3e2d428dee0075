import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runProgram } from "./support/children";
import { run } from "./support/run";

interface LockedPackage {
  integrity?: string;
  optionalDependencies?: Record<string, string>;
}
interface LockFile {
  packages: Record<string, LockedPackage>;
}

const FILE = "package-lock.json";

function readLock(): LockFile {
  return JSON.parse(readFileSync(FILE, "utf8")) as LockFile;
}

/** Edits each package of the lock file that has optional dependencies, e.g. the binaries of each platform. */
function change(edit: (parent: LockedPackage, path: string, lock: LockFile) => void): void {
  const lock = readLock();
  for (const [path, parent] of Object.entries(lock.packages)) if (parent.optionalDependencies) edit(parent, path, lock);
  writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
}

function isLocked(lock: LockFile, name: string): boolean {
  return lock.packages[`node_modules/${name}`]?.integrity !== undefined;
}

// npm run lock:complete, after adding or upgrading a package. Not every registry serves the binaries of all platforms.
// npm leaves those it cannot get out of package-lock.json, and then `npm ci` refuses the file on every platform. This
// adds what the registry has, with its checksum, and removes references to what it does not have.
run(async () => {
  change((parent, path, lock) => {
    const manifest = join(path, "package.json");
    if (existsSync(manifest))
      parent.optionalDependencies =
        (JSON.parse(readFileSync(manifest, "utf8")) as LockedPackage).optionalDependencies ?? {};
    for (const name of Object.keys(parent.optionalDependencies ?? {}))
      if (!isLocked(lock, name)) delete lock.packages[`node_modules/${name}`];
  });
  const before = Object.keys(readLock().packages).length;
  await runProgram("npm", ["install", "--package-lock-only", "--ignore-scripts", "--loglevel=error"], process.env);
  const added = Object.keys(readLock().packages).length - before;
  const without: string[] = [];
  change((parent, _path, lock) => {
    for (const name of Object.keys(parent.optionalDependencies ?? {})) {
      if (isLocked(lock, name)) continue;
      delete parent.optionalDependencies?.[name];
      without.push(name);
    }
  });
  console.log(`${added} packages added. ${without.length} are not available here${without.length > 0 ? ":" : "."}`);
  for (const name of without) console.log(`  ${name}`);
});
