import { env } from "../src/platform/env";
import { startWorker } from "../src/worker";
import { untilStopped } from "./support/children";
import { run } from "./support/run";

// npm run worker: the worker as a process of its own, for a server that runs with WORKER=off.
run(async () => {
  env();
  const worker = await startWorker();
  console.log("Worker runs.");
  await untilStopped();
  await worker.stop();
  process.exit(0);
});
