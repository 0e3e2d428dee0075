import { anonymiseRegistrations } from "../src/features/privacy/commands";
import { disconnect, inBackground } from "../src/platform/db/client";
import { run } from "./support/run";
import { requireSettings } from "./support/settings";

// npm run anonymise -- --dry-run: shows what the nightly job would do. Without --dry-run it does it now.
run(async () => {
  requireSettings(process.env);
  const dryRun = process.argv.includes("--dry-run");
  const forums = await inBackground(() => anonymiseRegistrations(new Date(), { dryRun }));
  for (const { slug, retentionDays, registrations } of forums)
    console.log(
      `${slug}: ${registrations} registrations, kept for ${retentionDays} days${dryRun ? " (nothing changed)" : ", anonymised"}`,
    );
  if (forums.length === 0) console.log("Nothing is due.");
  await disconnect();
});
