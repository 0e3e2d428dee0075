import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "@/platform/env";
import { log } from "@/platform/log";
import { openPool, type Patience, VISITORS, WORK } from "./connections";
import { type Prisma, PrismaClient } from "./generated/client";
import { Busy, Turns } from "./turns";

/** A client with its own connections, and the turns of the transactions on it. */
interface Access {
  client: PrismaClient;
  patience: Patience;
  /** How many transactions may run at once: fewer than connections, so that reads go on while all of them wait. */
  most: number;
  turns: Turns;
  /** Queues of transactions that want the same row, by name. */
  queues: Map<string, Turns>;
}

/** Marks background work, which has its own connections and limits. */
const atWork = new AsyncLocalStorage<true>();
const holder = globalThis as unknown as { omapolkuDb?: Partial<Record<"visitors" | "work", Access>> };

/** Connections for background work: the worker takes a few jobs at a time. */
const WORK_CONNECTIONS = 6;
const ATTEMPTS = 4;

/** Prepared statements per connection. The portal has fewer, but lists of varying length keep producing new ones. */
const PREPARED = 300;
const prepared = new Map<string, string>();

/** Names a statement, so that each connection parses and plans it once; unnamed beyond the limit. */
function statementName({ sql }: { sql: string }): string {
  const known = prepared.get(sql);
  if (known !== undefined) return known;
  const name = prepared.size < PREPARED ? `omapolku_${prepared.size}` : "";
  if (name) prepared.set(sql, name);
  return name;
}

function open(patience: Patience, name: string, connections: number): Access {
  const pool = openPool(patience, name, connections);
  const traced = log().isLevelEnabled("trace");
  const client = new PrismaClient({
    adapter: new PrismaPg(pool, { disposeExternalPool: true, statementNameGenerator: statementName }),
    log: traced ? [{ emit: "event", level: "query" }] : [],
    // Also applies to reads with an `include`, which Prisma runs as transactions; its defaults are 2 and 5 seconds.
    transactionOptions: { maxWait: patience.connection + 1_000, timeout: patience.transaction },
  });
  // Log only the statement: a parameter may be someone's name.
  if (traced) client.$on("query", ({ query }) => log().trace({ statement: query, connections: name }));
  const most = Math.max(1, Math.floor(connections * 0.7));
  return { client, patience, most, turns: new Turns(most, patience.turn), queues: new Map() };
}

function access(): Access {
  holder.omapolkuDb ??= {};
  const all = holder.omapolkuDb;
  if (!atWork.getStore()) {
    all.visitors ??= open(VISITORS, "omapolku", env().DATABASE_CONNECTIONS);
    return all.visitors;
  }
  all.work ??= open(WORK, "omapolku-work", WORK_CONNECTIONS);
  return all.work;
}

/** This process's database client, created on first use. */
export function db(): PrismaClient {
  return access().client;
}

/**
 * Runs background work, such as a job, on its own connections and with longer limits, so that it and visitors do not
 * wait for each other.
 */
export function inBackground<T>(run: () => Promise<T>): Promise<T> {
  return atWork.run(true, run);
}

/** Closes this process's connections. */
export async function disconnect(): Promise<void> {
  const { visitors, work } = holder.omapolkuDb ?? {};
  delete holder.omapolkuDb;
  await Promise.all([visitors?.client.$disconnect(), work?.client.$disconnect()]);
}

/** Escapes a text for `contains` and similar filters, so that PostgreSQL does not treat % and _ as wildcards. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}

/** Either the client itself or one of its transactions. */
export type Tx = Prisma.TransactionClient;

/**
 * Runs a command in one transaction: all of it happens, or nothing. Runs again if PostgreSQL aborts it for a deadlock
 * or a write conflict, so the function must have no effect outside the database.
 *
 * Transactions of one `queue` want the same row and would wait for each other anyway: they take at most half of the
 * turns, so that others go on if that row is locked for long. Throws an error that `isUnavailable` recognises if it is
 * not served in time.
 */
export function transaction<T>(run: (tx: Tx) => Promise<T>, { queue }: { queue?: string } = {}): Promise<T> {
  const { client, most, patience, turns, queues } = access();
  const attempt = () => turns.take(() => attempts(() => client.$transaction(run)));
  if (queue === undefined) return attempt();
  const line = queues.get(queue) ?? new Turns(Math.ceil(most / 2), patience.turn);
  queues.set(queue, line);
  return line.take(attempt).finally(() => {
    if (line.idle) queues.delete(queue);
  });
}

async function attempts<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (!isConflict(error) || attempt === ATTEMPTS) throw error;
    }
  }
}

/** The codes of a failure: Prisma's own, the adapter's kind, and PostgreSQL's SQLSTATE if it answered. */
interface Failure {
  prisma?: string;
  kind?: string;
  sqlState?: string;
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return {};
  const { code, meta, cause } = error as Error & {
    code?: string;
    meta?: { driverAdapterError?: { cause?: object } };
  };
  // The error of a raw query wraps the adapter's (P2010); a failed COMMIT throws the adapter's error itself.
  const said = (meta?.driverAdapterError?.cause ?? cause ?? {}) as { kind?: string; originalCode?: string };
  return { prisma: code, kind: said.kind, sqlState: said.originalCode };
}

/** Two transactions changed the same row and one must start again: serialization_failure or deadlock_detected. */
function isConflict(error: unknown): boolean {
  const { prisma, kind } = failureOf(error);
  return prisma === "P2034" || kind === "TransactionWriteConflict";
}

/** Such a row already exists: unique_violation. */
export function isTaken(error: unknown): boolean {
  const { prisma, kind } = failureOf(error);
  return prisma === "P2002" || kind === "UniqueConstraintViolation";
}

/** Prisma: not reached, timed out, closed; no connection in the pool; a transaction that did not begin or end in time. */
const PRISMA_UNAVAILABLE = new Set(["P1001", "P1002", "P1008", "P1017", "P2024", "P2028", "P2037"]);
const KINDS_UNAVAILABLE = new Set(["DatabaseNotReachable", "ConnectionClosed", "SocketTimeout", "TooManyConnections"]);
/**
 * PostgreSQL: lock_not_available, query_canceled (its timeouts), idle_in_transaction_session_timeout, connection
 * exceptions (08), insufficient resources (53), operator intervention (57P: it is stopping or starting).
 */
const STATES_UNAVAILABLE = /^(55P03|57014|25P03|08...|53...|57P..)$/;
/** Errors of pg and its pool that have no code. */
const WORDS_UNAVAILABLE = new Set([
  "timeout exceeded when trying to connect",
  "Connection terminated due to connection timeout",
  "Connection terminated unexpectedly",
  "Connection terminated",
  "Client has encountered a connection error and is not queryable",
]);

/** The database did not answer, or not in time. The query itself is fine and may succeed later. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof Busy) return true;
  const { prisma = "", kind = "", sqlState = "" } = failureOf(error);
  return (
    PRISMA_UNAVAILABLE.has(prisma) ||
    KINDS_UNAVAILABLE.has(kind) ||
    STATES_UNAVAILABLE.test(sqlState) ||
    (error instanceof Error && WORDS_UNAVAILABLE.has(error.message))
  );
}
