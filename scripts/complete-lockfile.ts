import { readFileSync, writeFileSync } from "node:fs";
import { run } from "./support/run";

interface LockedPackage {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

const SYSTEMS = ["android", "darwin", "freebsd", "linux", "openharmony", "win32"];
const PROCESSORS = ["arm64", "x64", "ia32", "ppc64", "riscv64", "s390x", "wasm32", "arm"];

/** What a binary package is for, read from its name, e.g. `@next/swc-linux-x64-musl`. */
function platformOf(name: string): Pick<LockedPackage, "os" | "cpu" | "libc"> {
  const words = name.split(/[/-]/);
  const system = SYSTEMS.find((candidate) => words.includes(candidate));
  const processor = PROCESSORS.find((candidate) => words.includes(candidate));
  if (!processor) throw new Error(`${name} is missing in package-lock.json, and its name does not say what it is for`);
  return {
    cpu: [processor],
    ...(system && { os: [system] }),
    ...(words.some((word) => word.startsWith("musl")) && { libc: ["musl"] }),
  };
}

// npm run lock:complete, after a package was added or upgraded: where a registry does not serve the binaries of other
// platforms, npm leaves them out of package-lock.json, and then `npm ci` refuses the lock file as incomplete, even here.
run(async () => {
  const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as { packages: Record<string, LockedPackage> };
  const missing: Record<string, LockedPackage> = {};
  for (const { dev, optionalDependencies = {} } of Object.values(lock.packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const path = `node_modules/${name}`;
      // Binaries are pinned to an exact version; a range is an ordinary optional package, which npm can find itself.
      if (lock.packages[path] || !/^\d+\.\d+\.\d+/.test(version)) continue;
      const { os, cpu, libc } = platformOf(name);
      // In npm's own order of keys, so that the next installation leaves the file as it is.
      missing[path] = { version, cpu, ...(dev && { dev }), ...(libc && { libc }), optional: true, ...(os && { os }) };
    }
  }
  const packages = Object.entries({ ...lock.packages, ...missing });
  lock.packages = Object.fromEntries(packages.sort(([a], [b]) => a.localeCompare(b, "en")));
  writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${Object.keys(missing).length} packages added to package-lock.json.`);
});
