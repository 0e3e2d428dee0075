import { availableParallelism } from "node:os";
import { defineConfig } from "@playwright/test";
import { findChromium } from "./scripts/support/chromium";

/** They ask the server for every address and need no browser, or hardly any. */
const SWEEPS = /(access|html|private-words|strangers)\.spec\.ts$/;

export default defineConfig({
  testDir: "tests/e2e",
  tsconfig: "./tests/e2e/tsconfig.json",
  globalSetup: "./tests/support/e2e-setup.ts",
  // All of them share one server: a third worker on two cores gained nothing (record 038).
  workers: Math.min(Math.max(availableParallelism(), 2), 4),
  fullyParallel: true,
  // Sweeps keep the server busy, which is one process, and leave the other cores idle: one at a time, beside pages.
  projects: [
    { name: "sweeps", testMatch: SWEEPS, workers: 1 },
    { name: "pages", testIgnore: SWEEPS },
  ],
  timeout: 60_000,
  // A shared machine can be slow; whoever waits in vain only waits longer.
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  use: {
    locale: "fi-FI",
    timezoneId: "America/New_York",
    launchOptions: {
      executablePath: findChromium(),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // A page lives too short here to earn back what optimising its scripts costs (record 038).
        "--js-flags=--always-sparkplug,--no-maglev,--no-opt",
      ],
    },
  },
});
