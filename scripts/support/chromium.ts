import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

/** The headless shell comes first: the same engine without a window, for half the processor time. */
const NAMES = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The path of a Chromium on this machine: from CHROMIUM_PATH, the PATH, or Playwright's own; undefined if there is none. */
export function findChromium(): string | undefined {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (!existsSync(given)) throw new Error(`CHROMIUM_PATH names ${given}, which does not exist`);
    return given;
  }
  for (const name of NAMES) {
    const { status, stdout } = spawnSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" });
    if (status === 0 && stdout.trim()) return stdout.trim();
  }
  const own = chromium.executablePath();
  return existsSync(own) ? own : undefined;
}

function attempt(program: string, args: string[]): boolean {
  try {
    execFileSync(program, args, {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    return true;
  } catch {
    return false;
  }
}

/** Finds a Chromium or installs one: from the system's packages if we are root on Debian, otherwise Playwright's own build. */
export function ensureChromium(): string {
  const found = findChromium();
  if (found) return found;
  console.log("No Chromium on this machine: installing one for the browser tests.");
  if (process.getuid?.() === 0 && attempt("sh", ["-c", "command -v apt-get"])) {
    attempt("apt-get", ["update"]);
    const install = (name: string) => attempt("apt-get", ["install", "-y", "--no-install-recommends", name]);
    if (!install("chromium-headless-shell")) install("chromium");
  }
  if (!findChromium()) attempt("playwright", ["install", "chromium"]);
  const installed = findChromium();
  if (!installed)
    throw new Error("Chromium was not found and could not be installed. Set CHROMIUM_PATH to the program");
  return installed;
}
