import { closeSync, openSync, readFileSync } from "node:fs";
import pg from "pg";
import type { Role } from "@/features/access/schema";
import { listingPath } from "@/features/forums/listing-path";
import { entryRoutes, routes } from "@/i18n/routes";
import { startServer, stopProgram, untilHealthy } from "../../scripts/support/children";
import { freePort } from "../../scripts/support/ports";
import { createAccount, sessionCookieOf } from "../support/accounts";
import { CROWDED_FORUM, GROWN, GROWN_ORGANISATION, grow } from "../support/growth";
import { type Portal, startPortal } from "../support/portal";

// npm run bench -- --growth: what each list costs after the portal has run for years. Milliseconds differ between
// machines; kilobytes and statements do not, and must not grow with the data.

const REQUESTS = 15;
const KILOBYTE = 1024;

interface Measured {
  page: string;
  "median ms": number;
  KB: number;
  /** Of one uncached answer: the first. */
  statements: number;
}

/** A server of the portal's build that logs each statement. That costs more than the statement, so it is not timed. */
interface Traced {
  url: string;
  logFile: string;
  stop(): Promise<void>;
}

async function startTraced({ settings, logFile: besides }: Portal): Promise<Traced> {
  const logFile = `${besides}.traced`;
  const log = openSync(logFile, "a");
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const own = { LOG_LEVEL: "trace", WORKER: "off", PORT: String(port) };
  const server = startServer({ ...process.env, ...settings, ...own }, log);
  await untilHealthy(`${url}${entryRoutes.health()}`, server);
  return {
    url,
    logFile,
    async stop() {
      await stopProgram(server);
      closeSync(log);
    },
  };
}

const countStatements = ({ logFile }: Traced) =>
  readFileSync(logFile, "utf8").split('"connections":"omapolku"').length - 1;

async function measure(portal: Portal, traced: Traced, page: string, path: string, token?: string): Promise<Measured> {
  const { name, value } = sessionCookieOf(token ?? "");
  const headers: Record<string, string> = token ? { Cookie: `${name}=${value}` } : {};
  const ask = async (server: string) => {
    const began = performance.now();
    const answer = await fetch(`${server}${path}`, { headers, redirect: "manual" });
    const bytes = (await answer.arrayBuffer()).byteLength;
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
    return { bytes, time: performance.now() - began };
  };
  const before = countStatements(traced);
  await ask(traced.url);
  const statements = countStatements(traced) - before;
  const answers: Awaited<ReturnType<typeof ask>>[] = [];
  for (let n = 0; n < REQUESTS; n++) answers.push(await ask(portal.url));
  const times = answers.map(({ time }) => time).toSorted((a, b) => a - b);
  return {
    page,
    "median ms": Math.round(times[Math.floor(REQUESTS / 2)] ?? 0),
    KB: Math.round((answers[0]?.bytes ?? 0) / KILOBYTE),
    statements,
  };
}

/** Signs in a user with a role in the large organisation. */
async function become(portal: Portal, role: Role): Promise<{ userId: string; token: string }> {
  return createAccount(portal.databaseUrl, {
    email: `mittaus-${role}@example.org`,
    roles: [role],
    organisations: [GROWN_ORGANISATION],
  });
}

/** A user who looks after some forums. */
async function findBusyUser(databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ userId: string }>(
    `SELECT "userId" FROM "Responsibility" GROUP BY "userId" ORDER BY count(*) DESC LIMIT 1`,
  );
  await client.end();
  return rows[0]?.userId ?? "";
}

/** Fills a portal with years of data, starts it, and prints the cost of its lists for each reader. */
export async function measureGrowth(): Promise<void> {
  let began = performance.now();
  const seconds = () => ((performance.now() - began) / 1000).toFixed(1);
  const portal = await startPortal(async (databaseUrl) => {
    began = performance.now();
    await grow(databaseUrl, GROWN);
    console.log(`\n${GROWN.forums} forums, ${GROWN.registrations} registrations, written in ${seconds()} s`);
    began = performance.now();
  }, "info");
  const traced = await startTraced(portal);
  console.log(`build and start: ${seconds()} s\n`);
  try {
    const [tutor, translator, staff, administrator] = await Promise.all([
      become(portal, "peer_tutor"),
      become(portal, "translator"),
      become(portal, "staff"),
      become(portal, "administrator"),
    ]);
    const busy = await findBusyUser(portal.databaseUrl);
    const pages: [page: string, path: string, token?: string][] = [
      ["public: forums", routes.forums("fi")],
      ["public: forums by language and place", listingPath("fi", { language: "so", place: "turku" })],
      ["public: past forums, page 51", listingPath("fi", { past: true, page: 51 })],
      ["public: forum", routes.forum("fi", CROWDED_FORUM)],
      ["public: forum, not made by the build", routes.forum("fi", `kasvu-${GROWN.forums - 2}`)],
      ["public: registration form", routes.register("fi", CROWDED_FORUM)],
      ["public: calendar feed", routes.forumsCalendar("fi")],
      ["public: site map, index", entryRoutes.sitemap()],
      ["public: site map of a language", entryRoutes.sitemapOf("fi")],
      ["helper: forums", routes.helper("fi", "own"), tutor.token],
      ["helper: forums, searched", routes.helper("fi", "own", { text: "Kasvutalo 7" }), tutor.token],
      ["translator: texts", routes.texts("fi"), translator.token],
      ["translator: texts in Arabic", routes.texts("ar", { language: "ar" }), translator.token],
      ["staff: work", routes.work("fi"), staff.token],
      ["staff: work, past", routes.work("fi", { when: "past", page: 2 }), staff.token],
      ["staff: invitations", routes.invitations("fi"), staff.token],
      ["staff: links", routes.links("fi"), staff.token],
      ["administrator: work", routes.work("fi"), administrator.token],
      ["administrator: work, searched", routes.work("fi", { text: "koululla 77" }), administrator.token],
      ["administrator: texts", routes.texts("fi"), administrator.token],
      ["administrator: texts, page 100", routes.texts("fi", { page: 100 }), administrator.token],
      ["administrator: texts, searched", routes.texts("fi", { text: "koululla 77" }), administrator.token],
      ["administrator: a forum with a crowd", routes.manage("fi", CROWDED_FORUM), administrator.token],
      ["administrator: a forum to hold again", routes.manageForm("fi", CROWDED_FORUM, "copy"), administrator.token],
      ["administrator: users", routes.users("fi"), administrator.token],
      ["administrator: users, searched", routes.users("fi", { text: "kasvu12" }), administrator.token],
      ["administrator: a user", routes.user("fi", busy), administrator.token],
      ["administrator: a user, forum searched", routes.user("fi", busy, { forum: "koululla" }), administrator.token],
      ["administrator: invitations", routes.invitations("fi"), administrator.token],
      ["administrator: event log", routes.audit("fi"), administrator.token],
      [
        "administrator: event log of a rare event",
        routes.audit("fi", { action: "forum_cancelled" }),
        administrator.token,
      ],
      ["administrator: event log about a forum", routes.audit("fi", { about: CROWDED_FORUM }), administrator.token],
    ];
    const measured: Measured[] = [];
    for (const page of pages) measured.push(await measure(portal, traced, ...page));
    console.table(measured);
    const slow = measured.filter((each) => each["median ms"] > 300);
    if (slow.length > 0) console.log(`above 300 ms: ${slow.map(({ page }) => page).join(", ")}`);
    const heavy = measured.filter(({ page, KB }) => KB > 300 && !/feed|site map/.test(page));
    if (heavy.length > 0) throw new Error(`above 300 KB: ${heavy.map(({ page }) => page).join(", ")}`);
  } finally {
    await traced.stop();
    await portal.stop();
  }
}
