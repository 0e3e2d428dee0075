import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { runProgram } from "./children";
import { dataFolder } from "./data-folder";
import { tryLock } from "./lock";
import { precompress } from "./precompress";

/** The files that a build depends on, besides the settings built into it. */
const SOURCES = [
  "src",
  "messages",
  "public",
  "package-lock.json",
  "next.config.ts",
  "tsconfig.json",
  "postcss.config.mjs",
];
const SETTINGS = [
  "APP_URL",
  "DEMO",
  "DATABASE_URL",
  "OIDC_ISSUER",
  "OPERATOR_NAME",
  "OPERATOR_BUSINESS_ID",
  "OPERATOR_ADDRESS",
  "OPERATOR_EMAIL",
  "OPERATOR_PHONE",
  "OPERATOR_PRIVACY_CONTACT",
  "OPERATOR_PROCESSORS",
  "OPERATOR_OUTSIDE_EEA",
];

/** The folder that Next.js builds to. Tests have their own, so that they do not overwrite a running demo's build. */
function buildFolder(env: NodeJS.ProcessEnv): string {
  return env.BUILD_FOLDER ?? ".next";
}

function markOf(env: NodeJS.ProcessEnv): string {
  return join(buildFolder(env), "omapolku-fingerprint");
}

/**
 * Reserves Next.js's build folder for this process until it ends, because a build would delete the pages of a running
 * server. Throws one line if another process has reserved it. `user` describes this process, e.g. "npm run demo at
 * http://…".
 */
export function claimBuildFolder(user: string, env: NodeJS.ProcessEnv = process.env): void {
  const attempt = tryLock(join(dataFolder("locks"), basename(buildFolder(env))), user);
  if (attempt.ok) {
    process.once("exit", attempt.release);
    return;
  }
  const { note, pid } = attempt.holder;
  throw new Error(
    note === user
      ? `${user} is already running from this folder (process ${pid})`
      : `${note} is running from this folder (process ${pid}), and a new build would delete its pages. Stop it first, or use a copy of the folder`,
  );
}

/** Makes the next demo build again, e.g. because the built pages show deleted data. */
export function forgetBuild(): void {
  rmSync(markOf(process.env), { force: true });
}

function* filesBelow(path: string): Generator<string> {
  if (!existsSync(path)) return;
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  for (const entry of entries) if (entry.isFile()) yield join(entry.parentPath, entry.name);
}

function fingerprint(env: NodeJS.ProcessEnv): string {
  const hash = createHash("sha256");
  for (const name of SETTINGS) hash.update(`${name}=${env[name] ?? ""}\n`);
  for (const source of SOURCES) {
    const files = source.includes(".") ? [source] : [...filesBelow(source)].sort();
    for (const file of files) hash.update(file).update(readFileSync(file));
  }
  return hash.digest("hex");
}

/** Builds the portal, with its scripts and styles compressed. */
export async function build(env: NodeJS.ProcessEnv): Promise<void> {
  await runProgram("next", ["build"], { ...env, NODE_ENV: "production" });
  await precompress(join(buildFolder(env), "static"));
}

/** Builds the portal, unless the last build used the same sources and settings. */
export async function buildIfChanged(env: NodeJS.ProcessEnv): Promise<void> {
  const wanted = fingerprint(env);
  const mark = markOf(env);
  const whole = existsSync(mark) && existsSync(join(buildFolder(env), "BUILD_ID"));
  if (whole && readFileSync(mark, "utf8") === wanted) return;
  await build(env);
  writeFileSync(mark, wanted);
}
