import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { temporaryFolder } from "../../scripts/support/embedded-postgres";

interface Run {
  /** Everything it has written so far, to both outputs. */
  output(): string;
  /** Resolves with the exit code, or null if a signal ended it. */
  ended: Promise<number | null>;
  /** Resolves as soon as it has written these words; rejects if it ends first. */
  untilSays(words: string): Promise<void>;
  stop(signal?: NodeJS.Signals): void;
}

export interface Checkout {
  folder: string;
  /** The folder with the data of its own PostgreSQL. */
  dataFolder: string;
  /** Starts a script of package.json in the folder, with only these settings and none of the caller's. */
  start(script: string, settings?: Record<string, string>, args?: string[]): Run;
  /** How often Next.js was asked to build. */
  builds(): number;
  /** Stops everything that still runs, in order, and removes the folder. */
  remove(): Promise<void>;
}

/** A server on the port in PORT that answers every request with 200. */
const ANSWERS = `require("node:http").createServer((_, answer) => answer.end()).listen(Number(process.env.PORT))`;

/** Replaces Next.js for tests of what happens before it: builds nothing, and `next dev` only answers. */
const NEXT = `#!/usr/bin/env node
if (process.argv[2] === "build") {
  require("node:fs").mkdirSync(".next", { recursive: true });
  require("node:fs").writeFileSync(".next/BUILD_ID", "test");
  require("node:fs").appendFileSync("builds", "x");
} else ${ANSWERS};
`;

/** Replaces the production server, which Node runs; everything else goes to the real Node. */
const NODE = `#!/bin/sh
[ "$1" = src/server/start.ts ] || exec "${process.execPath}" "$@"
exec "${process.execPath}" -e '${ANSWERS}'
`;

/** A folder with the portal as git and npm would put it there, in which nothing has been started yet. */
export function makeCheckout(): Checkout {
  const base = temporaryFolder();
  chmodSync(base, 0o755);
  const folder = join(base, "omapolku");
  const programs = join(base, "programs");
  mkdirSync(folder);
  mkdirSync(programs);
  writeFileSync(join(programs, "next"), NEXT, { mode: 0o755 });
  writeFileSync(join(programs, "node"), NODE, { mode: 0o755 });
  for (const name of readdirSync("."))
    if (!name.startsWith(".") && name !== "test-results") symlinkSync(resolve(name), join(folder, name));
  const running = new Set<ChildProcess>();
  return {
    folder,
    dataFolder: join(folder, ".data", "postgres"),
    start(script, settings = {}, args = []) {
      const child = spawn("node", ["--conditions=react-server", "--import=tsx", `scripts/${script}.ts`, ...args], {
        cwd: folder,
        stdio: ["ignore", "pipe", "pipe"],
        env: {
          PATH: `${programs}${delimiter}${process.env.PATH}`,
          HOME: process.env.HOME,
          NODE_ENV: "test",
          ...settings,
        },
      });
      running.add(child);
      let text = "";
      const listeners = new Set<() => void>();
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (chunk) => {
          text += chunk;
          for (const listener of listeners) listener();
        });
      const ended = new Promise<number | null>((done) => {
        child.once("close", (code) => {
          running.delete(child);
          done(code);
        });
      });
      return {
        output: () => text,
        ended,
        untilSays: (words) =>
          new Promise((done, reject) => {
            const look = () => text.includes(words) && done();
            listeners.add(look);
            look();
            ended.then(() => reject(new Error(`ended without saying ${words}: ${text}`)));
          }),
        stop: (signal = "SIGTERM") => child.kill(signal),
      };
    },
    builds() {
      try {
        return readFileSync(join(folder, "builds"), "utf8").length;
      } catch {
        return 0;
      }
    },
    async remove() {
      const ends = [...running].map((child) => new Promise((done) => child.once("close", done)));
      for (const child of running) child.kill("SIGTERM");
      await Promise.all(ends);
      rmSync(base, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
