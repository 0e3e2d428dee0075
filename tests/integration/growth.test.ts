import { randomUUID } from "node:crypto";
import pg from "pg";
import { beforeAll, expect, test } from "vitest";
import type { UserActor } from "@/features/access/schema";
import { canUseOwnAccount } from "@/features/accounts/policy";
import { canReadAudit } from "@/features/audit/policy";
import { canListForumTexts, canListTextWork } from "@/features/content/policy";
import { listForumTexts, listTextIdsOfForum } from "@/features/content/queries";
import { TextWorkSearchSchema } from "@/features/content/schema";
import { searchTextWork } from "@/features/content/work-list/queries";
import {
  announceForum,
  cancelForum,
  leaveOutSession,
  moveForum,
  setLimits,
  tellListeners,
} from "@/features/forum-changes/commands";
import { canChangeForum, canLimitForum } from "@/features/forum-changes/policy";
import { countListeners } from "@/features/forum-changes/queries";
import { canPlanForum } from "@/features/forum-planning/policy";
import { listFlags } from "@/features/forum-planning/queries";
import {
  listAssignableForums,
  listCalendarRows,
  listForumsById,
  searchForumsOf,
  searchOpenForums,
  toCalendar,
} from "@/features/forums/queries";
import { ForumSearchSchema } from "@/features/forums/schema";
import { decideLanguage } from "@/features/interpretation/commands";
import { canDecideInterpretation } from "@/features/interpretation/policy";
import { listForumLanguages } from "@/features/interpretation/queries";
import { canMakeCalls } from "@/features/notifications/policy";
import { listCallViews, listOpenCalls } from "@/features/notifications/queries";
import { canCountNeeds } from "@/features/privacy/policy";
import { countNeeds, getAccountExport } from "@/features/privacy/queries";
import { register } from "@/features/registration/commands";
import { canSeeGuardians, canSeePhotoConsents } from "@/features/registration/policy";
import { listGuardians, listOwnRegistrations, listPhotoConsents } from "@/features/registration/queries";
import { canListInvitations } from "@/features/users/policy";
import { searchInvitations } from "@/features/users/queries";
import { db } from "@/platform/db/client";
import { createForum } from "../support/forums";
import { CROWDED_FORUM, DRAFT_FORUM, grow } from "../support/growth";
import { party } from "../support/parties";
import { forumSubject, permitted } from "../support/permits";
import { rowsReadBy, statementsOf } from "../support/statements";

function userActor(user: Partial<UserActor>): UserActor {
  return {
    kind: "user",
    id: "",
    email: "",
    name: null,
    roles: [],
    organisationIds: [],
    forumIds: [],
    forumSessionIds: [],
    hostedSessionIds: [],
    ledGroupIds: [],
    cleared: true,
    trace: null,
    ...user,
  };
}

const ADMINISTRATOR = userActor({ id: randomUUID(), roles: ["administrator"] });
const url = () => process.env.DATABASE_URL ?? "";

beforeAll(() => grow(url(), { forums: 600, registrations: 6_000, users: 600, crowd: 100, groups: 200, posts: 2_000 }));

test("the calendar feed holds every coming forum, with a handful of statements", async () => {
  const coming = await db().forum.count({ where: { status: { not: "draft" }, endsAt: { gt: new Date() } } });
  expect(coming).toBeGreaterThan(250);
  let shown: string[] = [];
  const statements = await statementsOf(async () => {
    shown = toCalendar(await listCalendarRows(), "fi", {}).map(({ slug }) => slug);
  });
  expect(shown).toHaveLength(coming);
  expect(statements.length).toBeLessThanOrEqual(6);
});

test("a feed of one spoken language holds the forums that offer it", async () => {
  const slug = "vain-suomea";
  await createForum(url(), { slug });
  await db().forumLanguage.deleteMany({ where: { language: "so", forum: { slug } } });
  const rows = await listCalendarRows();
  expect(toCalendar(rows, "fi", { language: "fi" }).some((forum) => forum.slug === slug)).toBe(true);
  expect(toCalendar(rows, "fi", { language: "so" }).some((forum) => forum.slug === slug)).toBe(false);
});

test("many forums are read with as many statements as one", async () => {
  const rows = await db().forum.findMany({ select: { id: true }, take: 80 });
  const ids = rows.map(({ id }) => id);
  const one = await statementsOf(() => listForumsById("fi", ids.slice(0, 1)));
  const many = await statementsOf(() => listForumsById("fi", ids));
  expect(many.length).toBe(one.length);
});

test("the user's page and export take as many statements for forty registrations as for four", async () => {
  const actor = async (email: string, registrations: number) => {
    const { id } = await db().user.create({ data: { email, emailVerified: new Date() } });
    for (let n = 0; n < registrations; n++) {
      const slug = `oma-${registrations}-${n}`;
      await createForum(url(), { slug });
      const registration = party([{ language: "so", interpretation: true }], { email });
      const result = await register({
        slug,
        submission: randomUUID(),
        acceptWaiting: true,
        locale: "fi",
        registration,
      });
      if (!result.ok) throw new Error(result.reason);
    }
    return permitted(canUseOwnAccount, { userId: id }, userActor({ id, email }));
  };
  const few = await actor("nelja@example.org", 4);
  const many = await actor("neljakymmenta@example.org", 40);
  const page = async (permit: typeof few) => (await statementsOf(() => listOwnRegistrations(permit, "fi"))).length;
  expect(await page(many)).toBe(await page(few));
  const exported = await statementsOf(async () => {
    expect((await getAccountExport(many, "fi")).registrations).toHaveLength(40);
  });
  expect(exported.length).toBe((await statementsOf(() => getAccountExport(few, "fi"))).length);
});

test("staff's changes of a forum take as many statements for twelve parties as for three", async () => {
  const HOUR = 3_600_000;
  /** This many parties with seats and this many waiting; all chose the session that is left out, and need an interpreter. */
  const change = async (parties: number) => {
    const slug = `muuttuva-${parties}`;
    const forumId = await createForum(url(), { slug, inDays: 10, capacity: parties, tables: [null] });
    const [part = ""] = (await db().forumSession.findMany({ where: { forumId } })).map(({ id }) => id);
    for (let n = 0; n < 2 * parties; n++) {
      const people = [{ language: "ti", interpretation: true, sessions: [part] }];
      const contactWay = n % 2 === 0 ? "call" : "read";
      const registration = party(people, { email: `${slug}-${n}@example.org`, phone: "+358401234567", contactWay });
      const sent = { slug, submission: randomUUID(), acceptWaiting: true, locale: "fi" as const, registration };
      expect(await register(sent)).toMatchObject({ ok: true });
    }
    const { startsAt } = await db().forum.findUniqueOrThrow({ where: { id: forumId } });
    const subject = forumSubject(forumId);
    const limits = { childcareCapacity: 5, sessions: {}, roles: {} };
    const counts: Record<string, number> = {};
    const counted = async (what: string, run: () => Promise<{ ok: boolean }>) => {
      const statements = await statementsOf(async () => expect(await run()).toMatchObject({ ok: true }));
      counts[what] = statements.length;
    };
    const decision = { language: "ti", state: "confirmed", threshold: null, deadlineAt: null } as const;
    await counted("decide on a language", () => decideLanguage(permitted(canDecideInterpretation, subject), decision));
    await counted("offer", () => setLimits(permitted(canLimitForum, subject), { ...limits, capacity: 2 * parties }));
    expect(await db().offer.count({ where: { forumId, outcome: null } })).toBe(parties);
    await counted("leave a part out", () => leaveOutSession(permitted(canChangeForum, subject), { sessionId: part }));
    // To a day so near that offered places are given.
    const soon = { startsAt: new Date(Date.now() + 20 * HOUR), endsAt: new Date(Date.now() + 22 * HOUR) };
    expect(soon.startsAt < startsAt).toBe(true);
    await counted("move", () => moveForum(permitted(canChangeForum, subject), { ...soon, venueSlug: "testitalo" }));
    expect(await db().registration.count({ where: { forumId, status: "confirmed" } })).toBe(2 * parties);
    await counted("cancel", () => cancelForum(permitted(canChangeForum, subject)));
    return counts;
  };
  const few = await change(3);
  expect(await change(12)).toEqual(few);
});

test("staff's forums come one page at a time, each once, and are found by title, venue and slug", async () => {
  const seen = new Set<string>();
  const first = await searchForumsOf("fi", "all", ForumSearchSchema.parse({}));
  expect(first.pages).toBeGreaterThan(10);
  for (let page = 1; page <= first.pages; page++) {
    const { forums } = await searchForumsOf("fi", "all", ForumSearchSchema.parse({ page }));
    expect(forums.length).toBeLessThanOrEqual(25);
    for (const { id } of forums) seen.add(id);
  }
  expect(seen.size).toBe(first.total);
  const find = async (query: Record<string, string>) =>
    (await searchForumsOf("fi", "all", ForumSearchSchema.parse(query))).forums.map(({ slug }) => slug);
  expect(await find({ text: "KOULULLA 77" })).toContain("kasvu-77");
  expect(await find({ text: "dugsiga 77" })).toContain("kasvu-77");
  expect(await find({ text: "kasvu-77" })).toContain("kasvu-77");
  const { venue } = await db().forum.findUniqueOrThrow({ where: { slug: "kasvu-17" }, include: { venue: true } });
  expect(await find({ text: venue.name.toLowerCase() })).toContain("kasvu-17");
  expect(await find({ text: "%" })).toEqual([]);
  expect(await find({ text: "kasvu-599", when: "past" })).toEqual(["kasvu-599"]);
  expect(await find({ text: "kasvu-599" })).toEqual([]);
  const statements = await statementsOf(() => searchForumsOf("fi", "all", ForumSearchSchema.parse({})));
  expect(statements.length).toBeLessThanOrEqual(6);
});

test("a page of forums shows only the user's own, even in a search", async () => {
  const [own] = await db().forum.findMany({ where: { slug: "kasvu-77" } });
  const scope = { forumIds: [own?.id ?? ""], sessionIds: [], organisationIds: [] };
  const { forums, total } = await searchForumsOf("fi", scope, ForumSearchSchema.parse({ text: "kasvu" }));
  expect(forums.map(({ slug }) => slug)).toEqual(["kasvu-77"]);
  expect(total).toBe(1);
});

test("helpers find the forums that take registrations, one page at a time; a link for one forum finds that one", async () => {
  const all = await searchOpenForums("so", null, { text: "", page: 1 });
  expect(all.forums).toHaveLength(25);
  expect(all.total).toBeGreaterThan(200);
  const [one] = all.forums;
  const single = await searchOpenForums("so", one?.id ?? "", { text: "", page: 1 });
  expect(single.forums.map(({ id }) => id)).toEqual([one?.id]);
});

test("a user's page offers the forums in their care, also past ones, and the next that match a search", async () => {
  const past = await db().forum.findUniqueOrThrow({ where: { slug: "kasvu-500" } });
  const offered = await listAssignableForums("fi", { forumIds: [past.id], sessionIds: [], text: "koululla 7" });
  expect(offered[0]?.id).toBe(past.id);
  expect(offered.length).toBeGreaterThan(1);
  expect(offered.length).toBeLessThanOrEqual(13);
});

test("translation work comes one page at a time, each once, with the same number of statements", async () => {
  const permit = permitted(canListTextWork, null, ADMINISTRATOR);
  const seen: string[] = [];
  const first = await searchTextWork(permit, TextWorkSearchSchema.parse({ state: "older" }));
  expect(first.pages).toBeGreaterThan(1);
  for (let page = 1; page <= first.pages; page++)
    for (const { itemId, language } of (
      await searchTextWork(permit, TextWorkSearchSchema.parse({ state: "older", page }))
    ).rows)
      seen.push(`${itemId} ${language}`);
  expect(seen).toHaveLength(first.total);
  expect(new Set(seen).size).toBe(first.total);
  expect(first.total).toBe(
    await db().contentEdition.count({ where: { workState: "older", forum: { endsAt: { gt: new Date() } } } }),
  );
  const statements = await statementsOf(() => searchTextWork(permit, TextWorkSearchSchema.parse({ text: "koululla" })));
  // One reads the page and counts everything at once, and reads the editions, of which there are most, only once.
  expect(statements).toHaveLength(2);
  const read = statements.find((statement) => statement.includes("pairs")) ?? "";
  expect(read.match(/JOIN "ContentEdition" e ON e\."itemId" = t\."itemId"/g)).toHaveLength(1);
});

test("every invitation is on one page, and is found by a part of its address", async () => {
  const permit = permitted(canListInvitations, null, userActor({ roles: ["administrator"] }));
  const { total, pages } = await searchInvitations(permit, { text: "", page: 1 });
  expect(total).toBe(600);
  expect(pages).toBe(24);
  const last = await searchInvitations(permit, { text: "", page: pages });
  expect(last.invitations.length).toBeGreaterThan(0);
  const found = await searchInvitations(permit, { text: "KUTSU599@", page: 1 });
  expect(found.invitations.map(({ email }) => email)).toEqual(["kutsu599@example.org"]);
});

test("a popular forum's page reads only the forum's own rows, however many there are of others", async () => {
  const { id } = await db().forum.findUniqueOrThrow({ where: { slug: CROWDED_FORUM } });
  const draft = await db().forum.findUniqueOrThrow({ where: { slug: DRAFT_FORUM } });
  const subject = forumSubject(id);
  const reads: Record<string, () => Promise<unknown>> = {
    needs: () => countNeeds(permitted(canCountNeeds, subject)),
    languages: () => listForumLanguages(id),
    photos: () => listPhotoConsents(permitted(canSeePhotoConsents, subject)),
    guardians: () => listGuardians(permitted(canSeeGuardians, subject)),
    texts: () => listForumTexts(permitted(canListForumTexts, subject)),
    flags: () => listFlags(permitted(canPlanForum, forumSubject(draft.id))),
    "texts in the event log": () => listTextIdsOfForum(permitted(canReadAudit, null, ADMINISTRATOR), CROWDED_FORUM),
  };
  const people = await db().participant.count({ where: { registration: { forumId: id } } });
  const tooMany: string[] = [];
  // There are few venues.
  for (const [what, read] of Object.entries(reads))
    for (const [table, rows] of await rowsReadBy(url(), read))
      if (rows > 4 * people && table !== "Venue") tooMany.push(`${what}: ${rows} of ${table}`);
  expect(tooMany).toEqual([]);
  const once = ["photos", "guardians", "needs"];
  for (const what of once) expect([what, (await statementsOf(async () => reads[what]?.())).length]).toEqual([what, 1]);
});

/** A search by a column that nothing else narrows down, and the index that must serve it. */
const LOOKUPS: [index: string, sql: string][] = [
  ["Claim_offerId_idx", `SELECT * FROM "Claim" WHERE "offerId" = $1`],
  ["Claim_sessionId_idx", `SELECT * FROM "Claim" WHERE "sessionId" = $1`],
  ["ContentEdition_forumId_idx", `SELECT * FROM "ContentEdition" WHERE "forumId" = $1`],
  ["ContentEdition_sessionId_idx", `SELECT * FROM "ContentEdition" WHERE "sessionId" = $1`],
  ["ContentEdition_venueId_idx", `SELECT * FROM "ContentEdition" WHERE "venueId" = $1`],
  ["ContentRevision_byId_idx", `SELECT * FROM "ContentRevision" WHERE "byId" = $1::text`],
  ["ContentCheck_byId_idx", `SELECT * FROM "ContentCheck" WHERE "byId" = $1::text`],
  ["Offer_forumId_idx", `SELECT * FROM "Offer" WHERE "forumId" = $1`],
  ["Registration_helperUserId_idx", `SELECT * FROM "Registration" WHERE "helperUserId" = $1`],
  ["Registration_helperLinkId_idx", `SELECT * FROM "Registration" WHERE "helperLinkId" = $1`],
  ["Registration_phone_idx", `SELECT * FROM "Registration" WHERE phone = $1::text`],
  ["Responsibility_forumId_idx", `SELECT * FROM "Responsibility" WHERE "forumId" = $1`],
  ["Responsibility_givenIn_idx", `SELECT * FROM "Responsibility" WHERE "givenIn" = $1`],
  ["Responsibility_sessionId_idx", `SELECT * FROM "Responsibility" WHERE "sessionId" = $1`],
  ["Invitation_invitedById_idx", `SELECT * FROM "Invitation" WHERE "invitedById" = $1`],
  ["Invitation_organisationId_idx", `SELECT * FROM "Invitation" WHERE "organisationId" = $1`],
  ["AuditEntry_requestId_idx", `SELECT * FROM "AuditEntry" WHERE "requestId" = $1::text`],
  ["AuditEntry_action_id_idx", `SELECT * FROM "AuditEntry" WHERE action = $1::text ORDER BY id DESC LIMIT 51`],
];

test.each(LOOKUPS)("%s serves what is looked for by it", async (index, sql) => {
  const client = new pg.Client({ connectionString: url() });
  await client.connect();
  try {
    // For a rare value: with few rows, PostgreSQL rightly reads the whole table, which says nothing about growth.
    await client.query("SET enable_seqscan = off");
    const { rows } = await client.query(`EXPLAIN ${sql}`, [randomUUID()]);
    expect(rows.map((row) => row["QUERY PLAN"]).join("\n")).toContain(index);
  } finally {
    await client.end();
  }
});

test("an index holds all that the list of translation work reads, so that it need not read the words", async () => {
  const found = await db().$queryRaw`
    SELECT FROM pg_indexes WHERE tablename = 'ContentEdition' AND indexdef LIKE '%("itemId", language, latest, "workState")'`;
  expect(found).toHaveLength(1);
});

test("thousands of recipients are counted by one statement, and each told once by a job", async () => {
  const { id } = await db().forum.findUniqueOrThrow({ where: { slug: "kasvu-77" } });
  const permit = permitted(canChangeForum, forumSubject(id));
  let count = 0;
  const counting = await statementsOf(async () => {
    count = await countListeners(permit);
  });
  expect(count).toBeGreaterThan(4_000);
  expect(counting).toHaveLength(1);
  const commanding = await statementsOf(async () => {
    expect(await announceForum(permit)).toMatchObject({ ok: true, told: count });
  });
  // Includes the queue's own first statements, but none per recipient.
  expect(commanding.length).toBeLessThanOrEqual(20);
  expect(await db().notification.count({ where: { forumId: id, template: "forum_announced" } })).toBe(0);
  // Two at once tell nobody twice.
  await Promise.all([tellListeners(id, new Date(), 1_500), tellListeners(id, new Date(), 1_500)]);
  // One message to each address, by its newest registration, sent by a job.
  const told = await db().notification.findMany({ where: { forumId: id, template: "forum_announced" } });
  expect(new Set(told.map(({ recipient }) => recipient)).size).toBe(count);
  expect(told).toHaveLength(count);
  const jobs = await db().$queryRaw<{ message: string }[]>`
    SELECT data->>'messageId' AS message FROM pgboss.job WHERE name = 'deliver-message'`;
  const queued = new Set(jobs.map(({ message }) => message));
  expect(told.filter(({ id }) => !queued.has(id))).toEqual([]);
  expect(await announceForum(permit)).toMatchObject({ ok: true, told: 0 });
});

test("a crowd's call list is ordered by one statement, and only one page of parties is read", async () => {
  const { id } = await db().forum.findUniqueOrThrow({ where: { slug: CROWDED_FORUM } });
  const permit = permitted(canMakeCalls, forumSubject(id));
  let open: Awaited<ReturnType<typeof listOpenCalls>> = [];
  expect(
    await statementsOf(async () => {
      open = await listOpenCalls(permit);
    }),
  ).toHaveLength(1);
  expect(open.length).toBeGreaterThan(25);
  const page = open.slice(20, 25);
  expect((await listCallViews(permit, page)).map(({ id }) => id)).toEqual(page.map(({ id }) => id));
  const elsewhere = permitted(canMakeCalls, forumSubject(randomUUID()));
  expect(await listCallViews(elsewhere, page)).toEqual([]);
});
