import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Permit } from "@/features/access/policy";
import type { Role, UserActor } from "@/features/access/schema";
import { checkText, saveText } from "@/features/content/commands";
import { canListTextWork, canWriteText } from "@/features/content/policy";
import { findEditionSubject } from "@/features/content/queries";
import { TextWorkSearchSchema } from "@/features/content/schema";
import { searchTextWork } from "@/features/content/work-list/queries";
import { db } from "@/platform/db/client";
import { createForum, createForumWithText, type TestForum } from "../support/forums";
import { permitted } from "../support/permits";
import { writeText } from "../support/texts";

const url = process.env.DATABASE_URL ?? "";
const client = new pg.Client({ connectionString: url });
let organisationId: string;
let counter = 0;

beforeAll(async () => {
  await client.connect();
  await createForum(url, { slug: "kokoava" });
  organisationId = (await db().organisation.findUniqueOrThrow({ where: { slug: "testi" } })).id;
});
afterAll(() => client.end());

async function person(roles: Role[], more: Partial<UserActor> = {}): Promise<UserActor> {
  const email = `kaantaja-${counter++}@example.org`;
  const { id } = await db().user.create({ data: { email } });
  return {
    ...{ kind: "user", id, email, name: null, roles, organisationIds: [organisationId], forumIds: [] },
    ...{ forumSessionIds: [], hostedSessionIds: [], ledGroupIds: [], cleared: true, trace: null },
    ...more,
  };
}

const newForum = (forum: Partial<TestForum> = {}) => createForumWithText(url, forum);

/** The list of work, as `language state` per row, and everything that came with it. */
async function workOf(actor: UserActor, query: Record<string, unknown> = {}) {
  const found = await searchTextWork(permitted(canListTextWork, null, actor), TextWorkSearchSchema.parse(query));
  return { ...found, told: found.rows.map(({ language, state }) => `${language} ${state}`) };
}

async function permitFor(itemId: string, language: string, actor: UserActor) {
  const subject = await findEditionSubject(itemId, language);
  if (!subject) throw new Error("there is no such text");
  return permitted(canWriteText, subject, actor);
}

/** Saves a text, starting from its newest revision, beside the newest original. */
async function save(itemId: string, language: string, by: UserActor, words: Record<string, string>, machine = false) {
  const latest = async (tag: string) =>
    db().contentRevision.findFirst({ where: { itemId, language: tag }, orderBy: { number: "desc" } });
  const [before, original] = await Promise.all([latest(language), latest("fi")]);
  const saved = await saveText(await permitFor(itemId, language, by), {
    fields: { ...(before?.fields as Record<string, string>), ...words },
    startedFrom: before?.number ?? 0,
    read: language === "fi" ? null : (original?.number ?? 1),
    machine,
  });
  if (!saved.ok) throw new Error(saved.reason);
  return { revision: saved.revision, read: original?.number ?? 1 };
}

test("a change of the original lists every translation, hides it from its translator once saved, and from all once checked", async () => {
  const { slug, itemId } = await newForum();
  const [staff, anna, bashir] = await Promise.all([person(["staff"]), person(["translator"]), person(["translator"])]);
  expect((await workOf(anna, { forum: slug })).told).toEqual([]);
  await save(itemId, "fi", staff, { audience: "Myös pienille lapsille" });
  const asked = await workOf(anna, { forum: slug });
  expect(asked.told).toEqual(["sv older", "en older", "ar older", "so older"]);
  expect(asked.rows[0]?.parts).toEqual([{ field: "audience", state: "older" }]);
  expect(asked.rows[0]?.title).toBe(`Testi-ilta ${slug} (fi)`);
  const arabic = { forum: slug, language: "ar" };
  const { revision, read } = await save(itemId, "ar", anna, { audience: "وللأطفال الصغار" });
  expect((await workOf(anna, arabic)).told).toEqual([]);
  expect((await workOf(anna, { ...arabic, state: "unchecked" })).rows).toMatchObject([{ own: true }]);
  expect((await workOf(bashir, arabic)).told).toEqual(["ar unchecked"]);
  await checkText(await permitFor(itemId, "ar", bashir), { revision, read });
  expect((await workOf(bashir, arabic)).told).toEqual([]);
  expect((await workOf(bashir, { ...arabic, state: "unchecked" })).total).toBe(0);
  expect((await workOf(bashir, { forum: slug })).progress.get("ar")).toEqual({
    ...{ checked: 1, unchecked: 0, machine: 0, older: 0, missing: 0 },
  });
});

test("a translation that nobody began is missing in every page language; other languages count once begun", async () => {
  const { slug, itemId } = await newForum({ locales: ["fi", "en"] });
  const translator = await person(["translator"]);
  expect((await workOf(translator, { forum: slug })).told).toEqual(["sv missing", "ar missing", "so missing"]);
  await save(itemId, "fa-AF", translator, { title: "شام" }, true);
  await save(itemId, "so", translator, { title: "Fiid" }, true);
  const found = await workOf(translator, { forum: slug });
  expect(found.told).toEqual(["sv missing", "ar missing", "so older", "fa-AF older"]);
  expect(found.rows[2]?.parts).toContainEqual({ field: "summary", state: "missing" });
  expect(found.rows[2]?.parts).toContainEqual({ field: "title", state: "machine" });
  expect([...found.progress.keys()]).toEqual(["sv", "en", "ar", "so", "fa-AF"]);
  expect((await workOf(translator, { forum: slug, state: "older" })).told).toEqual(["so older", "fa-AF older"]);
});

test("the soonest event comes first with its tables; past and cancelled ones are left out, drafts are listed", async () => {
  const later = await newForum({ inDays: 50, locales: ["fi"] });
  const soon = await newForum({ inDays: 3, locales: ["fi"], status: "draft", tables: [8] });
  const gone = await newForum({ inDays: -1, locales: ["fi"] });
  const cancelled = await newForum({ inDays: 2, locales: ["fi"], status: "cancelled" });
  const session = await db().forumSession.findFirstOrThrow({ where: { forumId: soon.id } });
  await db().contentItem.deleteMany({ where: { sessionId: session.id } });
  await writeText(client, { sessionId: session.id }, { fi: { title: "Lukiopöytä" } });
  const staff = await person(["staff"]);
  const { rows } = await workOf(staff, { text: "sanat-", language: "ar", state: "missing" });
  const slugs = rows.map(({ kind, forum }) => `${kind} ${/sanat-\w+/.exec(forum?.title ?? "")?.[0]}`);
  expect(slugs.slice(0, 2)).toEqual([`forum ${soon.slug}`, `session ${soon.slug}`]);
  expect(slugs).toContain(`forum ${later.slug}`);
  expect(slugs.join()).not.toMatch(new RegExp(`(${gone.slug}|${cancelled.slug})\\b`));
  expect(rows[1]?.title).toBe("Lukiopöytä");
});

test("users find exactly the translations that they may write, whatever they search for", async () => {
  const own = await newForum({ locales: ["fi"] });
  const others = await newForum({ locales: ["fi"] });
  const other = await db().organisation.create({ data: { slug: "toinen", name: "Toinen ry" } });
  await db().forum.update({ where: { id: others.id }, data: { organisationId: other.id } });
  const cared = await newForum({ locales: ["fi"] });
  await db().forum.update({ where: { id: cared.id }, data: { organisationId: other.id } });
  const venue = await db().venue.findUniqueOrThrow({ where: { slug: "testitalo" } });
  await writeText(client, { venueId: venue.id }, { fi: { accessibility: "Esteetön" } });
  const venueOf = async (organisationId: string) => {
    const slug = `talo-${counter++}`;
    const made = await db().venue.create({ data: { slug, name: slug, municipalityKey: "turku", organisationId } });
    await writeText(client, { venueId: made.id }, { fi: { accessibility: "Esteetön" } });
    return made.id;
  };
  // Each is where the other organisation's forum comes next.
  const [ownVenue, othersVenue] = [await venueOf(organisationId), await venueOf(other.id)];
  await db().forum.update({ where: { id: others.id }, data: { venueId: ownVenue } });
  await db().forum.update({ where: { id: own.id }, data: { venueId: othersVenue } });
  const items = await db().contentItem.findMany({
    where: {
      OR: [{ forumId: { in: [own.id, others.id, cared.id] } }, { venueId: { in: [venue.id, ownVenue, othersVenue] } }],
    },
  });
  for (const roles of [["translator"], ["counsellor"], ["staff"], ["administrator"], ["counsellor", "translator"]])
    for (const forumIds of [[], [cared.id]]) {
      const actor = await person(roles as Role[], { forumIds });
      const found = new Set<string>();
      const first = await workOf(actor, { language: "ar" });
      for (let page = 1; page <= first.pages; page++)
        for (const { itemId } of (await workOf(actor, { language: "ar", page })).rows) found.add(itemId);
      for (const { id } of items) {
        const subject = await findEditionSubject(id, "ar");
        const may = subject !== null && Permit.ask(canWriteText, actor, subject) !== null;
        expect(found.has(id), `${roles} ${forumIds.length} ${JSON.stringify(subject)}`).toBe(may);
      }
      const forged = await workOf(actor, { organisation: other.id, forum: others.slug });
      if (!roles.includes("administrator")) {
        expect(forged).toMatchObject({ total: 0, rows: [] });
        expect(forged.progress.size).toBe(0);
        expect(forged.organisations.map(({ id }) => id).includes(other.id)).toBe(forumIds.length > 0);
      }
    }
});

test("a venue's text is listed with the next visible forum there, under its organisation's name", async () => {
  const slug = `talo-${counter++}`;
  const venue = await db().venue.create({ data: { slug, name: slug, municipalityKey: "turku", organisationId } });
  await writeText(client, { venueId: venue.id }, { fi: { accessibility: "Esteetön" } });
  const guest = await db().organisation.create({ data: { slug: `vieras-${counter++}`, name: "Vieras ry" } });
  const secret = await newForum({ inDays: 20, locales: ["fi"], status: "draft" });
  const known = await newForum({ inDays: 30, locales: ["fi"] });
  const data = { venueId: venue.id, organisationId: guest.id };
  for (const { id } of [secret, known]) await db().forum.update({ where: { id }, data });
  const staff = await person(["staff"]);
  const administrator = await person(["administrator"]);
  await save(known.itemId, "fi", administrator, { title: "Ei vielä kenenkään silmille" });
  const mine = { text: slug, language: "ar", organisation: organisationId };
  expect((await workOf(staff, mine)).rows).toMatchObject([
    {
      ...{ kind: "venue", title: slug, organisation: "Testiyhdistys ry" },
      forum: { title: `Testi-ilta ${known.slug} (fi)` },
    },
  ]);
  expect((await workOf(administrator, mine)).rows[0]?.forum?.title).toBe(`Testi-ilta ${secret.slug} (fi)`);
  const guests = await person(["staff"], { organisationIds: [guest.id] });
  const found = await workOf(guests, { text: slug, language: "ar" });
  expect(found.rows.map(({ kind }) => kind)).toEqual(["forum", "forum"]);
});

test("unreadable search values count as not given", async () => {
  const forged = { language: "xx-nonsense-%", state: "good", organisation: "1", forum: "' OR 1=1", page: "-3" };
  expect(TextWorkSearchSchema.parse(forged)).toEqual({
    ...{ text: "", language: undefined, state: undefined, organisation: undefined, forum: undefined, page: 1 },
  });
});
