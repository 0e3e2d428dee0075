import { randomUUID } from "node:crypto";
import pg from "pg";
import { LOCALE_CODES } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { OTHER_GROUP, OTHER_MEETING } from "../access/groups";
import { OTHER_ORGANISATION, OWN_ORGANISATION } from "../access/organisations";
import { createAccount, sessionCookieOf } from "../support/accounts";
import { expect, fillRegistration, portalUrl, submit, test, words } from "../support/e2e";
import { createForum } from "../support/forums";
import { fill, isPage, type Known, ROUTES } from "../support/routes";
import { writeText } from "../support/texts";

// Nobody without a permit reads where a group that keeps it private meets, its meeting link, or who leads it without having
// agreed to be named: over every address of the portal, as HTML and as the data that the portal's own script fetches, in
// files, pictures and searches. All these words carry one mark, which stands nowhere else.

const MARK = /qx7varjo/i;
const PLACE = {
  name: "Qx7varjo-talo Hirvensarvi",
  address: "Qx7varjokatu 7 Hirvensarvi",
  link: "https://qx7varjo.example.org/hirvensarvi",
};
/** What somebody would search for: a part of each private word, without the mark. */
const SEARCHED = "hirvensarvi";

const GROUP = randomUUID();
const MEETING = randomUUID();
const SLUG = "hiljainen-ryhma";
const FORUM = "hiljainen-foorumi";
const databaseUrl = () => process.env.PORTAL_DATABASE_URL ?? "";

async function withDatabase<T>(run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

/** Writes the group with its private words, its meeting, a tutor who has not agreed to be named, and the forum it prepares. */
async function plant(): Promise<void> {
  const forumId = await createForum(databaseUrl(), { slug: FORUM, inDays: 52 });
  const hidden = await createAccount(databaseUrl(), {
    email: `hirvensarvi-qx7varjo-${process.pid}@example.org`,
    roles: ["peer_tutor"],
  });
  await withDatabase(async (client) => {
    await client.query(
      `INSERT INTO "Group" (id, slug, kind, status, "organisationId", languages, place, district, "placeName", address,
         "onlineUrl", "startsAt", minutes, recurrence, weekdays, "skipsHolidays", "plannedUntil", "contactName", "contactEmail",
         "publishedAt", "updatedAt")
       SELECT $1, $2, 'parents', 'published', $3, '{ti}', 'kemi', 'Keskusta', $4, $5, $6, at, 90, 'FREQ=WEEKLY', '{1,2,3,4,5,6,7}',
         false, at + interval '10 days', 'Testaaja', 'testaaja@example.org', now(), now()
       FROM (SELECT date_trunc('hour', now()) + interval '5 days' AS at) start`,
      [GROUP, SLUG, OWN_ORGANISATION, PLACE.name, PLACE.address, PLACE.link],
    );
    await client.query(
      `INSERT INTO "GroupMeeting" (id, "groupId", "scheduledAt", "startsAt", "endsAt")
       SELECT $1, id, "startsAt", "startsAt", "startsAt" + interval '90 minutes' FROM "Group" WHERE id = $2`,
      [MEETING, GROUP],
    );
    await client.query(`INSERT INTO "GroupForum" ("groupId", "forumId") VALUES ($1, $2)`, [GROUP, forumId]);
    await client.query(`INSERT INTO "GroupTutor" (id, "groupId", "userId") VALUES (gen_random_uuid(), $1, $2)`, [
      GROUP,
      hidden.userId,
    ]);
    const fi = { title: "Hiljainen ryhmä", summary: "Tavataan.", description: "Juomme teetä." };
    await writeText(client, { groupId: GROUP }, { fi });
  });
}

/** The lists of other tests leave both out. */
test.afterAll(() =>
  withDatabase(async (client) => {
    await client.query(`DELETE FROM "Group" WHERE id = $1`, [GROUP]);
    await client.query(`UPDATE "Forum" SET status = 'draft' WHERE slug = $1`, [FORUM]);
  }),
);

interface Asked {
  path: string;
  headers?: Record<string, string>;
}

/** Asks for addresses, a few at a time, and lists those whose answer carries the mark, in its body or its headers. */
async function marked(all: readonly Asked[], cookie?: string): Promise<string[]> {
  const found: string[] = [];
  const queue = [...all];
  const work = async () => {
    for (let next = queue.pop(); next; next = queue.pop()) {
      const { path, headers } = next;
      // A redirect leads a script to the data itself.
      const answer = await fetch(`${portalUrl()}${path}`, {
        headers: { ...headers, ...(cookie && { Cookie: cookie }) },
        redirect: headers ? "follow" : "manual",
      });
      const body = Buffer.from(await answer.arrayBuffer()).toString("latin1");
      if (answer.status >= 500) found.push(`${answer.status}: ${path}`);
      if (MARK.test(body) || MARK.test(JSON.stringify([...answer.headers])))
        found.push(`${path} ${JSON.stringify(headers)}`);
    }
  };
  await Promise.all(Array.from({ length: 6 }, work));
  return found;
}

/** Every address, filled with what the group is known by; pages also as the portal's own script fetches them. */
function everywhere(locale: string, known: Known): Asked[] {
  return ROUTES.flatMap((route) => {
    const slug = route.includes("/forums/") ? FORUM : SLUG;
    const path = fill(route, { ...known, "[locale]": locale, "[slug]": slug });
    const searched = `${path}?text=${SEARCHED}&find=${SEARCHED}&place=kemi&language=ti`;
    return [{ path }, { path: searched }, ...(isPage(route) ? [{ path, headers: { rsc: "1" } }] : [])];
  });
}

const KNOWN: Known = {
  "[id]": GROUP,
  "[meeting]": MEETING,
  "[...facets]": "language-ti",
  "[...feed]": "language-ti/rss.xml",
  "[language]": "fi",
  "[suggested]": "fi",
  "[kind]": "failure",
};

const linksOf = async (path: string) => {
  const text = await (await fetch(`${portalUrl()}${path}`)).text();
  return [...text.matchAll(/(?:<loc>|href=")([^"<]+)/g)].flatMap(([, href = ""]) => {
    const { origin, pathname, search } = new URL(href.replaceAll("&amp;", "&"), portalUrl());
    return origin === new URL(portalUrl()).origin && !pathname.startsWith("/_next") ? [`${pathname}${search}`] : [];
  });
};

test("nobody without a permit reads anything private of a group at any address, and a ticket leads to the group", async ({
  page,
}) => {
  test.setTimeout(300_000);
  await plant();
  const t = words("fi").Ticket;
  await page.goto(routes.register("fi", FORUM));
  await fillRegistration(page, "Kävijä", `hiljainen-${process.pid}@example.org`);
  await submit(page);
  await page.waitForURL(/\/registrations\/[\w-]{27}/);
  await expect(
    page.getByRole("region", { name: t.groups }).getByRole("link", { name: "Hiljainen ryhmä" }),
  ).toBeVisible();
  const token = /registrations\/([\w-]{27})/.exec(page.url())?.[1] ?? "";

  // Where readers and search engines get to by themselves: all that the site maps name, and two steps from the group's page.
  const maps = await linksOf("/sitemap.xml");
  const named = new Set((await Promise.all(maps.filter((map) => /(fi|ar)$/.test(map)).map(linksOf))).flat());
  expect([...named]).toContain(routes.group("fi", SLUG));
  const near = await linksOf(routes.group("ar", SLUG));
  const further = (await Promise.all(near.filter((path) => path.includes("group")).map(linksOf))).flat();
  const reached = [...new Set([...named, ...maps, ...near, ...further])];
  expect(reached.length).toBeGreaterThan(100);
  const pages = LOCALE_CODES.flatMap((locale) =>
    [routes.group(locale, SLUG), routes.groupCalendar(locale, SLUG)].map((path) => ({ path })),
  );
  for (const { path } of pages) expect((await fetch(`${portalUrl()}${path}`)).status, path).toBe(200);
  expect(
    await marked([...pages, ...reached.map((path) => ({ path })), ...everywhere("fi", { ...KNOWN, "[token]": token })]),
  ).toEqual([]);

  // Another tutor, and another organisation's staff. Its own staff read it, so that it would be found.
  const cookieFor = async (name: string, roles: "staff" | "peer_tutor", organisation: string) => {
    const { userId, token } = await createAccount(databaseUrl(), {
      email: `${name}-${process.pid}@example.org`,
      roles: [roles],
      organisations: [organisation],
      forums: [FORUM],
    });
    const { name: key, value } = sessionCookieOf(token);
    return { userId, cookie: `${key}=${value}` };
  };
  const tutor = await cookieFor("toinen-ohjaaja", "peer_tutor", "testi");
  const staff = await cookieFor("toinen-jarjesto", "staff", "toiset");
  const own = await cookieFor("oma-jarjesto", "staff", "testi");
  await withDatabase((client) =>
    client.query(`INSERT INTO "GroupTutor" (id, "groupId", "userId") VALUES (gen_random_uuid(), $1, $2)`, [
      OTHER_GROUP,
      tutor.userId,
    ]),
  );
  const { rows } = await withDatabase((client) =>
    client.query<{ id: string }>(`SELECT id FROM "Organisation" WHERE id = $1 AND slug = 'toiset'`, [
      OTHER_ORGANISATION,
    ]),
  );
  expect(rows).toHaveLength(1);
  const known = { ...KNOWN, "[forumKey]": FORUM, "[key]": FORUM };
  const ofOther = { ...known, "[id]": OTHER_GROUP, "[meeting]": OTHER_MEETING };
  for (const { cookie } of [tutor, staff])
    expect(await marked([...everywhere("fi", known), ...everywhere("ar", ofOther)], cookie)).toEqual([]);

  const path = routes.editGroup("fi", GROUP);
  expect(await marked([{ path }, { path, headers: { rsc: "1" } }], own.cookie)).toHaveLength(2);
  expect((await marked(everywhere("fi", known), own.cookie)).length).toBeGreaterThan(3);
});
