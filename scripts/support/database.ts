import { checkServer, dataFolder, type RunningDatabase, startEmbeddedPostgres } from "./embedded-postgres";
import { ensureDatabase } from "./migrations";

/** The database to work on: the one DATABASE_URL names, else the embedded one of this checkout. Exists when this resolves. */
export async function openDatabase(): Promise<RunningDatabase> {
  const given = process.env.DATABASE_URL;
  if (given) {
    if (!URL.canParse(given) || !/^postgres(ql)?:$/.test(new URL(given).protocol)) {
      throw new Error("DATABASE_URL must be a PostgreSQL address (postgresql://…)");
    }
    await checkServer(given);
    await ensureDatabase(given);
    return { url: given, stop: async () => undefined };
  }
  const database = await startEmbeddedPostgres({ folder: dataFolder("postgres") });
  await ensureDatabase(database.url);
  process.env.DATABASE_URL = database.url;
  return database;
}
