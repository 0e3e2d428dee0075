import { randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { anyoneMayEnter, readOrCreateSecret, stateFolder } from "./data-folder";
import { createFileOnce, isRunning, lock, ownMark, rest, tryLock } from "./lock";
import { freePort, isFree } from "./ports";
import { findBinaries, serverUser } from "./postgres-binaries";
import {
  answers,
  type Cluster,
  carryOver,
  clusterExists,
  clusterFolder,
  createCluster,
  databaseUrl,
  logFile,
  readServer,
  startServer,
  stopServer,
  stopServerAtExit,
} from "./postgres-cluster";

export interface RunningDatabase {
  /** The address of the portal's database on the server. */
  url: string;
  /** Stops using the server. The last process that uses it stops it, cleanly. */
  stop(): Promise<void>;
}

interface Options {
  /** The folder of the cluster and its files. */
  folder: string;
  /** True if a crash of the machine may lose the data (tests). */
  disposable?: boolean;
}

/** Milliseconds. Recovery after a hard stop can take a while, and a first start writes a whole cluster. */
const START_PATIENCE = 120_000;
const EXIT_PATIENCE = 5_000;
const POLL = 25;
const RETRY = 250;
const MOST_FAILURES = 20;

/**
 * Starts the embedded PostgreSQL of a folder, or joins the processes that already use it; it is ready when this
 * resolves. Any number of processes may call this at once: a lock lets only one make, start or stop the server.
 */
export async function startEmbeddedPostgres({ folder, disposable = false }: Options): Promise<RunningDatabase> {
  mkdirSync(folder, { recursive: true });
  // Whatever the umask: the server's own user must reach the cluster. Secret files have their own modes.
  chmodSync(folder, 0o755);
  if (dirname(folder) === resolve(".data")) chmodSync(dirname(folder), 0o755);
  const cluster: Cluster = {
    folder,
    disposable,
    password: readOrCreateSecret(join(folder, "password")),
    binaries: await findBinaries(),
    user: serverUser(),
  };
  const lockFile = join(folder, "lock");
  const leave = joinUsers(join(folder, "users"));
  // For a process that ends without stop(), e.g. by an error.
  const onExit = () => {
    const until = Date.now() + EXIT_PATIENCE;
    let attempt = tryLock(lockFile);
    while (!attempt.ok && attempt.holder.pid !== process.pid && Date.now() < until) {
      rest(POLL);
      attempt = tryLock(lockFile);
    }
    if (leave() === 0) stopServerAtExit(cluster);
    if (attempt.ok || attempt.holder.pid === process.pid) rmSync(lockFile, { force: true });
  };
  process.prependOnceListener("exit", onExit);
  try {
    const unlock = await lock(lockFile, START_PATIENCE);
    try {
      const port = await serve(cluster);
      let stopping: Promise<void> | undefined;
      return { url: databaseUrl(cluster, port), stop: () => (stopping ??= stop()) };
    } finally {
      unlock();
    }
  } catch (error) {
    process.removeListener("exit", onExit);
    leave();
    throw new Error(`the embedded PostgreSQL did not start: ${error instanceof Error ? error.message : error}`);
  }

  async function stop(): Promise<void> {
    const unlock = await lock(lockFile, START_PATIENCE);
    process.removeListener("exit", onExit);
    try {
      if (leave() === 0) await stopServer(cluster);
    } finally {
      unlock();
    }
  }
}

export interface TemporaryDatabase extends RunningDatabase {
  /** Stops the server as an operator would, and starts it again on the same address after `pause` milliseconds. */
  restart(pause: number): Promise<void>;
}

/** Starts an empty PostgreSQL for tests, in its own folder, which is deleted when it stops. */
export async function startTemporaryPostgres(): Promise<TemporaryDatabase> {
  const folder = temporaryFolder();
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  // Runs after the server's own exit handler, which is prepended.
  process.once("exit", remove);
  try {
    let server = await startEmbeddedPostgres({ folder, disposable: true });
    return {
      url: server.url,
      async restart(pause) {
        await server.stop();
        await sleep(pause);
        server = await startEmbeddedPostgres({ folder, disposable: true });
      },
      async stop() {
        await server.stop();
        process.removeListener("exit", remove);
        remove();
      },
    };
  } catch (error) {
    process.removeListener("exit", remove);
    remove();
    throw error;
  }
}

/** A new folder for a test's cluster that PostgreSQL's own user can reach. */
export function temporaryFolder(): string {
  const base = process.getuid?.() !== 0 || anyoneMayEnter(tmpdir()) ? tmpdir() : stateFolder();
  mkdirSync(base, { recursive: true });
  return mkdtempSync(join(base, "omapolku-test-"));
}

/** Makes sure that a server runs the cluster and answers; returns its port. The caller holds the lock. */
async function serve(cluster: Cluster): Promise<number> {
  for (let failures = 0; ; failures++) {
    const running = await untilItAnswers(cluster);
    if (running) return running;
    if (!clusterExists(cluster)) await createCluster(cluster);
    const port = await rememberedPort(join(cluster.folder, "port"));
    const failure = await startServer(cluster, port);
    if (!failure) {
      await carryOver(cluster, port);
      return port;
    }
    if (failures === MOST_FAILURES) throw new Error(failure);
    // If the machine lost power during a test run, the cluster was never flushed to disk.
    if (cluster.disposable && failures === MOST_FAILURES - 1)
      rmSync(clusterFolder(cluster), { recursive: true, force: true });
    // The children of a killed server hold its shared memory for a moment longer.
    await sleep(RETRY);
  }
}

/** The port of the running server once it answers, because it may be starting or stopping; undefined if none runs. */
async function untilItAnswers(cluster: Cluster): Promise<number | undefined> {
  const until = Date.now() + START_PATIENCE;
  for (let server = readServer(cluster); server; server = readServer(cluster)) {
    if (server.port && (await answers(cluster, server.port))) return server.port;
    if (Date.now() > until)
      throw new Error(`it did not answer within ${START_PATIENCE / 1000} s; see its log, ${logFile(cluster)}`);
    await sleep(POLL);
  }
  return undefined;
}

/** Marks this process as a user of the server. The returned function removes the mark and says how many users are left. */
function joinUsers(folder: string): () => number {
  mkdirSync(folder, { recursive: true });
  const { pid, startedAt } = ownMark();
  const mark = join(folder, `${pid}.${randomBytes(4).toString("hex")}`);
  createFileOnce(mark, startedAt);
  return () => {
    rmSync(mark, { force: true });
    // A killed process could not remove its mark.
    for (const name of readdirSync(folder)) {
      const file = join(folder, name);
      const startedAt = existsSync(file) ? readFileSync(file, "utf8") : "";
      if (!isRunning({ pid: Number.parseInt(name, 10), startedAt })) rmSync(file, { force: true });
    }
    return readdirSync(folder).length;
  };
}

/** The port of the last run if it is free, so that addresses saved in tools stay valid; otherwise another. */
async function rememberedPort(file: string): Promise<number> {
  const last = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  const port = last && (await isFree(last)) ? last : await freePort();
  writeFileSync(file, String(port));
  return port;
}
