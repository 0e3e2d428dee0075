import { parseArgs } from "node:util";
import { forgetBuild } from "./support/build";
import { runScript } from "./support/children";
import { openDatabase, requireDemoDatabase } from "./support/database";
import { databaseName, dropDatabase, ensureDatabase, migrate } from "./support/migrations";
import { run } from "./support/run";
import { localSettings } from "./support/settings";

// npm run db:reset: deletes all data and loads the demo's again. A database that is not a demo is dropped only if named
// (-- --yes-drop NAME), and is then left empty.
run(async () => {
  const { values } = parseArgs({ options: { "yes-drop": { type: "string" } } });
  const confirmed = values["yes-drop"];
  const given = process.env.DATABASE_URL;
  if (confirmed === undefined) {
    const name = given && URL.canParse(given) ? databaseName(given) : "NAME";
    requireDemoDatabase("db:reset", `, or drop it with npm run db:reset -- --yes-drop ${name}`);
  }
  if (confirmed !== undefined && given && URL.canParse(given) && confirmed !== databaseName(given))
    throw new Error(
      `--yes-drop names ${confirmed}, but DATABASE_URL names ${databaseName(given)}. Nothing was changed`,
    );
  const database = await openDatabase();
  try {
    const demo = database.embedded || process.env.DEMO === "true";
    const settings = demo ? localSettings(database) : undefined;
    await dropDatabase(database.url);
    await ensureDatabase(database.url);
    await migrate(database.url);
    if (settings) await runScript("scripts/seed.ts", settings);
    else console.log(`${databaseName(database.url)} is now empty.`);
    forgetBuild();
  } finally {
    await database.stop();
  }
});
