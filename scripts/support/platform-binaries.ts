import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

interface Manifest {
  optionalDependencies?: Record<string, string>;
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, "utf8")) as T;
}

/**
 * The installed packages that need binaries for a platform but have none installed: package-lock.json names only those
 * that its writer's registry served. Platform and processor have npm's names, e.g. `darwin` and `arm64`.
 */
export function packagesWithoutBinaries(platform: string, processor: string): string[] {
  const { packages } = readJson<{ packages: Record<string, Manifest> }>("package-lock.json");
  return Object.entries(packages).flatMap(([path, locked]) => {
    const manifest = join(path, "package.json");
    if (!path || !locked.optionalDependencies || !existsSync(manifest)) return [];
    const fitting = Object.keys(readJson<Manifest>(manifest).optionalDependencies ?? {}).filter((name) => {
      const words = name.split(/[/-]/);
      return words.includes(platform) && words.includes(processor);
    });
    const lacks = fitting.length > 0 && !fitting.some((name) => existsSync(join("node_modules", name)));
    return lacks ? [path.replace("node_modules/", "")] : [];
  });
}
