import { LOCALE_CODES, LOCALES } from "../src/i18n/locales";
import { buildIfChanged } from "./support/build";
import { requirePort, runScript, startServer, stopProgram, untilEnded, untilHealthy } from "./support/children";
import { openDatabase } from "./support/database";
import { migrate } from "./support/migrations";
import { run, untilStopped } from "./support/run";
import { localSettings } from "./support/settings";

// npm run demo: the portal in production mode on one's own machine, with demo data and a mailbox in place of a mail server.
run(async () => {
  await requirePort();
  const database = await openDatabase();
  try {
    const settings = localSettings(database.url);
    await migrate(database.url);
    await runScript("scripts/seed.ts", settings);
    await buildIfChanged(settings);
    const server = startServer(settings);
    const ended = untilEnded(server);
    try {
      const local = `http://localhost:${settings.PORT}`;
      await untilHealthy(`${local}/api/health`, server);
      console.log(`
  OmaPolku runs.

  Address    ${settings.APP_URL}
  Languages  ${LOCALE_CODES.map((code) => `${LOCALES[code].name} ${local}/${code}`).join("\n             ")}
  Mailbox    ${settings.SMTP_URL ? "mail goes to SMTP_URL" : `${local}/demo/mailbox`}

  Ctrl+C stops it. The data is kept.
`);
      await Promise.race([untilStopped(), ended.then(() => Promise.reject(new Error("the server ended by itself")))]);
    } finally {
      await stopProgram(server);
    }
  } finally {
    await database.stop();
  }
});
