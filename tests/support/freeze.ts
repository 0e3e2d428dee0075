import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import pg from "pg";

/**
 * Stops every process of a PostgreSQL (SIGSTOP): it accepts connections and answers nothing, like a server whose disk
 * hangs. Returns a function that continues them.
 */
export async function freezeDatabase(databaseUrl: string): Promise<() => void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  const processes = listProcesses();
  await client.end();
  const postmaster = processes.find(([pid]) => pid === rows[0]?.pid)?.[1];
  if (!postmaster) throw new Error("no such server on this machine");
  const all = [postmaster, ...processes.flatMap(([pid, parent]) => (parent === postmaster ? [pid] : []))];
  const tell = (signal: "SIGSTOP" | "SIGCONT") => {
    for (const pid of all)
      try {
        process.kill(pid, signal);
      } catch {
        // It has ended meanwhile.
      }
  };
  tell("SIGSTOP");
  return () => tell("SIGCONT");
}

/** All processes of this machine with their parents. A minimal Linux has no `ps`, and other systems have no /proc. */
function listProcesses(): [pid: number, parent: number][] {
  if (!existsSync("/proc/self/stat"))
    return execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" })
      .trim()
      .split("\n")
      .map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  return readdirSync("/proc").flatMap((name): [number, number][] => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      // The second field is the program's name, in brackets; it can contain anything. Then come its state and its
      // parent.
      return [[Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1])]];
    } catch {
      // It has ended meanwhile.
      return [];
    }
  });
}
