import type { TestProject } from "vitest/node";
import { startTemporaryPostgres } from "../../scripts/support/embedded-postgres";
import { ensureDatabase, migrate } from "../../scripts/support/migrations";

declare module "vitest" {
  interface ProvidedContext {
    templateUrl: string;
  }
}

/** Starts the tests' own PostgreSQL, with one migrated template that every test file copies. */
export default async function setup(project: TestProject) {
  const server = await startTemporaryPostgres();
  const template = new URL(server.url);
  template.pathname = "/omapolku_template";
  await ensureDatabase(template.href);
  await migrate(template.href);
  project.provide("templateUrl", template.href);
  return () => server.stop();
}
