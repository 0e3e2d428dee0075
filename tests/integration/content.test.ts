import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AUDIT_NAMES } from "@/contributions/audit-names";
import { type Actor, system, type UserActor } from "@/features/access/schema";
import { revokeAccessLink } from "@/features/accounts/commands";
import { canListLinks, canUseOwnAccount, canWithdrawLink } from "@/features/accounts/policy";
import { findAccessLink, findLinkSubject, searchAccessLinks } from "@/features/accounts/queries";
import { canReadAudit } from "@/features/audit/policy";
import { searchAuditEntries } from "@/features/audit/queries";
import { AuditSearchSchema } from "@/features/audit/schema";
import {
  checkText,
  createText,
  discardTextDraft,
  forgetDraftsOfEndedLinks,
  giveTextLink,
  publishText,
  restoreText,
  saveText,
  saveTextDraft,
} from "@/features/content/commands";
import {
  canCreateText,
  canGiveTextLink,
  canListLinkTexts,
  canPublishText,
  canWriteText,
  type WriteText,
} from "@/features/content/policy";
import {
  findEditionSubject,
  findGivenLink,
  findOwnerSubject,
  findRevision,
  findTextAtWork,
  findTextOf,
  listHandNames,
  listLinkTexts,
  listRevisions,
} from "@/features/content/queries";
import { notesOf, tidyWords, type Words } from "@/features/content/rules";
import type { ContentOwner, TypedIn } from "@/features/content/schema";
import { writeTextCopies } from "@/features/content/writes";
import { getAccountExport } from "@/features/privacy/queries";
import { db, transaction } from "@/platform/db/client";
import {
  FIELDS,
  isSame,
  type ModelHistory,
  modelParts,
  modelState,
  type Said,
  saidOf,
  someFields,
  textOf,
} from "../support/content-model";
import { createForum } from "../support/forums";
import { permitted } from "../support/permits";
import { statementsOf } from "../support/statements";

const url = process.env.DATABASE_URL ?? "";
let anna: UserActor;
let bashir: UserActor;
let position = 0;
let forumId: string;
const client = new pg.Client({ connectionString: url });

beforeAll(async () => {
  await client.connect();
  forumId = await createForum(url, { slug: "sanat" });
  const { organisationId } = await db().forum.findUniqueOrThrow({ where: { id: forumId } });
  const user = async (email: string): Promise<UserActor> => ({
    ...{ kind: "user", email, name: null, roles: ["staff"], organisationIds: [organisationId], forumIds: [] },
    ...{ forumSessionIds: [], hostedSessionIds: [], ledGroupIds: [], cleared: true, trace: null },
    id: (await db().user.create({ data: { email } })).id,
  });
  anna = await user("anna@example.org");
  bashir = await user("bashir@example.org");
});
afterAll(() => client.end());

/** A session without a text. */
async function freeSession(): Promise<ContentOwner> {
  const data = { forumId, position: position++, startsAt: new Date(), endsAt: new Date() };
  return { kind: "session", id: (await db().forumSession.create({ data })).id };
}

/** A session's Finnish text with translations, and its id. */
async function newText(words: Record<string, Words>, checkedBy: string | null = null): Promise<string> {
  const subject = await findOwnerSubject(await freeSession());
  if (!subject) throw new Error("there is no such owner");
  const made = await createText(permitted(canCreateText, subject), { sourceLanguage: "fi", words, checkedBy });
  if (!made.ok) throw new Error(made.reason);
  return made.itemId;
}

async function writes(itemId: string, language: string, actor: Actor = anna) {
  const subject = await findEditionSubject(itemId, language);
  if (!subject) throw new Error("there is no such text");
  return permitted(canWriteText, subject, actor);
}
async function publishes(itemId: string) {
  const subject = await findEditionSubject(itemId, "fi");
  if (!subject) throw new Error("there is no such text");
  return permitted(canPublishText, subject, anna);
}

const edition = (itemId: string, language: string) =>
  db().contentEdition.findUnique({ where: { itemId_language: { itemId, language } } });
const stateOf = async (itemId: string, language: string) => (await edition(itemId, language))?.state;
const latestOf = async (itemId: string, language: string) => (await edition(itemId, language))?.latest ?? 0;

/** A form that somebody has opened, with or without a draft in it, and other drafts beside it. */
const opened = (follows: TypedIn | null = null, ...beside: TypedIn[]): TypedIn => ({
  form: randomUUID(),
  follows: follows?.form ?? null,
  beside: beside.map(({ form }) => form),
});
const draftsOf = async (permit: WriteText) => (await findTextAtWork(permit))?.drafts;

/** Saves and publishes the next revision of the original. */
async function finnish(itemId: string, fields: Words, { small = false } = {}) {
  const startedFrom = await latestOf(itemId, "fi");
  const saved = await saveText(await writes(itemId, "fi"), { fields, startedFrom, read: null, small });
  if (!saved.ok) throw new Error(saved.reason);
  await publishText(await publishes(itemId), { language: "fi", revision: saved.revision });
  return saved;
}

/** Saves the next revision of the Somali translation. */
async function somali(itemId: string, fields: Words, { read = 0, by = anna as Actor, machine = false } = {}) {
  return saveText(await writes(itemId, "so", by), {
    fields,
    startedFrom: await latestOf(itemId, "so"),
    read: read || (await latestOf(itemId, "fi")),
    machine,
  });
}

const checkedText = () => newText({ fi: { title: "“Ilta” klo 17" }, so: { title: "Fiid" } }, "reader");

describe("faults known from other systems", () => {
  test("line breaks and typography make nothing outdated (Integreat #4523)", async () => {
    const itemId = await checkedText();
    expect(await finnish(itemId, { title: ' "Ilta"\r\nklo\u00A017 ' })).toMatchObject({ revision: 2 });
    expect(await edition(itemId, "so")).toMatchObject({ state: "checked", workState: "checked", notes: [] });
  });

  test("publishing makes nothing outdated, and creates no revision (Integreat #4284)", async () => {
    const itemId = await checkedText();
    const publish = async (language: string, revision: number | null) =>
      publishText(await publishes(itemId), { language, revision });
    expect(await publish("fi", 1)).toEqual({ ok: true, languages: [] });
    expect(await publish("so", null)).toEqual({ ok: true, languages: ["so"] });
    expect(await stateOf(itemId, "so")).toBeNull();
    expect(await publish("so", 1)).toEqual({ ok: true, languages: ["so"] });
    expect(await stateOf(itemId, "so")).toBe("checked");
    expect(await db().contentRevision.count({ where: { itemId } })).toBe(2);
  });

  test("a small correction makes nothing outdated, and nothing current again (Integreat #1653)", async () => {
    const itemId = await checkedText();
    await finnish(itemId, { title: "Iltamme klo 17" }, { small: true });
    expect(await stateOf(itemId, "so")).toBe("checked");
    await finnish(itemId, { title: "Iltamme klo 18" });
    expect(await stateOf(itemId, "so")).toBe("older");
    await finnish(itemId, { title: "Ilta klo 18" }, { small: true });
    expect(await stateOf(itemId, "so")).toBe("older");
  });

  test("a translation begun on revision 4 and saved after revision 5 stays outdated (Integreat #4397)", async () => {
    const itemId = await checkedText();
    for (const title of ["Kaksi", "Kolme", "Neljä"]) await finnish(itemId, { title });
    const begun = await latestOf(itemId, "fi");
    expect(begun).toBe(4);
    await finnish(itemId, { title: "Viisi" });
    expect(await somali(itemId, { title: "Afar" }, { read: begun })).toMatchObject({ ok: true, revision: 2 });
    expect(await edition(itemId, "so")).toMatchObject({
      workState: "older",
      workNotes: [{ field: "title", state: "older", original: ["Viisi"] }],
    });
    // A check beside the former original makes nothing current either; one beside the present original does, and
    // readers see it.
    const check = async (read: number, by: Actor) => checkText(await writes(itemId, "so", by), { revision: 2, read });
    expect(await check(4, bashir)).toEqual({ ok: true, state: "older", published: false });
    expect(await check(5, anna)).toEqual({ ok: true, state: "unchecked", published: false });
    expect(await check(5, bashir)).toEqual({ ok: true, state: "checked", published: true });
    expect(await edition(itemId, "so")).toMatchObject({ published: 2, state: "checked", title: "Afar" });
  });
});

test("time, place and cancellation are not parts of a text, so they cannot differ between languages", async () => {
  const itemId = await checkedText();
  for (const part of ["startsAt", "endsAt", "venue", "room", "status"])
    expect(await somali(itemId, { title: "Fiid", [part]: "18.00" })).toEqual({ ok: false, reason: "not_found" });
});

test("a machine's words stay machine-made until a person edits or checks them", async () => {
  const itemId = await newText({ fi: { title: "Ilta" } });
  expect(await somali(itemId, { title: "Fiid" }, { machine: true })).toMatchObject({ ok: true });
  expect(await edition(itemId, "so")).toMatchObject({ workState: "machine", state: null, published: null });
  await publishText(await publishes(itemId), { language: "so", revision: 1 });
  expect(await stateOf(itemId, "so")).toBe("machine");
  await somali(itemId, { title: "Fiidkii" });
  expect(await edition(itemId, "so")).toMatchObject({ workState: "unchecked", state: "machine", published: 1 });
  await checkText(await writes(itemId, "so", bashir), { revision: 2, read: 1 });
  expect(await edition(itemId, "so")).toMatchObject({ workState: "checked", state: "checked", published: 2 });
});

test("texts can be in other languages than the pages, but only in valid ones", async () => {
  const itemId = await newText({ fi: { title: "Ilta" }, "fa-AF": { title: "شب" }, ckb: { title: "ئێوارە" } });
  expect(await latestOf(itemId, "fa-AF")).toBe(1);
  const insert = (language: string) =>
    client.query(
      `INSERT INTO "ContentRevision" ("itemId", language, number, fields, "byKind") VALUES ($1, $2, 1, '{}', 'system')`,
      [itemId, language],
    );
  for (const language of ["FA-af", "x", "fi-u-nu-latn", "../so"])
    await expect(insert(language)).rejects.toThrow(/check constraint/);
});

test("a translation is published with the original it was checked beside, not before", async () => {
  const itemId = await checkedText();
  const revise = await saveText(await writes(itemId, "fi"), {
    ...{ fields: { title: "Aamu klo 9" }, startedFrom: 1, read: null },
  });
  expect(revise).toMatchObject({ ok: true, revision: 2 });
  await somali(itemId, { title: "Subax" });
  expect(await checkText(await writes(itemId, "so", bashir), { revision: 2, read: 2 })).toMatchObject({
    ...{ state: "checked", published: false },
  });
  expect(await edition(itemId, "so")).toMatchObject({ published: 1, state: "checked", title: "Fiid" });
  expect(await publishText(await publishes(itemId), { language: "fi", revision: 2 })).toEqual({
    ...{ ok: true, languages: ["fi", "so"] },
  });
  expect(await edition(itemId, "so")).toMatchObject({ published: 2, state: "checked", title: "Subax" });
});

test("a translation that staff withdrew comes back only when they publish it", async () => {
  const itemId = await checkedText();
  await publishText(await publishes(itemId), { language: "so", revision: null });
  await somali(itemId, { title: "Fiidkii" });
  await checkText(await writes(itemId, "so", bashir), { revision: 2, read: 1 });
  expect(await edition(itemId, "so")).toMatchObject({ published: null, withheld: true, workState: "checked" });
  await publishText(await publishes(itemId), { language: "so", revision: 2 });
  expect(await edition(itemId, "so")).toMatchObject({ published: 2, withheld: false, state: "checked" });
  expect(await publishText(await publishes(itemId), { language: "fi", revision: null })).toMatchObject({
    ...{ ok: false, reason: "original" },
  });
});

describe("simultaneous work", () => {
  test("if two editors save from the same revision, the first wins; the other gets both and keeps a draft", async () => {
    const itemId = await newText({ fi: { title: "Ilta" } });
    const save = async (by: Actor, title: string) =>
      saveText(await writes(itemId, "fi", by), { fields: { title }, startedFrom: 1, read: null, typedIn: opened() });
    const results = await Promise.all([save(anna, "Annan"), save(bashir, "Bashirin")]);
    expect(results.map(({ ok }) => ok).sort()).toEqual([false, true]);
    const [first, second, loser] = results[0].ok ? ["Annan", "Bashirin", bashir] : ["Bashirin", "Annan", anna];
    expect(results.find(({ ok }) => !ok)).toMatchObject({
      reason: "conflict",
      began: { title: "Ilta" },
      theirs: { number: 2, fields: { title: first } },
      yours: { title: second },
    });
    const atWork = await findTextAtWork(await writes(itemId, "fi", loser as Actor));
    expect(atWork).toMatchObject({
      latest: { number: 2, fields: { title: first } },
      drafts: [{ fields: { title: second }, startedFrom: 1 }],
    });
    // Started from the newest revision, the save succeeds, and the draft has ended.
    const permit = await writes(itemId, "fi", loser as Actor);
    const typedIn = { ...opened(), follows: atWork?.drafts[0]?.form ?? null };
    expect(await saveText(permit, { fields: { title: "Yhdessä" }, startedFrom: 2, read: null, typedIn })).toMatchObject(
      {
        ...{ ok: true, revision: 3 },
      },
    );
    expect(await draftsOf(permit)).toEqual([]);
  });

  test("twenty savers get consecutive numbers, and nobody's words are overwritten unseen", async () => {
    const itemId = await newText({ fi: { title: "Ilta" } });
    const results = await Promise.all(
      Array.from({ length: 20 }, async (_, n) =>
        saveText(await writes(itemId, "so", n % 2 ? anna : bashir), {
          ...{ fields: { title: `Fiid ${n}` }, startedFrom: 0, read: 1 },
        }),
      ),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await db().contentRevision.count({ where: { itemId, language: "so" } })).toBe(1);
  });

  test("publishing the original while its translation is checked gives the right final state", async () => {
    for (let round = 0; round < 5; round++) {
      const itemId = await checkedText();
      await saveText(await writes(itemId, "fi"), { fields: { title: "Aamu" }, startedFrom: 1, read: null });
      await somali(itemId, { title: "Subax" });
      await Promise.all([
        publishText(await publishes(itemId), { language: "fi", revision: 2 }),
        writes(itemId, "so", bashir).then((permit) => checkText(permit, { revision: 2, read: 2 })),
      ]);
      expect(await edition(itemId, "so")).toMatchObject({ published: 2, state: "checked" });
    }
  });

  test("the same form sent twice is one revision", async () => {
    const itemId = await newText({ fi: { title: "Ilta" } });
    const permit = await writes(itemId, "so");
    const save = () => saveText(permit, { fields: { title: "Fiid" }, startedFrom: 0, read: 1 });
    const results = await Promise.all([save(), save()]);
    expect(results.map((result) => result.ok && result.revision)).toEqual([1, 1]);
    expect(await db().contentRevision.count({ where: { itemId, language: "so" } })).toBe(1);
  });
});

describe("the same person in two windows", () => {
  const typed = (title: string, typedIn: TypedIn, startedFrom = 1) => ({
    ...{ fields: { title }, startedFrom, read: 1, typedIn },
  });
  const titlesOf = async (permit: WriteText) => (await draftsOf(permit))?.map(({ fields }) => fields.title).sort();

  test("keeps what is typed in both at the same instant, and one of them is told of the other", async () => {
    for (let round = 0; round < 10; round++) {
      const itemId = await checkedText();
      const permit = await writes(itemId, "so");
      const [one, other] = [opened(), opened()];
      const kept = await Promise.all([
        saveTextDraft(permit, typed("Yksi", one)),
        saveTextDraft(permit, typed("Kaksi", other)),
      ]);
      expect(kept.map((result) => result.ok && result.others).sort()).toEqual([false, true]);
      expect(await titlesOf(permit)).toEqual(["Kaksi", "Yksi"]);
      // Each goes on in its own window, and both are told from now on.
      expect(await saveTextDraft(permit, typed("Yksi ja", one))).toMatchObject({ ok: true, others: true });
      expect(await saveTextDraft(permit, typed("Kaksi ja", other))).toMatchObject({ ok: true, others: true });
      expect(await titlesOf(permit)).toEqual(["Kaksi ja", "Yksi ja"]);
    }
  });

  test("gets back what the field held: forms are sent with other line breaks", async () => {
    const permit = await writes(await checkedText(), "so");
    await saveTextDraft(permit, typed("Yksi\r\n\r\nkaksi\rkolme\nneljä", opened()));
    expect(await titlesOf(permit)).toEqual(["Yksi\n\nkaksi\nkolme\nneljä"]);
  });

  test("replaces a draft only from the form that kept it, or one that was opened with it", async () => {
    const permit = await writes(await checkedText(), "so");
    const first = opened();
    await saveTextDraft(permit, typed("Yksi", first));
    const [one, other] = [opened(first), opened(first)];
    const kept = await Promise.all([
      saveTextDraft(permit, typed("Yksi a", one)),
      saveTextDraft(permit, typed("Yksi b", other)),
    ]);
    expect(kept.map((result) => result.ok && result.others).sort()).toEqual([false, true]);
    expect(await titlesOf(permit)).toEqual(["Yksi a", "Yksi b"]);
    // A page that shows both: what it keeps takes the place of the one in its fields, and nothing new is to be told.
    const both = opened(one, other);
    expect(await saveTextDraft(permit, typed("Molemmat", both))).toMatchObject({ ok: true, others: false });
    expect(await titlesOf(permit)).toEqual(["Molemmat", "Yksi b"]);
    expect(await saveText(permit, typed("Molemmat", opened(both, other)))).toMatchObject({ ok: true, revision: 2 });
    expect(await draftsOf(permit)).toEqual([]);
  });

  test("saves from one, and what was kept from the other and not seen stays", async () => {
    const permit = await writes(await checkedText(), "so");
    const [one, other] = [opened(), opened()];
    await saveTextDraft(permit, typed("Toinen", other));
    expect(await saveText(permit, typed("Yksi", one))).toMatchObject({ ok: true, revision: 2 });
    expect(await titlesOf(permit)).toEqual(["Toinen"]);
    expect(await saveTextDraft(permit, typed("Toinen", other))).toMatchObject({ others: false, overtaken: true });
    expect(await saveText(permit, typed("Toinen vielä", other))).toMatchObject({ ok: false, reason: "conflict" });
    expect(await titlesOf(permit)).toEqual(["Toinen vielä"]);
    await discardTextDraft(permit, one);
    expect(await titlesOf(permit)).toEqual(["Toinen vielä"]);
    await discardTextDraft(permit, opened(other));
    expect(await draftsOf(permit)).toEqual([]);
  });

  test("has so many drafts and no more: what comes beyond is refused, and replaces none", async () => {
    const permit = await writes(await checkedText(), "so");
    const kept = await Promise.all(
      Array.from({ length: 8 }, (_, n) => saveTextDraft(permit, typed(`Nro ${n}`, opened()))),
    );
    expect(kept.filter(({ ok }) => ok)).toHaveLength(5);
    const refused = { ok: false, reason: "too_many_drafts" };
    expect(kept.filter(({ ok }) => !ok)).toEqual([refused, refused, refused]);
    // A save that comes too late may keep no more either, and says so.
    await somali(permit.subject.itemId, { title: "Habeen" }, { by: bashir });
    expect(await saveText(permit, typed("Kuusi", opened()))).toEqual(refused);
    expect(await draftsOf(permit)).toHaveLength(5);
  });

  test("touches nobody else's draft, also by a forged form", async () => {
    const itemId = await checkedText();
    const [annas, bashirs] = [await writes(itemId, "so"), await writes(itemId, "so", bashir)];
    const form = opened();
    await saveTextDraft(annas, typed("Annan", form));
    expect(await saveTextDraft(bashirs, typed("Bashirin", form))).toMatchObject({ ok: true, others: false });
    await saveText(bashirs, typed("Bashirin", opened(form, form)));
    await discardTextDraft(bashirs, form);
    expect(await titlesOf(annas)).toEqual(["Annan"]);
    expect(await titlesOf(bashirs)).toEqual([]);
  });
});

test("a save that is killed half way leaves nothing, and the draft stays", async () => {
  const itemId = await checkedText();
  const permit = await writes(itemId, "so");
  const typed = { fields: { title: "Habeen" }, startedFrom: 1, read: 1, typedIn: opened() };
  await saveTextDraft(permit, typed);
  const before = await db().contentEdition.findMany({ where: { itemId }, orderBy: { language: "asc" } });
  await client.query("BEGIN");
  await client.query(`SELECT FROM "ContentEdition" WHERE "itemId" = $1 FOR UPDATE`, [itemId]);
  // It has written its revision and ended the draft, and now waits for the edition that we have locked.
  const saving = saveText(permit, typed).catch((error) => error);
  // Not on the connection that holds the lock: within its transaction, the list of backends never changes.
  const waiting = async () =>
    (
      await db().$queryRaw<{ pid: number }[]>`
        SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%ContentEdition%'`
    )[0]?.pid;
  let pid = await waiting();
  while (!pid) pid = await waiting();
  await client.query("SELECT pg_terminate_backend($1)", [pid]);
  expect(await saving).toBeInstanceOf(Error);
  await client.query("ROLLBACK");
  expect(await db().contentRevision.count({ where: { itemId, language: "so" } })).toBe(1);
  expect(await db().contentEdition.findMany({ where: { itemId }, orderBy: { language: "asc" } })).toEqual(before);
  expect(await draftsOf(permit)).toMatchObject([{ fields: { title: "Habeen" } }]);
  expect(await saveText(permit, typed)).toMatchObject({ ok: true });
  expect(await draftsOf(permit)).toEqual([]);
});

test("a portal that is killed while it saves has kept whatever it confirmed, and nothing by halves", {
  timeout: 120_000,
}, async () => {
  const itemId = await newText({ fi: { title: "Ilta" } });
  const { form } = opened();
  const script = ["--conditions=react-server", "--import=tsx", "tests/support/text-load.ts"];
  const permit = await writes(itemId, "so");
  for (let round = 0; round < 4; round++) {
    const from = await latestOf(itemId, "so");
    const child = spawn(process.execPath, [...script, itemId, anna.id, form, String(from)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let said = "";
    const times = (word: string) => said.match(new RegExp(`^${word} \\d+$`, "gm"))?.length ?? 0;
    // In the middle of the third save, or of the draft before it.
    const [word, count] = round % 2 ? (["kept", 3] as const) : (["saved", 2] as const);
    await new Promise<void>((resolve, reject) => {
      child.once("exit", () => reject(new Error("it ended by itself")));
      child.stdout.on("data", (chunk) => {
        said += chunk;
        if (times(word) >= count) resolve();
      });
    });
    child.removeAllListeners("exit");
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
    // What it had sent goes on in PostgreSQL until that notices.
    while (
      (
        await db().$queryRaw<
          unknown[]
        >`SELECT 1 FROM pg_locks WHERE locktype = 'transactionid' AND pid <> pg_backend_pid()`
      ).length > 0
    );
    const revisions = await db().contentRevision.findMany({
      where: { itemId, language: "so" },
      orderBy: { number: "asc" },
    });
    expect(revisions.length).toBeGreaterThanOrEqual(from + times("saved"));
    expect(revisions.map(({ number, fields }) => [number, (fields as Words).title])).toEqual(
      revisions.map((_, n) => [n + 1, `Nooca ${n + 1}`]),
    );
    const atWork = await findTextAtWork(permit);
    expect(atWork?.latest?.number).toBe(revisions.length);
    // Whatever was kept and not saved is there still; what was saved is no draft.
    const drafts = atWork?.drafts.map(({ fields }) => fields.title) ?? [];
    if (from + times("kept") > revisions.length) expect(drafts).toEqual([`Nooca ${revisions.length + 1}`]);
    else expect(drafts.every((title) => title === `Nooca ${revisions.length + 1}`)).toBe(true);
  }
});

describe("invalid input", () => {
  test("a pasted megabyte is refused with the part's name, and the draft stays", async () => {
    const itemId = await newText({ fi: { title: "Ilta" } });
    const permit = await writes(itemId, "so");
    const typedIn = opened();
    await saveTextDraft(permit, { fields: { title: "Fiid" }, startedFrom: 0, read: 1, typedIn });
    const fields = { title: "Fiid", description: "sheeko ".repeat(150_000) };
    expect(fields.description.length).toBeGreaterThan(1_000_000);
    expect(await saveText(permit, { fields, startedFrom: 0, read: 1, typedIn })).toEqual({
      ...{ ok: false, reason: "too_long", fields: ["description"], most: { description: 4000 } },
    });
    expect(await saveTextDraft(permit, { fields, startedFrom: 0, read: 1, typedIn })).toMatchObject({
      reason: "too_long",
    });
    expect(await draftsOf(permit)).toMatchObject([{ fields: { title: "Fiid" } }]);
    expect(await latestOf(itemId, "so")).toBe(0);
    await discardTextDraft(permit, typedIn);
    expect(await draftsOf(permit)).toEqual([]);
  });

  test("an original without its title, and a translation without a word, are refused", async () => {
    const itemId = await newText({ fi: { title: "Ilta" } });
    const original = await saveText(await writes(itemId, "fi"), {
      ...{ fields: { title: " \u00A0", description: "Jotain" }, startedFrom: 1, read: null },
    });
    expect(original).toEqual({ ok: false, reason: "lacking", fields: ["title"] });
    expect(await somali(itemId, { title: " \n " })).toEqual({ ok: false, reason: "lacking", fields: ["title"] });
  });

  test("characters that no database stores are removed, and half characters completed", async () => {
    const itemId = await newText({ fi: { title: "Ilta" } });
    expect(await somali(itemId, { title: "Fi\u0000id \uD83D" })).toMatchObject({ ok: true });
    expect((await findRevision(await writes(itemId, "so"), 1))?.fields).toEqual({ title: "Fiid \uFFFD" });
  });

  test("what turns letters round is taken out, and a title that nobody sees is none", async () => {
    const itemId = await newText({ fi: { title: "Ilta" } });
    expect(await somali(itemId, { title: "Fiid \u202Eadkii \u2067x" })).toMatchObject({ ok: true });
    expect(await edition(itemId, "so")).toMatchObject({ latest: 1 });
    expect((await findRevision(await writes(itemId, "so"), 1))?.fields).toEqual({ title: "Fiid adkii \u2067x\u2069" });
    const unseen = { fields: { title: "\u200B\u202E\u2060", description: "Jotain" }, startedFrom: 1, read: null };
    expect(await saveText(await writes(itemId, "fi"), unseen)).toEqual({
      ...{ ok: false, reason: "lacking", fields: ["title"] },
    });
    // As it was typed in a draft, but for what no database holds.
    const permit = await writes(itemId, "so");
    const typed = { fields: { title: "a\u0000\u202Eb" }, startedFrom: 1, read: 1, typedIn: opened() };
    expect(await saveTextDraft(permit, typed)).toMatchObject({ ok: true });
    expect(await draftsOf(permit)).toMatchObject([{ fields: { title: "a\u202Eb" } }]);
  });
});

describe("forged ids", () => {
  const NOT_FOUND = { ok: false, reason: "not_found" };

  test("of unknown revisions are not found", async () => {
    const itemId = await checkedText();
    const so = await writes(itemId, "so");
    const fi = await writes(itemId, "fi");
    const fields = { title: "X" };
    expect(await saveText(so, { fields, startedFrom: 9, read: 1 })).toEqual(NOT_FOUND);
    expect(await saveText(so, { fields, startedFrom: 1, read: 9 })).toEqual(NOT_FOUND);
    expect(await saveText(so, { fields, startedFrom: 1, read: null })).toEqual(NOT_FOUND);
    expect(await saveText(fi, { fields, startedFrom: 1, read: 1 })).toEqual(NOT_FOUND);
    expect(await checkText(so, { revision: 9, read: 1 })).toEqual(NOT_FOUND);
    expect(await checkText(so, { revision: 1, read: 9 })).toEqual(NOT_FOUND);
    expect(await checkText(so, { revision: 1, read: 1, fields: ["startsAt"] })).toEqual(NOT_FOUND);
    expect(await checkText(fi, { revision: 1, read: 1 })).toEqual(NOT_FOUND);
    expect(await restoreText(so, { revision: 9, startedFrom: 1 })).toEqual(NOT_FOUND);
    expect(await publishText(await publishes(itemId), { language: "so", revision: 9 })).toEqual(NOT_FOUND);
    expect(await publishText(await publishes(itemId), { language: "sv", revision: 1 })).toEqual(NOT_FOUND);
    expect(await saveTextDraft(so, { fields, startedFrom: 9, read: 1, typedIn: opened() })).toEqual(NOT_FOUND);
    expect(await db().contentRevision.count({ where: { itemId } })).toBe(2);
    expect(await db().contentCheck.count({ where: { itemId } })).toBe(1);
  });

  test("of unknown owners, or owners with a text, are refused", async () => {
    const id = "00000000-0000-7000-8000-000000000000";
    for (const kind of ["forum", "session", "venue"] as const) {
      expect(await findOwnerSubject({ kind, id })).toBeNull();
      expect(await findTextOf({ kind, id })).toBeNull();
    }
    expect(await findEditionSubject(id, "so")).toBeNull();
    const subject = { itemId: id, forumId: null, organisationId: null, sourceLanguage: "fi", language: "so" };
    const forged = permitted(canWriteText, subject, system("test"));
    expect(await saveText(forged, { fields: { title: "X" }, startedFrom: 0, read: 1 })).toEqual(NOT_FOUND);
    const owner = await freeSession();
    const found = await findOwnerSubject(owner);
    if (!found) throw new Error("there is no such owner");
    const text = { sourceLanguage: "fi", words: { fi: { title: "Ilta" } }, checkedBy: null };
    const made = await createText(permitted(canCreateText, found), text);
    expect(await findTextOf(owner)).toEqual({ itemId: made.ok && made.itemId, sourceLanguage: "fi" });
    expect(await createText(permitted(canCreateText, found), text)).toMatchObject({ ok: false, reason: "taken" });
  });
});

describe("a copied text", () => {
  const copyTo = async (from: ContentOwner, to: ContentOwner) => {
    const made = await transaction((tx) => writeTextCopies(tx, anna, { from, to: [to] }, new Date()));
    return made.ok ? { ...made, itemId: made.itemIds[0] ?? "" } : made;
  };
  const copy = async (itemId: string, to: ContentOwner) => {
    const { sessionId } = await db().contentItem.findUniqueOrThrow({ where: { id: itemId } });
    const from: ContentOwner = { kind: "session", id: sessionId ?? "" };
    return copyTo(from, to);
  };
  const shownOf = (itemId: string) =>
    db().contentEdition.findMany({
      where: { itemId, published: { not: null } },
      select: { language: true, published: true, fields: true, title: true, state: true, notes: true },
      orderBy: { language: "asc" },
    });

  test("has the published words in every language, with the same states", async () => {
    const words = { fi: { title: "Ilta", description: "Klo 17." }, so: { title: "Fiid", description: "Saacadda." } };
    const itemId = await newText({
      ...words,
      en: { title: "Evening", description: "At five." },
      sv: { title: "Kväll" },
    });
    const so = await writes(itemId, "so", bashir);
    await checkText(so, { revision: 1, read: 1 });
    await publishText(await publishes(itemId), { language: "sv", revision: null });
    await finnish(itemId, { title: "Ilta", description: "Klo 17. Tervetuloa." });
    await checkText(so, { revision: 1, read: 2, fields: ["title", "description"] });
    await finnish(itemId, { title: "Ilta", description: "Klo 17. Tervetuloa kaikki." }, { small: true });
    await saveText(await writes(itemId, "fi"), { fields: { title: "Luonnos" }, startedFrom: 3, read: null });
    const before = await shownOf(itemId);
    expect(before.map(({ language, state }) => [language, state])).toEqual([
      ["en", "older"],
      ["fi", "original"],
      ["so", "checked"],
    ]);
    const to = await freeSession();
    const made = await copy(itemId, to);
    if (!made.ok) throw new Error(made.reason);
    expect(await shownOf(made.itemId)).toEqual(before);
    expect(await findTextOf(to)).toEqual({ itemId: made.itemId, sourceLanguage: "fi" });
    expect(await edition(made.itemId, "fi")).toMatchObject({ latest: 3 });
    expect(await edition(made.itemId, "sv")).toBeNull();
    // Changes to the copy outdate its own translations, and leave those of the original alone.
    await finnish(made.itemId, { title: "Aamu", description: "Klo 17. Tervetuloa kaikki." });
    expect(await stateOf(made.itemId, "so")).toBe("older");
    expect(await shownOf(itemId)).toEqual(before);
    expect(await copy(itemId, to)).toEqual({ ok: false, reason: "taken" });
  });

  test("also has unpublished revisions that a translator had read", async () => {
    const itemId = await newText({ fi: { title: "Ilta" } });
    await saveText(await writes(itemId, "fi"), { fields: { title: "Aamu" }, startedFrom: 1, read: null });
    await somali(itemId, { title: "Subax" }, { read: 2 });
    await publishText(await publishes(itemId), { language: "so", revision: 1 });
    const made = await copy(itemId, await freeSession());
    if (!made.ok) throw new Error(made.reason);
    expect(await shownOf(made.itemId)).toEqual(await shownOf(itemId));
    expect(await edition(made.itemId, "fi")).toMatchObject({ latest: 2, published: 1 });
  });

  test("is not made of unpublished text, nor for an owner of another kind", async () => {
    const owner = await freeSession();
    const to = await freeSession();
    const refused = { ok: false, reason: "not_found" };
    const attempt = (from: ContentOwner) => copyTo(from, to);
    expect(await attempt(owner)).toEqual(refused);
    expect(await attempt({ kind: "forum", id: forumId })).toEqual(refused);
    expect(await findTextOf(to)).toBeNull();
  });
});

describe("a volunteer's link", () => {
  const staffOf = async (itemId: string, language = "so") => {
    const subject = await findEditionSubject(itemId, language);
    if (!subject) throw new Error("there is no such text");
    return permitted(canGiveTextLink, subject, anna);
  };
  const give = async (itemId: string, scope: "text" | "forum") =>
    giveTextLink(await staffOf(itemId), { holder: "Faadumo", scope, days: 14 });
  const opens = async (token: string) => {
    const link = await findAccessLink(token, "translator");
    const { itemId = null, forumId = null, language = null } = link ?? {};
    if (!link || !language) return null;
    const actor: Actor = {
      kind: "link",
      id: link.id,
      link: "translator",
      holder: link.holder,
      forumId,
      itemId,
      language,
      trace: null,
    };
    return actor;
  };

  test("opens one text or all of a forum in one language and names the translator, whose work only others check", async () => {
    const itemId = await checkedText();
    const other = await checkedText();
    const one = await give(itemId, "text");
    const all = await give(itemId, "forum");
    const faadumo = await opens(one.token);
    const everywhere = await opens(all.token);
    if (!faadumo || !everywhere) throw new Error("the link opens nothing");
    expect(await findAccessLink(one.token, "helper")).toBeNull();
    const textsOf = async (actor: Actor) =>
      (await listLinkTexts(permitted(canListLinkTexts, null, actor))).map((text) => text.itemId);
    expect(await textsOf(faadumo)).toEqual([itemId]);
    expect(await textsOf(everywhere)).toEqual(expect.arrayContaining([itemId, other]));
    const may = async (actor: Actor, id: string, language: string) => {
      const subject = await findEditionSubject(id, language);
      return subject !== null && canWriteText.allows(actor, subject);
    };
    expect(await Promise.all([may(faadumo, itemId, "so"), may(everywhere, other, "so")])).toEqual([true, true]);
    for (const [id, language] of [
      [other, "so"],
      [itemId, "ar"],
      [itemId, "fi"],
    ] as const)
      expect(await may(faadumo, id, language)).toBe(false);

    const permit = await writes(itemId, "so", faadumo);
    await saveText(permit, { fields: { title: "Habeen" }, startedFrom: 1, read: 1 });
    await checkText(permit, { revision: 2, read: 1 });
    expect(await edition(itemId, "so")).toMatchObject({ workState: "unchecked", published: 1 });
    const [latest] = await listRevisions(permit);
    expect(latest?.by).toEqual({ kind: "link", id: one.id });
    expect((await listHandNames(permit, latest ? [latest.by] : [])).get(one.id)).toBe("Faadumo");
    // Bashir has not written or checked here yet, so nobody learns who he is.
    expect(await listHandNames(permit, [{ kind: "user", id: bashir.id }])).toEqual(new Map());
    await checkText(await writes(itemId, "so", bashir), { revision: 2, read: 1 });
    expect([...(await listHandNames(permit, [{ kind: "user", id: bashir.id }])).keys()]).toEqual([bashir.id]);
    expect(await edition(itemId, "so")).toMatchObject({ workState: "checked", published: 2 });
    const entry = await db().auditEntry.findFirstOrThrow({ where: { action: "link_created", subjectId: one.id } });
    expect(entry).toMatchObject({ actorId: anna.id });
  });

  test("is shown to its maker for a quarter of an hour, and only for its own text and language", async () => {
    const itemId = await checkedText();
    const made = await give(itemId, "text");
    const shown = async (id: string, language = "so", now = new Date()) =>
      (await findGivenLink(await staffOf(id, language), made.id, now))?.token;
    expect(await shown(itemId)).toBe(made.token);
    expect(await shown(itemId, "ar")).toBeUndefined();
    expect(await shown(await checkedText())).toBeUndefined();
    expect(await shown(itemId, "so", new Date(Date.now() + 16 * 60_000))).toBeUndefined();
  });

  test("opens nothing once withdrawn, and its drafts are removed", async () => {
    const itemId = await checkedText();
    const made = await give(itemId, "text");
    const actor = await opens(made.token);
    if (!actor) throw new Error("the link opens nothing");
    const typed = { fields: { title: "Hab" }, startedFrom: 1, read: 1, typedIn: opened() };
    await saveTextDraft(await writes(itemId, "so", actor), typed);
    expect(await db().contentDraft.count({ where: { linkId: made.id } })).toBe(1);
    const subject = await findLinkSubject(made.id);
    if (!subject) throw new Error("there is no such link");
    await revokeAccessLink(permitted(canWithdrawLink, subject, anna));
    expect(await opens(made.token)).toBeNull();
    expect(await db().contentDraft.count({ where: { linkId: made.id } })).toBe(0);
    expect(
      await findAccessLink((await give(itemId, "text")).token, "translator", new Date(Date.now() + 15 * 86_400_000)),
    ).toBeNull();
  });

  test("loses its drafts, and only those, in the night after it expires", async () => {
    const itemId = await checkedText();
    const made = await give(itemId, "text");
    const actor = await opens(made.token);
    if (!actor) throw new Error("the link opens nothing");
    const draft = { fields: { title: "Hab" }, startedFrom: 1, read: 1, typedIn: opened() };
    for (const by of [actor, anna]) await saveTextDraft(await writes(itemId, "so", by), draft);
    const drafts = () => db().contentDraft.findMany({ where: { itemId }, select: { linkId: true, userId: true } });
    const { expiresAt } = await db().accessLink.findUniqueOrThrow({ where: { id: made.id } });
    await forgetDraftsOfEndedLinks(new Date(expiresAt.getTime() - 1));
    expect(await drafts()).toHaveLength(2);
    expect(await forgetDraftsOfEndedLinks(expiresAt)).toBe(1);
    expect(await drafts()).toEqual([{ linkId: null, userId: anna.id }]);
  });
});

describe("a venue's text", () => {
  /** A venue with a text, made by an organisation or by nobody. */
  async function venueText(organisationId: string | null): Promise<string> {
    const slug = `talo-${position++}`;
    const venue = await db().venue.create({ data: { slug, name: "Talo", municipalityKey: "turku", organisationId } });
    const subject = await findOwnerSubject({ kind: "venue", id: venue.id });
    if (!subject) throw new Error("there is no such venue");
    expect(canCreateText.allows(anna, subject)).toBe(organisationId === anna.organisationIds[0]);
    const words = { fi: { accessibility: "Hissi" }, so: { accessibility: "Wiish" } };
    const made = await createText(permitted(canCreateText, subject), { sourceLanguage: "fi", words, checkedBy: null });
    if (!made.ok) throw new Error(made.reason);
    return made.itemId;
  }

  test("is written, shown and shared by staff of the organisation that made the venue, and by no other staff", async () => {
    const [organisationId = ""] = anna.organisationIds;
    const { id: otherId } = await db().organisation.create({ data: { slug: "naapuri", name: "Naapuri ry" } });
    const translator: UserActor = { ...anna, roles: ["translator"] };
    const counsellor: UserActor = { ...anna, roles: ["counsellor"] };
    const neighbour: UserActor = { ...bashir, organisationIds: [otherId] };
    const administrator: UserActor = { ...neighbour, roles: ["administrator"] };
    const may = async (itemId: string, actor: Actor) => {
      const [fi, so] = [await findEditionSubject(itemId, "fi"), await findEditionSubject(itemId, "so")];
      if (!fi || !so) throw new Error("there is no such text");
      return [
        ...[canWriteText.allows(actor, fi), canWriteText.allows(actor, so)],
        ...[canPublishText.allows(actor, fi), canGiveTextLink.allows(actor, so)],
      ];
    };
    const all = [true, true, true, true];
    const none = [false, false, false, false];
    const own = await venueText(organisationId);
    expect(await may(own, anna)).toEqual(all);
    expect(await may(own, administrator)).toEqual(all);
    expect(await may(own, translator)).toEqual([false, true, false, false]);
    for (const actor of [counsellor, neighbour]) expect(await may(own, actor)).toEqual(none);
    const nobodys = await venueText(null);
    expect(await may(nobodys, administrator)).toEqual(all);
    for (const actor of [anna, translator, neighbour]) expect(await may(nobodys, actor)).toEqual(none);

    const saved = await saveText(await writes(own, "fi"), {
      ...{ fields: { accessibility: "Hissi ja luiska" }, startedFrom: 1, read: null },
    });
    expect(saved).toMatchObject({ ok: true, revision: 2 });
    await publishText(await publishes(own), { language: "fi", revision: 2 });
    expect(await stateOf(own, "so")).toBe("older");
  });

  test("has links that only its own organisation finds and withdraws", async () => {
    const [organisationId = ""] = anna.organisationIds;
    const itemId = await venueText(organisationId);
    const subject = await findEditionSubject(itemId, "so");
    if (!subject) throw new Error("there is no such text");
    const given = { holder: "Talon kääntäjä", scope: "forum", days: 14 } as const;
    const made = await giveTextLink(permitted(canGiveTextLink, subject, anna), given);
    const foundBy = async (actor: UserActor) =>
      (await searchAccessLinks(permitted(canListLinks, null, actor), { text: given.holder, page: 1 })).links;
    const neighbour = { ...bashir, organisationIds: [] };
    expect(await foundBy(anna)).toMatchObject([{ id: made.id, forum: null, ownerOf: organisationId }]);
    expect(await foundBy(neighbour)).toEqual([]);
    const link = await findLinkSubject(made.id);
    if (!link) throw new Error("there is no such link");
    expect([canWithdrawLink.allows(neighbour, link), canWithdrawLink.allows(anna, link)]).toEqual([false, true]);
  });
});

test("an earlier revision comes back as a new one, with its state", async () => {
  const itemId = await checkedText();
  await somali(itemId, { title: "Habeen" });
  expect(await edition(itemId, "so")).toMatchObject({ workState: "unchecked" });
  const permit = await writes(itemId, "so");
  expect(await restoreText(permit, { revision: 1, startedFrom: 1 })).toMatchObject({ reason: "conflict" });
  expect(await restoreText(permit, { revision: 1, startedFrom: 2 })).toEqual({
    ...{ ok: true, revision: 3, unchanged: false },
  });
  expect(await edition(itemId, "so")).toMatchObject({ latest: 3, workState: "checked" });
  expect((await listRevisions(permit)).map(({ number, restored }) => [number, restored])).toEqual([
    [3, 1],
    [2, null],
    [1, null],
  ]);
  await finnish(itemId, { title: "Aamu" });
  await restoreText(await writes(itemId, "fi"), { revision: 1, startedFrom: 2 });
  expect(await edition(itemId, "so")).toMatchObject({ workState: "checked", state: "older" });
});

test("editors of a text see both sides, what was read, and what has changed since", async () => {
  const itemId = await newText({ fi: { title: "Ilta", description: "Puhumme. Syömme." }, so: { title: "Fiid" } });
  await finnish(itemId, { title: "Ilta", description: "Puhumme. Laulamme." });
  expect(await findTextAtWork(await writes(itemId, "so"))).toMatchObject({
    kind: "session",
    original: { number: 2, fields: { description: "Puhumme. Laulamme." } },
    latest: { number: 1, read: 1, fields: { title: "Fiid" } },
    readThen: { title: "Ilta", description: "Puhumme. Syömme." },
    published: 1,
    state: "older",
    notes: [
      { field: "title", state: "unchecked" },
      { field: "description", state: "missing", original: ["Puhumme.", "Laulamme."] },
    ],
    drafts: [],
  });
  expect(await findTextAtWork(await writes(itemId, "sv"))).toMatchObject({
    latest: null,
    state: null,
    published: null,
  });
});

test("the page of a text asks the database as often, however many parts and languages there are", async () => {
  const asked = async (itemId: string, language: string) =>
    (
      await statementsOf(async () => {
        const subject = await findEditionSubject(itemId, language);
        if (!subject) throw new Error("there is no such text");
        const permit = permitted(canWriteText, subject, anna);
        const text = await findTextAtWork(permit);
        const revisions = await listRevisions(permit);
        await listHandNames(
          permit,
          revisions.flatMap(({ by, looks }) => [by, ...looks.map((look) => look.by)]),
        );
        expect(text?.latest).not.toBeNull();
      })
    ).length;
  const small = await newText({ fi: { title: "Ilta" }, so: { title: "Fiid" } });
  const { itemId: large } = (await findTextOf({ kind: "forum", id: forumId })) ?? { itemId: "" };
  const so = { title: "Fiid", summary: "Kooban", description: "Dheer", audience: "Dhammaan" };
  for (let round = 0; round < 12; round++) {
    await somali(large, { ...so, description: `Dheer ${round}` });
    await checkText(await writes(large, "so", bashir), { revision: await latestOf(large, "so"), read: 1 });
  }
  await finnish(large, { title: "Aamu", summary: "Muu", description: "Uusi", audience: "Kaikille" });
  for (const typedIn of [opened(), opened()])
    await saveTextDraft(await writes(large, "so"), { fields: so, startedFrom: 1, read: 1, typedIn });
  // A session's text has its forum to be asked for besides.
  const [few, many] = [await asked(small, "so"), await asked(large, "so")];
  expect(many).toBeLessThanOrEqual(few);
  expect(many).toBeLessThanOrEqual(17);
});

test("parts that are still right are confirmed with a save, one by one", async () => {
  const itemId = await newText({ fi: { title: "Ilta", description: "A" }, so: { title: "Fiid", description: "B" } });
  await finnish(itemId, { title: "Aamu", description: "Aa" });
  const save = async (stillRight: string[]) =>
    saveText(await writes(itemId, "so"), {
      ...{ fields: { title: "Subax", description: "B" }, startedFrom: 1, read: 2, stillRight },
    });
  expect(await save([])).toMatchObject({ ok: true, unchanged: false });
  expect((await edition(itemId, "so"))?.workState).toBe("older");
  expect(await save(["description"])).toMatchObject({ ok: true, unchanged: true });
  expect((await edition(itemId, "so"))?.workState).toBe("unchecked");
});

test("the log says who did what to which text, without its words", async () => {
  const itemId = await newText({ fi: { title: "Salaisuus" } });
  await somali(itemId, { title: "Sir" }, { by: bashir });
  await checkText(await writes(itemId, "so"), { revision: 1, read: 1 });
  await publishText(await publishes(itemId), { language: "so", revision: null });
  const log = await db().auditEntry.findMany({ where: { subjectId: itemId }, orderBy: { id: "asc" } });
  expect(log.map(({ action, actorId }) => [action, actorId])).toEqual([
    ["text_created", "test"],
    ["text_saved", bashir.id],
    ["text_checked", anna.id],
    ["text_withheld", anna.id],
  ]);
  expect(JSON.stringify(log.map(({ changes }) => changes))).not.toMatch(/Salaisuus|Sir/);
  // Readers of the log see which text it was, and find it by its forum's slug.
  const search = AuditSearchSchema.parse({ about: "sanat", action: "text_withheld" });
  const { entries } = await searchAuditEntries(
    permitted(canReadAudit, null, { ...anna, roles: ["administrator"] }),
    search,
    AUDIT_NAMES,
  );
  expect(entries.map(({ subject }) => subject)).toContainEqual({ kind: "text", name: "Salaisuus" });
});

test("a data download contains the user's drafts, and which texts they saved and checked", async () => {
  const email = "kirjoittaja@example.org";
  const writer = { ...anna, email, id: (await db().user.create({ data: { email, emailVerified: new Date() } })).id };
  const itemId = await checkedText();
  await somali(itemId, { title: "Fiidkii" }, { by: writer });
  await checkText(await writes(itemId, "so", writer), { revision: 2, read: 1 });
  const typed = { fields: { title: "Kväll" }, startedFrom: 0, read: 1, typedIn: opened() };
  await saveTextDraft(await writes(itemId, "sv", writer), typed);
  const { texts } = await getAccountExport(permitted(canUseOwnAccount, { userId: writer.id }, writer), "fi");
  expect(texts).toMatchObject({
    drafts: [{ itemId, language: "sv", fields: { title: "Kväll" } }],
    saved: [{ itemId, language: "so", number: 2 }],
    checked: [{ itemId, language: "so", number: 2, fields: ["title"] }],
  });
});

describe("the database itself refuses", () => {
  const refused = (sql: string, values: unknown[], message: RegExp) =>
    expect(client.query(sql, values)).rejects.toThrow(message);

  test("changing or removing written revisions and checks", async () => {
    const itemId = await checkedText();
    for (const table of ["ContentRevision", "ContentCheck"]) {
      await refused(`UPDATE "${table}" SET at = now() WHERE "itemId" = $1`, [itemId], /stays as it was written/);
      await refused(`DELETE FROM "${table}" WHERE "itemId" = $1`, [itemId], /stays as it was written/);
      await refused(`TRUNCATE "${table}" CASCADE`, [], /stays as it was written/);
    }
    await refused(`UPDATE "ContentItem" SET "sourceLanguage" = 'so' WHERE id = $1`, [itemId], /keeps its owner/);
  });

  test("revisions out of sequence, without a basis, or unknown to their edition", async () => {
    const itemId = await checkedText();
    const insert = `INSERT INTO "ContentRevision" ("itemId", language, number, "readLanguage", read, fields, "byKind")
      VALUES ($1, $2, $3, $4, $5, '{"title": "x"}', 'system')`;
    await refused(insert, [itemId, "so", 3, "fi", 1], /does not follow/);
    await refused(insert, [itemId, "so", 2, "fi", 7], /foreign key/);
    await refused(insert, [itemId, "so", 2, "so", 1], /made from its original/);
    await refused(insert, [itemId, "fi", 2, "fi", 1], /made from its original/);
    await refused(insert, [itemId, "so", 2, "fi", 1], /knows its newest revision/);
    await refused(`INSERT INTO "ContentItem" (id, "sourceLanguage") VALUES (gen_random_uuid(), 'fi')`, [], /check/);
  });

  test("an edition whose words differ from the published revision, or with another owner", async () => {
    const itemId = await checkedText();
    const set = (what: string) => `UPDATE "ContentEdition" SET ${what} WHERE "itemId" = $1 AND language = 'so'`;
    await refused(set(`fields = '{"title": "x"}', title = 'x'`), [itemId], /what is published/);
    await refused(set(`title = 'x'`), [itemId], /check/);
    await refused(set("latest = 7"), [itemId], /foreign key|newest revision/);
    await client.query(set(`"sessionId" = NULL, "venueId" = gen_random_uuid()`), [itemId]);
    expect(await edition(itemId, "so")).toMatchObject({ venueId: null, sessionId: expect.any(String) });
  });

  test("a text is removed with its owner, completely, and a draft with its writer", async () => {
    const { id } = await db().forum.findUniqueOrThrow({
      where: { id: await createForum(url, { slug: "poistuva", tables: [4] }) },
    });
    const session = await db().forumSession.findFirstOrThrow({ where: { forumId: id } });
    for (const owner of [{ kind: "session" as const, id: session.id }]) {
      const subject = await findOwnerSubject(owner);
      if (!subject) throw new Error("there is no such owner");
      await createText(permitted(canCreateText, subject), {
        ...{ sourceLanguage: "fi", words: { fi: { title: "A" }, so: { title: "B" } }, checkedBy: "reader" },
      });
    }
    const { itemId } = (await findTextOf({ kind: "session", id: session.id })) ?? { itemId: "" };
    const writer = { ...anna, id: (await db().user.create({ data: { email: "menee@example.org" } })).id };
    const typed = { fields: { title: "C" }, startedFrom: 1, read: 1, typedIn: opened() };
    await saveTextDraft(await writes(itemId, "so", writer), typed);
    expect(await db().contentDraft.count({ where: { itemId } })).toBe(1);
    await db().user.delete({ where: { id: writer.id } });
    expect(await db().contentDraft.count({ where: { itemId } })).toBe(0);
    await db().forum.delete({ where: { id } });
    expect(await db().contentRevision.count({ where: { itemId } })).toBe(0);
    expect(await db().contentEdition.count({ where: { itemId } })).toBe(0);
  });
});

const wordsOf = (said: Said): Words => Object.fromEntries(FIELDS.map((field) => [field, textOf(said[field])]));
const isSameSaid = (a: Said, b: Said) => FIELDS.every((field) => isSame(a[field], b[field]));

/** A step in the history of a text; `back` counts from the newest revision. */
const deed = fc.oneof(
  fc.record({ do: fc.constant("write" as const), said: saidOf(1), small: fc.boolean() }),
  fc.record({
    do: fc.constant("translate" as const),
    said: saidOf(0).filter(({ title, description }) => title.says + description.says > 0),
    ...{ back: fc.nat(2), small: fc.boolean(), machine: fc.boolean(), second: fc.boolean() },
    stillRight: fc.option(someFields),
  }),
  fc.record({
    do: fc.constant("check" as const),
    back: fc.nat(2),
    second: fc.boolean(),
    fields: fc.option(someFields),
  }),
  fc.record({ do: fc.constant("restore" as const), original: fc.boolean(), back: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ do: fc.constant("publish" as const), original: fc.boolean(), back: fc.nat(2) }),
  fc.record({ do: fc.constant("withhold" as const) }),
);

test("in any history of a text, readers and translators see what an independent model says", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 4, maxLength: 14 }), async (deeds) => {
      const said: Said = { title: { says: 1, set: 0 }, description: { says: 0, set: 0 } };
      const itemId = await newText({ fi: tidyWords(wordsOf(said)) });
      const model: ModelHistory = { source: [{ said, small: false }], translation: [], looks: [] };
      const shown = { fi: 1, so: null as number | null, withheld: false };
      /** A translation checked beside the published original is published by itself. */
      const show = () => {
        const n = model.translation.length;
        if (n > 0 && !shown.withheld && modelState(model, shown.fi, n) === "checked") shown.so = n;
      };
      for (const one of deeds) {
        const sources = model.source.length;
        const n = model.translation.length;
        const read = "back" in one ? Math.max(1, sources - one.back) : 1;
        if (one.do === "write") {
          const saved = await saveText(await writes(itemId, "fi"), {
            ...{ fields: wordsOf(one.said), startedFrom: sources, read: null, small: one.small },
          });
          expect(saved.ok).toBe(true);
          const last = model.source.at(-1);
          if (!last || !isSameSaid(last.said, one.said)) model.source.push({ said: one.said, small: one.small });
        } else if (one.do === "translate") {
          const by = one.second ? bashir : anna;
          const { small, machine, stillRight } = one;
          const saved = await saveText(await writes(itemId, "so", by), {
            ...{ fields: wordsOf(one.said), startedFrom: n, read, small, machine, stillRight: stillRight ?? [] },
          });
          expect(saved.ok).toBe(true);
          const last = model.translation.at(-1);
          const unchanged = last && isSameSaid(last.said, one.said);
          if (!unchanged) model.translation.push({ said: one.said, read, small, machine, by, restored: null });
          const fields = (stillRight ?? []).filter((field) => one.said[field].says > 0);
          if (fields.length > 0) model.looks.push({ number: model.translation.length, read, fields, by });
          if (!unchanged || fields.length > 0) show();
        } else if (one.do === "check") {
          if (n === 0) continue;
          const by = one.second ? bashir : anna;
          const there = FIELDS.filter((field) => (model.translation[n - 1]?.said[field].says ?? 0) > 0);
          const fields = one.fields?.filter((field) => there.includes(field)) ?? there;
          if (fields.length === 0) continue;
          const checked = await checkText(await writes(itemId, "so", by), { revision: n, read, fields });
          expect(checked.ok).toBe(true);
          model.looks.push({ number: n, read, fields, by });
          show();
        } else if (one.do === "restore") {
          const steps = one.original ? model.source : model.translation;
          const revision = steps.length - one.back;
          const earlier = steps[revision - 1];
          const last = steps.at(-1);
          if (!earlier || !last) continue;
          const restored = await restoreText(await writes(itemId, one.original ? "fi" : "so"), {
            ...{ revision, startedFrom: steps.length },
          });
          expect(restored.ok).toBe(true);
          if (isSameSaid(last.said, earlier.said)) continue;
          if (one.original) model.source.push({ said: earlier.said, small: false });
          else {
            const { small: _, ...step } = model.translation[revision - 1] as ModelHistory["translation"][number];
            model.translation.push({ ...step, small: false, restored: revision });
          }
          show();
        } else if (one.do === "publish") {
          const revision = (one.original ? sources : n) - one.back;
          if (revision < 1) continue;
          const language = one.original ? "fi" : "so";
          expect((await publishText(await publishes(itemId), { language, revision })).ok).toBe(true);
          const before = shown[language];
          shown[language] = revision;
          if (!one.original) shown.withheld = false;
          if (one.original && before !== revision) show();
        } else {
          const result = await publishText(await publishes(itemId), { language: "so", revision: null });
          expect(result.ok).toBe(n > 0);
          if (n > 0) Object.assign(shown, { so: null, withheld: true });
        }
      }
      const row = await edition(itemId, "so");
      const n = model.translation.length;
      expect(row?.latest ?? 0).toBe(n);
      if (!row) return;
      expect({ fi: (await edition(itemId, "fi"))?.published, so: row.published, withheld: row.withheld }).toEqual(
        shown,
      );
      const told = (stored: unknown) => Object.fromEntries(notesOf(stored).map(({ field, state }) => [field, state]));
      const expected = (s: number, of: number) =>
        Object.fromEntries(
          Object.entries(modelParts(model, s, of)).filter(([, state]) => state !== null && state !== "checked"),
        );
      expect([row.workState, told(row.workNotes)]).toEqual([
        modelState(model, model.source.length, n),
        expected(model.source.length, n),
      ]);
      if (shown.so === null) expect(row.state).toBeNull();
      else
        expect([row.state, told(row.notes)]).toEqual([
          modelState(model, shown.fi, shown.so),
          expected(shown.fi, shown.so),
        ]);
    }),
    { numRuns: 25 },
  );
});
