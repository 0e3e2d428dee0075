import { openDatabase } from "./support/database";
import { writeMigration } from "./support/new-migration";
import { run } from "./support/run";

// npm run db:new-migration NAME: writes the migration from the current migrations to the schema.
run(async () => {
  const name = process.argv[2];
  if (!name || !/^[a-z0-9_]+$/.test(name))
    throw new Error("name the migration in lower-case words, e.g. npm run db:new-migration add_venues");
  const database = await openDatabase();
  const folder = await writeMigration(database.url, name);
  console.log(
    folder
      ? `prisma/migrations/${folder} written. Read it before you commit it.`
      : "The migrations already lead to the schema.",
  );
  await database.stop();
});
