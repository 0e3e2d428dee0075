import { resolve } from "node:path";
import { runProgram } from "./support/children";
import { run } from "./support/run";

// After an installation: makes the database client. `prisma generate` is WebAssembly and never runs the schema engine,
// but insists on finding one and would try to download it; any file's name satisfies it.
run(() =>
  runProgram("prisma", ["generate", "--no-hints"], {
    PRISMA_SCHEMA_ENGINE_BINARY: resolve("package.json"),
    ...process.env,
  }),
);
