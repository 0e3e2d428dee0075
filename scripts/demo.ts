import { LOCALE_CODES, LOCALES } from "../src/i18n/locales";
import { entryRoutes, routes } from "../src/i18n/routes";
import { buildIfChanged, claimBuildFolder } from "./support/build";
import { requirePort, startServer, stopProgram, untilEnded, untilHealthy } from "./support/children";
import { openDatabase, requireDemoDatabase } from "./support/database";
import { prepareDemo } from "./support/demo-data";
import { run, untilStopped } from "./support/run";
import { localSettings } from "./support/settings";

// npm run demo: runs the portal in production mode on this machine, with demo data and a mailbox instead of a mail
// server.
run(async () => {
  requireDemoDatabase("demo");
  // First, because a demo that is still starting has not taken its port yet.
  claimBuildFolder(`npm run demo at http://localhost:${process.env.PORT || 3000}`);
  await requirePort();
  const database = await openDatabase();
  try {
    const settings = localSettings(database);
    await prepareDemo(database.url, settings);
    await buildIfChanged(settings);
    const server = startServer(settings);
    const ended = untilEnded(server);
    try {
      const local = `http://localhost:${settings.PORT}`;
      await untilHealthy(`${local}${entryRoutes.health()}`, server);
      console.log(`
  OmaPolku runs.

  Address    ${settings.APP_URL}
  Languages  ${LOCALE_CODES.map((code) => `${LOCALES[code].name} ${local}${routes.home(code)}`).join("\n             ")}
  Mailbox    ${settings.SMTP_URL ? "mail goes to SMTP_URL" : `${local}${entryRoutes.demoMailbox()}`}

  Ctrl+C stops it. The data is kept.
`);
      await Promise.race([
        untilStopped(),
        ended.then(() => Promise.reject(new Error("the server stopped unexpectedly"))),
      ]);
    } finally {
      await stopProgram(server);
    }
  } finally {
    await database.stop();
  }
});
