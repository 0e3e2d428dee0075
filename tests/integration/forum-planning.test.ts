import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import { canOpenWorkspace } from "@/features/accounts/policy";
import { publishText, saveText } from "@/features/content/commands";
import { canPublishText, canWriteText } from "@/features/content/policy";
import { findEditionSubject, findTextOf } from "@/features/content/queries";
import { cancelForum } from "@/features/forum-changes/commands";
import { canChangeForum } from "@/features/forum-changes/policy";
import { createForum, editDetails, editDraft, publishForum, unpublishForum } from "@/features/forum-planning/commands";
import { canCreateForum, canPlanForum } from "@/features/forum-planning/policy";
import { countDrafts, findPlan, listFindings } from "@/features/forum-planning/queries";
import type { DraftSchema, PlannedLanguages } from "@/features/forum-planning/schema";
import { findForumAtWork, findForumById, listCalendarRows, listForumsById } from "@/features/forums/queries";
import { type RegisterCommand, register } from "@/features/registration/commands";
import { db } from "@/platform/db/client";
import { createForum as insertForum } from "../support/forums";
import { party } from "../support/parties";
import { permitted } from "../support/permits";

const url = process.env.DATABASE_URL ?? "";
const DAY = 86_400_000;
let counter = 0;

const inDays = (days: number, hours = 0) =>
  new Date(Math.floor(Date.now() / DAY) * DAY + days * DAY + hours * 3_600_000);

async function organisationId(): Promise<string> {
  await insertForum(url, { slug: `pohja-${counter++}`, inDays: 200 });
  return (await db().organisation.findUniqueOrThrow({ where: { slug: "testi" } })).id;
}

/** A draft with what a form asks for, in an organisation and a venue of tests. */
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
  ...{ kind: "family_evening", startsAt: inDays(40, 15), endsAt: inDays(40, 17), registrationClosesAt: inDays(38) },
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

/** A draft that lacks nothing. */
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
  test("it is a draft with its words, its contact and a deadline, and nobody outside finds it", async () => {
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

  test("two that are made at once under one title have two addresses", async () => {
    const made = await Promise.all([newDraft("Sama nimi"), newDraft("Sama nimi"), newDraft("Sama nimi")]);
    expect(made.map(({ slug }) => slug).sort()).toEqual(["sama-nimi", "sama-nimi-2", "sama-nimi-3"]);
  });

  test("a venue that is not there leaves no forum behind", async () => {
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
  test("its programme and the days for ordering interpreters move along; languages are as they were ticked", async () => {
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

  test("a published forum is not changed so, nor a draft as if it were published", async () => {
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
  test("refuses what is not ready and says why; what is mended is published once, by two who press at once", async () => {
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

  test("its address follows the title until then, and never afterwards", async () => {
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

  test("what is cancelled is not published", async () => {
    const forum = await readyDraft();
    await publishForum(plans(forum));
    await cancelForum(permitted(canChangeForum, { forumId: forum.id, organisationId: forum.organisationId }));
    expect(await publishForum(plans(forum))).toEqual({ ok: false, reason: "cancelled" });
    expect(await unpublishForum(plans(forum))).toEqual({ ok: false, reason: "over" });
  });
});

describe("taking a forum back", () => {
  test("nobody finds it then; nobody registers for a draft", async () => {
    const forum = await readyDraft();
    await publishForum(plans(forum));
    expect(await unpublishForum(plans(forum))).toMatchObject({ ok: true });
    expect(await unpublishForum(plans(forum))).toMatchObject({ ok: true });
    expect(await findForumById("fi", forum.id)).toBeNull();
    expect((await audited(forum.id)).filter((action) => action === "forum_unpublished")).toHaveLength(1);
    const { slug } = await db().forum.findUniqueOrThrow({ where: { id: forum.id } });
    expect((await register(familyFor(slug))).ok).toBe(false);
  });

  test("it is refused once someone has registered", async () => {
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

  test("of a family that registers and a coordinator who takes it back at once, one succeeds", async () => {
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

test("drafts are counted for those who arrange forums of their organisation, and for nobody else", async () => {
  const forum = await newDraft();
  const user = (roles: readonly ("staff" | "translator" | "administrator")[], organisationIds: string[]) =>
    permitted(canOpenWorkspace, null, {
      ...{ kind: "user", id: "u", email: "u@example.org", name: null, roles, organisationIds, forumIds: [] },
      ...{ forumSessionIds: [], cleared: true, trace: null },
    });
  const all = await db().forum.count({ where: { status: "draft" } });
  expect(await countDrafts(user(["staff"], [forum.organisationId]))).toBe(all);
  expect(await countDrafts(user(["administrator"], []))).toBe(all);
  expect(await countDrafts(user(["staff"], []))).toBe(0);
  expect(await countDrafts(user(["translator"], [forum.organisationId]))).toBe(0);
});
