import { availableParallelism } from "node:os";
import { defineConfig } from "@playwright/test";
import { findChromium } from "./scripts/support/chromium";

/**
 * Tests that need little of the browser: they ask the server, which is one process, for every address, or wait until something is
 * due. One at a time runs beside the others, so that no core is idle meanwhile.
 */
const BESIDE = /\/(access|door-app|hanging|html|news|private-words|renewal|strangers|text-drafts)\.spec\.ts$/;
/** For pages. All tests share one server: a third worker for them gains nothing on two cores (record 038). */
const WORKERS = Math.min(Math.max(availableParallelism(), 2), 4);

export default defineConfig({
  testDir: "tests/e2e",
  tsconfig: "./tests/e2e/tsconfig.json",
  globalSetup: "./tests/support/e2e-setup.ts",
  workers: WORKERS + 1,
  fullyParallel: true,
  projects: [
    { name: "beside", testMatch: BESIDE, workers: 1 },
    { name: "pages", testIgnore: BESIDE, workers: WORKERS },
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
