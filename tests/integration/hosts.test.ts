import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { Permit } from "@/features/access/policy";
import type { Role, UserActor } from "@/features/access/schema";
import { findLoginSession } from "@/features/accounts/queries";
import { findSessionSubject } from "@/features/forums/queries";
import { cancelRegistration, register } from "@/features/registration/commands";
import { searchSessionPeople } from "@/features/registration/people/queries";
import { canSeePeople, canSeeSessionPeople } from "@/features/registration/policy";
import { endResponsibility, giveResponsibility } from "@/features/responsibilities/commands";
import { canNameResponsible } from "@/features/responsibilities/policy";
import { db } from "@/platform/db/client";
import { createAccount } from "../support/accounts";
import { createForum, type TestForum } from "../support/forums";
import { composeMessage } from "../support/letters";
import { party } from "../support/parties";
import { forumSubject, permitted } from "../support/permits";

const url = process.env.DATABASE_URL ?? "";

/** A forum with tables, and what policies know of each. */
async function withTables(slug: string, more: Omit<TestForum, "slug">) {
  const forumId = await createForum(url, { slug, ...more });
  const rows = await db().forumSession.findMany({ where: { forumId }, orderBy: { position: "asc" } });
  const tables = await Promise.all(
    rows.map(async ({ id }) => {
      const subject = await findSessionSubject(id);
      if (!subject) throw new Error("no session");
      return { id, subject };
    }),
  );
  const [first, second] = tables;
  if (!first || !second) throw new Error("two tables are needed");
  return { forumId, first, second };
}

async function signUp(slug: string, registration: ReturnType<typeof party>) {
  const result = await register({ slug, locale: "so", submission: randomUUID(), acceptWaiting: true, registration });
  if (!result.ok) throw new Error(result.reason);
  return result.token;
}

/** A signed-in person, read from the database as each request does. */
async function person(roles: Role[] = ["peer_tutor"], more: { secondFactor?: boolean } = {}) {
  const email = `${randomUUID()}@example.org`;
  const { token } = await createAccount(url, { email, roles, ...more });
  const actor = async (): Promise<UserActor> => {
    const found = await findLoginSession(token);
    if (found?.kind !== "session") throw new Error("not signed in");
    return found.session.actor;
  };
  return { email, actor };
}

const everything = { text: "", page: 1 };

test("a host sees the people of one session, first those with a place, and nothing that a host does not need", async () => {
  const { first, second } = await withTables("vetaja", { tables: [2, 5], serves: true });
  const at = (sessions: string[], more: object = {}) => ({ sessions, ...more });
  await signUp(
    "vetaja",
    party([at([first.id], { interpretation: true }), at([first.id], { age: "under_13" })], {
      phone: "0401234567",
      email: "perhe@example.org",
      question: "ما هي TUVA؟",
      consents: { photos: true },
    }),
  );
  // The table is full: one waits there, and one of a party goes to another table.
  await signUp("vetaja", party([at([first.id], { language: "fi" }), at([second.id])], { question: "Toinen kysymys" }));
  const elsewhere = party([at([second.id])], { question: "Muualla" });
  await signUp("vetaja", { ...elsewhere, people: elsewhere.people.map((one) => ({ ...one, name: "Muualla istuva" })) });
  await signUp("vetaja", party([at([])]));
  await cancelRegistration({ token: await signUp("vetaja", party([at([first.id])])) });

  const seen = await searchSessionPeople(permitted(canSeeSessionPeople, first.subject), everything);
  expect(seen).toEqual({
    parties: [
      {
        standing: "held",
        people: [
          { name: "Hlö 1", language: "so", interpretation: true },
          { name: "Hlö 2", language: "so", interpretation: false },
        ],
        photos: true,
        question: "ما هي TUVA؟",
      },
      {
        standing: "waiting",
        people: [{ name: "Hlö 1", language: "fi", interpretation: false }],
        photos: false,
        question: "Toinen kysymys",
      },
    ],
    total: 3,
    pages: 1,
    counted: { held: 2, waiting: 1, interpreters: 1 },
  });
});

test("a long table has pages, and a name is found in any script", async () => {
  const { first } = await withTables("pitka", { tables: [60, 60], capacity: 100 });
  const named = async (name: string) => {
    const one = party([{ sessions: [first.id] }]);
    await signUp("pitka", { ...one, people: one.people.map((each) => ({ ...each, name })) });
  };
  for (let n = 1; n <= 41; n++) await named(`Perhe ${n}`);
  await named("محمد");
  const permit = permitted(canSeeSessionPeople, first.subject);
  expect(await searchSessionPeople(permit, everything)).toMatchObject({ total: 42, pages: 2 });
  expect((await searchSessionPeople(permit, { text: "", page: 2 })).parties).toHaveLength(2);
  const found = await searchSessionPeople(permit, { text: "Maxamed", page: 1 });
  expect(found).toMatchObject({ total: 1, pages: 1, counted: { held: 42 } });
  expect(found.parties[0]?.people[0]?.name).toBe("محمد");
});

test("nobody is listed once the forum is cancelled or its people are forgotten", async () => {
  const { forumId, first } = await withTables("unohdettu", { tables: [5, 5] });
  await signUp("unohdettu", party([{ sessions: [first.id] }]));
  const permit = permitted(canSeeSessionPeople, first.subject);
  expect(await searchSessionPeople(permit, everything)).toMatchObject({ total: 1 });
  await db().forum.update({ where: { id: forumId }, data: { status: "cancelled" } });
  expect(await searchSessionPeople(permit, everything)).toMatchObject({ total: 0 });
  await db().forum.update({ where: { id: forumId }, data: { status: "published" } });
  await db().registration.updateMany({ where: { forumId }, data: { anonymisedAt: new Date() } });
  expect(await searchSessionPeople(permit, everything)).toMatchObject({ total: 0 });
});

test("who hosts a session sees it and no other, until the responsibility ends; interpreting is not hosting", async () => {
  const { forumId, first, second } = await withTables("vastuut", { tables: [5, 5] });
  const naming = permitted(canNameResponsible, forumSubject(forumId));
  const host = await person();
  const interpreter = await person(["interpreter"]);
  const named = async (email: string, kind: "hosts" | "interprets") =>
    expect(await giveResponsibility(naming, { email, kind, sessionId: first.id })).toEqual({ ok: true });
  const sees = async ({ actor }: typeof host, { subject }: typeof first) =>
    Permit.ask(canSeeSessionPeople, await actor(), subject) !== null;
  expect(await sees(host, first)).toBe(false);
  await named(host.email, "hosts");
  await named(interpreter.email, "interprets");
  expect([await sees(host, first), await sees(host, second)]).toEqual([true, false]);
  expect(await sees(interpreter, first)).toBe(false);
  expect(Permit.ask(canSeePeople, await host.actor(), first.subject)).toBeNull();

  // The message leads straight to the session's page.
  const [message] = await db().notification.findMany({
    where: { recipient: host.email, template: "staff_responsibility_given" },
  });
  const letter = message && (await composeMessage(message));
  expect(letter?.mail.text).toContain(`/work/sessions/${first.id}`);

  const { id } = await db().responsibility.findFirstOrThrow({ where: { forumId, kind: "hosts" } });
  await endResponsibility(naming, { id });
  expect(await sees(host, first)).toBe(false);
});

test("without the second factor that their role needs, a host sees nobody", async () => {
  const { forumId, first } = await withTables("keskenerainen", { tables: [5, 5] });
  const host = await person(["counsellor"], { secondFactor: false });
  const named = { email: host.email, kind: "hosts", sessionId: first.id } as const;
  expect(await giveResponsibility(permitted(canNameResponsible, forumSubject(forumId)), named)).toEqual({ ok: true });
  expect((await host.actor()).hostedSessionIds).toEqual([first.id]);
  expect(Permit.ask(canSeeSessionPeople, await host.actor(), first.subject)).toBeNull();
});
