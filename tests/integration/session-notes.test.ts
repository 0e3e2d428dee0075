import { randomUUID } from "node:crypto";
import pg from "pg";
import { expect, test } from "vitest";
import { Permit } from "@/features/access/policy";
import type { Role, UserActor } from "@/features/access/schema";
import { canUseOwnAccount } from "@/features/accounts/policy";
import { findLoginSession } from "@/features/accounts/queries";
import { saveTextDraft } from "@/features/content/commands";
import { closeForum, endOutcomeDraft, takeNote } from "@/features/forum-planning/commands";
import { canCloseForum } from "@/features/forum-planning/policy";
import { findOutcome } from "@/features/forum-planning/queries";
import { findSessionSubject } from "@/features/forums/queries";
import { anonymiseRegistrations, eraseAccount } from "@/features/privacy/commands";
import { getAccountExport } from "@/features/privacy/queries";
import { endResponsibility, giveResponsibility } from "@/features/responsibilities/commands";
import { canNameResponsible } from "@/features/responsibilities/policy";
import { saveNote } from "@/features/session-notes/commands";
import {
  canReadForumNotes,
  canReadSessionNotes,
  canWriteSessionNotes,
  type WriteSessionNotes,
} from "@/features/session-notes/policy";
import { findForumNote, listForumNotes, listSessionNotes } from "@/features/session-notes/queries";
import { MOST_SHEETS, NOTE_MOST, NoteSchema } from "@/features/session-notes/schema";
import { db } from "@/platform/db/client";
import { createAccount } from "../support/accounts";
import { createForum, type TestForum } from "../support/forums";
import { forumSubject, permitted } from "../support/permits";

const url = process.env.DATABASE_URL ?? "";
const DAY = 86_400_000;

async function withTables(slug: string, more: Omit<TestForum, "slug"> = {}) {
  const forumId = await createForum(url, { slug, tables: [5, 5], ...more });
  const rows = await db().forumSession.findMany({ where: { forumId }, orderBy: { position: "asc" } });
  const [first, second] = await Promise.all(rows.map(({ id }) => findSessionSubject(id)));
  if (!first || !second) throw new Error("no tables");
  return { forumId, first, second };
}

/** A signed-in person, read from the database as each request does. */
async function person(roles: Role[] = ["peer_tutor"], more: object = {}) {
  const email = `${randomUUID()}@example.org`;
  const { token, userId } = await createAccount(url, { email, roles, ...more });
  const actor = async (): Promise<UserActor> => {
    const found = await findLoginSession(token);
    if (found?.kind !== "session") throw new Error("not signed in");
    return found.session.actor;
  };
  return { email, userId, actor };
}

/** Somebody who hosts all sessions of a forum, with the permit to write at one. */
async function hostOf(slug: string, session: WriteSessionNotes["subject"]) {
  const host = await person(["peer_tutor"], { hosts: [slug] });
  return { ...host, permit: permitted(canWriteSessionNotes, session, await host.actor()) };
}

/** What a window sends: `form` names it. */
const typed = (text: string, more: Partial<NoteSchema> = {}): NoteSchema => ({
  ...{ text, language: "so", form: randomUUID(), follows: null, seen: 0, beside: [] },
  ...more,
});

const notesOf = async (session: WriteSessionNotes["subject"]) =>
  (await listSessionNotes(permitted(canReadSessionNotes, session))).map(({ text }) => text).sort();

test("two hosts write at the same time, one of them in two windows, and nothing is lost", async () => {
  const { first } = await withTables("kaksi-vetajaa");
  const [one, two] = [await hostOf("kaksi-vetajaa", first), await hostOf("kaksi-vetajaa", first)];
  const windows = [
    { permit: one.permit, form: randomUUID(), name: "A" },
    { permit: one.permit, form: randomUUID(), name: "B" },
    { permit: two.permit, form: randomUUID(), name: "C" },
  ];
  // Each window writes five times, each time more; all windows at once.
  await Promise.all(
    windows.map(async ({ permit, form, name }) => {
      for (let n = 1; n <= 5; n++)
        expect(await saveNote(permit, typed(name.repeat(n), { form }))).toMatchObject({ ok: true, done: "written" });
    }),
  );
  expect(await notesOf(first)).toEqual(["AAAAA", "BBBBB", "CCCCC"]);
  expect(await db().auditEntry.count({ where: { action: "session_note_begun", subjectId: first.forumId } })).toBe(3);
});

test("the same form sent many times at one instant makes one sheet", async () => {
  const { first } = await withTables("samalla-hetkella");
  const { permit } = await hostOf("samalla-hetkella", first);
  const note = typed("sama");
  await Promise.all(Array.from({ length: 8 }, () => saveNote(permit, note)));
  expect(await notesOf(first)).toEqual(["sama"]);
});

test("a window goes on with the sheet that it opened, unless another has written to it: then both stay", async () => {
  const { first } = await withTables("jatkaa");
  const { permit } = await hostOf("jatkaa", first);
  await saveNote(permit, typed("alku"));
  const { id, revision } = await db().sessionNote.findFirstOrThrow({ where: { sessionId: first.sessionId } });
  const opened = { follows: id, seen: revision };
  const phone = typed("alku, puhelimella", opened);
  const laptop = typed("alku, koneella", opened);
  expect(await saveNote(permit, phone)).toEqual({ ok: true, done: "written", others: false });
  expect(await saveNote(permit, laptop)).toEqual({ ok: true, done: "written", others: true });
  expect(await saveNote(permit, { ...phone, text: "alku, puhelimella yhä" })).toMatchObject({ others: true });
  expect(await notesOf(first)).toEqual(["alku, koneella", "alku, puhelimella yhä"]);
  // A window that has not seen what the other wrote cannot remove it either.
  expect(await saveNote(permit, typed("", opened))).toMatchObject({ done: "removed", others: true });
  expect(await notesOf(first)).toHaveLength(2);
  const now = await db().sessionNote.findUniqueOrThrow({ where: { id } });
  expect(await saveNote(permit, typed("", { follows: id, seen: now.revision }))).toMatchObject({ done: "removed" });
  expect(await notesOf(first)).toEqual(["alku, koneella"]);
});

test("nobody fills a table with sheets", async () => {
  const { first } = await withTables("tayttaa");
  const { permit } = await hostOf("tayttaa", first);
  const last = typed("viimeinen");
  for (let n = 1; n < MOST_SHEETS; n++) await saveNote(permit, typed(`lehti ${n}`));
  await saveNote(permit, last);
  expect(await saveNote(permit, typed("liikaa"))).toEqual({ ok: false, reason: "too_many_notes" });
  expect(await saveNote(permit, { ...last, text: "viimeinen yhä" })).toMatchObject({ ok: true });
});

test("hosts write at their own session until the responsibility ends; who manages the forum reads and does not write", async () => {
  const { forumId, first, second } = await withTables("oikeudet");
  const naming = permitted(canNameResponsible, forumSubject(forumId));
  const host = await person();
  const other = await person();
  const staff = await person(["staff"], { organisations: ["testi"] });
  await giveResponsibility(naming, { email: host.email, kind: "hosts", sessionId: first.sessionId });
  await giveResponsibility(naming, { email: other.email, kind: "hosts", sessionId: second.sessionId });
  const may = async ({ actor }: typeof host, subject = first) => [
    Permit.ask(canReadSessionNotes, await actor(), subject) !== null,
    Permit.ask(canWriteSessionNotes, await actor(), subject) !== null,
    Permit.ask(canReadForumNotes, await actor(), subject) !== null,
    Permit.ask(canCloseForum, await actor(), subject) !== null,
  ];
  expect(await may(host)).toEqual([true, true, false, false]);
  expect(await may(host, second)).toEqual([false, false, false, false]);
  expect(await may(other)).toEqual([false, false, false, false]);
  expect(await may(staff)).toEqual([true, false, true, true]);
  const { id } = await db().responsibility.findFirstOrThrow({ where: { sessionId: first.sessionId } });
  await endResponsibility(naming, { id });
  expect(await may(host)).toEqual([false, false, false, false]);
});

test("a transaction that is ended in the middle leaves nothing half, and the next attempt is kept", async () => {
  const { first } = await withTables("katkeaa");
  const { permit } = await hostOf("katkeaa", first);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // The sheet is written and the log waits, until the database ends the transaction.
  await client.query(`BEGIN; LOCK TABLE "AuditEntry" IN SHARE MODE`);
  const note = typed("ennen katkosta");
  try {
    await expect(saveNote(permit, note)).rejects.toThrow();
  } finally {
    await client.query("ROLLBACK");
    await client.end();
  }
  expect(await notesOf(first)).toEqual([]);
  expect(await saveNote(permit, note)).toMatchObject({ ok: true });
  expect(await notesOf(first)).toEqual(["ennen katkosta"]);
});

test("a note holds whole lines of any script, and is refused whole if it is too long", async () => {
  const { first } = await withTables("merkit");
  const { permit } = await hostOf("merkit", first);
  const sent = (text: string) =>
    NoteSchema.safeParse({ ...typed(text), follows: "", seen: "0", beside: "", text, language: "ar" });
  const parsed = sent("سؤال\u202E عن TUVA\r\n\u0000\u2067تتمة");
  if (!parsed.success) throw new Error("refused");
  expect(parsed.data.text).toBe("سؤال عن TUVA\n\u2067تتمة\u2069");
  await saveNote(permit, parsed.data);
  expect(await notesOf(first)).toEqual([parsed.data.text]);
  expect(sent("ع".repeat(NOTE_MOST)).success).toBe(true);
  for (const length of [NOTE_MOST + 1, 1024 * 1024])
    expect(sent("x".repeat(length)).error?.issues.map(({ message }) => message)).toEqual(["too_long"]);
  expect(NoteSchema.safeParse({ ...typed("x"), follows: "", beside: "", language: "xx" }).success).toBe(false);
});

test("notes are forgotten with the forum's people, also where nobody registered; an erased host's notes lose the name", async () => {
  const { forumId, first } = await withTables("unohtuu", { inDays: 1, closesInDays: 0.5 });
  const later = await withTables("myohemmin", { inDays: 30 });
  const host = await hostOf("unohtuu", first);
  const other = await hostOf("myohemmin", later.first);
  await saveNote(host.permit, typed("muistettavaa"));
  await saveNote(other.permit, typed("vielä muistettavaa"));
  const own = permitted(canUseOwnAccount, { userId: host.userId }, await host.actor());
  expect((await getAccountExport(own, "fi")).sessionNotes).toMatchObject([{ text: "muistettavaa", language: "so" }]);
  await eraseAccount(own, { registrations: false });
  const reading = permitted(canReadForumNotes, forumSubject(forumId));
  expect(await listForumNotes(reading)).toMatchObject([{ text: "muistettavaa", writer: null, isOwn: false }]);
  const night = (days: number) => anonymiseRegistrations(new Date(Date.now() + days * DAY));
  await night(30);
  expect(await listForumNotes(reading)).toHaveLength(1);
  await night(32);
  expect(await listForumNotes(reading)).toEqual([]);
  expect(await notesOf(later.first)).toEqual(["vielä muistettavaa"]);
});

test("staff take notes into their draft of the outcome, which overwrites nothing, and the outcome stays a part of the text", async () => {
  const { forumId, first } = await withTables("paatetaan", { inDays: -1, closesInDays: -2 });
  const { permit } = await hostOf("paatetaan", first);
  await saveNote(permit, typed("ناقشنا TUVA", { language: "ar" }));
  await saveNote(permit, typed("Waxaan ka hadalnay yhteishaku"));
  const staff = await person(["staff"], { organisations: ["testi"] });
  const organisationId = first.organisationId;
  const closing = permitted(canCloseForum, { forumId, organisationId }, await staff.actor());
  const reading = permitted(canReadForumNotes, { forumId, organisationId }, await staff.actor());
  const [arabic, somali] = await listForumNotes(reading);
  expect(await findForumNote(reading, randomUUID())).toBeNull();
  const revisions = () => db().contentRevision.count({ where: { item: { forumId } } });
  const before = await revisions();

  // Another window in which the same person changes the title of the text.
  const begun = await findOutcome(closing);
  if (!begun) throw new Error("no text");
  const elsewhere = { form: randomUUID(), follows: null, beside: [] };
  const startedFrom = begun.text.latest?.number ?? 0;
  const fields = { ...begun.text.latest?.fields, title: "Toinen otsikko" };
  await saveTextDraft(begun.writing, { fields, startedFrom, read: null, typedIn: elsewhere });

  const page = { form: randomUUID(), follows: null };
  const take = (note: string, outcome: string, from: { form: string; follows: string | null }) =>
    takeNote(closing, { note, outcome, ...from });
  expect(await take(arabic?.text ?? "", "Kirjoitin jo tämän.", page)).toEqual({ ok: true });
  const shown = await findOutcome(closing);
  expect(shown).toMatchObject({ outcome: "Kirjoitin jo tämän.\n\nناقشنا TUVA", follows: page.form, language: "fi" });
  const next = { form: randomUUID(), follows: shown?.follows ?? null };
  expect(await take(somali?.text ?? "", shown?.outcome ?? "", next)).toEqual({ ok: true });
  const outcome = (await findOutcome(closing))?.outcome ?? "";
  expect(outcome).toBe("Kirjoitin jo tämän.\n\nناقشنا TUVA\n\nWaxaan ka hadalnay yhteishaku");
  // Nobody but the writer sees any of this yet.
  expect(await revisions()).toBe(before);
  expect(await db().contentDraft.count({ where: { item: { forumId } } })).toBe(2);

  expect(await closeForum(closing, { outcome: "Puhuimme TUVAsta ja yhteishausta." })).toMatchObject({ ok: true });
  await endOutcomeDraft(closing, { form: randomUUID(), follows: next.form });
  const edition = await db().contentEdition.findFirstOrThrow({ where: { forumId, language: "fi" } });
  expect(edition.fields).toMatchObject({ outcome: "Puhuimme TUVAsta ja yhteishausta." });
  expect(await revisions()).toBe(before + 1);
  // The draft with the other change is still there.
  expect(await db().contentDraft.findMany({ where: { item: { forumId } } })).toMatchObject([
    { form: elsewhere.form, fields: { title: "Toinen otsikko" } },
  ]);
});
