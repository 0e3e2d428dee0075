import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { type Actor, system } from "@/features/access/schema";
import { createAccessLink } from "@/features/accounts/commands";
import { eraseRegistration } from "@/features/privacy/commands";
import { notePeopleExport } from "@/features/privacy/exports/commands";
import { getForumNumbers } from "@/features/privacy/exports/queries";
import { canExportPeople } from "@/features/privacy/policy";
import { cancelRegistration, register } from "@/features/registration/commands";
import { countOwnFamilies, searchOwnFamilies } from "@/features/registration/people/queries";
import { canRegisterOthers, canSeeOwnFamilies, canSeePeople } from "@/features/registration/policy";
import { notePrint } from "@/features/registration/prints/commands";
import { listDoor, listTablePeople } from "@/features/registration/prints/queries";
import type { RegistrationSchema } from "@/features/registration/schema";
import { db } from "@/platform/db/client";
import { createForum, type TestForum } from "../support/forums";
import { party } from "../support/parties";
import { forumSubject, helper, permitted } from "../support/permits";

async function newForum(more: Omit<TestForum, "slug"> = {}) {
  const slug = `paperi-${randomUUID()}`;
  const id = await createForum(process.env.DATABASE_URL ?? "", { slug, ...more });
  const signUp = async (registration: RegistrationSchema, names: string[], by?: Actor) => {
    const people = registration.people.map((person, n) => ({ ...person, name: names[n] ?? person.name }));
    const result = await register({
      ...{ slug, locale: "so", submission: randomUUID(), acceptWaiting: true },
      registration: { ...registration, people },
      ...(by && { helper: permitted(canRegisterOthers, { forumId: id }, by) }),
    });
    if (!result.ok) throw new Error(result.reason);
    return result.token;
  };
  const sessions = (await db().forumSession.findMany({ where: { forumId: id }, orderBy: { capacity: "asc" } })).map(
    (session) => session.id,
  );
  return { id, slug, subject: forumSubject(id), signUp, sessions };
}

test("the door list has everybody who may come, by first name, whatever their script", async () => {
  const forum = await newForum({ capacity: 4 });
  await forum.signUp(party(2), ["Äiti Virtanen", "Otso"]);
  await forum.signUp(party(1), ["Aino"]);
  await forum.signUp(party(1), ["أم ليلى"]);
  const gone = await forum.signUp(party(1), ["Zahra"]);
  await forum.signUp(party(1), ["Bashir"]);
  await cancelRegistration({ token: gone });
  const door = await listDoor(permitted(canSeePeople, forum.subject), "fi");
  expect(door.map(({ names }) => names)).toEqual([["Aino"], ["Bashir"], ["Äiti Virtanen", "Otso"], ["أم ليلى"]]);
  expect(door[1]).toMatchObject({ status: "waiting" });
  expect(Object.keys(door[0] ?? {}).sort()).toEqual(["code", "names", "status"]);
});

test("a table's sheet has those who have a seat there, with nothing that its host need not know", async () => {
  const forum = await newForum({ tables: [1, 3] });
  const [small = "", large = ""] = forum.sessions;
  await forum.signUp(
    party(
      [
        { sessions: [large], interpretation: true },
        { sessions: [large], age: "under_13", role: "student" },
      ],
      { phone: "040 999 1111", consents: { photos: true } },
    ),
    ["Xasan", "Ayaan"],
  );
  await forum.signUp(party([{ sessions: [small], language: "uk" }]), ["Олена"]);
  await forum.signUp(party([{ sessions: [small], language: "uk" }]), ["Тарас"]);
  const people = await listTablePeople(permitted(canSeePeople, forum.subject), "fi");
  expect(people).toEqual([
    { sessionId: large, name: "Ayaan", spokenLanguage: "so", interpretation: false, photos: true },
    { sessionId: large, name: "Xasan", spokenLanguage: "so", interpretation: true, photos: true },
    { sessionId: small, name: "Олена", spokenLanguage: "uk", interpretation: false, photos: false },
  ]);
});

test("the log keeps who printed and who exported, and for which purpose", async () => {
  const forum = await newForum();
  await notePrint(permitted(canSeePeople, forum.subject), "door");
  await notePrint(permitted(canSeePeople, forum.subject), "tables");
  await notePeopleExport(permitted(canExportPeople, forum.subject), "funder");
  const log = await db().auditEntry.findMany({ where: { subjectId: forum.id }, orderBy: { id: "asc" } });
  expect(log.map(({ action, changes }) => [action, changes])).toEqual([
    ["door_list_printed", {}],
    ["table_sheets_printed", {}],
    ["people_exported", { purpose: [null, "funder"] }],
  ]);
});

test("the funder's numbers stay when the people are gone", async () => {
  const forum = await newForum({ capacity: 3 });
  const erased = await forum.signUp(
    party([{ language: "so" }, { language: "so", role: "student", age: "from_13_to_17" }]),
    [],
  );
  await forum.signUp(party([{ language: "uk" }, { language: "uk" }]), []);
  const numbers = () => getForumNumbers(permitted(canExportPeople, forum.subject));
  expect(await numbers()).toEqual({
    all: { people: 4, seated: 2 },
    roles: [
      { kind: "parent", people: 3, seated: 1 },
      { kind: "student", people: 1, seated: 1 },
    ],
    languages: [
      { kind: "so", people: 2, seated: 2 },
      { kind: "uk", people: 2, seated: 0 },
    ],
    ages: [
      { kind: "adult", people: 3, seated: 1 },
      { kind: "from_13_to_17", people: 1, seated: 1 },
    ],
  });
  await db().forum.update({
    where: { id: forum.id },
    data: { startsAt: new Date(Date.now() - 7_200_000), endsAt: new Date(Date.now() - 1000) },
  });
  await eraseRegistration({ token: erased, by: system("test") });
  expect((await numbers()).all).toEqual({ people: 4, seated: 2 });
});

test("helpers see only the families that they registered, until those are forgotten", async () => {
  const forum = await newForum();
  const link = async (holder: string) => {
    const made = await createAccessLink({ kind: "helper", holder, forumSlug: null, days: 1, by: system("test") });
    if (!made.ok) throw new Error(made.reason);
    return helper(made.id, null);
  };
  const [kaisa, omar] = [await link("Kaisa"), await link("Omar")];
  const token = await forum.signUp(party([{ language: "so" }, { language: "so" }]), ["Caasha Xasan", "Cabdi"], kaisa);
  await forum.signUp(party([{ language: "uk" }]), ["Олена"], kaisa);
  await forum.signUp(party(), ["Somebody else"], omar);
  await forum.signUp(party(), ["Themselves"]);
  const own = permitted(canSeeOwnFamilies, { helperId: kaisa.id ?? "" }, kaisa);
  const seen = await searchOwnFamilies(own, "fi", { text: "", page: 1 });
  expect(seen).toMatchObject({ all: 2, total: 2, page: 1, pages: 1 });
  expect(seen.families).toMatchObject([
    { names: ["Олена"], spokenLanguage: "uk", status: "confirmed" },
    { names: ["Caasha Xasan", "Cabdi"], spokenLanguage: "so", forum: { locale: "fi" } },
  ]);
  expect(JSON.stringify(seen)).not.toContain(token);
  const found = await searchOwnFamilies(own, "fi", { text: "Hassan", page: 9 });
  expect(found).toMatchObject({ total: 1, page: 1, families: [{ names: ["Caasha Xasan", "Cabdi"] }] });
  await eraseRegistration({ token, by: system("test") });
  expect(await countOwnFamilies(own)).toBe(1);
  expect(await countOwnFamilies(permitted(canSeeOwnFamilies, { helperId: omar.id ?? "" }, omar))).toBe(1);
});
