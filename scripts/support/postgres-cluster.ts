import { execFile, execFileSync, spawn, spawnSync } from "node:child_process";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import type { Binaries, ServerUser } from "./postgres-binaries";

/** One PostgreSQL cluster in its own folder, run with PostgreSQL's own programs initdb and pg_ctl. */
export interface Cluster {
  /** Contains the cluster in `cluster` and its log in `log`. */
  folder: string;
  password: string;
  binaries: Binaries;
  user: ServerUser;
  /** True if a crash of the machine may lose the data (tests). */
  disposable: boolean;
}

const USER = "omapolku";
const DATABASE = "omapolku";
/** Seconds. Recovery after a hard stop can take a while. */
const START_PATIENCE = 120;
const STOP_PATIENCE = 30;

/**
 * The locales that define letters, in everything that PostgreSQL's builtin locale does not cover: with C alone, pg_trgm
 * finds nothing in Arabic or Cyrillic. Systems without C.UTF-8 have the other one.
 */
const LETTERS = ["C.UTF-8", "en_US.UTF-8"];

/** The folder that PostgreSQL writes to. */
export function clusterFolder({ folder }: Pick<Cluster, "folder">): string {
  return join(folder, "cluster");
}

/** The file that the server writes its log to. */
export function logFile({ folder }: Pick<Cluster, "folder">): string {
  return join(folder, "log");
}

/** The address of the portal's database on the cluster's server. */
export function databaseUrl({ password }: Pick<Cluster, "password">, port: number, database = DATABASE): string {
  return `postgresql://${USER}:${password}@127.0.0.1:${port}/${database}`;
}

/** Tells whether a complete cluster exists. */
export function clusterExists(cluster: Cluster): boolean {
  return existsSync(join(clusterFolder(cluster), "PG_VERSION"));
}

/**
 * Makes the cluster in a draft folder and moves it into place when it is complete, so that an interrupted start leaves
 * no half-made cluster. Never removes an existing one. Only one process may run this at a time.
 */
export async function createCluster(cluster: Cluster): Promise<void> {
  const target = clusterFolder(cluster);
  const draft = join(cluster.folder, "cluster.draft");
  const passwordFile = join(cluster.folder, "password.draft");
  const { uid, gid } = cluster.user;
  const clear = () => {
    rmSync(draft, { recursive: true, force: true });
    rmSync(passwordFile, { force: true });
  };
  const initialise = async (letters: string) => {
    clear();
    mkdirSync(draft, { mode: 0o700 });
    writeFileSync(passwordFile, cluster.password, { mode: 0o600, flag: "wx" });
    if (uid !== undefined && gid !== undefined) {
      chownSync(draft, uid, gid);
      chownSync(passwordFile, uid, gid);
    }
    await promisify(execFile)(
      cluster.binaries.initdb,
      [
        `--pgdata=${draft}`,
        `--username=${USER}`,
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        // Unicode's upper and lower case, the same order on every machine, and no locale to install.
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        `--lc-ctype=${letters}`,
      ],
      { ...cluster.user, cwd: "/", env: { ...process.env, LC_ALL: "C" } },
    );
  };
  try {
    for (const [n, letters] of LETTERS.entries()) {
      try {
        await initialise(letters);
        break;
      } catch (error) {
        const unknown = /invalid locale name/.test((error as { stderr?: string }).stderr ?? "");
        if (!unknown || n === LETTERS.length - 1) throw error;
      }
    }
    if (clusterExists(cluster)) return;
    try {
      // Replaces nothing, or an empty folder.
      renameSync(draft, target);
    } catch {
      throw new Error(`${target} is not a PostgreSQL cluster. Move it elsewhere`);
    }
  } finally {
    clear();
  }
}

/**
 * Updates a cluster that an older version of the portal made, while nobody uses it: sets the locale of its databases.
 * Their order and case stay the same, because the builtin locale defines those; only trigrams change, so it rebuilds
 * the indexes.
 */
export async function carryOver(cluster: Cluster, port: number): Promise<void> {
  await withClient(databaseUrl(cluster, port, "postgres"), async (client) => {
    const old = await client.query("SELECT FROM pg_database WHERE datctype = 'C' AND datlocprovider = 'b' LIMIT 1");
    if (old.rowCount === 0) return;
    const letters = await knownLetters(client);
    if (!letters) return;
    const { rows } = await client.query<{ datname: string; datallowconn: boolean }>(
      `UPDATE pg_database SET datctype = $1 WHERE datctype = 'C' AND datlocprovider = 'b' RETURNING datname, datallowconn`,
      [letters],
    );
    for (const { datname } of rows.filter(({ datallowconn }) => datallowconn)) {
      await withClient(databaseUrl(cluster, port, encodeURIComponent(datname)), (database) =>
        database.query(`REINDEX DATABASE ${database.escapeIdentifier(datname)}`),
      );
    }
  });
}

/** The first of LETTERS that the system knows, tested by creating a database with it. */
async function knownLetters(client: pg.Client): Promise<string | undefined> {
  for (const letters of LETTERS) {
    await client.query("DROP DATABASE IF EXISTS omapolku_probe");
    try {
      await client.query(
        `CREATE DATABASE omapolku_probe TEMPLATE template0 LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LC_CTYPE '${letters}'`,
      );
      return letters;
    } catch {
      // The system does not know this one.
    } finally {
      await client.query("DROP DATABASE IF EXISTS omapolku_probe");
    }
  }
  return undefined;
}

async function withClient(url: string, use: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}

/**
 * Starts the server in its own session, so that Ctrl+C reaches it only after the portal has finished with it. Returns
 * when it is ready; if it did not start, returns why in one line.
 */
export async function startServer(cluster: Cluster, port: number): Promise<string | undefined> {
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "120",
    timezone: "UTC",
    ...(cluster.disposable && { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  const options = [`-p ${port}`, ...Object.entries(settings).map(([key, value]) => `-c ${key}=${value}`)].join(" ");
  const log = openSync(logFile(cluster), "w");
  const starting = spawn(
    cluster.binaries.pg_ctl,
    ["start", "--wait", `--timeout=${START_PATIENCE}`, "-D", clusterFolder(cluster), "-o", options],
    {
      ...cluster.user,
      cwd: "/",
      detached: true,
      stdio: ["ignore", log, log],
      env: { ...process.env, LC_ALL: "C" },
    },
  );
  closeSync(log);
  // If pg_ctl is stopped while it waits, it stops the server too.
  const abandon = () => starting.kill("SIGINT");
  process.prependOnceListener("exit", abandon);
  try {
    const failed = await new Promise<boolean>((resolve) => {
      starting.once("error", () => resolve(true));
      starting.once("exit", (code) => resolve(code !== 0));
    });
    return failed ? lastWords(cluster) : undefined;
  } finally {
    process.removeListener("exit", abandon);
  }
}

/** Why the server did not start: its own last errors, or otherwise the end of its log. */
function lastWords(cluster: Cluster): string {
  const lines = readFileSync(logFile(cluster), "utf8").trim().split("\n");
  const errors = lines.filter((line) => /FATAL|PANIC|HINT/.test(line));
  return (errors.length > 0 ? errors : lines).slice(-3).join(" ");
}

function stopArguments(cluster: Cluster, ...more: string[]): string[] {
  return ["stop", "-D", clusterFolder(cluster), `--timeout=${STOP_PATIENCE}`, ...more];
}

/** Stops the server if it runs, and waits until it is gone. */
export async function stopServer(cluster: Cluster): Promise<void> {
  const run = (mode: "fast" | "immediate") =>
    promisify(execFile)(cluster.binaries.pg_ctl, stopArguments(cluster, `--mode=${mode}`, "--wait"), {
      ...cluster.user,
      cwd: "/",
    });
  if (!readServer(cluster)) return;
  await run("fast").catch(() => run("immediate").catch(() => undefined));
}

/**
 * Stops the server while the process is ending and can await nothing. Only for test data, which is deleted next, it
 * waits until the server has ended, because nobody may be writing then.
 */
export function stopServerAtExit(cluster: Cluster): void {
  if (!readServer(cluster)) return;
  const how = cluster.disposable ? ["--mode=immediate", "--wait"] : ["--mode=fast", "--no-wait"];
  spawnSync(cluster.binaries.pg_ctl, stopArguments(cluster, ...how), { ...cluster.user, cwd: "/", stdio: "ignore" });
}

/**
 * The running server according to its lock file; the port is undefined until it listens. Undefined if none runs: then
 * it removes the lock file of a killed server, because a new process with the same id would deceive PostgreSQL.
 */
export function readServer(cluster: Cluster): { port: number | undefined } | undefined {
  const file = join(clusterFolder(cluster), "postmaster.pid");
  let lines: string[];
  try {
    lines = readFileSync(file, "utf8").split("\n");
  } catch {
    return undefined;
  }
  // Lines 1 and 4 of postmaster.pid.
  if (serves(Number(lines[0]), clusterFolder(cluster))) return { port: Number(lines[3]) || undefined };
  rmSync(file, { force: true });
  return undefined;
}

/** Tells whether a process is this cluster's server. The id in an old lock file may belong to any process by now. */
function serves(pid: number, folder: string): boolean {
  try {
    if (process.platform === "win32") return process.kill(pid, 0);
    const command = existsSync("/proc/self/cmdline")
      ? readFileSync(`/proc/${pid}/cmdline`, "utf8")
      : execFileSync("ps", ["-p", String(pid), "-o", "args="], { encoding: "utf8" });
    return command.includes(folder);
  } catch {
    return false;
  }
}

/** Tells whether the cluster's server accepts our connection. */
export async function answers(cluster: Cluster, port: number): Promise<boolean> {
  try {
    await withClient(databaseUrl(cluster, port, "postgres"), async () => undefined);
    return true;
  } catch {
    return false;
  }
}
