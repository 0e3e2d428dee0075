import { forgetBuild } from "./support/build";
import { runScript } from "./support/children";
import { openDatabase } from "./support/database";
import { dropDatabase, ensureDatabase, migrate } from "./support/migrations";
import { run } from "./support/run";
import { localSettings } from "./support/settings";

// npm run db:reset: throws the data away and begins anew with the demo's.
run(async () => {
  const database = await openDatabase();
  await dropDatabase(database.url);
  await ensureDatabase(database.url);
  await migrate(database.url);
  await runScript("scripts/seed.ts", localSettings(database.url));
  forgetBuild();
  await database.stop();
});
