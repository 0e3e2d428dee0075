import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** What a build cost, and what it made. */
export interface BuildCost {
  seconds: number;
  /** The most megabytes that its processes used at once; undefined if the system does not say. */
  peakMegabytes: number | undefined;
  /** The prerendered addresses, by kind. */
  pages: Record<string, number>;
  /** Megabytes of the prerendered files. */
  megabytes: number;
}

const KINDS: [kind: string, path: RegExp][] = [
  ["forums", /^\/[a-z]+\/forums\/[^/.]+$/],
  ["lists of forums", /^\/[a-z]+\/forums(\/by\/.+)?$/],
  ["others", /./],
];
/** Milliseconds between two readings of the memory in use. */
const LOOK = 250;

/** Runs a build into a folder and measures it. */
export async function observeBuild(folder: string, build: () => Promise<void>): Promise<BuildCost> {
  let peak: number | undefined;
  const looking = setInterval(() => {
    peak = Math.max(peak ?? 0, memoryOf(descendantsOf(process.pid)) ?? 0) || undefined;
  }, LOOK);
  const began = performance.now();
  try {
    await build();
  } finally {
    clearInterval(looking);
  }
  const seconds = (performance.now() - began) / 1000;
  const { routes } = JSON.parse(readFileSync(join(folder, "prerender-manifest.json"), "utf8"));
  const pages: Record<string, number> = {};
  for (const path of Object.keys(routes)) {
    const [kind = ""] = KINDS.find(([, pattern]) => pattern.test(path)) ?? [];
    pages[kind] = (pages[kind] ?? 0) + 1;
  }
  return { seconds, peakMegabytes: peak, pages, megabytes: sizeOf(join(folder, "server/app")) / 1024 ** 2 };
}

/** Megabytes that a process and its descendants use. */
export function memoryOfFamily(pid: number): number | undefined {
  return memoryOf([pid, ...descendantsOf(pid)]);
}

/** Megabytes that processes use, shared memory counted once. Linux alone tells. */
function memoryOf(pids: readonly number[]): number | undefined {
  const held = pids.flatMap((pid) => {
    const [, kilobytes] = /^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`)) ?? [];
    return kilobytes ? [Number(kilobytes)] : [];
  });
  return held.length > 0 ? held.reduce((sum, one) => sum + one, 0) / 1024 : undefined;
}

/** The ids of a process's children, and of theirs. */
function descendantsOf(pid: number): number[] {
  const children = read(`/proc/${pid}/task/${pid}/children`).split(" ").filter(Boolean).map(Number);
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
}

/** A file's text; empty if it is gone, as after the end of a process. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
