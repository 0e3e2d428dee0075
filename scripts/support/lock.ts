import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A process, told apart from a later one that got the same id. */
interface ProcessMark {
  pid: number;
  /** When it started, in the system's own words; empty where the system does not say. */
  startedAt: string;
}

/** What the file of a lock says of the process that holds it. */
interface LockHolder extends ProcessMark {
  /** What the holder wants others to know, e.g. its address. */
  note: string;
}

type LockAttempt = { ok: true; release(): void } | { ok: false; holder: LockHolder };

/** Milliseconds. Removing what a dead process left takes far less; one that died in the middle of that is not waited for. */
const TAKEOVER_PATIENCE = 10_000;
const POLL = 25;

/** Waits without giving way to anything else: for the moments in which a process ends and nothing can be awaited. */
export function rest(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** When a process started; undefined where there is none of this id, or it has ended and nobody has taken notice. */
function startOf(pid: number): string | undefined {
  try {
    if (existsSync("/proc/self/stat")) {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      // The program's name comes second, in brackets, and may hold anything.
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

/** Tells whether the very process of a mark still runs. */
export function isRunning({ pid, startedAt }: ProcessMark): boolean {
  const start = startOf(pid);
  return start !== undefined && (start === "" || startedAt === "" || start === startedAt);
}

/**
 * Makes a file with its content in one step: anyone who sees the file sees all of it, and of many who try at once one
 * succeeds. Returns false, and leaves the file as it is, where there is one already.
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

/** Who holds a lock; or that there is no such file, or that a machine that lost power left it without its content. */
function readHolder(file: string): LockHolder | "gone" | "unreadable" {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as LockHolder;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? "gone" : "unreadable";
  }
}

/**
 * Removes the lock of a process that was killed. Those who find it at the same time take turns, so that the lock of the
 * one who is quickest is not removed by the next. Returns false where it is another's turn.
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
    // One that is gone must not be removed: anyone who makes it anew in this instant holds it.
    if (holder === "gone") return true;
    if (holder === "unreadable" || !isRunning(holder)) rmSync(file, { force: true });
    return true;
  } finally {
    rmdirSync(turn);
  }
}

/** Takes a lock, or says who holds it. The lock of a process that no longer runs counts for nothing. */
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

/** Takes a lock as soon as the person who holds it lets go. Throws when that takes longer than `patience` milliseconds. */
export async function lock(file: string, patience: number): Promise<() => void> {
  const until = Date.now() + patience;
  for (;;) {
    const attempt = tryLock(file);
    if (attempt.ok) return attempt.release;
    if (Date.now() > until) throw new Error(`process ${attempt.holder.pid} holds ${file} for too long`);
    await sleep(POLL);
  }
}
