import { randomUUID } from "node:crypto";
import { register } from "@/features/registration/commands";
import { db } from "@/platform/db/client";
import { stopJobs } from "@/platform/jobs/send";
import { party } from "../support/parties";

// The register command alone, in one process: how many families per second, and how long each waits. bench.ts starts it
// with the settings of its portal; it prints one line of JSON.

const [connections = "16", seconds = "10", ...slugs] = process.argv.slice(2);
const waits: number[] = [];
let n = 0;

async function family(until: number): Promise<void> {
  while (Date.now() < until) {
    const k = n++;
    // Realistic parties: one to five people, a third with an interpreter, a quarter with children, at a few forums at
    // once.
    const people = Array.from({ length: 1 + (k % 5) }, (_, p) => ({
      language: "so",
      interpretation: p === 0 && k % 3 === 0,
      role: k % 2 ? "parent" : "student",
    }));
    const began = performance.now();
    const result = await register({
      slug: slugs[k % slugs.length] ?? "",
      locale: "so",
      submission: randomUUID(),
      acceptWaiting: true,
      registration: party(people, { email: `bench${k}@example.org`, ages: k % 4 === 0 ? [3] : [] }),
    });
    if (!result.ok) throw new Error(result.reason);
    waits.push(performance.now() - began);
  }
}

const run = (length: number) =>
  Promise.all(Array.from({ length: Number(connections) }, () => family(Date.now() + length * 1000)));
await run(2);
waits.length = 0;
const began = performance.now();
await run(Number(seconds));
const perSecond = waits.length / ((performance.now() - began) / 1000);
waits.sort((a, b) => a - b);
const at = (share: number) => Math.round(waits[Math.floor(waits.length * share)] ?? 0);
console.log(JSON.stringify({ perSecond, p50: at(0.5), p99: at(0.99) }));
await stopJobs();
await db().$disconnect();
