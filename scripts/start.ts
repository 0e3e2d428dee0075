import { requirePort, startServer, stopProgram, untilEnded } from "./support/children";
import { run, untilStopped } from "./support/run";
import { requirePublicSettings } from "./support/settings";

// npm start: runs the production server. Checks the settings first; applies no migrations.
run(async () => {
  const { PORT } = requirePublicSettings(process.env);
  await requirePort();
  const server = startServer({ ...process.env, PORT: String(PORT) });
  const ended = untilEnded(server).then((code) => {
    process.exitCode = code ?? 1;
  });
  await Promise.race([untilStopped(), ended]);
  await stopProgram(server);
});
