import { dataFolder } from "./data-folder";
import { type RunningDatabase, startEmbeddedPostgres } from "./embedded-postgres";
import { ensureDatabase } from "./migrations";

export interface OpenDatabase extends RunningDatabase {
  /** True for this checkout's embedded database, false for the one in DATABASE_URL. */
  embedded: boolean;
}

/**
 * Opens the database to work on: the one in DATABASE_URL, or this checkout's embedded one. It exists when this
 * resolves. Throws one line if the address is wrong, nobody answers, or the server is too old.
 */
export async function openDatabase(): Promise<OpenDatabase> {
  const given = process.env.DATABASE_URL;
  if (given) {
    if (!URL.canParse(given) || !/^postgres(ql)?:$/.test(new URL(given).protocol)) {
      throw new Error("DATABASE_URL must be a PostgreSQL address (postgresql://…)");
    }
    try {
      await ensureDatabase(given);
    } catch (error) {
      const reason = error instanceof Error ? error.message || error.name : error;
      throw new Error(`the database at ${new URL(given).host} (DATABASE_URL) cannot be used: ${reason}`);
    }
    return { url: given, embedded: false, stop: async () => undefined };
  }
  const database = await startEmbeddedPostgres({ folder: dataFolder("postgres") });
  try {
    await ensureDatabase(database.url);
  } catch (error) {
    await database.stop();
    throw error;
  }
  process.env.DATABASE_URL = database.url;
  return { ...database, embedded: true };
}

/**
 * Throws one line unless a script may fill the database with invented data and show everyone's mail: it must be the
 * embedded one, or the settings must mark it as a demo's. `command` is the command that was run, `otherwise` another
 * way out.
 */
export function requireDemoDatabase(command: string, otherwise = ""): void {
  const given = process.env.DATABASE_URL;
  if (!given || process.env.DEMO === "true") return;
  const place = URL.canParse(given) ? `${new URL(given).host}${new URL(given).pathname}` : "a database";
  throw new Error(
    `npm run ${command} is for demo data, but DATABASE_URL names ${place}. Nothing was changed. ` +
      `Leave DATABASE_URL out to use the embedded database, or set DEMO=true if that database holds a demo${otherwise}`,
  );
}
