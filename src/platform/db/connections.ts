import "server-only";
import type { Socket } from "node:net";
import pg from "pg";
import { env } from "@/platform/env";
import { log } from "@/platform/log";

/** How long what asks the database waits, in milliseconds, before it gives up. Nothing waits for ever. */
export interface Patience {
  /** For a turn, then for a connection of the pool, or for the server to take a new one. */
  turn: number;
  connection: number;
  /** For a row that someone else holds (lock_timeout), and for a whole statement (statement_timeout). */
  lock: number;
  statement: number;
  /** For the server to say anything at all: where it hangs, or the line to it does, its own timeouts never fire. */
  answer: number;
  /** Between two statements of a transaction (idle_in_transaction_session_timeout): rows of a process that is gone are let go. */
  idle: number;
  /** For a whole transaction. */
  transaction: number;
}

/** Someone sits before the page. Hundreds who come at the same instant queue and are served within it. */
export const VISITORS: Patience = {
  turn: 12_000,
  connection: 8_000,
  lock: 8_000,
  statement: 10_000,
  answer: 12_000,
  idle: 15_000,
  transaction: 30_000,
};

/** Nobody waits: the worker, nightly jobs, and what the command line starts. */
export const WORK: Patience = {
  turn: 60_000,
  connection: 30_000,
  lock: 60_000,
  statement: 120_000,
  answer: 150_000,
  idle: 60_000,
  transaction: 300_000,
};

/** What every connection of ours is opened with. */
function connectionOptions({ connection, lock, statement, idle }: Patience, name: string) {
  return {
    connectionString: env().DATABASE_URL,
    application_name: name,
    connectionTimeoutMillis: connection,
    lock_timeout: lock,
    statement_timeout: statement,
    idle_in_transaction_session_timeout: idle,
    keepAlive: true,
  };
}

/** The same for a pool that a library opens: it gives up by pg's own timer, and throws the connection away. */
export function foreignOptions(patience: Patience, name: string) {
  return { ...connectionOptions(patience, name), query_timeout: patience.answer };
}

type Query = (...given: unknown[]) => Promise<unknown> | undefined;

/**
 * A connection that gives up when nothing is answered: it is cut, so that anyone who waits on it gets an error and the pool a
 * new one. It asks one thing after the other; Prisma asks for the parts of an `include` all at once, also on the one
 * connection of a transaction, and pg would keep them in a queue that its next version has not.
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

    // pg's own pool asks with a callback, and only a connection that nobody else has.
    override query = ((...given: unknown[]) => {
      if (typeof given.at(-1) === "function") return this.#ask(given);
      const result = this.#last.then(() => this.#ask(given));
      this.#last = result.catch(() => undefined);
      return result;
    }) as pg.Client["query"];
  };
}

/**
 * A pool of such connections. A connection that the server ends while a transaction holds it says so on itself, where the
 * pool does not listen then; unheard it would end the process. Anyone who was using it gets the error anyway.
 */
export function openPool(patience: Patience, name: string, max: number): pg.Pool {
  const Client = answeringClient(patience.answer);
  const pool = new pg.Pool({ ...connectionOptions(patience, name), max, Client });
  return pool.on("connect", (client) => {
    client.on("error", (error) => log().warn({ error: error.message }, "database connection ended"));
  });
}
