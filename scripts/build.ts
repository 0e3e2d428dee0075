import { build, claimBuildFolder } from "./support/build";
import { run } from "./support/run";
import { requirePublicSettings } from "./support/settings";

// npm run build: the production build. It renders the public pages, so it reads the database, which must be migrated.
run(async () => {
  requirePublicSettings(process.env);
  claimBuildFolder("npm run build");
  await build(process.env);
});
