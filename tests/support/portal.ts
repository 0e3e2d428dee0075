import { closeSync, mkdtempSync, openSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildIfChanged } from "../../scripts/support/build";
import { runScript, startProgram, stopProgram, untilHealthy } from "../../scripts/support/children";
import { freePort, startTemporaryPostgres } from "../../scripts/support/embedded-postgres";
import { ensureDatabase, migrate } from "../../scripts/support/migrations";
import { endAtSignals } from "../../scripts/support/run";
import { startMailServer } from "./mail-server";
import { startSso } from "./sso";

export interface Portal {
  url: string;
  databaseUrl: string;
  mailUrl: string;
  /** What the server has written to its log. */
  logFile: string;
  /** What it runs with, for a second server on the same build. */
  settings: Record<string, string>;
  stop(): Promise<void>;
}

/**
 * The portal as it runs in production, on parts of its own: a fresh PostgreSQL with the demo's data, a real SMTP server,
 * a production build. `prepare` may write more before the build renders its pages.
 */
export async function startPortal(
  prepare: (databaseUrl: string) => Promise<void> = async () => undefined,
): Promise<Portal> {
  // Until it runs, a test runner that is told to end would wait for the build; afterwards it calls `stop` itself.
  const started = endAtSignals();
  const [database, mail, port] = await Promise.all([startTemporaryPostgres(), startMailServer(), freePort()]);
  const url = `http://localhost:${port}`;
  const sso = await startSso(url);
  const own = {
    ...sso.settings,
    BUILD_FOLDER: ".next-test",
    NODE_ENV: "production",
    DATABASE_URL: database.url,
    APP_URL: url,
    APP_SECRET: "a secret for tests only, forty letters long",
    DATA_KEY: Buffer.alloc(32, 7).toString("base64"),
    // Browsers in tests fill in forms at once.
    MIN_FILL_SECONDS: "0",
    SMTP_URL: mail.smtpUrl,
    MAIL_FROM: "OmaPolku <posti@omapolku.test>",
    DEMO: "false",
    WORKER: "inside",
    LOG_LEVEL: "trace",
    PORT: String(port),
    NEXT_TELEMETRY_DISABLED: "1",
  } as const;
  const settings: NodeJS.ProcessEnv = { ...process.env, ...own };
  await ensureDatabase(database.url);
  await migrate(database.url);
  await runScript("scripts/seed.ts", settings);
  await prepare(database.url);
  await buildIfChanged(settings);
  const logFile = join(mkdtempSync(join(tmpdir(), "omapolku-log-")), "portal.log");
  const log = openSync(logFile, "a");
  const server = startProgram(
    "next",
    ["start", "--port", String(port)],
    settings,
    process.env.DEBUG_PORTAL ? "inherit" : log,
  );
  await untilHealthy(`${url}/api/health`, server);
  started();
  return {
    url,
    databaseUrl: database.url,
    mailUrl: mail.readUrl,
    logFile,
    settings: own,
    async stop() {
      await stopProgram(server);
      closeSync(log);
      await sso.stop();
      await mail.stop();
      await database.stop();
    },
  };
}
