import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { packagesWithoutBinaries } from "../../scripts/support/platform-binaries";

interface LockedPackage {
  integrity?: string;
  resolved?: string;
  optionalDependencies?: Record<string, string>;
}
const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
  packages: Record<string, LockedPackage>;
};
const entries = Object.entries(packages).filter(([path]) => path !== "");
const manifest = JSON.parse(readFileSync("package.json", "utf8"));

test("every package is installed by its checksum, and from whichever registry npm is told to use", () => {
  expect(entries.filter(([, { integrity }]) => !integrity?.startsWith("sha512-")).map(([path]) => path)).toEqual([]);
  expect(entries.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
});

test("`npm ci` asks for nothing that is not in the lock file", () => {
  const asked = Object.values(packages).flatMap(({ optionalDependencies }) => Object.keys(optionalDependencies ?? {}));
  expect(asked.filter((name) => !packages[`node_modules/${name}`])).toEqual([]);
});

test("nothing that this machine needs is left out of it", () => {
  expect(packagesWithoutBinaries(process.platform, process.arch)).toEqual([]);
  expect(packagesWithoutBinaries("sunos", "sparc")).toEqual([]);
});

test("the Node.js that scripts run on is the one that is asked for", () => {
  const nvmrc = readFileSync(".nvmrc", "utf8").trim();
  expect(manifest.engines.node).toBe(`>=${nvmrc}`);
  expect(packages["node_modules/node"]).toMatchObject({ version: expect.stringMatching(new RegExp(`^${nvmrc}\\.`)) });
  expect(process.versions.node).toMatch(new RegExp(`^${nvmrc}\\.`));
});
