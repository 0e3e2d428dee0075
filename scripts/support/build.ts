import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runProgram } from "./children";

/** What a build is made from, besides the settings that are built in. */
const SOURCES = ["src", "messages", "public", "package-lock.json", "next.config.ts", "tsconfig.json", "postcss.config.mjs"];
const SETTINGS = ["APP_URL", "DEMO", "DATABASE_URL"];
const MARK = ".next/omapolku-fingerprint";

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

/** Builds the portal, unless the last build was made from the same sources and settings. */
export async function buildIfChanged(env: NodeJS.ProcessEnv): Promise<void> {
  const wanted = fingerprint(env);
  if (existsSync(MARK) && readFileSync(MARK, "utf8") === wanted && existsSync(".next/BUILD_ID")) return;
  await runProgram("next", ["build"], { ...env, NODE_ENV: "production" });
  writeFileSync(MARK, wanted);
}
