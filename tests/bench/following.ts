import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { entryRoutes, routes } from "@/i18n/routes";
import { startServer, stopProgram, untilHealthy } from "../../scripts/support/children";
import { freePort } from "../../scripts/support/ports";
import type { Portal } from "../support/portal";
import { rewriteText } from "../support/texts";

// How long after a commit or a deadline the pages of each server show it: docs/caches.md says within five seconds. Of two
// servers one runs the worker.

/** A forum on the first page of the list. */
export const FOLLOWED_FORUM = "seurattava";
const WRITES = 50;
const DEADLINES = 10;
/** Milliseconds between two requests for a page. */
const LOOK = 20;

interface Waits {
  "of what": string;
  server: string;
  times: number[];
}

/** Milliseconds from an instant until a page shows a text, or no longer shows it. */
async function until(url: string, text: string, shown: boolean, since: number): Promise<number> {
  while ((await (await fetch(url)).text()).includes(text) !== shown) await sleep(LOOK);
  return performance.now() - since;
}

/** Prints the delays for the portal's server and for a second one on the same build. */
export async function measureFollowing({ url, databaseUrl, settings }: Portal): Promise<void> {
  const port = await freePort();
  const second = `http://localhost:${port}`;
  const own = { WORKER: "off", PORT: String(port) };
  const server = startServer({ ...process.env, ...settings, ...own }, "ignore");
  const client = new pg.Client({ connectionString: databaseUrl });
  try {
    await untilHealthy(`${second}${entryRoutes.health()}`, server);
    await client.connect();
    const { rows } = await client.query<{ id: string }>(`SELECT id FROM "Forum" WHERE slug = $1`, [FOLLOWED_FORUM]);
    const id = rows[0]?.id ?? "";
    const servers = [
      ["with the worker", url],
      ["without", second],
    ] as const;
    const waits = (what: string): Waits[] => servers.map(([name]) => ({ "of what": what, server: name, times: [] }));
    const all: Waits[] = [];

    const written = [
      ["a write, on the forum's page", routes.forum("fi", FOLLOWED_FORUM)],
      ["a write, on the list", routes.forums("fi")],
    ] as const;
    const byWrite = written.map(([what, path]) => ({ path, waits: waits(what) }));
    for (let n = 0; n < WRITES; n++) {
      // Not in step with the servers' own rounds of one second.
      await sleep(Math.random() * 1_000);
      const title = `Kirjoitettu ${n} kertaa`;
      await rewriteText(client, id, "fi", { title });
      const since = performance.now();
      await Promise.all(
        byWrite.flatMap(({ path, waits }) =>
          servers.map(async ([, at], m) => waits[m]?.times.push(await until(`${at}${path}`, title, true, since))),
        ),
      );
    }
    const byClock = waits("a deadline, on the forum's page");
    const link = routes.register("fi", FOLLOWED_FORUM);
    for (let n = 0; n < DEADLINES; n++) {
      const open = (until: string) =>
        client.query(`UPDATE "Forum" SET "registrationClosesAt" = ${until} WHERE id = $1`, [id]);
      await open("now() + interval '1 hour'");
      await Promise.all(servers.map(([, at]) => until(`${at}${routes.forum("fi", FOLLOWED_FORUM)}`, link, true, 0)));
      const wait = 6_000 + Math.random() * 1_000;
      const since = performance.now() + wait;
      await open(`now() + interval '${wait} milliseconds'`);
      await Promise.all(
        servers.map(async ([, at], m) =>
          byClock[m]?.times.push(await until(`${at}${routes.forum("fi", FOLLOWED_FORUM)}`, link, false, since)),
        ),
      );
    }
    all.push(...byWrite.flatMap(({ waits }) => waits), ...byClock);
    console.log("\nMilliseconds until each of two servers shows a change\n");
    console.table(
      all.map(({ times, ...what }) => {
        const sorted = times.toSorted((a, b) => a - b);
        const at = (n: number) => Math.round(sorted[n] ?? 0);
        return { ...what, times: times.length, median: at(Math.floor(times.length / 2)), worst: at(times.length - 1) };
      }),
    );
  } finally {
    await client.end();
    await stopProgram(server);
  }
}
