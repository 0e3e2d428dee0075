import { dataFolder, type RunningDatabase, startEmbeddedPostgres } from "./embedded-postgres";
import { ensureDatabase } from "./migrations";

/**
 * The database to work on: the one DATABASE_URL names, else the embedded one of this checkout. Exists when this
 * resolves. Throws one line where the address is wrong, nobody answers, or the server is too old.
 */
export async function openDatabase(): Promise<RunningDatabase> {
  const given = process.env.DATABASE_URL;
  if (given) {
    if (!URL.canParse(given) || !/^postgres(ql)?:$/.test(new URL(given).protocol)) {
      throw new Error("DATABASE_URL must be a PostgreSQL address (postgresql://…)");
    }
    try {
      await ensureDatabase(given);
    } catch (error) {
      const reason = error instanceof Error ? error.message || error.name : error;
      throw new Error(`DATABASE_URL: ${new URL(given).host} cannot be used: ${reason}`);
    }
    return { url: given, stop: async () => undefined };
  }
  const database = await startEmbeddedPostgres({ folder: dataFolder("postgres") });
  try {
    await ensureDatabase(database.url);
  } catch (error) {
    await database.stop();
    throw error;
  }
  process.env.DATABASE_URL = database.url;
  return database;
}
