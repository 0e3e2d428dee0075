import { startWorker } from "../src/worker";
import { run, untilStopped } from "./support/run";
import { requireSettings } from "./support/settings";

// npm run worker: the worker as a process of its own, for a server that runs with WORKER=off.
run(async () => {
  requireSettings(process.env);
  const worker = await startWorker();
  console.log("Worker runs.");
  await untilStopped();
  await worker.stop();
});
