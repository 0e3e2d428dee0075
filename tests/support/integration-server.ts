import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "../../scripts/support/embedded-postgres";
import { ensureDatabase, migrate } from "../../scripts/support/migrations";

declare module "vitest" {
  interface ProvidedContext {
    templateUrl: string;
  }
}

/** A PostgreSQL of the tests' own, with one migrated template that every test file copies. */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), "omapolku-test-"));
  chmodSync(folder, 0o755);
  const server = await startEmbeddedPostgres({ folder, disposable: true });
  const template = new URL(server.url);
  template.pathname = "/omapolku_template";
  await ensureDatabase(template.href);
  await migrate(template.href);
  project.provide("templateUrl", template.href);
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
