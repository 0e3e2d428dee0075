import { existsSync } from "node:fs";

/** Thrown if someone stops the script: nothing went wrong, and there is nothing to report. */
class Stopped extends Error {}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const stopping = new AbortController();

/**
 * Runs a script's main function. Reports an error in one line, with exit code 1. Takes settings that the environment
 * does not have from the file `.env`, if it exists and `dotenv` is true.
 *
 * SIGINT, SIGTERM and SIGHUP do not end the process but reach `untilStopped` and `haltIfStopped`, so that the script
 * stops its programs in order. They may come twice: a terminal sends Ctrl+C to npm and to us, and npm passes it on.
 */
export function run(main: () => Promise<void>, { dotenv = true } = {}): void {
  if (dotenv && existsSync(".env")) process.loadEnvFile(".env");
  for (const signal of SIGNALS) process.on(signal, () => stopping.abort());
  main().then(
    () => process.exit(process.exitCode ?? 0),
    (error: unknown) => {
      if (error instanceof Stopped) process.exit(130);
      console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
      process.exit(1);
    },
  );
}

/** Resolves when someone stops the script. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    if (stopping.signal.aborted) resolve();
    else stopping.signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** Throws once someone has stopped the script. Call it between two steps. */
export function haltIfStopped(): void {
  if (stopping.signal.aborted) throw new Stopped("stopped");
}

/**
 * Makes a process that does not use `run` end by itself at a signal, so that its programs end with it. Returns a
 * function that undoes this.
 */
export function endAtSignals(): () => void {
  const end = () => process.exit(130);
  for (const signal of SIGNALS) process.once(signal, end);
  return () => {
    for (const signal of SIGNALS) process.removeListener(signal, end);
  };
}
