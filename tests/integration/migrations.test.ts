import { expect, test } from "vitest";
import { migrate, missingMigration } from "../../scripts/support/migrations";

const url = () => process.env.DATABASE_URL ?? "";

test("the migrations lead to the schema: none was forgotten", async () => {
  expect(await missingMigration(url())).toBeNull();
});

test("a database that is up to date is left as it is", async () => {
  expect(await migrate(url())).toEqual([]);
});
