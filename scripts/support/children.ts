import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** Runs a program of node_modules to its end, its output being ours; throws when it fails. */
export async function runProgram(program: string, args: string[], env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(program, args, { stdio: "inherit", env });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error(`${program} ${args[0] ?? ""} failed`);
}

/** tsx with the condition under which `server-only` is empty: for scripts that use the server's own code. */
export const TSX_SERVER = ["--conditions=react-server", "--import=tsx"];

/** Runs a script of ours to its end. */
export function runScript(script: string, env: NodeJS.ProcessEnv, args: string[] = []): Promise<void> {
  return runProgram("node", [...TSX_SERVER, script, ...args], env);
}

/** Starts a program that goes on, e.g. a server, in a process group of its own. */
export function startProgram(program: string, args: string[], env: NodeJS.ProcessEnv, stdio: "inherit" | "ignore" = "inherit"): ChildProcess {
  return spawn(program, args, { stdio, env, detached: true });
}

/** Ends a program that startProgram started, and waits until it is gone. */
export async function stopProgram(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || !child.pid) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  process.kill(-child.pid, "SIGTERM");
  await gone;
}

/** Resolves when a health address answers 200; throws when the program ends first or the patience, in milliseconds, does. */
export async function untilHealthy(url: string, child: ChildProcess, patience = 120_000): Promise<void> {
  const until = Date.now() + patience;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error("the server ended before it was ready");
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(200);
  }
  throw new Error(`${url} did not answer in ${patience / 1000} s`);
}

/** Throws one line when a port is taken. */
export async function requirePort(port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once("error", () => reject(new Error(`PORT ${port} is taken by another program. Choose another: PORT=${port + 1} npm run demo`)));
    probe.listen(port, () => probe.close(() => resolve()));
  });
}

/** Resolves at the first SIGINT or SIGTERM. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
