import { existsSync } from "node:fs";

/** Thrown where a script ends because someone stopped it: nothing went wrong, and there is nothing to tell. */
class Stopped extends Error {}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const stopping = new AbortController();

/**
 * Runs a script's main function; what goes wrong is told in one line, and the exit code is 1. Settings that the
 * environment does not hold come from the file `.env`, if there is one and `dotenv` does not say no.
 *
 * SIGINT, SIGTERM and SIGHUP do not end the process but reach `untilStopped` and `haltIfStopped`, so that what was started
 * is stopped in order. They may come twice: a terminal sends Ctrl+C to npm and to us, and npm passes it on.
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

/** Throws once someone has stopped the script: between two steps, the next one does not begin. */
export function haltIfStopped(): void {
  if (stopping.signal.aborted) throw new Stopped("stopped");
}

/** Makes a process that does not `run` a script end by itself at a signal, so that what it started ends with it. Returns the way back. */
export function endAtSignals(): () => void {
  const end = () => process.exit(130);
  for (const signal of SIGNALS) process.once(signal, end);
  return () => {
    for (const signal of SIGNALS) process.removeListener(signal, end);
  };
}
