import { resolve } from "node:path";
import { runProgram } from "./support/children";
import { writeContributions } from "./support/contributions";
import { writeDoorFiles } from "./support/door-files";
import { packagesWithoutBinaries } from "./support/platform-binaries";
import { run } from "./support/run";

// npm run generate, also run after an installation: collects what features contribute, writes the door's own files, and
// generates the database client. `prisma generate` is WebAssembly and never runs the schema engine, but insists on finding one and would try
// to download it; the name of any file satisfies it (docs/decisions/012).
run(async () => {
  writeContributions();
  writeDoorFiles();
  const lacking = packagesWithoutBinaries(process.platform, process.arch);
  if (lacking.length > 0)
    console.log(
      `package-lock.json has no ${process.platform}-${process.arch} binaries for ${lacking.join(", ")}. ` +
        "Run `npm run lock:complete`, which adds those that your registry has, with their checksums; then run `npm ci` again.",
    );
  await runProgram("prisma", ["generate", "--no-hints"], {
    PRISMA_SCHEMA_ENGINE_BINARY: resolve("package.json"),
    ...process.env,
  });
});
