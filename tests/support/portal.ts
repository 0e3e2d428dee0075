import { closeSync, mkdtempSync, openSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { entryRoutes } from "@/i18n/routes";
import { buildIfChanged } from "../../scripts/support/build";
import { runScript, startServer, stopProgram, untilHealthy } from "../../scripts/support/children";
import { startTemporaryPostgres } from "../../scripts/support/embedded-postgres";
import { ensureDatabase, migrate } from "../../scripts/support/migrations";
import { freePort } from "../../scripts/support/ports";
import { endAtSignals } from "../../scripts/support/run";
import { startMailServer } from "./mail-server";
import { TEST_SECRET } from "./secret";
import { startSmsGateway } from "./sms-gateway";
import { startSso } from "./sso";

export interface Portal {
  url: string;
  databaseUrl: string;
  mailUrl: string;
  /** The address that returns all text messages so far, as JSON; null if the portal has no gateway. */
  smsUrl: string | null;
  /** The file with the server's log. */
  logFile: string;
  /** The server's process. */
  pid: number;
  /** Its settings, for a second server on the same build. */
  settings: Record<string, string>;
  stop(): Promise<void>;
}

/** Settings of every portal that tests start. */
const SETTINGS = {
  BUILD_FOLDER: ".next-test",
  NODE_ENV: "production",
  APP_SECRET: TEST_SECRET,
  DATA_KEY: Buffer.alloc(32, 7).toString("base64"),
  MAIL_FROM: "OmaPolku <posti@omapolku.test>",
  DEMO: "false",
  OPERATOR_NAME: "Testiverkosto ry",
  OPERATOR_BUSINESS_ID: "1234567-1",
  OPERATOR_ADDRESS: "Testikatu 1, 00100 Helsinki",
  OPERATOR_EMAIL: "verkosto@omapolku.test",
  NEXT_TELEMETRY_DISABLED: "1",
} as const;

/** A second server of the same build without a database or a mail server: nobody listens on port 9 (RFC 863). */
export async function startWithoutDatabase(): Promise<{ url: string; stop(): Promise<void> }> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const server = startServer(
    {
      ...process.env,
      ...SETTINGS,
      DATABASE_URL: "postgresql://nobody@127.0.0.1:9/nothing",
      SMTP_URL: "smtp://127.0.0.1:9",
      APP_URL: url,
      WORKER: "off",
      PORT: String(port),
    },
    "ignore",
  );
  await untilHealthy(`${url}/robots.txt`, server);
  return {
    url,
    async stop() {
      await stopProgram(server);
    },
  };
}

interface Ways {
  /** `trace` logs every statement, `info` is the log level of production. */
  logLevel?: "trace" | "info";
  /** Builds the portal; by default only if something has changed since the last build. */
  build?: (env: NodeJS.ProcessEnv) => Promise<void>;
  /** It has a gateway for text messages; without one, they wait. */
  texts?: boolean;
}

/**
 * The portal as in production, with everything of its own: a fresh PostgreSQL with the demo's data, a real SMTP server,
 * a production build. `prepare` can write more before the build renders its pages.
 */
export async function startPortal(
  prepare: (databaseUrl: string) => Promise<void> = async () => undefined,
  { logLevel = "trace", build = buildIfChanged, texts = false }: Ways = {},
): Promise<Portal> {
  // If the test runner is told to end during the build, this process ends at once instead of waiting; later the runner
  // calls `stop` itself.
  const started = endAtSignals();
  const [database, mail, port] = await Promise.all([startTemporaryPostgres(), startMailServer(), freePort()]);
  const url = `http://localhost:${port}`;
  const sso = await startSso(url);
  const gateway = texts ? await startSmsGateway() : null;
  const own = {
    ...SETTINGS,
    ...sso.settings,
    DATABASE_URL: database.url,
    APP_URL: url,
    // Browsers in tests fill in forms at once.
    MIN_FILL_SECONDS: "0",
    SMTP_URL: mail.smtpUrl,
    ...(gateway && { SMS_GATEWAY_URL: gateway.url }),
    STORAGE_DIR: mkdtempSync(join(tmpdir(), "omapolku-storage-")),
    WORKER: "inside",
    LOG_LEVEL: logLevel,
    PORT: String(port),
  };
  const settings: NodeJS.ProcessEnv = { ...process.env, ...own };
  await ensureDatabase(database.url);
  await migrate(database.url);
  // Trace only what visitors cause. Of everything else, log only warnings, to the run's own output.
  const quiet = { ...settings, LOG_LEVEL: "warn" };
  await runScript("scripts/seed.ts", quiet);
  await prepare(database.url);
  await build(quiet);
  const logFile = join(mkdtempSync(join(tmpdir(), "omapolku-log-")), "portal.log");
  const log = openSync(logFile, "a");
  const server = startServer(settings, process.env.DEBUG_PORTAL ? "inherit" : log);
  await untilHealthy(`${url}${entryRoutes.health()}`, server);
  started();
  return {
    url,
    databaseUrl: database.url,
    mailUrl: mail.readUrl,
    smsUrl: gateway?.url ?? null,
    logFile,
    pid: server.pid ?? 0,
    settings: own,
    async stop() {
      await stopProgram(server);
      closeSync(log);
      await sso.stop();
      await mail.stop();
      await gateway?.stop();
      await database.stop();
    },
  };
}
