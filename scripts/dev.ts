import { requirePort, runScript, startProgram, stopProgram, untilStopped } from "./support/children";
import { openDatabase } from "./support/database";
import { migrate } from "./support/migrations";
import { run } from "./support/run";
import { localSettings } from "./support/settings";

// npm run dev: the development server on the same data as the demo. /styleguide shows the design system.
run(async () => {
  await requirePort(Number(process.env.PORT ?? 3000));
  const stopped = untilStopped();
  const database = await openDatabase();
  try {
    const settings = localSettings(database.url);
    await migrate(database.url);
    await runScript("scripts/seed.ts", settings);
    const server = startProgram("next", ["dev", "--port", settings.PORT ?? "3000"], settings);
    await Promise.race([stopped, new Promise((resolve) => server.once("exit", resolve))]);
    await stopProgram(server);
  } finally {
    await database.stop();
  }
  process.exit(0);
});
