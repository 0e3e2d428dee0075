import { randomUUID } from "node:crypto";
import pg from "pg";
import { LOCALE_CODES } from "@/i18n/locales";
import { entryRoutes, routes } from "@/i18n/routes";
import { OTHER_GROUP, OTHER_MEETING } from "../access/groups";
import { OTHER_ORGANISATION, OWN_ORGANISATION } from "../access/organisations";
import { createAccount, sessionCookieOf } from "../support/accounts";
import { expect, fillRegistration, PLAIN, portalUrl, submit, test, words } from "../support/e2e";
import { createForum } from "../support/forums";
import { createTestMember } from "../support/groups";
import { fill, isPage, type Known, ROUTES } from "../support/routes";
import { writeText } from "../support/texts";

// Nobody without a permit reads where a group that keeps it private meets, its meeting link, or who leads it without having
// agreed to be named; nor who is in it, how they are reached, what they ask, that they came, or what its tutor writes: over
// every address of the portal, as HTML and as the data that the portal's own script fetches, in files, pictures, searches and
// error pages. All these words carry one of two marks, which stand nowhere else. The number may be written in groups of digits.

const OF_PEOPLE = /qx7jasen|4\D{0,2}0\D{0,2}9\D{0,2}9\D{0,2}7\D{0,2}7\D{0,2}5\D{0,2}3\D{0,2}1/i;
const MARK = new RegExp(`qx7varjo|${OF_PEOPLE.source}`, "i");
const PERSON = { phone: "+358409977531", email: "qx7jasen-hirvensarvi@example.org" };
const PLACE = {
  name: "Qx7varjo-talo Hirvensarvi",
  address: "Qx7varjokatu 7 Hirvensarvi",
  link: "https://qx7varjo.example.org/hirvensarvi",
};
/** What somebody would search for: a part of each private word, without the mark. */
const SEARCHED = "hirvensarvi";

const GROUP = randomUUID();
const MEETING = randomUUID();
const PAST_MEETING = randomUUID();
const CALL = randomUUID();
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

/** Writes the group with its private words, its meetings, a tutor who has not agreed to be named, and the forum it prepares. */
async function plant(): Promise<{ forumId: string; tutorId: string }> {
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
       SELECT meeting, "Group".id, at, at, at + interval '90 minutes' FROM "Group",
         LATERAL (VALUES ($1::uuid, "startsAt"), ($3::uuid, "startsAt" - interval '7 days')) held (meeting, at) WHERE "Group".id = $2`,
      [MEETING, GROUP, PAST_MEETING],
    );
    await client.query(`INSERT INTO "GroupForum" ("groupId", "forumId") VALUES ($1, $2)`, [GROUP, forumId]);
    await client.query(`INSERT INTO "GroupTutor" (id, "groupId", "userId") VALUES (gen_random_uuid(), $1, $2)`, [
      GROUP,
      hidden.userId,
    ]);
    const fi = { title: "Hiljainen ryhmä", summary: "Tavataan.", description: "Juomme teetä." };
    await writeText(client, { groupId: GROUP }, { fi });
  });
  return { forumId, tutorId: hidden.userId };
}

/**
 * Writes people of the group in all their states, one of whom came to its last meeting and is to be called; what its tutor wrote
 * to staff and to everybody, and the tutor's hours; and somebody who wants to be told of a group. Returns the id of a request,
 * and the token of a member whose own name carries no mark.
 */
async function plantPeople(tutorId: string): Promise<{ request: string; token: string }> {
  const person = async (status: "asked" | "waiting" | "member" | "pointed" | "left") =>
    (await createTestMember(databaseUrl(), GROUP, { ...PERSON, name: `Qx7jasen ${status} Hirvensarvi`, status })).id;
  const [request, , member] = [await person("asked"), await person("waiting"), await person("member")];
  for (const status of ["pointed", "left"] as const) await person(status);
  const { token } = await createTestMember(databaseUrl(), GROUP, { name: "Hiljainen", messageLocale: "fi" });
  await withDatabase(async (client) => {
    await client.query(
      `UPDATE "GroupMember" SET question = 'Qx7jasen hirvensarvi?', "guardianContact" = $2, "helperUserId" = $3
       WHERE "groupId" = $1 AND name LIKE 'Qx7jasen%'`,
      [GROUP, PERSON.phone, tutorId],
    );
    await client.query(
      `INSERT INTO "Message" (id, "eventKey", template, channel, locale, recipient, "groupId", "groupMemberId")
       SELECT $1, 'hiljainen:call', 'group_welcomed', 'call', 'so', phone, "groupId", id FROM "GroupMember" WHERE id = $2`,
      [CALL, member],
    );
    await client.query(
      `WITH attendance AS (INSERT INTO "MeetingAttendance" ("meetingId", "lastSeq") VALUES ($1, 1) RETURNING "meetingId")
       INSERT INTO "MeetingEntry" ("meetingId", id, seq, kind, at, "receivedAt", "memberId", "byUserId")
       SELECT "meetingId", gen_random_uuid(), 1, 'present', now(), now(), $2, $3 FROM attendance`,
      [PAST_MEETING, member, tutorId],
    );
    await client.query(
      `INSERT INTO "GroupNote" (id, "groupId", "userId", form, language, text, "createdAt")
       VALUES (gen_random_uuid(), $1, $2, gen_random_uuid(), 'fi', 'Qx7jasen puhui. Hirvensarvi.', now())`,
      [GROUP, tutorId],
    );
    await client.query(
      `INSERT INTO "GroupMessage" (id, "groupId", language, words, told, "formHash", "byUserId", "sentAt")
       VALUES (gen_random_uuid(), $1, 'fi', '{"fi": "Qx7jasen tuo pullaa. Hirvensarvi."}', 1, sha256('hiljainen'), $2, now())`,
      [GROUP, tutorId],
    );
    await client.query(
      `INSERT INTO "TutorHours" (id, "groupId", "userId", day, minutes, work, form, "createdAt")
       VALUES (gen_random_uuid(), $1, $2, current_date, 90, 'meeting', gen_random_uuid(), now())`,
      [GROUP, tutorId],
    );
    await client.query(
      `INSERT INTO "GroupWish" (id, language, place, email, "messageLocale") VALUES (gen_random_uuid(), 'ti', 'kemi', $1, 'fi')`,
      [PERSON.email],
    );
  });
  return { request, token };
}

/** The lists of other tests leave both out. */
test.afterAll(() =>
  withDatabase(async (client) => {
    await client.query(`DELETE FROM "Group" WHERE id = $1`, [GROUP]);
    await client.query(`DELETE FROM "GroupWish" WHERE email = $1`, [PERSON.email]);
    await client.query(`UPDATE "Forum" SET status = 'draft' WHERE slug = $1`, [FORUM]);
  }),
);

interface Asked {
  path: string;
  headers?: Record<string, string>;
}

/** Asks for addresses, a few at a time, and lists those whose answer carries a mark, in its body or its headers. */
async function marked(
  all: readonly Asked[],
  { cookie, mark = MARK }: { cookie?: string; mark?: RegExp } = {},
): Promise<string[]> {
  const found: string[] = [];
  const queue = [...all];
  const work = async () => {
    for (let next = queue.pop(); next; next = queue.pop()) {
      const { path, headers } = next;
      // A redirect leads a script to the data itself.
      const answer = await fetch(`${portalUrl()}${path}`, {
        headers: { ...PLAIN, ...headers, ...(cookie && { Cookie: cookie }) },
        redirect: headers ? "follow" : "manual",
      });
      const body = Buffer.from(await answer.arrayBuffer()).toString("latin1");
      // How the portal is, it says as it is on a busy machine.
      if (answer.status >= 500 && !path.startsWith(entryRoutes.health())) found.push(`${answer.status}: ${path}`);
      if (mark.test(body) || mark.test(JSON.stringify([...answer.headers])))
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
    const id = route.includes("/organisations/") ? OWN_ORGANISATION : (known["[id]"] ?? GROUP);
    const path = fill(route, { "[meeting]": PAST_MEETING, ...known, "[locale]": locale, "[slug]": slug, "[id]": id });
    const searched = `${path}?text=${SEARCHED}&find=${SEARCHED}&place=kemi&language=ti`;
    // A meeting to come has other pages than one that was held.
    const coming = path.replace(PAST_MEETING, MEETING);
    return [
      ...[{ path }, { path: searched }, ...(coming === path ? [] : [{ path: coming }])],
      ...(isPage(route) ? [{ path, headers: { rsc: "1" } }] : []),
    ];
  });
}

const KNOWN: Known = {
  "[id]": GROUP,
  "[call]": CALL,
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
  const { tutorId } = await plant();
  const { request, token: memberToken } = await plantPeople(tutorId);
  const planted = { ...KNOWN, "[member]": request };
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
    await marked([
      ...pages,
      ...reached.map((path) => ({ path })),
      ...everywhere("fi", { ...planted, "[token]": token }),
    ]),
  ).toEqual([]);

  // Whoever belongs to the group reads where it meets, and nothing of the others.
  const ofMember = everywhere("fi", { ...planted, "[token]": memberToken });
  const member = ofMember.filter(({ path }) => path.startsWith("/fi/members/"));
  expect(await marked([{ path: routes.member("fi", memberToken) }])).toHaveLength(1);
  expect(await marked(member, { mark: OF_PEOPLE })).toEqual([]);

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
  const known = { ...planted, "[forumKey]": FORUM, "[key]": FORUM };
  const ofOther = { ...known, "[id]": OTHER_GROUP, "[meeting]": OTHER_MEETING };
  for (const { cookie } of [tutor, staff])
    expect(await marked([...everywhere("fi", known), ...everywhere("ar", ofOther)], { cookie })).toEqual([]);

  const path = routes.editGroup("fi", GROUP);
  const { cookie } = own;
  expect(await marked([{ path }, { path, headers: { rsc: "1" } }], { cookie })).toHaveLength(2);
  expect((await marked(everywhere("fi", known), { cookie })).length).toBeGreaterThan(3);
  // What was planted stands on the pages of those who lead the group, so that it would be found elsewhere.
  const led = [
    ...[routes.groupRequests("fi", SLUG), routes.groupRequest("fi", SLUG, request), routes.groupMembers("fi", SLUG)],
    ...[routes.groupCalls("fi", SLUG), routes.groupCall("fi", SLUG, CALL), routes.groupMessages("fi", SLUG)],
    ...[routes.ownMeeting("fi", SLUG, PAST_MEETING), routes.workOnGroup("fi", GROUP)],
  ];
  const found = await marked(
    led.map((page) => ({ path: page })),
    { cookie, mark: OF_PEOPLE },
  );
  expect(found).toHaveLength(led.length);
});
