import { openDatabase } from "./support/database";
import { migrate } from "./support/migrations";
import { run } from "./support/run";

// npm run db:migrate: applies the migrations that the database is missing.
run(async () => {
  const database = await openDatabase();
  const applied = await migrate(database.url);
  console.log(applied.length > 0 ? `Applied: ${applied.join(", ")}` : "The database is up to date.");
  await database.stop();
});
