import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { env } from "@/platform/env";
import { log } from "@/platform/log";
import { Prisma, PrismaClient } from "./generated/client";

const holder = globalThis as unknown as { omapolkuDb?: PrismaClient };

/** Milliseconds a command may wait for a connection, and then run: hundreds at the same instant queue and are served. */
const MAX_WAIT = 30_000;
const TIMEOUT = 30_000;
const ATTEMPTS = 4;

/**
 * This process's connections. A connection that the server ends while a transaction holds it says so on itself, where the
 * pool does not listen then; unheard it would end the process. Whoever was using it gets the error anyway.
 */
function connections(): pg.Pool {
  const { DATABASE_URL, DATABASE_CONNECTIONS } = env();
  // Commands on one forum queue for its row anyway: more connections would only wait inside PostgreSQL.
  const pool = new pg.Pool({
    connectionString: DATABASE_URL,
    max: DATABASE_CONNECTIONS,
    application_name: "omapolku",
  });
  return pool.on("connect", (client) => {
    client.on("error", (error) => log().warn({ error: error.message }, "database connection ended"));
  });
}

/** Statements that a connection keeps prepared. The portal has fewer; lists of changing length must not fill the server. */
const PREPARED = 300;
const prepared = new Map<string, string>();

/** Names a statement, so that each connection parses and plans it once; no name for one too many. */
function statementName({ sql }: { sql: string }): string {
  const known = prepared.get(sql);
  if (known !== undefined) return known;
  const name = prepared.size < PREPARED ? `omapolku_${prepared.size}` : "";
  if (name) prepared.set(sql, name);
  return name;
}

/** This process's database client, made when first asked for. */
export function db(): PrismaClient {
  holder.omapolkuDb ??= new PrismaClient({
    adapter: new PrismaPg(connections(), { disposeExternalPool: true, statementNameGenerator: statementName }),
  });
  return holder.omapolkuDb;
}

/** A text for `contains` and its like, which PostgreSQL would else read as a pattern: % and _ stand for themselves. */
export function literally(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}

/** What reads and writes take: the client itself, or one transaction of it. */
export type Tx = Prisma.TransactionClient;

/**
 * Runs a command in one transaction: all of it happens or none. Begun again from the start when PostgreSQL names it the
 * victim of a deadlock or a write conflict, so the function must have no effect outside the database.
 */
export async function transaction<T>(run: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db().$transaction(run, { maxWait: MAX_WAIT, timeout: TIMEOUT });
    } catch (error) {
      if (!isConflict(error) || attempt === ATTEMPTS) throw error;
    }
  }
}

/** What the database says by the way of Prisma's adapter: PostgreSQL's code (SQLSTATE) where it is PostgreSQL that speaks. */
function causeOf(error: unknown): { kind?: string; originalCode?: string } {
  const { meta, cause } = error as { meta?: { driverAdapterError?: { cause?: object } }; cause?: object };
  return (meta?.driverAdapterError?.cause ?? cause ?? {}) as { kind?: string; originalCode?: string };
}

/** Somebody was quicker, or must be, for two who change the same: serialization_failure and deadlock_detected. */
function isConflict(error: unknown): boolean {
  return (
    (error instanceof Prisma.PrismaClientKnownRequestError && causeOf(error).kind === "TransactionWriteConflict") ||
    (error as { code?: string }).code === "P2034"
  );
}

/** There is such a row already: unique_violation, in whichever way it was met. */
export function isTaken(error: unknown): boolean {
  return (
    error instanceof Prisma.PrismaClientKnownRequestError &&
    (error.code === "P2002" || causeOf(error).kind === "UniqueConstraintViolation")
  );
}
