import { startWorker } from "../src/worker";
import { run, untilStopped } from "./support/run";
import { requireSettings } from "./support/settings";

// npm run worker: runs the worker in its own process, for a server with WORKER=off.
run(async () => {
  requireSettings(process.env);
  const worker = await startWorker();
  console.log("The worker is running.");
  await untilStopped();
  await worker.stop();
});
