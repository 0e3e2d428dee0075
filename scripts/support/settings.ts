import { dataFolder, readOrCreateSecret } from "./embedded-postgres";
import { join } from "node:path";

/** Settings of a portal on one's own machine: whatever the environment does not say, a demo can say for itself. */
export function localSettings(databaseUrl: string): NodeJS.ProcessEnv {
  const port = process.env.PORT ?? "3000";
  return {
    ...process.env,
    DATABASE_URL: databaseUrl,
    PORT: port,
    APP_URL: process.env.APP_URL ?? `http://localhost:${port}`,
    APP_SECRET: process.env.APP_SECRET ?? readOrCreateSecret(join(dataFolder("secrets"), "app-secret")),
    DEMO: process.env.DEMO ?? "true",
    LOG_LEVEL: process.env.LOG_LEVEL ?? "warn",
    NEXT_TELEMETRY_DISABLED: "1",
  };
}
