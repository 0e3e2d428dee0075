import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { haltIfStopped, untilStopped } from "./run";

/** Milliseconds between the request to end and the end by force. */
const STOP_PATIENCE = 15_000;

const running = new Set<ChildProcess>();

// A script that ends by an error leaves nothing behind.
process.once("exit", () => {
  for (const child of running) signalGroup(child, "SIGKILL");
});

/**
 * Runs a program of node_modules to its end, its output being ours or an open file's; throws when it fails. Ends it early
 * where someone stops the script.
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

/** tsx with the condition under which `server-only` is empty: for scripts that use the server's own code. */
const TSX_SERVER = ["--conditions=react-server", "--import=tsx"];

/** Runs a script of ours to its end. */
export function runScript(script: string, env: NodeJS.ProcessEnv, args: string[] = []): Promise<void> {
  return runProgram("node", [...TSX_SERVER, script, ...args], env);
}

/** Starts a program that goes on, e.g. a server, in a process group of its own: Ctrl+C reaches it through us, in order. */
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

/** Starts the production server of a build, on the port that PORT names. Node takes the types off by itself. */
export function startServer(env: NodeJS.ProcessEnv, stdio?: "inherit" | "ignore" | number): ChildProcess {
  return startProgram("node", ["src/server/start.ts"], { ...env, NODE_ENV: "production" }, stdio);
}

/** Resolves with the exit code of a program, null where a signal ended it; rejects when it could not be started. */
export function untilEnded(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
    child.once("error", reject);
    child.once("exit", resolve);
  });
}

/** Ends a program that startProgram started, and waits until it is gone. Test runners clean up at SIGINT only. */
export async function stopProgram(
  child: ChildProcess,
  signal: "SIGTERM" | "SIGINT" = "SIGTERM",
): Promise<number | null> {
  const ended = untilEnded(child);
  signalGroup(child, signal);
  const force = setTimeout(() => signalGroup(child, "SIGKILL"), STOP_PATIENCE);
  const code = await ended;
  clearTimeout(force);
  // What the program itself had started, e.g. the workers of a build.
  signalGroup(child, "SIGKILL");
  return code;
}

function signalGroup(child: ChildProcess, signal: "SIGTERM" | "SIGINT" | "SIGKILL"): void {
  if (!child.pid) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Nobody of the group is left.
  }
}

/** Resolves when a health address answers 200; throws when the program ends first or the patience, in milliseconds, does. */
export async function untilHealthy(url: string, child: ChildProcess, patience = 120_000): Promise<void> {
  const until = Date.now() + patience;
  while (Date.now() < until) {
    haltIfStopped();
    if (child.exitCode !== null || child.signalCode !== null) throw new Error("the server ended before it was ready");
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(200);
  }
  throw new Error(`${url} did not answer in ${patience / 1000} s`);
}

/** Throws one line when the port that PORT names, or 3000, is taken or no port. */
export async function requirePort(): Promise<void> {
  const port = Number(process.env.PORT || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error("PORT must be a number from 1 to 65535");
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        new Error(
          error.code === "EACCES"
            ? `PORT ${port} is reserved to the system's administrator. Choose one above 1023`
            : `PORT ${port} is taken by another program. Choose another, e.g. PORT=${port < 65_535 ? port + 1 : 3000}`,
        ),
      ),
    );
    probe.listen(port, () => probe.close(() => resolve()));
  });
}
