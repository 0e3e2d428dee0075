import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { haltIfStopped, untilStopped } from "./run";

/** Milliseconds between asking a program to end and killing it. */
const STOP_PATIENCE = 15_000;

const running = new Set<ChildProcess>();

// If a script ends with an error, it leaves nothing behind.
process.once("exit", () => {
  for (const child of running) signalGroup(child, "SIGKILL");
});

/**
 * Runs a program of node_modules to its end, with our output or an open file's; throws if it fails. Ends it early if
 * someone stops the script.
 */
export async function runProgram(
  program: string,
  args: string[],
  env: NodeJS.ProcessEnv,
  output: "inherit" | number = "inherit",
): Promise<void> {
  haltIfStopped();
  const child = startProgram(program, args, env, output);
  const ended = untilEnded(child);
  const code = await Promise.race([ended, untilStopped().then(() => stopProgram(child, "SIGINT"))]);
  haltIfStopped();
  if (code !== 0) throw new Error(`${program} ${args[0] ?? ""} failed`);
}

/** tsx with the condition under which `server-only` is empty, for scripts that use server code. */
const TSX_SERVER = ["--conditions=react-server", "--import=tsx"];

/** Runs one of our scripts to its end. */
export function runScript(script: string, env: NodeJS.ProcessEnv, args: string[] = []): Promise<void> {
  return runProgram("node", [...TSX_SERVER, script, ...args], env);
}

/** Starts a program that keeps running, e.g. a server, in its own process group, so that we pass on Ctrl+C in order. */
export function startProgram(
  program: string,
  args: string[],
  env: NodeJS.ProcessEnv,
  stdio: "inherit" | "ignore" | number = "inherit",
): ChildProcess {
  const child = spawn(program, args, { stdio: ["ignore", stdio, stdio], env, detached: true });
  running.add(child);
  child.once("exit", () => running.delete(child));
  child.once("error", () => running.delete(child));
  return child;
}

/** Starts the production server of a build on the port in PORT. Node strips the types. */
export function startServer(env: NodeJS.ProcessEnv, stdio?: "inherit" | "ignore" | number): ChildProcess {
  return startProgram("node", ["src/server/start.ts"], { ...env, NODE_ENV: "production" }, stdio);
}

/** Resolves with a program's exit code, or null if a signal ended it; rejects if it could not be started. */
export function untilEnded(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
    child.once("error", reject);
    child.once("exit", resolve);
  });
}

/** Ends a program that startProgram started, and waits until it is gone. Test runners clean up only at SIGINT. */
export async function stopProgram(
  child: ChildProcess,
  signal: "SIGTERM" | "SIGINT" = "SIGTERM",
): Promise<number | null> {
  const ended = untilEnded(child);
  signalGroup(child, signal);
  const force = setTimeout(() => signalGroup(child, "SIGKILL"), STOP_PATIENCE);
  const code = await ended;
  clearTimeout(force);
  // Programs that it had started, e.g. the workers of a build.
  signalGroup(child, "SIGKILL");
  return code;
}

function signalGroup(child: ChildProcess, signal: "SIGTERM" | "SIGINT" | "SIGKILL"): void {
  if (!child.pid) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // No process of the group is left.
  }
}

/** Resolves when a health address answers 200; throws if the program ends first or `patience` (milliseconds) runs out. */
export async function untilHealthy(url: string, child: ChildProcess, patience = 120_000): Promise<void> {
  const until = Date.now() + patience;
  while (Date.now() < until) {
    haltIfStopped();
    if (child.exitCode !== null || child.signalCode !== null) throw new Error("the server stopped before it was ready");
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(200);
  }
  throw new Error(`${url} did not answer within ${patience / 1000} s`);
}

/** Throws one line if the port in PORT (default 3000) is taken or invalid. */
export async function requirePort(): Promise<void> {
  const port = Number(process.env.PORT || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error("PORT must be a number from 1 to 65535");
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        new Error(
          error.code === "EACCES"
            ? `only the administrator may use PORT ${port}. Choose a port above 1023`
            : `another program is using PORT ${port}. Choose another port, e.g. PORT=${port < 65_535 ? port + 1 : 3000}`,
        ),
      ),
    );
    probe.listen(port, () => probe.close(() => resolve()));
  });
}
