import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { setLimits } from "@/features/forum-changes/commands";
import { canLimitForum } from "@/features/forum-changes/policy";
import { canCountNeeds } from "@/features/privacy/policy";
import { countNeeds } from "@/features/privacy/queries";
import { cancelRegistration, changeRegistration, register } from "@/features/registration/commands";
import { formContext } from "@/features/registration/components/form/form-context";
import { findTicket } from "@/features/registration/queries";
import type { RegistrationSchema } from "@/features/registration/schema";
import { answerOffer, expireOffers, queueAgain } from "@/features/registration/waiting-list/commands";
import { db } from "@/platform/db/client";
import { createForum, type TestForum } from "../support/forums";
import { party } from "../support/parties";
import { forumSubject, permitted } from "../support/permits";
import { seededRandom } from "../support/random";

const HOUR = 3_600_000;
const later = (hours: number) => new Date(Date.now() + hours * HOUR);
const forum = (slug: string, more: Omit<TestForum, "slug"> = {}) =>
  createForum(process.env.DATABASE_URL ?? "", { slug, ...more });

async function signUp(slug: string, registration: RegistrationSchema = party()) {
  const result = await register({ slug, locale: "so", submission: randomUUID(), acceptWaiting: true, registration });
  if (!result.ok) throw new Error(result.reason);
  return result.token;
}
const ticket = async (token: string) => {
  const found = await findTicket("so", token);
  if (!found) throw new Error("no ticket");
  return found;
};
const save = async (token: string, registration: RegistrationSchema) =>
  changeRegistration({ token, revision: (await ticket(token)).revision, locale: "so", registration });
const answer = async (token: string, what: "accept" | "decline", which = 0) =>
  answerOffer({ token, offerId: (await ticket(token)).offers[which]?.id ?? randomUUID(), answer: what });
const seats = async (token: string) => (await ticket(token)).people.map(({ seat }) => seat);
const tablesOf = async (forumId: string) =>
  (await db().forumSession.findMany({ where: { forumId }, orderBy: { position: "asc" } })).map(({ id }) => id);
/** Everything a party has, claim by claim, with turns and offers. */
const standing = async (token: string) => {
  const claims = await db().claim.findMany({
    where: { registrationId: (await ticket(token)).id },
    select: { kind: true, sessionId: true, position: true, status: true, turn: true, needs: true, offerId: true },
  });
  return claims.map((claim) => JSON.stringify(claim)).sort();
};

test("a family in which one person waits for a role's place can save its phone number, in any order of people", async () => {
  for (const roles of [
    ["parent", "student"],
    ["student", "parent"],
  ]) {
    const slug = `rooli-${roles[0]}`;
    await forum(slug, { roles: { parent: 1 } });
    await signUp(slug);
    const people = roles.map((role) => ({ role }));
    const token = await signUp(slug, party(people, { maySplit: true }));
    const before = await standing(token);
    expect((await seats(token)).sort()).toEqual(["held", "waiting"]);
    const changed = party(people, { maySplit: true, phone: "040 123 4567" });
    expect(await save(token, changed)).toEqual({ ok: true, slug });
    expect(await standing(token)).toEqual(before);
    expect((await ticket(token)).phone).toBe("+358401234567");
  }
});

/** A family of two at one table: the first missed an offer and the second accepted one. */
async function halfSeated(slug: string) {
  const forumId = await forum(slug, { capacity: 2, tables: [1, 5] });
  const [table = ""] = await tablesOf(forumId);
  const strangers = [await signUp(slug), await signUp(slug)] as const;
  const people = [{ sessions: [table] }, { sessions: [table] }];
  const token = await signUp(slug, party(people, { maySplit: true }));
  await cancelRegistration({ token: strangers[0] });
  await expireOffers(later(49));
  // The seat that the first did not take is offered to the second.
  expect(await seats(token)).toEqual(["lapsed", "offered"]);
  await answer(token, "accept");
  expect((await ticket(token)).people.map(({ seat, sessions }) => [seat, sessions[0]?.status])).toEqual([
    ["lapsed", "lapsed"],
    ["held", "held"],
  ]);
  return { forumId, token, people, table };
}

test("a family that missed one offer and took another can save and shrink, and keeps the seat and the table", async () => {
  const { token, people } = await halfSeated("ohi");
  const before = await standing(token);
  expect(await save(token, party(people, { maySplit: true, phone: "040 123 4567" }))).toMatchObject({ ok: true });
  expect(await standing(token)).toEqual(before);
  // The first leaves: the one who stays had the seat and the table.
  const { people: both } = party(people, { maySplit: true });
  const left = { ...party(people.slice(1), { maySplit: true }), people: both.slice(1) };
  expect(await save(token, left)).toMatchObject({ ok: true });
  expect((await ticket(token)).people).toMatchObject([{ name: "Hlö 2", seat: "held", sessions: [{ status: "held" }] }]);
});

test("a new turn does not take the seat and the table from the family member who has them", async () => {
  const { token, people } = await halfSeated("uudelleen");
  await queueAgain({ token });
  const before = await standing(token);
  expect(await seats(token)).toEqual(["waiting", "held"]);
  expect(await save(token, party(people, { maySplit: true, phone: "040 123 4567" }))).toMatchObject({ ok: true });
  expect(await standing(token)).toEqual(before);
  expect((await ticket(token)).people.map(({ sessions }) => sessions[0]?.status)).toEqual(["waiting", "held"]);
});

test("a parent who asks for their child's full table waits for it, and the child keeps its place there", async () => {
  const forumId = await forum("sama-poyta", { tables: [1] });
  const [table = ""] = await tablesOf(forumId);
  const student = { role: "student", sessions: [table] };
  const token = await signUp("sama-poyta", party([{}, student], { maySplit: true }));
  expect(await save(token, party([{ sessions: [table] }, student], { maySplit: true }))).toMatchObject({ ok: true });
  expect((await ticket(token)).people.map(({ sessions }) => sessions)).toEqual([
    [{ id: table, status: "waiting" }],
    [{ id: table, status: "held" }],
  ]);
});

test("a child below 13 has a seat only with an adult of its party, however the family is split", async () => {
  const forumId = await forum("lapsi", { roles: { parent: 1 }, serves: true });
  const adult = await signUp("lapsi");
  const consents = { diet_health: true };
  const people = [
    { role: "student", age: "under_13", interpretation: true, needs: { diet: ["halal" as const] } },
    { role: "parent", interpretation: true },
  ];
  const token = await signUp("lapsi", party(people, { maySplit: true, consents }));
  // The child's role has room and its parent's has none, so they wait together.
  expect(await ticket(token)).toMatchObject({ status: "waiting" });
  expect(await seats(token)).toEqual(["waiting", "waiting"]);
  await cancelRegistration({ token: adult });
  expect(await seats(token)).toEqual(["offered", "offered"]);
  await answer(token, "accept");
  expect(await seats(token)).toEqual(["held", "held"]);
  await expectAllSeatedWithAdults(forumId);
});

async function expectAllSeatedWithAdults(forumId: string) {
  const parties = await db().registration.findMany({
    where: { forumId },
    select: { tokenHash: true, id: true, participants: true, claims: true },
  });
  const { findTicketById } = await import("@/features/registration/queries");
  for (const { id } of parties) {
    const shown = await findTicketById("so", id);
    const held = shown?.people.filter(({ seat }) => seat === "held") ?? [];
    if (held.some(({ age }) => age === "under_13"))
      expect(
        held.some(({ age }) => age === "adult"),
        `${shown?.code}: a child alone`,
      ).toBe(true);
  }
}

test("declining one of two open offers leaves the other; each names its people", async () => {
  const forumId = await forum("kaksi", { capacity: 2 });
  const strangers = [await signUp("kaksi"), await signUp("kaksi")] as const;
  const token = await signUp("kaksi", party(2, { maySplit: true }));
  await cancelRegistration({ token: strangers[0] });
  await cancelRegistration({ token: strangers[1] });
  const { offers } = await ticket(token);
  expect(offers.map(({ seatsFor, endsAll }) => [seatsFor, endsAll])).toEqual([
    [["Hlö 1"], false],
    [["Hlö 2"], false],
  ]);
  expect(await answer(token, "decline")).toMatchObject({ ok: true });
  expect(await ticket(token)).toMatchObject({ status: "offered", offers: [{ id: offers[1]?.id, endsAll: true }] });
  expect(await seats(token)).toEqual(["lapsed", "offered"]);
  await answer(token, "accept");
  expect(await ticket(token)).toMatchObject({ status: "confirmed", people: [{ seat: "lapsed" }, { seat: "held" }] });
  expect((await db().registration.findMany({ where: { forumId, status: "cancelled" } })).length).toBe(2);
});

test("caterers see only the needs of people who have a seat", async () => {
  const forumId = await forum("ruoka", { capacity: 2, serves: true });
  const people = ["vegan", "halal", "vegan", "vegan"].map((diet) => ({ needs: { diet: [diet as "vegan" | "halal"] } }));
  await signUp("ruoka", party(people, { maySplit: true, consents: { diet_health: true } }));
  expect(await countNeeds(permitted(canCountNeeds, forumSubject(forumId)))).toMatchObject({
    people: 2,
    needs: [
      { need: "halal", people: 1 },
      { need: "vegan", people: 1 },
    ],
  });
});

test("a family that is waiting for childcare keeps its request after staff remove the childcare, until it gives it up", async () => {
  const forumId = await forum("hoitoa", { childcare: 0 });
  const family = party(1, { ages: [2, 5] });
  const token = await signUp("hoitoa", family);
  const limits = { capacity: null, sessions: {}, roles: {} };
  const offer = (childcareCapacity: number | null) =>
    setLimits(permitted(canLimitForum, forumSubject(forumId)), { ...limits, childcareCapacity });
  expect(await offer(null)).toMatchObject({ ok: true });

  const { revision, forum: shown, childcare } = await ticket(token);
  expect(childcare).toEqual({ status: "waiting", ages: [2, 5] });
  expect(formContext("so", shown, "change", { sessions: [], children: childcare.ages }).asksChildcare).toBe(true);
  expect(formContext("so", shown, "register").asksChildcare).toBe(false);
  const before = await standing(token);
  expect(await save(token, family)).toMatchObject({ ok: true });
  expect(await ticket(token)).toMatchObject({ revision, childcare });
  expect(await standing(token)).toEqual(before);
  // A new phone number does not lose it either.
  expect(await save(token, { ...family, phone: "+358401234567" })).toMatchObject({ ok: true });
  expect(await standing(token)).toEqual(before);

  await offer(2);
  expect((await ticket(token)).childcare).toEqual({ status: "offered", ages: [2, 5] });
  expect(await save(token, { ...family, childAges: [] })).toMatchObject({ ok: true });
  await offer(null);
  // Parties that did not ask while there was childcare cannot ask now.
  expect(await save(token, family)).toMatchObject({ ok: true });
  expect((await ticket(token)).childcare).toEqual({ status: "none", ages: [] });
});

test("childcare beside a seat that is only offered goes back to the queue if nobody answers for the seat", async () => {
  const forumId = await forum("hoito-jonoon", { capacity: 0, childcare: 0 });
  const token = await signUp("hoito-jonoon", party(2, { maySplit: true, ages: [4] }));
  const other = await signUp("hoito-jonoon", party(1, { ages: [6] }));
  const raise = (capacity: number, childcareCapacity: number) =>
    setLimits(permitted(canLimitForum, forumSubject(forumId)), {
      capacity,
      childcareCapacity,
      sessions: {},
      roles: {},
    });
  await raise(1, 0);
  await raise(1, 1);
  expect(await seats(token)).toEqual(["offered", "waiting"]);
  const care = (await ticket(token)).offers.findIndex(({ childcare }) => childcare);
  expect(await answer(token, "accept", care)).toMatchObject({ ok: true });
  expect((await ticket(token)).childcare.status).toBe("held");

  await expireOffers(later(49));
  // The second adult's turn comes at that moment, and childcare with it, before those who came later.
  expect(await seats(token)).toEqual(["lapsed", "offered"]);
  expect((await ticket(token)).childcare.status).toBe("offered");
  expect((await ticket(other)).childcare.status).toBe("waiting");
});

test("in random histories of families, saving an unchanged form never changes anything", async () => {
  const seed = Number(process.env.SEED ?? 2027);
  for (let round = 0; round < Number(process.env.ROUNDS ?? 2); round++) {
    const random = seededRandom(seed + round);
    const slug = `elamaa-${round}`;
    const limits = { capacity: 6 + random(4), childcare: 2, tables: [2, 2], roles: { parent: 4 } };
    const forumId = await forum(slug, limits);
    const tables = await tablesOf(forumId);
    const families = new Map<string, RegistrationSchema>();
    const somebody = () => ({
      role: ["parent", "student"][random(2)] ?? "parent",
      age: ["adult", "adult", "from_13_to_17", "under_13"][random(4)] ?? "adult",
      sessions: random(2) === 0 ? [] : [tables[random(2)] ?? ""],
    });
    const household = (): RegistrationSchema => {
      const people = [{ ...somebody(), age: "adult" }, ...Array.from({ length: random(3) }, somebody)];
      const ages = Array.from({ length: random(2) }, () => 3);
      return party(people, { maySplit: random(4) > 0, ages, email: `perhe${randomUUID()}@example.org` });
    };
    for (let step = 0; step < 25; step++) {
      const tokens = [...families.keys()];
      const token = tokens[random(tokens.length)];
      const family = token && families.get(token);
      const permission = random(10);
      if (!token || !family || permission < 3) {
        const next = household();
        families.set(await signUp(slug, next), next);
      } else if (permission === 3) {
        await cancelRegistration({ token });
        families.delete(token);
      } else if (permission < 6) {
        await answer(token, permission === 4 ? "accept" : "decline", random(2));
        if ((await ticket(token)).status === "cancelled") families.delete(token);
      } else if (permission === 6) await expireOffers(later(49));
      else if (permission === 7) await queueAgain({ token });
      else if (permission === 8) {
        const next = { ...family, people: family.people.slice(0, -1) };
        if (next.people.length > 0 && (await save(token, next)).ok) families.set(token, next);
      } else
        await setLimits(permitted(canLimitForum, forumSubject(forumId)), {
          capacity: limits.capacity + random(3),
          childcareCapacity: 2 + random(2),
          sessions: Object.fromEntries(tables.map((id) => [id, 2 + random(2)])),
          roles: { parent: 4 + random(2) },
        });

      for (const [each, same] of families) {
        if (random(3) > 0) continue;
        const before = await standing(each);
        expect(await save(each, same), `${slug}, step ${step}`).toMatchObject({ ok: true });
        expect(await standing(each), `${slug}, step ${step}`).toEqual(before);
      }
    }
    await expectAllSeatedWithAdults(forumId);
  }
});
