import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { system } from "@/features/access/schema";
import { checkText, publishText, saveText } from "@/features/content/commands";
import { canPublishText, canWriteText } from "@/features/content/policy";
import { findTextOf } from "@/features/content/queries";
import { cancelForum } from "@/features/forum-changes/commands";
import { canChangeForum } from "@/features/forum-changes/policy";
import { listForumsByClock } from "@/features/forums/queries";
import { tagsOfGroupChange } from "@/features/groups/cache-tags";
import { noteMediaUses } from "@/features/media/writes";
import { tagsOfPostChange } from "@/features/news/cache-tags";
import { pageTag, tagsOfPageChange } from "@/features/pages/cache-tags";
import { register } from "@/features/registration/commands";
import { db, transaction } from "@/platform/db/client";
import { createForum } from "../support/forums";
import { party } from "../support/parties";
import { forumSubject, permitted } from "../support/permits";
import { writeText } from "../support/texts";

const url = process.env.DATABASE_URL ?? "";
const client = new pg.Client({ connectionString: url });
const writer = new pg.Client({ connectionString: url });
let words: string[] = [];

beforeAll(async () => {
  await Promise.all([client.connect(), writer.connect()]);
  client.on("notification", ({ payload = "" }) => words.push(payload));
  await client.query("LISTEN omapolku_pages");
});
afterAll(() => Promise.all([client.end(), writer.end()]));

/** Waits until every notification has arrived, and returns them; our own comes last. */
async function hear(): Promise<string[]> {
  const end = randomUUID();
  await client.query("SELECT pg_notify('omapolku_pages', $1)", [end]);
  while (!words.includes(end)) await client.query("SELECT 1");
  const heard = words.slice(0, words.indexOf(end));
  words = [];
  return heard;
}

/** The notifications that a piece of work causes. */
async function toldBy(work: () => Promise<unknown>): Promise<string[]> {
  await hear();
  await work();
  return hear();
}

test("servers are notified of changes to public pages, once, and only when they are committed", async () => {
  const forumId = await createForum(url, { slug: "kerrotaan", capacity: 5, tables: [3] });
  const registration = party(2);
  const signUp = () =>
    register({ slug: "kerrotaan", locale: "so", submission: randomUUID(), acceptWaiting: false, registration });
  expect(await toldBy(signUp)).toEqual(["kerrotaan"]);
  expect(await toldBy(async () => cancelForum(permitted(canChangeForum, await forumSubject(forumId))))).toEqual([
    "kerrotaan",
  ]);
  const undone = transaction(async (tx) => {
    await tx.forum.update({ where: { id: forumId }, data: { capacity: 7 } });
    throw new Error("undone");
  });
  expect(await toldBy(() => undone.catch(() => undefined))).toEqual([]);
  // Writing the same values is no change.
  expect(await toldBy(() => db().$executeRaw`UPDATE "Forum" SET capacity = capacity`)).toEqual([]);
});

test("each table behind public pages sends notifications with the right forum", async () => {
  const forumId = await createForum(url, { slug: "taulut", tables: [3, 4], roles: { expert: 2 } });
  const of = async (sql: string) => [...new Set(await toldBy(() => db().$executeRawUnsafe(sql)))];
  const session = `"sessionId" IN (SELECT id FROM "Session" WHERE "forumId" = '${forumId}')`;
  for (const sql of [
    `UPDATE "ContentEdition" SET published = NULL, state = NULL, fields = '{}', title = '' WHERE "forumId" = '${forumId}'`,
    `UPDATE "ForumLanguage" SET state = 'requested' WHERE "forumId" = '${forumId}'`,
    `UPDATE "ForumRoleLimit" SET capacity = 9 WHERE "forumId" = '${forumId}'`,
    `INSERT INTO "ForumChange" (id, "forumId", kind, at) VALUES (gen_random_uuid(), '${forumId}', 'place', now())`,
    `UPDATE "Session" SET room = 'x' WHERE "forumId" = '${forumId}'`,
    `UPDATE "ContentEdition" SET published = NULL, state = NULL, fields = '{}', title = '' WHERE ${session}`,
    `INSERT INTO "SessionLanguage" SELECT id, 'so' FROM "Session" WHERE "forumId" = '${forumId}'`,
    `DELETE FROM "ForumRoleLimit" WHERE "forumId" = '${forumId}'`,
  ])
    expect([sql, await of(sql)]).toEqual([sql, ["taulut"]]);
  expect((await of(`UPDATE "Forum" SET slug = 'toisin' WHERE id = '${forumId}'`)).sort()).toEqual(["taulut", "toisin"]);
  expect(await of(`UPDATE "Venue" SET name = 'x' WHERE slug = 'testitalo'`)).toEqual(["*"]);
  const { id: venueId } = await db().venue.findUniqueOrThrow({ where: { slug: "testitalo" } });
  const words = { fi: { accessibility: "Hissi" } };
  expect([...new Set(await toldBy(() => writeText(writer, { venueId }, words)))]).toEqual(["*"]);
  expect(await of(`UPDATE "Organisation" SET name = 'x' WHERE slug = 'testi'`)).toEqual(["*"]);
});

test("each table behind the pages of groups sends notifications with the right group", async () => {
  const { id: organisationId } = await db().organisation.findFirstOrThrow();
  const contact = { contactName: "Testi", contactEmail: "testi@example.org" };
  const { id } = await db().group.create({
    data: { ...contact, slug: "ryhma", kind: "parents", organisationId, languages: ["so"], municipalityKey: "turku" },
  });
  const of = async (sql: string) => [...new Set(await toldBy(() => db().$executeRawUnsafe(sql)))];
  for (const sql of [
    `UPDATE "Group" SET "full" = true WHERE id = '${id}'`,
    `INSERT INTO "GroupMeeting" (id, "groupId", "scheduledAt", "startsAt", "endsAt")
     VALUES (gen_random_uuid(), '${id}', now(), now(), now() + interval '1 hour')`,
    `UPDATE "GroupMeeting" SET "cancelledAt" = now() WHERE "groupId" = '${id}'`,
    `INSERT INTO "GroupBreak" (id, "groupId", "firstDay", "lastDay") VALUES (gen_random_uuid(), '${id}', current_date, current_date)`,
    `WITH tutor AS (INSERT INTO "User" (id, email) VALUES (gen_random_uuid(), 'ryhma@example.org') RETURNING id)
     INSERT INTO "GroupTutor" (id, "groupId", "userId") SELECT gen_random_uuid(), '${id}', id FROM tutor`,
    `INSERT INTO "GroupForum" ("groupId", "forumId") SELECT '${id}', id FROM "Forum" LIMIT 1`,
    `DELETE FROM "GroupForum" WHERE "groupId" = '${id}'`,
  ])
    expect([sql, await of(sql)]).toEqual([sql, ["group:ryhma"]]);
  // The account of a tutor, and a linked forum.
  const forumId = await createForum(url, { slug: "ryhman-foorumi" });
  await db().groupForum.create({ data: { groupId: id, forumId } });
  const tutor = `(SELECT id FROM "User" WHERE email = 'ryhma@example.org')`;
  const edition = `WHERE "forumId" = '${forumId}'`;
  for (const sql of [
    `INSERT INTO "UserRole" ("userId", role) VALUES (${tutor}, 'peer_tutor')`,
    `UPDATE "User" SET "lockedAt" = now() WHERE id = ${tutor}`,
    `UPDATE "User" SET "lockedAt" = NULL WHERE id = ${tutor}`,
    `DELETE FROM "UserRole" WHERE "userId" = ${tutor}`,
    `UPDATE "Forum" SET "endsAt" = "endsAt" + interval '1 hour' WHERE id = '${forumId}'`,
    `UPDATE "Forum" SET status = 'cancelled' WHERE id = '${forumId}'`,
    `UPDATE "ContentEdition" SET published = NULL, state = NULL, fields = '{}', title = '' ${edition}`,
  ])
    expect([sql, (await of(sql)).filter((word) => word !== "ryhman-foorumi")]).toEqual([sql, ["group:ryhma"]]);
  expect(await of(`UPDATE "User" SET name = 'Ohjaaja' WHERE id = ${tutor}`)).toEqual([]);
  expect(await of(`UPDATE "Forum" SET capacity = 9 WHERE id = '${forumId}'`)).toEqual(["ryhman-foorumi"]);
  const words = { fi: { title: "Ryhmä", summary: "Ryhmä", description: "Tavataan." } };
  expect([...new Set(await toldBy(() => writeText(writer, { groupId: id }, words)))]).toEqual(["group:ryhma"]);
  expect(tagsOfGroupChange("group:ryhma")).toEqual(["group:ryhma", "groups"]);
  expect(tagsOfGroupChange("kerrotaan")).toBeNull();
});

test("posts that readers see send notifications with every address that leads to them; others send none", async () => {
  const { id: organisationId } = await db().organisation.findFirstOrThrow();
  const { id } = await db().post.create({ data: { slug: "uutinen", organisationId } });
  const of = async (sql: string) => [...new Set(await toldBy(() => db().$executeRawUnsafe(sql)))].sort();
  const words = { fi: { title: "Uutinen", lead: "Uutinen", body: "Kerromme." } };
  expect(await toldBy(() => writeText(writer, { postId: id }, words))).toEqual([]);
  expect(await of(`UPDATE "Post" SET tags = '{school}' WHERE id = '${id}'`)).toEqual([]);
  const publish = `UPDATE "Post" SET status = 'published', "publishAt" = now(), "firstPublishedAt" = now() WHERE id = '${id}'`;
  expect(await of(publish)).toEqual(["post:uutinen"]);
  expect(await of(`INSERT INTO "FormerPostSlug" VALUES ('vanha', '${id}')`)).toEqual(["post:vanha"]);
  expect(await of(`UPDATE "Post" SET slug = 'uusi' WHERE id = '${id}'`)).toEqual([
    "post:uusi",
    "post:uutinen",
    "post:vanha",
  ]);
  const sameWords = `UPDATE "ContentEdition" SET state = 'checked', notes = '[]' WHERE "postId" = '${id}'`;
  expect(await of(sameWords)).toEqual(["post:uusi"]);
  expect(await of(`UPDATE "Post" SET status = 'unpublished' WHERE id = '${id}'`)).toEqual(["post:uusi", "post:vanha"]);
  expect(await of(`DELETE FROM "FormerPostSlug" WHERE slug = 'vanha'`)).toEqual(["post:vanha"]);
  expect(tagsOfPostChange("post:uusi")).toEqual(["post:uusi", "news"]);
  expect(tagsOfPostChange("uusi")).toBeNull();
});

test("pages that staff edit send notifications with their keys", async () => {
  const { id } = await db().sitePage.create({ data: { key: "accessibility" } });
  const of = async (sql: string) => [...new Set(await toldBy(() => db().$executeRawUnsafe(sql)))];
  const words = { fi: { title: "Seloste", lead: "Mitä tällä sivulla on." } };
  expect([...new Set(await toldBy(() => writeText(writer, { pageId: id }, words)))]).toEqual(["page:accessibility"]);
  const unseen = `UPDATE "ContentEdition" SET "workState" = 'original' WHERE "pageId" = '${id}'`;
  expect(await of(unseen)).toEqual([]);
  expect(await of(`UPDATE "ContentEdition" SET notes = '[{}]' WHERE "pageId" = '${id}'`)).toEqual([
    "page:accessibility",
  ]);
  expect(await of(`DELETE FROM "SitePage" WHERE id = '${id}'`)).toEqual(["page:accessibility"]);
  expect(tagsOfPageChange("page:accessibility")).toEqual([pageTag("accessibility")]);
  expect(tagsOfPageChange("accessibility")).toBeNull();
});

test("pages that show a picture hear that it is ready, and what is said of it", async () => {
  const forumId = await createForum(url, { slug: "kuvalla" });
  const { id: itemId } = await db().contentItem.findUniqueOrThrow({ where: { forumId } });
  const { id: organisationId } = await db().organisation.findFirstOrThrow();
  const picture = { kind: "picture", organisationId, name: "Kuva", sha256: "hash", bytes: 1 } as const;
  const { id } = await db().mediaFile.create({ data: picture });
  const credit = (words: string) => toldBy(() => db().mediaFile.update({ where: { id }, data: { credit: words } }));
  const use = (shown: boolean) =>
    transaction((tx) => noteMediaUses(tx, { itemId, language: "fi" }, { used: [id], shown: shown ? [id] : [] }));
  await use(false);
  expect(await credit("Amina")).toEqual([]);
  await use(true);
  expect(await credit("Omar")).toEqual(["*"]);
  expect(await credit("Omar")).toEqual([]);
  const ready = { state: "ready", width: 640, height: 480 } as const;
  expect(await toldBy(() => db().mediaFile.update({ where: { id }, data: ready }))).toEqual(["*"]);
});

test("servers are notified of a text when readers see something else, and not before", async () => {
  const forumId = await createForum(url, { slug: "sanoo" });
  const { itemId, ...text } = (await findTextOf({ kind: "forum", id: forumId })) ?? { itemId: "", sourceLanguage: "" };
  const subject = { itemId, forumId, organisationId: null, ...text };
  const title = (await db().contentEdition.findFirstOrThrow({ where: { itemId, language: "fi" } })).title;
  const part = { title, summary: title, description: title, audience: title };
  const fi = permitted(canWriteText, { ...subject, language: "fi" });
  const save = () => saveText(fi, { fields: { ...part, audience: "Kaikille" }, startedFrom: 1, read: null });
  expect(await toldBy(save)).toEqual([]);
  const publish = () => publishText(permitted(canPublishText, subject), { language: "fi", revision: 2 });
  expect(await toldBy(publish)).toEqual(["sanoo"]);
  // A check that changes what readers see, and a second one that does not.
  const check = (name: string) => () =>
    checkText(permitted(canWriteText, { ...subject, language: "so" }, system(name)), { revision: 1, read: 2 });
  expect(await toldBy(check("yksi"))).toEqual(["sanoo"]);
  expect(await toldBy(check("kaksi"))).toEqual([]);
});

test("the clock changes a forum when registration closes, when it begins and when it ends, and at no other time", async () => {
  await createForum(url, { slug: "kello", inDays: 3, closesInDays: 1 });
  const { startsAt, endsAt, registrationClosesAt } = await db().forum.findUniqueOrThrow({ where: { slug: "kello" } });
  for (const at of [startsAt, endsAt, registrationClosesAt ?? startsAt]) {
    const before = new Date(at.getTime() - 1);
    const after = new Date(at.getTime() + 1);
    expect(await listForumsByClock(at, after)).toEqual(["kello"]);
    expect(await listForumsByClock(before, at)).toEqual([]);
    expect(await listForumsByClock(after, new Date(at.getTime() + 60_000))).toEqual([]);
  }
});
