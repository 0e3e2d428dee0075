import { requirePort, runScript, startProgram, stopProgram, untilEnded } from "./support/children";
import { openDatabase } from "./support/database";
import { migrate } from "./support/migrations";
import { run, untilStopped } from "./support/run";
import { localSettings } from "./support/settings";

// npm run dev: the development server on the same data as the demo. /styleguide shows the design system.
run(async () => {
  await requirePort();
  const database = await openDatabase();
  try {
    const settings = localSettings(database.url);
    await migrate(database.url);
    await runScript("scripts/seed.ts", settings);
    const server = startProgram("next", ["dev", "--port", settings.PORT], settings);
    const ended = untilEnded(server).then(() => Promise.reject(new Error("the server ended by itself")));
    await Promise.race([untilStopped(), ended]).finally(() => stopProgram(server));
  } finally {
    await database.stop();
  }
});
