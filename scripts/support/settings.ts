import { createHash } from "node:crypto";
import { join } from "node:path";
import { type Env, missingOfOperator, parseEnv } from "../../src/platform/env";
import { dataFolder, readOrCreateSecret } from "./data-folder";
import type { OpenDatabase } from "./database";

type LocalSettings = NodeJS.ProcessEnv & { APP_URL: string; PORT: string };

/**
 * Settings for a portal on this machine. A demo supplies defaults for everything that the environment does not set,
 * except DEMO for a database named in DATABASE_URL.
 */
export function localSettings({ url, embedded }: OpenDatabase): LocalSettings {
  const port = process.env.PORT || "3000";
  const settings = {
    ...process.env,
    DATABASE_URL: url,
    PORT: port,
    APP_URL: process.env.APP_URL || `http://localhost:${port}`,
    APP_SECRET: process.env.APP_SECRET || readOrCreateSecret(join(dataFolder("secrets"), "app-secret")),
    DATA_KEY: process.env.DATA_KEY || readOrCreateDataKey(),
    STORAGE_DIR: process.env.STORAGE_DIR || dataFolder("storage"),
    DEMO: process.env.DEMO || String(embedded),
    LOG_LEVEL: process.env.LOG_LEVEL || "warn",
    NEXT_TELEMETRY_DISABLED: "1",
  };
  requireSettings(settings);
  return settings;
}

/** The demo's own key of 32 bytes: a hash of its secret. */
function readOrCreateDataKey(): string {
  const secret = readOrCreateSecret(join(dataFolder("secrets"), "data-key"));
  return createHash("sha256").update(secret).digest("base64");
}

/** Checks all settings before anything starts; throws one line that names the wrong ones. */
export function requireSettings(source: NodeJS.ProcessEnv): Env {
  const result = parseEnv(source);
  if (!result.ok) throw new Error(`Wrong settings: ${result.problems.join("; ")}`);
  return result.env;
}

/** The same, and checks that the portal can name its operator. `build` and `start` require this. */
export function requirePublicSettings(source: NodeJS.ProcessEnv): Env {
  const env = requireSettings(source);
  const problems = missingOfOperator(env);
  if (problems.length > 0) throw new Error(`Wrong settings: ${problems.join("; ")}`);
  return env;
}
