import { closeSync, openSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import pg from "pg";
import type { Role } from "@/features/access/schema";
import { feedPath, listingPath } from "@/features/forums/listing-path";
import { groupListPath } from "@/features/groups/listing-path";
import { newsListPath } from "@/features/news/listing-path";
import { entryRoutes, routes } from "@/i18n/routes";
import { buildIfChanged } from "../../scripts/support/build";
import { startServer, stopProgram, untilHealthy } from "../../scripts/support/children";
import { freePort } from "../../scripts/support/ports";
import { createAccount, sessionCookieOf } from "../support/accounts";
import { createForum } from "../support/forums";
import { CROWDED_FORUM, DRAFT_FORUM, GROWN, GROWN_GROUP, GROWN_ORGANISATION, grow } from "../support/growth";
import { createLink } from "../support/links";
import { type Portal, startPortal } from "../support/portal";
import { type BuildCost, observeBuild } from "./build";
import { DOOR_FORUM, fillDoor, measureDoor } from "./door";
import { measureFlood } from "./flood";
import { FOLLOWED_FORUM, measureFollowing } from "./following";

// npm run bench -- --growth: what building and each page cost after the portal has run for years. Milliseconds differ
// between machines; kilobytes and statements do not, and must not grow with the data.

const REQUESTS = 15;
const KILOBYTE = 1024;
/** The most that a page may take. */
const BOUNDS = { milliseconds: 300, kilobytes: 300 };
/** Pages should not read a whole table with more rows than this. */
const BIG = 10_000;

interface Measured {
  page: string;
  "median ms": number;
  KB: number;
  /** Of one uncached answer: the first. */
  statements: number;
  /** The big tables that this answer read completely. */
  "read whole": string;
}

/**
 * A server of the portal's build that logs each statement, while the database logs its plan. That costs more than the
 * statement, so it is not timed.
 */
interface Traced {
  url: string;
  countStatements(): number;
  /** The big tables that have been read completely since the last call. */
  tablesReadWhole(): string[];
  stop(): Promise<void>;
}

async function startTraced({ settings, databaseUrl, logFile: besides }: Portal): Promise<Traced> {
  const logFile = `${besides}.traced`;
  const log = openSync(logFile, "a");
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const explained = new URL(databaseUrl);
  explained.searchParams.set(
    "options",
    "-c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=0 -c auto_explain.log_nested_statements=on",
  );
  const own = { LOG_LEVEL: "trace", WORKER: "off", PORT: String(port), DATABASE_URL: explained.href };
  const server = startServer({ ...process.env, ...settings, ...own }, log);
  await untilHealthy(`${url}${entryRoutes.health()}`, server);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples > $1",
    [BIG],
  );
  const { rows } = await client.query<{ folder: string }>("SELECT current_setting('data_directory') AS folder");
  await client.end();
  const plans = join(dirname(rows[0]?.folder ?? ""), "log");
  let read = statSync(plans).size;
  return {
    url,
    countStatements: () => readFileSync(logFile, "utf8").split('"connections":"omapolku"').length - 1,
    tablesReadWhole() {
      const all = readFileSync(plans);
      const said = all.subarray(read).toString("utf8");
      read = all.length;
      return tables.map(({ name }) => name).filter((name) => said.includes(`Seq Scan on "${name}"`));
    },
    async stop() {
      await stopProgram(server);
      closeSync(log);
    },
  };
}

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
  traced.tablesReadWhole();
  const before = traced.countStatements();
  await ask(traced.url);
  const statements = traced.countStatements() - before;
  const whole = traced.tablesReadWhole();
  const answers: Awaited<ReturnType<typeof ask>>[] = [];
  for (let n = 0; n < REQUESTS; n++) answers.push(await ask(portal.url));
  const times = answers.map(({ time }) => time).toSorted((a, b) => a - b);
  return {
    page,
    "median ms": Math.round(times[Math.floor(REQUESTS / 2)] ?? 0),
    KB: Math.round((answers[0]?.bytes ?? 0) / KILOBYTE),
    statements,
    "read whole": whole.join(", "),
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

/** The ids in the addresses of pages. */
async function findIds(databaseUrl: string) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const find = async (sql: string) => (await client.query<{ id: string }>(sql)).rows[0]?.id ?? "";
  try {
    return {
      busyUser: await find(
        `SELECT "userId" AS id FROM "Responsibility" GROUP BY "userId" ORDER BY count(*) DESC LIMIT 1`,
      ),
      session: await find(
        `SELECT s.id FROM "Session" s JOIN "Forum" f ON f.id = s."forumId" WHERE f.slug = '${CROWDED_FORUM}' AND position = 1`,
      ),
      text: await find(
        `SELECT i.id FROM "ContentItem" i JOIN "Forum" f ON f.id = i."forumId" WHERE f.slug = '${CROWDED_FORUM}'`,
      ),
      venue: await find(`SELECT id FROM "Venue" WHERE slug = 'kasvutalo-0'`),
      venueText: await find(
        `SELECT i.id FROM "ContentItem" i JOIN "Venue" v ON v.id = i."venueId" WHERE v.slug = 'kasvutalo-0'`,
      ),
      organisation: await find(`SELECT id FROM "Organisation" WHERE slug = '${GROWN_ORGANISATION}'`),
      group: await find(`SELECT id FROM "Group" WHERE slug = '${GROWN_GROUP}'`),
      meeting: await find(
        `SELECT m.id FROM "GroupMeeting" m JOIN "Group" g ON g.id = m."groupId"
         WHERE g.slug = '${GROWN_GROUP}' AND m."startsAt" > now() AND m."cancelledAt" IS NULL ORDER BY m."startsAt" LIMIT 1`,
      ),
      heldMeeting: await find(
        `SELECT m.id FROM "GroupMeeting" m JOIN "Group" g ON g.id = m."groupId"
         WHERE g.slug = '${GROWN_GROUP}' AND m."endsAt" < now() AND m."cancelledAt" IS NULL ORDER BY m."startsAt" DESC LIMIT 1`,
      ),
      request: await find(
        `SELECT m.id FROM "GroupMember" m JOIN "Group" g ON g.id = m."groupId"
         WHERE g.slug = '${GROWN_GROUP}' AND m.status = 'asked' ORDER BY turn LIMIT 1`,
      ),
    };
  } finally {
    await client.end();
  }
}

function printBuild({ seconds, peakMegabytes, pages, megabytes }: BuildCost): void {
  console.log("Building with all forums in the database\n");
  console.table([
    {
      seconds: Math.round(seconds),
      "peak memory, MB": peakMegabytes ? Math.round(peakMegabytes) : "not told",
      ...Object.fromEntries(Object.entries(pages).map(([kind, count]) => [`pages, ${kind}`, count])),
      "prerendered, MB": Math.round(megabytes),
    },
  ]);
}

/** A page's name, its address, and the session token of its reader. */
type Page = [page: string, path: string, token?: string];

async function pagesOf(portal: Portal): Promise<Page[]> {
  const { databaseUrl } = portal;
  const ids = await findIds(databaseUrl);
  const { busyUser, session, text, venue, venueText, organisation, group, meeting, heldMeeting, request } = ids;
  const [tutor, leader, translator, staff, administrator] = await Promise.all([
    become(portal, "peer_tutor"),
    createAccount(databaseUrl, { email: "mittaus-ryhma@example.org", roles: ["peer_tutor"], leads: [GROWN_GROUP] }),
    become(portal, "translator"),
    become(portal, "staff"),
    become(portal, "administrator"),
  ]);
  const [coordinator, helper, volunteer] = await Promise.all([
    createLink(databaseUrl, "coordinator", CROWDED_FORUM),
    createLink(databaseUrl, "helper"),
    createLink(databaseUrl, "translator", CROWDED_FORUM),
  ]);
  const held = `kasvu-${GROWN.forums / 2 + 1}`;
  const editor = (what: string, path: string): Page => [`editor: ${what}`, path, administrator.token];
  const form = (slug: string, name: string) => routes.manageForm("fi", slug, name);
  return [
    ["public: forums", routes.forums("fi")],
    ["public: forums by language and place", listingPath("fi", { language: "so", place: "turku" })],
    ["public: groups", routes.groups("fi")],
    ["public: groups by language and day", groupListPath("fi", { language: "so", day: "thursday" })],
    ["public: groups, page 60", groupListPath("fi", { page: 60 })],
    ["public: a group", routes.group("fi", GROWN_GROUP)],
    ["public: a group’s calendar", routes.groupCalendar("fi", GROWN_GROUP)],
    ["public: coming along to a group", routes.comingToGroup("fi", GROWN_GROUP, meeting)],
    ["public: news", routes.news("fi")],
    ["public: news by topic", newsListPath("fi", { tag: "school" })],
    ["public: news, page 600", newsListPath("fi", { page: 600 })],
    ["public: a post", routes.post("fi", "kasvu-uutinen-8")],
    ["public: past forums, page 51", listingPath("fi", { past: true, page: 51 })],
    ["public: forum", routes.forum("fi", CROWDED_FORUM)],
    ["public: forum, not made by the build", routes.forum("fi", `kasvu-${GROWN.forums - 2}`)],
    ["public: registration form", routes.register("fi", CROWDED_FORUM)],
    ["public: calendar feed", routes.forumsCalendar("fi")],
    ["public: feed of a language, Atom", feedPath("fi", { language: "so" }, "atom.xml")],
    ["public: feed of a place, calendar", feedPath("fi", { place: "turku" }, "calendar.ics")],
    ["public: frame for other sites", routes.embeddedForums("fi", ["all"])],
    ["public: site map, index", entryRoutes.sitemap()],
    ["public: site map of a language", entryRoutes.sitemapOf("fi")],
    ["public: asking to join a group", routes.joinGroup("fi", GROWN_GROUP)],
    ["tutor: work", routes.work("fi"), leader.token],
    ["tutor: a group", routes.ownGroup("fi", GROWN_GROUP), leader.token],
    ["tutor: requests", routes.groupRequests("fi", GROWN_GROUP), leader.token],
    ["tutor: a request, pointed elsewhere", routes.groupRequest("fi", GROWN_GROUP, request), leader.token],
    ["tutor: members", routes.groupMembers("fi", GROWN_GROUP), leader.token],
    ["tutor: calls", routes.groupCalls("fi", GROWN_GROUP), leader.token],
    ["tutor: who came to a meeting", routes.ownMeeting("fi", GROWN_GROUP, heldMeeting), leader.token],
    ["tutor: a message to all", routes.groupMessages("fi", GROWN_GROUP), leader.token],
    ["helper: forums", routes.helper("fi", "own"), tutor.token],
    ["helper: forums, searched", routes.helper("fi", "own", { text: "Kasvutalo 7" }), tutor.token],
    ["helper: forums, by link", routes.helper("so", helper)],
    ["helper: form for others", routes.registerOthers("fi", helper, CROWDED_FORUM)],
    ["volunteer: texts, by link", routes.translate("so", volunteer)],
    ["volunteer: text, by link", routes.translateText("so", volunteer, text)],
    ["coordinator: a forum with a crowd, by link", routes.manage("fi", coordinator)],
    ["translator: texts", routes.texts("fi"), translator.token],
    ["translator: texts in Arabic", routes.texts("ar", { language: "ar" }), translator.token],
    ["administrator: texts", routes.texts("fi"), administrator.token],
    ["administrator: texts, page 100", routes.texts("fi", { page: 100 }), administrator.token],
    ["administrator: texts, searched", routes.texts("fi", { text: "koululla 77" }), administrator.token],
    ["administrator: texts that are older", routes.texts("fi", { state: "older" }), administrator.token],
    ["administrator: a text", routes.text("fi", text, "ar"), administrator.token],
    ["administrator: a text of a venue", routes.text("fi", venueText, "so"), administrator.token],
    ["administrator: link to a text", routes.textLink("fi", text, "so"), administrator.token],
    ["staff: work", routes.work("fi"), staff.token],
    ["staff: work, past", routes.work("fi", { when: "past", page: 2 }), staff.token],
    ["staff: invitations", routes.invitations("fi"), staff.token],
    ["staff: links", routes.links("fi"), staff.token],
    ["staff: venues", routes.venues("fi"), staff.token],
    ["staff: organisations", routes.organisations("fi"), staff.token],
    ["administrator: work", routes.work("fi"), administrator.token],
    ["administrator: work, drafts", routes.work("fi", { when: "drafts" }), administrator.token],
    ["administrator: work, searched", routes.work("fi", { text: "koululla 77" }), administrator.token],
    ["administrator: links, page 10", routes.links("fi", { page: 10 }), administrator.token],
    ["administrator: news, page 100", routes.newsAtWork("fi", { page: 100 }), administrator.token],
    ["administrator: groups, page 10", routes.groupsAtWork("fi", { page: 10 }), administrator.token],
    ["administrator: attendance of groups", routes.groupAttendance("fi"), administrator.token],
    ["administrator: demand for groups", routes.groupDemand("fi"), administrator.token],
    ["administrator: hours of tutors", routes.tutorHours("fi", organisation), administrator.token],
    ["administrator: venues, page 10", routes.venues("fi", { page: 10 }), administrator.token],
    ["administrator: venues, searched", routes.venues("fi", { text: "kasvukatu 77" }), administrator.token],
    ["administrator: a venue", routes.venue("fi", venue), administrator.token],
    ["administrator: a new venue", routes.newVenue("fi"), administrator.token],
    ["administrator: organisations, page 3", routes.organisations("fi", { page: 3 }), administrator.token],
    ["administrator: an organisation", routes.organisation("fi", organisation), administrator.token],
    ["administrator: a new organisation", routes.newOrganisation("fi"), administrator.token],
    ["administrator: users", routes.users("fi"), administrator.token],
    ["administrator: users, searched", routes.users("fi", { text: "kasvu12" }), administrator.token],
    ["administrator: a user", routes.user("fi", busyUser), administrator.token],
    ["administrator: a user, forum searched", routes.user("fi", busyUser, { forum: "koululla" }), administrator.token],
    ["administrator: invitations", routes.invitations("fi"), administrator.token],
    ["administrator: event log", routes.audit("fi"), administrator.token],
    [
      "administrator: event log of a rare event",
      routes.audit("fi", { action: "forum_cancelled" }),
      administrator.token,
    ],
    ["administrator: event log about a forum", routes.audit("fi", { about: CROWDED_FORUM }), administrator.token],
    editor("a group", routes.workOnGroup("fi", group)),
    editor("a group, changed", routes.editGroup("fi", group)),
    editor("a group as readers will see it", routes.previewGroup("fi", group)),
    editor("a meeting made a forum", routes.forumOfMeeting("fi", group, meeting)),
    editor("a new forum", routes.newForum("fi")),
    editor("a draft, with its flags", routes.manage("fi", DRAFT_FORUM)),
    editor("a draft, changed", form(DRAFT_FORUM, "edit")),
    editor("a draft as readers will see it", routes.previewForum("fi", DRAFT_FORUM)),
    editor("a draft, published", form(DRAFT_FORUM, "publish")),
    editor("a forum with a crowd", routes.manage("fi", CROWDED_FORUM)),
    editor("a forum, changed", form(CROWDED_FORUM, "edit")),
    editor("limits", form(CROWDED_FORUM, "limits")),
    editor("languages", form(CROWDED_FORUM, "language")),
    editor("a new part of the programme", routes.manageSession("fi", CROWDED_FORUM, "new")),
    editor("a part of the programme", routes.manageSession("fi", CROWDED_FORUM, session)),
    editor("a part left out", form(CROWDED_FORUM, "programme")),
    editor("moving", form(CROWDED_FORUM, "move")),
    editor("announcing", form(CROWDED_FORUM, "announce")),
    editor("cancelling", form(CROWDED_FORUM, "cancel")),
    editor("taking back", form(CROWDED_FORUM, "unpublish")),
    editor("holding again", form(CROWDED_FORUM, "copy")),
    editor("who comes, 2 000 parties", routes.people("fi", DOOR_FORUM)),
    editor("who comes, searched by name", routes.people("fi", DOOR_FORUM, { text: "Hassan" })),
    editor("who comes, not arrived, page 20", routes.people("fi", DOOR_FORUM, { arrived: "no", page: 20 })),
    editor("the door, 2 000 parties", routes.door("fi", DOOR_FORUM)),
    editor("the door, searched by name", routes.door("fi", DOOR_FORUM, { text: "Hassan" })),
    editor("a forum whose door is kept", routes.manage("fi", DOOR_FORUM)),
    editor("a forum that was held", routes.manage("fi", held)),
    editor("closing", form(held, "close")),
  ];
}

async function measurePages(portal: Portal): Promise<Measured[]> {
  const traced = await startTraced(portal);
  try {
    const measured: Measured[] = [];
    for (const page of await pagesOf(portal)) measured.push(await measure(portal, traced, ...page));
    return measured;
  } finally {
    await traced.stop();
  }
}

/** Fills a portal with years of data, starts it, and prints the cost of its pages for each reader. */
export async function measureGrowth(): Promise<void> {
  let cost: BuildCost | undefined;
  const portal = await startPortal(
    async (databaseUrl) => {
      const began = performance.now();
      await grow(databaseUrl, GROWN);
      await createForum(databaseUrl, { slug: FOLLOWED_FORUM, inDays: 1, closesInDays: 1 });
      await fillDoor(databaseUrl);
      const seconds = Math.round((performance.now() - began) / 1000);
      console.log(`\n${GROWN.forums} forums, ${GROWN.registrations} registrations, written in ${seconds} s\n`);
    },
    {
      logLevel: "info",
      async build(env) {
        cost = await observeBuild(env.BUILD_FOLDER ?? ".next", () => buildIfChanged(env));
      },
    },
  );
  if (cost) printBuild(cost);
  try {
    const measured = await measurePages(portal);
    console.table(measured);
    const slow = measured.filter((each) => each["median ms"] > BOUNDS.milliseconds);
    if (slow.length > 0) console.log(`above ${BOUNDS.milliseconds} ms: ${slow.map(({ page }) => page).join(", ")}`);
    await measureDoor(portal);
    await measureFollowing(portal);
    await measureFlood(portal);
    const heavy = measured.filter(({ page, KB }) => KB > BOUNDS.kilobytes && !/feed|site map/.test(page));
    if (heavy.length > 0) throw new Error(`above ${BOUNDS.kilobytes} KB: ${heavy.map(({ page }) => page).join(", ")}`);
  } finally {
    await portal.stop();
  }
}
