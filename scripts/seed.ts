import { DEMO } from "../src/contributions/demo";
import { db } from "../src/platform/db/client";
import { env } from "../src/platform/env";
import { stopJobs } from "../src/platform/jobs/send";
import { seedOnce, seedParts } from "./support/demo-data";
import { run } from "./support/run";

// Fills an empty database with the demo's year of forums. demo, dev and db:reset start it with their settings.
run(async () => {
  const seeded = await seedOnce(env().DATABASE_URL, () => seedParts(DEMO));
  console.log(seeded ? "Demo data written." : "The database already has data, which is kept.");
  await stopJobs();
  await db().$disconnect();
});
