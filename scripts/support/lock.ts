import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Identifies a process, as distinct from a later one with the same id. */
interface ProcessMark {
  pid: number;
  /** When it started, in the system's own format; empty if the system does not say. */
  startedAt: string;
}

/** The content of a lock file: the process that holds the lock. */
interface LockHolder extends ProcessMark {
  /** What the holder wants others to know, e.g. its address. */
  note: string;
}

type LockAttempt = { ok: true; release(): void } | { ok: false; holder: LockHolder };

/**
 * Milliseconds. Removing a dead process's lock takes far less; if a process dies in the middle of that, nobody waits
 * for it.
 */
const TAKEOVER_PATIENCE = 10_000;
const POLL = 25;

/** Blocks the whole process. Use it only while the process is ending and cannot await anything. */
export function rest(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** When a process started; undefined if no process has this id, or it has ended but was not reaped. */
function startOf(pid: number): string | undefined {
  try {
    if (existsSync("/proc/self/stat")) {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      // The second field is the program's name, in brackets; it can contain anything.
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return fields[0] === "Z" ? undefined : fields[19];
    }
    process.kill(pid, 0);
    if (process.platform === "win32") return "";
    return execFileSync("ps", ["-p", String(pid), "-o", "lstart="], {
      encoding: "utf8",
      env: { ...process.env, LC_ALL: "C" },
    }).trim();
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM" ? "" : undefined;
  }
}

export function ownMark(): ProcessMark {
  return { pid: process.pid, startedAt: startOf(process.pid) ?? "" };
}

/** Tells whether exactly this process still runs. */
export function isRunning({ pid, startedAt }: ProcessMark): boolean {
  const start = startOf(pid);
  return start !== undefined && (start === "" || startedAt === "" || start === startedAt);
}

/**
 * Creates a file with its content in one step: anyone who sees the file sees all of it, and if several try at once,
 * only one succeeds. If the file exists, leaves it unchanged and returns false.
 */
export function createFileOnce(file: string, content: string, mode = 0o600): boolean {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, content, { flag: "wx", mode });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Who holds a lock; or that the file does not exist, or is unreadable because the machine lost power while it was written. */
function readHolder(file: string): LockHolder | "gone" | "unreadable" {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as LockHolder;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? "gone" : "unreadable";
  }
}

/**
 * Removes the lock of a killed process. If several processes find it at the same time, they take turns, so that none
 * removes the new lock of the quickest. Returns false if it is another's turn.
 */
function removeAbandoned(file: string): boolean {
  const turn = `${file}.takeover`;
  try {
    mkdirSync(turn);
  } catch {
    const since = statSync(turn, { throwIfNoEntry: false })?.mtimeMs;
    if (since !== undefined && Date.now() - since > TAKEOVER_PATIENCE) rmdirSync(turn);
    return false;
  }
  try {
    const holder = readHolder(file);
    // Do not remove a missing lock: someone may create it at this instant, and then holds it.
    if (holder === "gone") return true;
    if (holder === "unreadable" || !isRunning(holder)) rmSync(file, { force: true });
    return true;
  } finally {
    rmdirSync(turn);
  }
}

/** Takes a lock, or says who holds it. Ignores the lock of a process that no longer runs. */
export function tryLock(file: string, note = ""): LockAttempt {
  for (;;) {
    if (createFileOnce(file, JSON.stringify({ ...ownMark(), note }))) {
      return { ok: true, release: () => rmSync(file, { force: true }) };
    }
    const holder = readHolder(file);
    if (typeof holder === "object" && isRunning(holder)) return { ok: false, holder };
    if (!removeAbandoned(file)) rest(POLL);
  }
}

/** Takes a lock as soon as its holder releases it. Throws if that takes longer than `patience` milliseconds. */
export async function lock(file: string, patience: number): Promise<() => void> {
  const until = Date.now() + patience;
  for (;;) {
    const attempt = tryLock(file);
    if (attempt.ok) return attempt.release;
    if (Date.now() > until) throw new Error(`process ${attempt.holder.pid} has not released ${file}`);
    await sleep(POLL);
  }
}
