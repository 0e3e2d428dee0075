import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { ensureChromium } from "./support/chromium";
import { run } from "./support/run";

interface Count {
  passed: number;
  failed: number;
}

const RESULTS = "test-results";

/** Runs a step to its end and says how it went; a step that cannot run counts as failed. */
function step(title: string, program: string, args: string[]): boolean {
  console.log(`\n── ${title}`);
  const began = Date.now();
  const { status } = spawnSync(program, args, {
    stdio: "inherit",
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
  });
  console.log(`── ${title}: ${status === 0 ? "ok" : "FAILED"} (${Math.round((Date.now() - began) / 1000)} s)`);
  return status === 0;
}

function check(title: string, program: string, args: string[]): Count {
  return step(title, program, args) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** A run of tests, counted by its own report; one that left no report, or failed without a failed test, is one failure. */
function tests(title: string, program: string, args: string[], report: string, read: (json: unknown) => Count): Count {
  const ok = step(title, program, args);
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const count = read(JSON.parse(readFileSync(report, "utf8")));
  return !ok && count.failed === 0 ? { ...count, failed: 1 } : count;
}

function vitest(project: string): Count {
  const report = `${RESULTS}/${project}.json`;
  const args = ["run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return tests(`${project} tests`, "vitest", args, report, (json) => {
    const { numPassedTests, numFailedTests } = json as { numPassedTests: number; numFailedTests: number };
    return { passed: numPassedTests, failed: numFailedTests };
  });
}

// npm test: everything that must hold, to the end, whatever fails on the way.
run(async () => {
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS);
  const counts = [
    check("formatting and lint", "biome", ["ci", "."]),
    check("import direction", "depcruise", ["src", "--config", ".dependency-cruiser.cjs"]),
    check("unused code", "knip", []),
    check("route types", "next", ["typegen"]),
    check("types", "tsc", ["--noEmit"]),
    vitest("unit"),
    vitest("integration"),
  ];
  process.env.CHROMIUM_PATH = ensureChromium();
  counts.push(
    tests("end-to-end tests", "playwright", ["test"], `${RESULTS}/e2e.json`, (json) => {
      const { stats } = json as { stats: { expected: number; unexpected: number; flaky: number } };
      return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
    }),
  );
  const sum = (key: keyof Count) => counts.reduce((total, count) => total + count[key], 0);
  console.log(`\n${sum("passed")} passed, ${sum("failed")} failed`);
  process.exit(sum("failed") === 0 ? 0 : 1);
});
