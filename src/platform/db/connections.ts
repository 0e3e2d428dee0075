import "server-only";
import type { Socket } from "node:net";
import pg from "pg";
import { env } from "@/platform/env";
import { log } from "@/platform/log";

/** How long to wait for the database, in milliseconds, before giving up. Nothing waits for ever. */
export interface Patience {
  /** For a turn, then for a connection from the pool, or for the server to accept a new one. */
  turn: number;
  connection: number;
  /** For a row that someone else has locked (lock_timeout), and for a whole statement (statement_timeout). */
  lock: number;
  statement: number;
  /** For any answer from the server: if the server or the line hangs, its own timeouts never fire. */
  answer: number;
  /**
   * Between two statements of a transaction (idle_in_transaction_session_timeout), so that rows locked by a dead
   * process are released.
   */
  idle: number;
  /** For a whole transaction. */
  transaction: number;
}

/** For requests that someone waits for. If hundreds come at once, they queue and are served within these limits. */
export const VISITORS: Patience = {
  turn: 12_000,
  connection: 8_000,
  lock: 8_000,
  statement: 10_000,
  answer: 12_000,
  idle: 15_000,
  transaction: 30_000,
};

/** For work that nobody waits for: the worker, nightly jobs and command-line scripts. */
export const WORK: Patience = {
  turn: 60_000,
  connection: 30_000,
  lock: 60_000,
  statement: 120_000,
  answer: 150_000,
  idle: 60_000,
  transaction: 300_000,
};

/**
 * Settings of the server, unless DATABASE_URL names its own `options`. Where PostgreSQL can compile statements (JIT), it
 * does so for those that it believes costly, each time anew: the list of translation work took 870 milliseconds, of which
 * 470 went into compiling.
 */
const SETTINGS = "-c jit=off";

/** The options of all our connections. */
function connectionOptions({ connection, lock, statement, idle }: Patience, name: string) {
  return {
    connectionString: env().DATABASE_URL,
    options: SETTINGS,
    application_name: name,
    connectionTimeoutMillis: connection,
    lock_timeout: lock,
    statement_timeout: statement,
    idle_in_transaction_session_timeout: idle,
    keepAlive: true,
  };
}

/** The same for a pool that a library opens. It gives up by pg's own timer and discards the connection. */
export function foreignOptions(patience: Patience, name: string) {
  return { ...connectionOptions(patience, name), query_timeout: patience.answer };
}

type Query = (...given: unknown[]) => Promise<unknown> | undefined;

/**
 * A connection that is cut if the server does not answer, so that everyone who waits on it gets an error and the pool a
 * new one. It sends one query after another. Prisma sends the queries of an `include` all at once, even on the one
 * connection of a transaction, and pg would queue them, which its next version no longer does.
 */
function answeringClient(patience: number): typeof pg.Client {
  return class extends pg.Client {
    #last: Promise<unknown> = Promise.resolve();

    #ask(given: unknown[]): Promise<unknown> | undefined {
      const { stream } = (this as unknown as { connection: { stream: Socket } }).connection;
      const timer = setTimeout(() => {
        const error = new Error("the database does not answer");
        stream.destroy(Object.assign(error, { code: "ETIMEDOUT", syscall: "read", errno: -110 }));
      }, patience);
      const answered = () => clearTimeout(timer);
      const callback = given.at(-1);
      const query = super.query.bind(this) as unknown as Query;
      if (typeof callback === "function")
        return query(...given.slice(0, -1), (...answer: unknown[]) => {
          answered();
          callback(...answer);
        });
      const result = query(...given);
      result?.then(answered, answered);
      return result;
    }

    // pg's own pool queries with a callback, and only on a connection that nobody else uses.
    override query = ((...given: unknown[]) => {
      if (typeof given.at(-1) === "function") return this.#ask(given);
      const result = this.#last.then(() => this.#ask(given));
      this.#last = result.catch(() => undefined);
      return result;
    }) as pg.Client["query"];
  };
}

/**
 * A pool of such connections. If the server ends a connection while a transaction holds it, the connection emits an
 * error to which the pool does not listen then; unhandled, it would end the process. The transaction gets the error
 * anyway.
 */
export function openPool(patience: Patience, name: string, max: number): pg.Pool {
  const Client = answeringClient(patience.answer);
  const pool = new pg.Pool({ ...connectionOptions(patience, name), max, Client });
  return pool.on("connect", (client) => {
    client.on("error", (error) => log().warn({ error: error.message }, "database connection ended"));
  });
}
