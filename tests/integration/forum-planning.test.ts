import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import { canOpenWorkspace } from "@/features/accounts/policy";
import { publishText, saveText } from "@/features/content/commands";
import { canPublishText, canWriteText } from "@/features/content/policy";
import { findEditionSubject, findTextAtWork, findTextOf } from "@/features/content/queries";
import { cancelForum, moveForum, setLimits } from "@/features/forum-changes/commands";
import { canChangeForum, canLimitForum } from "@/features/forum-changes/policy";
import {
  closeForum,
  copyForum,
  createForum,
  editDetails,
  editDraft,
  markTextSeen,
  publishForum,
  unpublishForum,
} from "@/features/forum-planning/commands";
import { canCloseForum, canCopyForum, canCreateForum, canPlanForum } from "@/features/forum-planning/policy";
import { countDrafts, findPlan, listFindings, listFlags } from "@/features/forum-planning/queries";
import type { DraftSchema, PlannedLanguages } from "@/features/forum-planning/schema";
import {
  findForumAtWork,
  findForumById,
  listCalendarRows,
  listForumsByClock,
  listForumsById,
} from "@/features/forums/queries";
import { type RegisterCommand, register } from "@/features/registration/commands";
import { db } from "@/platform/db/client";
import { createForum as insertForum } from "../support/forums";
import { party } from "../support/parties";
import { permitted } from "../support/permits";
import { statementsOf } from "../support/statements";

const url = process.env.DATABASE_URL ?? "";
const DAY = 86_400_000;
let counter = 0;

const inDays = (days: number, hours = 0) =>
  new Date(Math.floor(Date.now() / DAY) * DAY + days * DAY + hours * 3_600_000);

async function organisationId(): Promise<string> {
  await insertForum(url, { slug: `pohja-${counter++}`, inDays: 200 });
  return (await db().organisation.findUniqueOrThrow({ where: { slug: "testi" } })).id;
}

/** A draft with the values of a form, in the tests' organisation and venue. */
async function newDraft(
  title = `Perheilta ${counter++}`,
): Promise<{ id: string; slug: string; organisationId: string }> {
  const organisation = await organisationId();
  const made = await createForum(permitted(canCreateForum, { organisationId: organisation }), {
    ...{ language: "fi", title, summary: "Lyhyesti", description: "Pitkästi", audience: "Kaikille" },
    ...{ kind: "family_evening", startsAt: inDays(40, 15), endsAt: inDays(40, 17), venue: "testitalo" },
    contact: { name: "Testaaja", email: "testaaja@example.org", locale: "fi" },
  });
  if (!made.ok) throw new Error(made.reason);
  const { id } = await db().forum.findUniqueOrThrow({ where: { slug: made.slug } });
  return { id, slug: made.slug, organisationId: organisation };
}

const plans = (forum: { id: string; organisationId?: string }) =>
  permitted(canPlanForum, { forumId: forum.id, organisationId: forum.organisationId ?? "" });

const DRAFT: DraftSchema & { languages: PlannedLanguages } = {
  ...{ kind: "family_evening", startsAt: inDays(40, 15), endsAt: inDays(40, 17) },
  ...{ registrationOpensAt: null, registrationClosesAt: inDays(38) },
  ...{
    venue: "testitalo",
    onlineUrl: null,
    capacity: 30,
    childcareCapacity: null,
    servesMeal: true,
    arrangesAccess: false,
  },
  ...{ contactName: "Aino", contactEmail: "aino@example.org", contactPhone: null, contactLocale: "sv" },
  languages: { main: ["fi"], interpreted: ["so", "ar"] },
};

/** A complete draft. */
async function readyDraft(title?: string) {
  const forum = await newDraft(title);
  expect(await editDraft(plans(forum), DRAFT)).toEqual({ ok: true, slug: forum.slug });
  return forum;
}

const familyFor = (slug: string): RegisterCommand => ({
  ...{ slug, locale: "so", submission: randomUUID(), acceptWaiting: true },
  registration: party(),
});

const audited = async (id: string) =>
  (await db().auditEntry.findMany({ where: { subjectId: id }, orderBy: { id: "asc" } })).map(({ action }) => action);

afterAll(async () => {
  await db().$disconnect();
});

describe("making a forum", () => {
  test("makes a draft with its words, contact and deadline, which nobody outside finds", async () => {
    const forum = await newDraft("Ilta Turussa");
    expect(forum.slug).toBe("ilta-turussa");
    const row = await db().forum.findUniqueOrThrow({ where: { id: forum.id } });
    expect(row).toMatchObject({ status: "draft", publishedAt: null, contactName: "Testaaja" });
    expect(row.registrationClosesAt).toEqual(inDays(38, 15));
    expect((await findForumAtWork("ar", forum.id))?.text).toMatchObject({ locale: "fi", title: "Ilta Turussa" });
    expect(await findForumById("fi", forum.id)).toBeNull();
    expect((await listForumsById("fi", [forum.id])).size).toBe(0);
    expect((await listCalendarRows()).map(({ id }) => id)).not.toContain(forum.id);
    expect(await audited(forum.id)).toEqual(["forum_created"]);
  });

  test("gives two forums made at once under one title different slugs", async () => {
    const made = await Promise.all([newDraft("Sama nimi"), newDraft("Sama nimi"), newDraft("Sama nimi")]);
    expect(made.map(({ slug }) => slug).sort()).toEqual(["sama-nimi", "sama-nimi-2", "sama-nimi-3"]);
  });

  test("leaves nothing behind if the venue does not exist", async () => {
    const forums = await db().forum.count();
    const permit = permitted(canCreateForum, { organisationId: await organisationId() });
    const made = await createForum(permit, {
      ...{ language: "fi", title: "x", summary: "x", description: "x", audience: "x", kind: "pop_up" },
      ...{ startsAt: inDays(9), endsAt: inDays(10), venue: "ei-ole" },
      contact: { name: "x", email: "x@example.org", locale: "fi" },
    });
    expect(made).toEqual({ ok: false, reason: "venue_invalid" });
    expect(await db().forum.count()).toBe(forums + 1);
  });
});

describe("changing a draft", () => {
  test("moves its programme and the deadlines for interpreters; languages are as ticked", async () => {
    const forum = await readyDraft();
    const start = DRAFT.startsAt.getTime();
    await db().forumSession.create({
      data: { forumId: forum.id, position: 0, startsAt: DRAFT.startsAt, endsAt: new Date(start + DAY / 24) },
    });
    const deadlineAt = inDays(20);
    await db().forumLanguage.updateMany({
      where: { forumId: forum.id, language: "so" },
      data: { deadlineAt, state: "confirmed" },
    });
    const moved = { ...DRAFT, startsAt: inDays(47, 15), endsAt: inDays(47, 17), venue: "testitalo" };
    expect(
      await editDraft(plans(forum), { ...moved, languages: { main: ["fi", "ar"], interpreted: ["so"] } }),
    ).toMatchObject({
      ok: true,
    });
    const row = await db().forum.findUniqueOrThrow({
      where: { id: forum.id },
      include: { sessions: true, languages: { orderBy: { language: "asc" } } },
    });
    expect(row.sessions[0]?.startsAt).toEqual(moved.startsAt);
    expect(row.languages.map(({ language, main, state, deadlineAt }) => [language, main, state, deadlineAt])).toEqual([
      ["ar", true, "confirmed", null],
      ["fi", true, "confirmed", null],
      ["so", false, "confirmed", inDays(27)],
    ]);
    expect(await audited(forum.id)).toEqual(["forum_created", "forum_edited", "forum_edited"]);
  });

  test("does not change a published forum, and the published form does not change a draft", async () => {
    const forum = await readyDraft();
    expect(await editDetails(plans(forum), DRAFT)).toEqual({ ok: false, reason: "over" });
    await publishForum(plans(forum));
    expect(await editDraft(plans(forum), DRAFT)).toEqual({ ok: false, reason: "not_draft" });
    expect(await editDetails(plans(forum), { ...DRAFT, contactName: "Bashir" })).toMatchObject({ ok: true });
    expect((await findForumById("fi", forum.id))?.contact.name).toBe("Bashir");
    expect(await editDetails(plans(forum), { ...DRAFT, registrationClosesAt: inDays(41) })).toEqual({
      ok: false,
      reason: "closes_late",
    });
  });
});

describe("publishing", () => {
  test("refuses an incomplete draft and says why; once fixed, it is published once, even if two press at once", async () => {
    const forum = await newDraft();
    const refused = await publishForum(plans(forum));
    expect(refused).toMatchObject({
      ok: false,
      reason: "not_ready",
      findings: [{ key: "language_none", needed: true }],
    });
    expect(await findForumById("fi", forum.id)).toBeNull();
    await editDraft(plans(forum), DRAFT);
    expect((await listFindings(plans(forum), "fi")).filter(({ needed }) => needed)).toEqual([]);
    const both = await Promise.all([publishForum(plans(forum)), publishForum(plans(forum))]);
    expect(both.map(({ ok }) => ok)).toEqual([true, true]);
    expect(await audited(forum.id)).toEqual(["forum_created", "forum_edited", "forum_published"]);
    expect((await findForumById("fi", forum.id))?.state).toBe("open");
  });

  test("makes the slug follow the title until then, and never afterwards", async () => {
    const forum = await readyDraft("Työnimi");
    const retitle = async (title: string) => {
      const text = await findTextOf({ kind: "forum", id: forum.id });
      const subject = text && (await findEditionSubject(text.itemId, "fi"));
      if (!subject) throw new Error("it has no text");
      const fields = { title, summary: "Lyhyesti", description: "Pitkästi", audience: "Kaikille" };
      const startedFrom = await db().contentRevision.count({ where: { itemId: subject.itemId, language: "fi" } });
      const saved = await saveText(permitted(canWriteText, subject), { fields, startedFrom, read: null });
      if (!saved.ok) throw new Error(saved.reason);
      expect((await findPlan(plans(forum), "fi"))?.unseen).toHaveLength(1);
      await publishText(permitted(canPublishText, subject), { language: "fi", revision: saved.revision });
    };
    await retitle("Oikea nimi");
    expect(await publishForum(plans(forum))).toEqual({ ok: true, slug: "oikea-nimi", before: "tyonimi" });
    await unpublishForum(plans(forum));
    await retitle("Kolmas nimi");
    expect(await publishForum(plans(forum))).toEqual({ ok: true, slug: "oikea-nimi", before: "oikea-nimi" });
  });

  test("refuses a cancelled forum", async () => {
    const forum = await readyDraft();
    await publishForum(plans(forum));
    await cancelForum(permitted(canChangeForum, { forumId: forum.id, organisationId: forum.organisationId }));
    expect(await publishForum(plans(forum))).toEqual({ ok: false, reason: "cancelled" });
    expect(await unpublishForum(plans(forum))).toEqual({ ok: false, reason: "over" });
  });
});

describe("taking a forum back", () => {
  test("hides it, and nobody can register for it", async () => {
    const forum = await readyDraft();
    await publishForum(plans(forum));
    expect(await unpublishForum(plans(forum))).toMatchObject({ ok: true });
    expect(await unpublishForum(plans(forum))).toMatchObject({ ok: true });
    expect(await findForumById("fi", forum.id)).toBeNull();
    expect((await audited(forum.id)).filter((action) => action === "forum_unpublished")).toHaveLength(1);
    const { slug } = await db().forum.findUniqueOrThrow({ where: { id: forum.id } });
    expect((await register(familyFor(slug))).ok).toBe(false);
  });

  test("is refused once someone has registered", async () => {
    const forum = await readyDraft();
    const published = await publishForum(plans(forum));
    if (!published.ok) throw new Error(published.reason);
    expect((await register(familyFor(published.slug))).ok).toBe(true);
    expect(await unpublishForum(plans(forum))).toEqual({ ok: false, reason: "registered" });
    expect(await editDetails(plans(forum), { ...DRAFT, registrationClosesAt: null })).toEqual({
      ok: false,
      reason: "registered",
    });
  });

  test("lets only one succeed if a family registers at the same time", async () => {
    for (let round = 0; round < 5; round++) {
      const forum = await readyDraft();
      const published = await publishForum(plans(forum));
      if (!published.ok) throw new Error(published.reason);
      const [registered, taken] = await Promise.all([
        register(familyFor(published.slug)),
        unpublishForum(plans(forum)),
      ]);
      expect([registered.ok, taken.ok].filter(Boolean)).toHaveLength(1);
      const { status } = await db().forum.findUniqueOrThrow({ where: { id: forum.id } });
      expect(status).toBe(registered.ok ? "published" : "draft");
    }
  });
});

test("drafts are counted only for people who manage their organisation's forums", async () => {
  const forum = await newDraft();
  const user = (roles: readonly ("staff" | "translator" | "administrator")[], organisationIds: string[]) =>
    permitted(canOpenWorkspace, null, {
      ...{ kind: "user", id: "u", email: "u@example.org", name: null, roles, organisationIds, forumIds: [] },
      ...{ forumSessionIds: [], hostedSessionIds: [], ledGroupIds: [], cleared: true, trace: null },
    });
  const all = await db().forum.count({ where: { status: "draft" } });
  expect(await countDrafts(user(["staff"], [forum.organisationId]))).toBe(all);
  expect(await countDrafts(user(["administrator"], []))).toBe(all);
  expect(await countDrafts(user(["staff"], []))).toBe(0);
  expect(await countDrafts(user(["translator"], [forum.organisationId]))).toBe(0);
});

describe("holding a forum again", () => {
  const copies = (forum: { id: string }) => permitted(canCopyForum, { forumId: forum.id, organisationId: "" });
  const AGAIN = { dates: ["2027-03-30"], startTime: "17:30", endTime: "19:30", venue: "testitalo" };
  const whole = (slug: string) =>
    db().forum.findUniqueOrThrow({
      where: { slug },
      include: {
        sessions: { orderBy: { position: "asc" }, include: { editions: true, languages: true } },
        languages: { orderBy: { language: "asc" } },
        roleLimits: true,
        editions: { orderBy: { language: "asc" } },
        responsibilities: true,
      },
    });

  test("is refused for a retired organisation", async () => {
    const forum = await oldForum();
    const where = { slug: "testi" };
    await db().organisation.update({ where, data: { retiredAt: new Date() } });
    expect(await copyForum(copies(forum), AGAIN)).toEqual({ ok: false, reason: "organisation_retired" });
    await db().organisation.update({ where, data: { retiredAt: null } });
    expect(await copyForum(copies(forum), AGAIN)).toMatchObject({ ok: true });
  });

  /** A winter forum, 17.30 to 19.30 in Helsinki, with everything that is copied and everything that is not. */
  async function oldForum(status: "published" | "cancelled" | "draft" = "published") {
    const slug = `vanha-${counter++}`;
    const id = await insertForum(url, {
      ...{ slug, status, tables: [8, null], roles: { expert: 3 }, childcare: 4, serves: true, onlineUrl: null },
    });
    const startsAt = new Date("2026-02-10T15:30Z");
    const venue = await db().venue.findUniqueOrThrow({ where: { slug: "testitalo" } });
    await db().forum.update({
      where: { id },
      data: {
        ...{ startsAt, endsAt: new Date("2026-02-10T17:30Z"), registrationClosesAt: new Date("2026-02-08T21:59:59Z") },
        ...{ venueId: venue.id, retentionDays: 14, onlineUrl: "https://example.org/kokous", cancelledAt: new Date() },
      },
    });
    await db().forumSession.updateMany({
      where: { forumId: id },
      data: { startsAt: new Date("2026-02-10T16:00Z"), endsAt: new Date("2026-02-10T17:00Z") },
    });
    await db().forumLanguage.updateMany({
      where: { forumId: id, language: "so" },
      data: { deadlineAt: new Date("2026-01-27T10:00Z"), threshold: 2, alertedAt: new Date() },
    });
    const [table] = await db().forumSession.findMany({ where: { forumId: id }, orderBy: { position: "asc" } });
    const user = async (locked: boolean) =>
      (
        await db().user.create({
          data: {
            ...{ email: `vastuu-${counter++}@example.org`, locale: "so", lockedAt: locked ? new Date() : null },
            roles: { create: { role: "counsellor" } },
          },
        })
      ).id;
    const host = await user(false);
    await db().responsibility.createMany({
      data: [
        { userId: host, forumId: id },
        { userId: host, forumId: id, sessionId: table?.id ?? "", kind: "hosts" },
        { userId: await user(true), forumId: id },
      ],
    });
    return { id, slug, host };
  }

  test("copies programme, limits, languages, responsibilities and texts by the wall clock, across the change of clocks", async () => {
    const forum = await oldForum();
    const made = await copyForum(copies(forum), AGAIN);
    if (!made.ok) throw new Error(made.reason);
    const [copy, before] = [await whole(made.slugs[0] ?? ""), await whole(forum.slug)];
    expect(copy).toMatchObject({ status: "draft", publishedAt: null, cancelledAt: null, onlineUrl: null });
    const same = ["kind", "capacity", "childcareCapacity", "servesMeal", "arrangesAccess", "retentionDays"] as const;
    for (const column of [...same, "contactName", "contactEmail", "contactLocale", "organisationId"] as const)
      expect(copy[column], column).toEqual(before[column]);
    expect([copy.startsAt, copy.endsAt, copy.registrationClosesAt].map((at) => at?.toISOString())).toEqual([
      "2027-03-30T14:30:00.000Z",
      "2027-03-30T16:30:00.000Z",
      "2027-03-28T20:59:59.000Z",
    ]);
    expect(copy.sessions.map(({ startsAt, room, capacity }) => [startsAt.toISOString(), room, capacity])).toEqual([
      ["2027-03-30T15:00:00.000Z", "Luokka 1", 8],
      ["2027-03-30T15:00:00.000Z", "Luokka 2", null],
    ]);
    expect(copy.roleLimits).toMatchObject([{ role: "expert", capacity: 3 }]);
    expect(copy.languages).toMatchObject([
      { language: "fi", main: true, state: "confirmed" },
      {
        language: "so",
        main: false,
        state: "requested",
        threshold: 2,
        alertedAt: null,
        deadlineAt: new Date("2027-03-16T10:00Z"),
      },
    ]);
    expect(copy.editions.map(({ language, title, state }) => [language, title, state])).toEqual(
      before.editions.map(({ language, title, state }) => [language, title, state]),
    );
    expect(copy.sessions[0]?.editions).toHaveLength(3);
    expect(copy.responsibilities.map(({ userId, sessionId }) => [userId, sessionId])).toEqual([
      [forum.host, null],
      [forum.host, copy.sessions[0]?.id],
    ]);
    expect(await audited(copy.id)).toEqual(["forum_copied"]);
  });

  test("gives a draft that can be edited without reading its texts under the lock", async () => {
    const forum = await oldForum();
    const made = await copyForum(copies(forum), AGAIN);
    if (!made.ok) throw new Error(made.reason);
    const copy = await whole(made.slugs[0] ?? "");
    const asked = await statementsOf(async () => {
      expect(await editDraft(plans(copy), DRAFT)).toMatchObject({ ok: true });
    });
    expect(asked.filter((text) => /"(CopiedText|ContentEdition|ContentItem)"/.test(text))).toEqual([]);
  });

  test("leaves out registrations, state and outcome", async () => {
    const forum = await oldForum();
    const item = await db().contentItem.findUniqueOrThrow({ where: { forumId: forum.id } });
    const subject = await findEditionSubject(item.id, "fi");
    if (!subject) throw new Error("it has no text");
    const fields = { title: "Ilta", summary: "x", description: "x", audience: "x", outcome: "Sovittiin jatkosta." };
    const saved = await saveText(permitted(canWriteText, subject), { fields, startedFrom: 1, read: null });
    if (!saved.ok) throw new Error(saved.reason);
    await publishText(permitted(canPublishText, subject), { language: "fi", revision: saved.revision });
    const coming = await readyDraft();
    const published = await publishForum(plans(coming));
    if (!published.ok) throw new Error(published.reason);
    expect((await register(familyFor(published.slug))).ok).toBe(true);
    for (const one of [forum, coming]) {
      const made = await copyForum(copies(one), AGAIN);
      if (!made.ok) throw new Error(made.reason);
      const copy = await whole(made.slugs[0] ?? "");
      expect(await db().registration.count({ where: { forumId: copy.id } })).toBe(0);
      expect(await db().forumChange.count({ where: { forumId: copy.id } })).toBe(0);
      const revisions = await db().contentRevision.findMany({ where: { item: { forumId: copy.id } } });
      expect(JSON.stringify([revisions, copy.editions])).not.toContain("Sovittiin");
    }
  });

  test.each(["published", "cancelled", "draft"] as const)("works for a forum that is %s", async (status) => {
    expect((await copyForum(copies(await oldForum(status)), AGAIN)).ok).toBe(true);
  });

  test("leaves out rooms if the venue is another", async () => {
    const made = await copyForum(copies(await oldForum()), { ...AGAIN, venue: "testiverkko" });
    if (!made.ok) throw new Error(made.reason);
    expect((await whole(made.slugs[0] ?? "")).sessions.map(({ room }) => room)).toEqual([null, null]);
  });

  test("takes as many statements for a series of twelve as for one forum, and few while the original is locked", async () => {
    const forum = await oldForum();
    const made: string[][] = [];
    const copying = (days: number) =>
      statementsOf(async () => {
        const dates = Array.from({ length: days }, (_, day) => `2027-05-${String(day + 3).padStart(2, "0")}`);
        const result = await copyForum(copies(forum), { ...AGAIN, dates });
        if (!result.ok) throw new Error(result.reason);
        made.push(result.slugs);
      });
    await copying(1);
    const one = (await copying(1)).length;
    expect((await copying(12)).length).toBe(one);
    expect(one).toBeLessThan(70);
    expect(new Set(made.flat()).size).toBe(14);
    const [first, last] = [await whole(made[2]?.[0] ?? ""), await whole(made[2]?.[11] ?? "")];
    expect(last.sessions.map(({ editions }) => editions.length)).toEqual(
      first.sessions.map(({ editions }) => editions.length),
    );
    expect(last.editions.map(({ language, title, state }) => [language, title, state])).toEqual(
      (await whole(forum.slug)).editions.map(({ language, title, state }) => [language, title, state]),
    );
    expect(await audited(last.id)).toEqual(["forum_copied"]);
  });

  test("publishing a published forum again reads nothing more of it under the lock for which registering waits", async () => {
    const draft = await readyDraft();
    expect(await publishForum(plans(draft))).toMatchObject({ ok: true });
    const asked = await statementsOf(async () => {
      expect(await publishForum(plans(draft))).toMatchObject({ ok: true });
    });
    expect(asked).toHaveLength(1);
  });

  test("gives each day of a series its own slug, even if two make it at once, or makes nothing", async () => {
    const forum = await oldForum();
    const dates = ["2027-03-04", "2027-03-18", "2027-04-01"];
    const made = await Promise.all([
      copyForum(copies(forum), { ...AGAIN, dates }),
      copyForum(copies(forum), { ...AGAIN, dates }),
    ]);
    const slugs = made.flatMap((one) => (one.ok ? one.slugs : []));
    expect(new Set(slugs).size).toBe(6);
    const rows = await db().forum.findMany({ where: { slug: { in: slugs } } });
    expect(new Set(rows.map(({ startsAt }) => startsAt.toISOString()))).toEqual(
      new Set(["2027-03-04T15:30:00.000Z", "2027-03-18T15:30:00.000Z", "2027-04-01T14:30:00.000Z"]),
    );
    const before = await db().forum.count();
    expect(await copyForum(copies(forum), { ...AGAIN, dates, endTime: "17:00" })).toEqual({
      ok: false,
      reason: "ends_first",
    });
    expect(await copyForum(copies(forum), { ...AGAIN, dates, venue: "ei-ole" })).toEqual({
      ok: false,
      reason: "venue_invalid",
    });
    expect(await db().forum.count()).toBe(before);
    // Each is independent of the others.
    const [first, second] = rows;
    if (!first || !second) throw new Error("no series");
    await editDraft(plans(first), { ...DRAFT, capacity: 7 });
    expect((await db().forum.findUniqueOrThrow({ where: { id: second.id } })).capacity).toBe(40);
  });

  test("flags dates and places in the texts before publishing, and again after they change", async () => {
    const original = await readyDraft("Perheilta torstaina");
    const made = await copyForum(copies(original), { ...AGAIN, dates: ["2028-03-30"] });
    if (!made.ok) throw new Error(made.reason);
    const { id } = await db().forum.findUniqueOrThrow({ where: { slug: made.slugs[0] ?? "" } });
    const copy = { id };
    const flagsOf = () => listFlags(plans(copy));
    const [flag] = await flagsOf();
    expect(flag).toMatchObject({ title: "Perheilta torstaina", languages: [{ language: "fi", revision: 1 }] });
    expect(flag?.languages[0]?.paragraphs).toEqual([[{ text: "Perheilta torstaina", flagged: true }]]);
    expect(await publishForum(plans(copy))).toMatchObject({
      reason: "not_ready",
      findings: [{ key: "text_flagged", titles: [{ text: "Perheilta torstaina", language: "fi" }] }],
    });
    const itemId = flag?.itemId ?? "";
    const look = (revision: number) => markTextSeen(plans(copy), { itemId, seen: [{ language: "fi", revision }] });
    // Not the revision on somebody's old page, and not a text of another forum.
    expect(await look(2)).toEqual({ ok: true });
    expect(await flagsOf()).toHaveLength(1);
    expect(await markTextSeen(plans(original), { itemId, seen: [{ language: "fi", revision: 1 }] })).toEqual({
      ok: false,
      reason: "not_found",
    });
    expect(await Promise.all([look(1), look(1)])).toEqual([{ ok: true }, { ok: true }]);
    expect(await flagsOf()).toEqual([]);
    expect(await audited(itemId)).toEqual(["text_created", "copied_text_seen"]);

    const write = async (title: string) => {
      const subject = await findEditionSubject(itemId, "fi");
      if (!subject) throw new Error("it has no text");
      const startedFrom = await db().contentRevision.count({ where: { itemId, language: "fi" } });
      const fields = { title, summary: "Lyhyesti", description: "Pitkästi", audience: "Kaikille" };
      const saved = await saveText(permitted(canWriteText, subject), { fields, startedFrom, read: null });
      if (!saved.ok) throw new Error(saved.reason);
      await publishText(permitted(canPublishText, subject), { language: "fi", revision: saved.revision });
    };
    await write("Perheet yhdessä");
    expect(await flagsOf()).toEqual([]);
    await write("Perheet yhdessä maaliskuussa");
    expect(await flagsOf()).toHaveLength(1);
    await look(3);
    expect((await publishForum(plans(copy))).ok).toBe(true);
  });
});

describe("the opening of registration", () => {
  const OPENS = inDays(20, 9);

  test("is announced by a public forum, which takes nobody until that instant and is renewed then", async () => {
    const forum = await readyDraft();
    await editDraft(plans(forum), { ...DRAFT, registrationOpensAt: OPENS });
    const published = await publishForum(plans(forum));
    if (!published.ok) throw new Error(published.reason);
    const { slug } = published;
    expect(await findForumById("fi", forum.id)).toMatchObject({ state: "unopened", registrationOpensAt: OPENS });
    expect(await register(familyFor(slug))).toMatchObject({ ok: false, reason: "unopened" });
    expect(await register(familyFor(slug), new Date(OPENS.getTime() - 1))).toMatchObject({ reason: "unopened" });
    expect(await listForumsByClock(OPENS, new Date(OPENS.getTime() + 1))).toContain(slug);
    expect((await register(familyFor(slug), OPENS)).ok).toBe(true);
    // Once somebody has registered, it cannot open later.
    expect(await editDetails(plans(forum), { ...DRAFT, registrationOpensAt: OPENS })).toEqual({
      ok: false,
      reason: "opens_registered",
    });
    expect(await editDetails(plans(forum), { ...DRAFT, registrationOpensAt: null })).toMatchObject({ ok: true });
  });

  test("must come before the end, and moves with the forum", async () => {
    const forum = await readyDraft();
    await editDraft(plans(forum), { ...DRAFT, registrationOpensAt: inDays(38) });
    expect(await publishForum(plans(forum))).toMatchObject({ reason: "not_ready", findings: [{ key: "opens_late" }] });
    await editDraft(plans(forum), { ...DRAFT, registrationOpensAt: OPENS });
    await publishForum(plans(forum));
    expect(await editDetails(plans(forum), { ...DRAFT, registrationOpensAt: inDays(39) })).toEqual({
      ok: false,
      reason: "opens_late",
    });
    const permit = permitted(canChangeForum, { forumId: forum.id, organisationId: forum.organisationId });
    await moveForum(permit, { startsAt: inDays(47, 15), endsAt: inDays(47, 17), venueSlug: "testitalo" });
    expect((await findForumById("fi", forum.id))?.registrationOpensAt).toEqual(inDays(27, 9));
  });
});

describe("closing a forum", () => {
  const closes = (forum: { id: string; organisationId: string }) =>
    permitted(canCloseForum, { forumId: forum.id, organisationId: forum.organisationId });

  test("after its end, writes the outcome, which readers see; then only its texts change", async () => {
    const forum = await readyDraft();
    await publishForum(plans(forum));
    const outcome = { outcome: "Sovittiin lukion avoimista ovista." };
    expect(await closeForum(closes(forum), outcome)).toEqual({ ok: false, reason: "not_over" });
    const after = inDays(41);
    const both = await Promise.all([
      closeForum(closes(forum), outcome, after),
      closeForum(closes(forum), outcome, after),
    ]);
    expect(both.map((result) => (result.ok ? "closed now" : result.reason)).sort()).toEqual(["closed", "closed now"]);
    const view = await findForumById("sv", forum.id);
    expect(view?.text.outcome).toBe("Sovittiin lukion avoimista ovista.");
    expect(view).toMatchObject({ hasOutcome: true, closedAt: after });
    const limits = { capacity: 5, childcareCapacity: null, sessions: {}, roles: {} };
    const permit = permitted(canLimitForum, { forumId: forum.id, organisationId: forum.organisationId });
    expect(await setLimits(permit, limits, after)).toEqual({ ok: false, reason: "forum_closed" });
    expect(await audited(forum.id)).toEqual(["forum_created", "forum_edited", "forum_published", "forum_closed"]);
    const text = await findTextOf({ kind: "forum", id: forum.id });
    const subject = text && (await findEditionSubject(text.itemId, "fi"));
    if (!subject) throw new Error("it has no text");
    const fields = {
      title: "Ilta",
      summary: "Lyhyesti",
      description: "Pitkästi",
      audience: "Kaikille",
      outcome: "Uusi",
    };
    const saved = await saveText(permitted(canWriteText, subject), { fields, startedFrom: 2, read: null });
    expect(saved).toMatchObject({ ok: true, revision: 3 });
  });

  test("what somebody has saved of its text and not published stays so, and comes after the outcome as the newest", async () => {
    const forum = await readyDraft();
    await publishForum(plans(forum));
    const text = await findTextOf({ kind: "forum", id: forum.id });
    const subject = text && (await findEditionSubject(text.itemId, "fi"));
    if (!subject) throw new Error("it has no text");
    const permit = permitted(canWriteText, subject);
    const before = (await findForumById("fi", forum.id))?.text;
    if (!before) throw new Error("readers see nothing");
    const { title, summary, audience } = before;
    const half = { title, summary, audience, description: "Tämä on vielä kes" };
    expect(await saveText(permit, { fields: half, startedFrom: 1, read: null })).toMatchObject({ revision: 2 });
    const after = inDays(41);
    expect(await closeForum(closes(forum), { outcome: "Sovittiin." }, after)).toMatchObject({ ok: true });
    const seen = (await findForumById("fi", forum.id))?.text;
    expect(seen).toMatchObject({ title, description: before.description, outcome: "Sovittiin." });
    expect(await findTextAtWork(permit)).toMatchObject({
      latest: { number: 4, restored: 2, fields: { ...half, outcome: "Sovittiin." } },
      published: 3,
    });
  });

  test("is refused for a cancelled or unpublished forum", async () => {
    const draft = await readyDraft();
    expect(await closeForum(closes(draft), { outcome: "x" }, inDays(41))).toEqual({ ok: false, reason: "not_over" });
    await publishForum(plans(draft));
    await cancelForum(permitted(canChangeForum, { forumId: draft.id, organisationId: draft.organisationId }));
    expect(await closeForum(closes(draft), { outcome: "x" }, inDays(41))).toEqual({ ok: false, reason: "not_over" });
  });
});
