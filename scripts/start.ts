import { env } from "../src/platform/env";
import { startProgram, stopProgram, untilStopped } from "./support/children";
import { run } from "./support/run";

// npm start: the production server. Settings are checked before anything starts; migrations are not applied.
run(async () => {
  const { PORT } = env();
  const server = startProgram("next", ["start", "--port", String(PORT)], { ...process.env, NODE_ENV: "production" });
  const ended = new Promise<number>((resolve) => server.once("exit", (code) => resolve(code ?? 0)));
  const code = await Promise.race([ended, untilStopped().then(() => 0)]);
  await stopProgram(server);
  process.exit(code);
});
