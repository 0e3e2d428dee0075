import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const alias = {
  "@": at("./src"),
  // Outside Next.js there is no client to guard against.
  "server-only": at("./tests/support/server-only.ts"),
};

/** Files that take a minute or more, longest first: if they began last, the run would wait for each alone. */
const LONG = ["resilience", "forum-life", "starting", "hanging", "load"].map((name) => `/${name}.test.ts`);

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = LONG.findIndex((name) => moduleId.endsWith(name));
      return found < 0 ? LONG.length : found;
    };
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  resolve: { alias },
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        resolve: { alias }, // A busy machine is no failure.
        test: {
          name: "unit",
          include: ["src/**/*.test.ts", "tests/unit/**/*.test.ts"],
          testTimeout: 60_000,
          isolate: false,
          // Nothing else runs beside them. Vitest would leave one core idle.
          maxWorkers: availableParallelism(),
        },
      },
      {
        resolve: { alias },
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          globalSetup: "tests/support/integration-server.ts",
          setupFiles: "tests/support/integration-database.ts",
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // One more than there are cores, because the long ones mostly wait.
          maxWorkers: availableParallelism() + 1,
          server: { deps: { inline: ["next-intl"] } },
        },
      },
    ],
  },
});
