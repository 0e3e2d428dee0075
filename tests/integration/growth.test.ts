import { randomUUID } from "node:crypto";
import pg from "pg";
import { beforeAll, expect, test } from "vitest";
import { canUseOwnAccount } from "../../src/features/accounts/policy";
import { listForumsById, readCalendar, toCalendar } from "../../src/features/forums/queries";
import { getAccountExport } from "../../src/features/privacy/queries";
import { register } from "../../src/features/registration/commands";
import { listOwnRegistrations } from "../../src/features/registration/queries";
import { db } from "../../src/platform/db/client";
import { createForum } from "../support/forums";
import { grow } from "../support/growth";
import { party } from "../support/parties";
import { permitted } from "../support/permits";
import { statementsOf } from "../support/statements";

const url = () => process.env.DATABASE_URL ?? "";

beforeAll(() => grow(url(), { forums: 600, registrations: 6_000, users: 600, crowd: 100 }));

test("the calendar feed holds every coming forum, and takes a handful of statements", async () => {
  const coming = await db().forum.count({ where: { status: { not: "draft" }, endsAt: { gt: new Date() } } });
  expect(coming).toBeGreaterThan(250);
  let shown: string[] = [];
  const statements = await statementsOf(async () => {
    shown = toCalendar(await readCalendar(), "fi", undefined).map(({ slug }) => slug);
  });
  expect(shown).toHaveLength(coming);
  expect(statements.length).toBeLessThanOrEqual(6);
});

test("a feed of one spoken language holds the forums that offer it", async () => {
  const slug = "vain-suomea";
  await createForum(url(), { slug });
  await db().forumLanguage.deleteMany({ where: { language: "so", forum: { slug } } });
  const rows = await readCalendar();
  expect(toCalendar(rows, "fi", "fi").some((forum) => forum.slug === slug)).toBe(true);
  expect(toCalendar(rows, "fi", "so").some((forum) => forum.slug === slug)).toBe(false);
});

test("many forums are read in as many statements as one", async () => {
  const rows = await db().forum.findMany({ select: { id: true }, take: 80 });
  const ids = rows.map(({ id }) => id);
  const one = await statementsOf(() => listForumsById("fi", ids.slice(0, 1)));
  const many = await statementsOf(() => listForumsById("fi", ids));
  expect(many.length).toBe(one.length);
});

test("one's own page and export take as many statements for forty registrations as for four", async () => {
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
    return permitted(
      canUseOwnAccount,
      { userId: id },
      {
        kind: "user",
        id,
        email,
        name: null,
        roles: [],
        organisationIds: [],
        forumIds: [],
        forumSessionIds: [],
        cleared: true,
        trace: null,
      },
    );
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

/** What is looked for by a column that nothing else narrows, and the index that must serve it. */
const LOOKUPS: [index: string, sql: string][] = [
  ["Claim_offerId_idx", `SELECT * FROM "Claim" WHERE "offerId" = $1`],
  ["Claim_sessionId_idx", `SELECT * FROM "Claim" WHERE "sessionId" = $1`],
  ["Offer_forumId_idx", `SELECT * FROM "Offer" WHERE "forumId" = $1`],
  ["Registration_helperUserId_idx", `SELECT * FROM "Registration" WHERE "helperUserId" = $1`],
  ["Registration_helperLinkId_idx", `SELECT * FROM "Registration" WHERE "helperLinkId" = $1`],
  ["Registration_phone_idx", `SELECT * FROM "Registration" WHERE phone = $1::text`],
  ["Responsibility_forumId_idx", `SELECT * FROM "Responsibility" WHERE "forumId" = $1`],
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
    // Of a value that is rare: at few rows PostgreSQL rightly reads the whole table, and says nothing of what grows.
    await client.query("SET enable_seqscan = off");
    const { rows } = await client.query(`EXPLAIN ${sql}`, [randomUUID()]);
    expect(rows.map((row) => row["QUERY PLAN"]).join("\n")).toContain(index);
  } finally {
    await client.end();
  }
});
