import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { runProgram } from "./support/children";
import { ensureChromium } from "./support/chromium";
import { haltIfStopped, run } from "./support/run";

interface Count {
  passed: number;
  failed: number;
  /** The names of failed tests with the first lines of the reason, because long output is often cut in the middle. */
  failures?: string[];
}

const RESULTS = "test-results";

/** Runs a step to its end and reports the result. A step that cannot run counts as failed. */
async function step(title: string, action: () => Promise<void>): Promise<boolean> {
  haltIfStopped();
  console.log(`\n── ${title}`);
  const began = Date.now();
  const reason = await action().then(
    () => undefined,
    (error: Error) => error.message,
  );
  haltIfStopped();
  console.log(`── ${title}: ${reason ? `FAILED: ${reason}` : "ok"} (${Math.round((Date.now() - began) / 1000)} s)`);
  return !reason;
}

const environment = () => ({ ...process.env, NEXT_TELEMETRY_DISABLED: "1" });

function program(name: string, args: string[]): () => Promise<void> {
  return () => runProgram(name, args, environment());
}

/** Runs a check of the sources. Several run at once, so each prints its output after it has ended. */
async function check(title: string, ...programs: [name: string, ...args: string[]][]): Promise<Count> {
  const said: string[] = [];
  const ok = await step(title, async () => {
    for (const [name, ...args] of programs) {
      const file = `${RESULTS}/${name}.log`;
      const output = openSync(file, "w");
      await runProgram(name, args, environment(), output).finally(() => {
        closeSync(output);
        said.push(readFileSync(file, "utf8").trim());
      });
    }
  });
  if (!ok) console.log(said.join("\n"));
  return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, failures: [`✗ ${title}`] };
}

/** Runs tests and counts them from their report. No report, or a failure without a failed test, counts as one failure. */
async function tests(
  title: string,
  action: () => Promise<void>,
  report: string,
  read: (json: unknown) => Count,
): Promise<Count> {
  const ok = await step(title, action);
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const count = read(JSON.parse(readFileSync(report, "utf8")));
  return !ok && count.failed === 0 ? { ...count, failed: 1 } : count;
}

function vitest(project: string): Promise<Count> {
  const report = `${RESULTS}/${project}.json`;
  const args = ["run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return tests(`${project} tests`, program("vitest", args), report, (json) => {
    const { numPassedTests, numFailedTests, testResults } = json as VitestReport;
    return { passed: numPassedTests, failed: numFailedTests, failures: testResults.flatMap(failuresOfFile) };
  });
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  testResults: {
    name: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

function failuresOfFile({ name, message, assertionResults }: VitestReport["testResults"][number]): string[] {
  const failed = assertionResults.filter(({ status }) => status === "failed");
  const file = relative(process.cwd(), name);
  if (failed.length === 0 && message) return [failure(file, message)];
  return failed.map(({ fullName, failureMessages }) => failure(`${file} › ${fullName}`, failureMessages.join("\n")));
}

interface PlaywrightSuite {
  title: string;
  suites?: PlaywrightSuite[];
  specs?: { title: string; ok: boolean; tests: { results: { errors: { message?: string }[] }[] }[] }[];
}

function failuresOfSuite({ title, suites = [], specs = [] }: PlaywrightSuite): string[] {
  return [
    ...specs
      .filter(({ ok }) => !ok)
      .map(({ title: name, tests }) => {
        const errors = tests.flatMap(({ results }) => results.flatMap((result) => result.errors));
        return failure(
          `${title} › ${name}`,
          stripVTControlCharacters(errors.map(({ message = "" }) => message).join("\n")),
        );
      }),
    ...suites.flatMap(failuresOfSuite),
  ];
}

function failure(name: string, why: string): string {
  return [`✗ ${name}`, ...why.split("\n").slice(0, 12)].join("\n    ");
}

// npm test: runs every check to the end, even after failures. Ignores .env, which holds the settings of a portal on
// this machine.
run(
  async () => {
    rmSync(RESULTS, { recursive: true, force: true });
    mkdirSync(RESULTS);
    const counts = [
      ...(await Promise.all([
        check("formatting and lint", ["biome", "ci", "."]),
        check("import direction", ["depcruise", "src", "--config", ".dependency-cruiser.cjs"]),
        check("unused code", ["knip"]),
        check("types", ["next", "typegen"], ["tsc", "--noEmit"]),
      ])),
      await vitest("unit"),
      await vitest("integration"),
    ];
    const browser = async () => {
      process.env.CHROMIUM_PATH = ensureChromium();
      await program("playwright", ["test"])();
    };
    counts.push(
      await tests("end-to-end tests", browser, `${RESULTS}/e2e.json`, (json) => {
        const { stats, suites } = json as {
          stats: { expected: number; unexpected: number; flaky: number };
          suites: PlaywrightSuite[];
        };
        return {
          passed: stats.expected,
          failed: stats.unexpected + stats.flaky,
          failures: suites.flatMap(failuresOfSuite),
        };
      }),
    );
    for (const each of counts.flatMap(({ failures = [] }) => failures)) console.log(`\n${each}`);
    const sum = (key: "passed" | "failed") => counts.reduce((total, count) => total + count[key], 0);
    console.log(`\n${sum("passed")} passed, ${sum("failed")} failed`);
    process.exitCode = sum("failed") === 0 ? 0 : 1;
  },
  { dotenv: false },
);
