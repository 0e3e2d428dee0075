import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "@/platform/env";
import { log } from "@/platform/log";
import { openPool, type Patience, VISITORS, WORK } from "./connections";
import { type Prisma, PrismaClient } from "./generated/client";
import { Busy, Turns } from "./turns";

/** A client with connections of its own, and the turns of what is run on it. */
interface Access {
  client: PrismaClient;
  patience: Patience;
  /** Transactions at once: fewer than connections, so that reading goes on while all of them wait for something. */
  most: number;
  turns: Turns;
  /** Those that queue for the same thing, by its name. */
  queues: Map<string, Turns>;
}

/** Where what runs now belongs to: work that nobody waits for has connections and a patience of its own. */
const atWork = new AsyncLocalStorage<true>();
const holder = globalThis as unknown as { omapolkuDb?: Partial<Record<"visitors" | "work", Access>> };

/** Connections for work in the background: the worker takes a few jobs at a time. */
const WORK_CONNECTIONS = 6;
const ATTEMPTS = 4;

/** Statements that a connection keeps prepared. The portal has fewer, but lists of varying length make ever new ones. */
const PREPARED = 300;
const prepared = new Map<string, string>();

/** Names a statement, so that each connection parses and plans it once; unnamed once there are too many. */
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
    // Also for reads with an `include`, which Prisma makes transactions of its own; its default is 2 and 5 seconds.
    transactionOptions: { maxWait: patience.connection + 1_000, timeout: patience.transaction },
  });
  // The statement alone: what is put into it may be someone's name.
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
 * Runs work that nobody waits for, e.g. a job: on connections of its own, so that visitors do not wait for it nor it for
 * them, and with more patience.
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

/** Escapes a text for `contains` and similar filters, so that PostgreSQL does not read its % and _ as wildcards. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}

/** What reads and writes take: the client itself, or one transaction of it. */
export type Tx = Prisma.TransactionClient;

/**
 * Runs a command in one transaction: all of it happens or none. Starts again when PostgreSQL makes it the
 * victim of a deadlock or a write conflict, so the function must have no effect outside the database.
 *
 * Those of one `queue` want the same row and wait for one another anyway: they take up half of the turns at most, so that
 * others go on should that row be held. Throws what `isUnavailable` knows when it was not served in time.
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

/** What went wrong by its code: Prisma's own, the adapter's word for it, and PostgreSQL's (SQLSTATE) where that spoke. */
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
  // A raw query's error holds the adapter's within (P2010); a failed COMMIT is the adapter's itself.
  const said = (meta?.driverAdapterError?.cause ?? cause ?? {}) as { kind?: string; originalCode?: string };
  return { prisma: code, kind: said.kind, sqlState: said.originalCode };
}

/** Two who change the same, of whom one must begin anew: serialization_failure and deadlock_detected. */
function isConflict(error: unknown): boolean {
  const { prisma, kind } = failureOf(error);
  return prisma === "P2034" || kind === "TransactionWriteConflict";
}

/** There is such a row already: unique_violation. */
export function isTaken(error: unknown): boolean {
  const { prisma, kind } = failureOf(error);
  return prisma === "P2002" || kind === "UniqueConstraintViolation";
}

/** Prisma: not reached, timed out, closed; no connection of the pool; a transaction that did not begin or end in time. */
const PRISMA_UNAVAILABLE = new Set(["P1001", "P1002", "P1008", "P1017", "P2024", "P2028", "P2037"]);
const KINDS_UNAVAILABLE = new Set(["DatabaseNotReachable", "ConnectionClosed", "SocketTimeout", "TooManyConnections"]);
/**
 * PostgreSQL: lock_not_available, query_canceled (its timeouts), idle_in_transaction_session_timeout, connection
 * exceptions (08), insufficient resources (53), operator intervention (57P: it stops, or starts).
 */
const STATES_UNAVAILABLE = /^(55P03|57014|25P03|08...|53...|57P..)$/;
/** What pg and its pool say without a code. */
const WORDS_UNAVAILABLE = new Set([
  "timeout exceeded when trying to connect",
  "Connection terminated due to connection timeout",
  "Connection terminated unexpectedly",
  "Connection terminated",
  "Client has encountered a connection error and is not queryable",
]);

/** The database did not answer, or not in time: nothing is wrong with what was asked, and later it may be answered. */
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
