import { requirePort, startProgram, stopProgram, untilEnded } from "./support/children";
import { openDatabase, requireDemoDatabase } from "./support/database";
import { prepareDemo } from "./support/demo-data";
import { run, untilStopped } from "./support/run";
import { localSettings } from "./support/settings";

// npm run dev: runs the development server on demo data. /styleguide shows the design system.
run(async () => {
  requireDemoDatabase("dev");
  await requirePort();
  const database = await openDatabase();
  try {
    const settings = localSettings(database);
    await prepareDemo(database.url, settings);
    const server = startProgram("next", ["dev", "--port", settings.PORT], settings);
    const ended = untilEnded(server).then(() => Promise.reject(new Error("the server stopped unexpectedly")));
    await Promise.race([untilStopped(), ended]).finally(() => stopProgram(server));
  } finally {
    await database.stop();
  }
});
