import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { system } from "@/features/access/schema";
import { createAccessLink } from "@/features/accounts/commands";
import { canSeeDeliveries } from "@/features/notifications/policy";
import { listDeliveries } from "@/features/notifications/queries";
import { eraseRegistration } from "@/features/privacy/commands";
import { toTicketExport } from "@/features/privacy/queries";
import { cancelRegistration, register } from "@/features/registration/commands";
import { answerForParty, cancelForParty, moveToTable } from "@/features/registration/people/commands";
import { findParty, searchPeople } from "@/features/registration/people/queries";
import { PeopleSearchSchema } from "@/features/registration/people/schema";
import { canActForParty, canSeePeople } from "@/features/registration/policy";
import { findTicket } from "@/features/registration/queries";
import type { RegistrationSchema } from "@/features/registration/schema";
import { db } from "@/platform/db/client";
import { createForum, type TestForum } from "../support/forums";
import { expectAllInOrder } from "../support/invariants";
import { party } from "../support/parties";
import { forumSubject, permitted } from "../support/permits";

const reason = "Pyysivät puhelimessa";

async function newForum(more: Omit<TestForum, "slug"> = {}) {
  const slug = `ketka-${randomUUID()}`;
  const id = await createForum(process.env.DATABASE_URL ?? "", { slug, ...more });
  const subject = forumSubject(id);
  const see = permitted(canSeePeople, subject);
  const act = permitted(canActForParty, subject);
  const signUp = async (registration: RegistrationSchema = party(), names: string[] = []) => {
    const people = registration.people.map((person, n) => ({ ...person, name: names[n] ?? person.name }));
    const result = await register({
      ...{ slug, locale: "so", submission: randomUUID(), acceptWaiting: true },
      registration: { ...registration, people },
    });
    if (!result.ok) throw new Error(result.reason);
    const ticket = await findTicket("so", result.token);
    if (!ticket) throw new Error("no ticket");
    return ticket;
  };
  const found = async (search: Record<string, string> = {}) =>
    (await searchPeople(see, PeopleSearchSchema.parse(search))).parties.map(({ code }) => code);
  const look = async (registrationId: string) => {
    const seen = await findParty(see, "fi", registrationId);
    if (!seen) throw new Error("no party");
    return seen;
  };
  const sessions = (await db().forumSession.findMany({ where: { forumId: id }, orderBy: { capacity: "asc" } })).map(
    (session) => session.id,
  );
  return { id, slug, subject, see, act, signUp, found, look, sessions };
}

test("parties are found by name in any script, by code, by phone, and by facts about their people", async () => {
  const forum = await newForum({ capacity: 3 });
  const hassan = await forum.signUp(party([{ language: "so", interpretation: true }], { phone: "0401234567" }), [
    "Xasan Cali",
  ]);
  const pair = await forum.signUp(party([{ language: "uk" }, { language: "uk", role: "student" }]), ["Олена", "Іван"]);
  const late = await forum.signUp(party([{ language: "so" }]), ["Caasha"]);
  const gone = await forum.signUp(party([{ language: "so" }]), ["Poissa"]);
  await cancelRegistration({ token: gone.token });
  const codes = (...parties: { code: string }[]) => parties.map(({ code }) => code);
  expect(await forum.found()).toEqual(codes(hassan, pair, late));
  expect(await forum.found({ text: "Hassan" })).toEqual(codes(hassan));
  expect(await forum.found({ text: "olena" })).toEqual(codes(pair));
  expect(await forum.found({ text: "040 123 45" })).toEqual(codes(hassan));
  expect(await forum.found({ text: pair.code.toLowerCase() })).toEqual(codes(pair));
  expect(await forum.found({ state: "waiting" })).toEqual(codes(late));
  expect(await forum.found({ state: "cancelled" })).toEqual(codes(gone));
  expect(await forum.found({ language: "uk" })).toEqual(codes(pair));
  expect(await forum.found({ interpreter: "on" })).toEqual(codes(hassan));
  // Both are asked of one person.
  expect(await forum.found({ language: "uk", role: "student" })).toEqual(codes(pair));
  expect(await forum.found({ language: "so", role: "student" })).toEqual([]);
  expect(await forum.found({ state: "unknown", language: "xx", page: "zero" })).toEqual(codes(hassan, pair, late));
});

test("a waiting party shows how many smaller ones that came later have places, and what it needs", async () => {
  const forum = await newForum({ capacity: 4 });
  await forum.signUp(party(2));
  const large = await forum.signUp(party(4));
  expect((await forum.look(large.id)).overtaken).toBeNull();
  await forum.signUp(party(1));
  await forum.signUp(party(1));
  expect(await forum.look(large.id)).toMatchObject({
    status: "waiting",
    waitingPosition: 1,
    overtaken: { parties: 2, needs: 4 },
  });
});

test("an act for a party is in its history with who and why, is told to it, and is logged", async () => {
  const forum = await newForum({ capacity: 2 });
  const holder = "Koordinaattori Kaisa";
  const link = await createAccessLink({
    ...{ kind: "coordinator", holder, forumSlug: forum.slug, days: 1, by: system("test") },
  });
  if (!link.ok) throw new Error(link.reason);
  const permit = permitted(canActForParty, forum.subject, {
    ...{ kind: "link", link: "coordinator", id: link.id, holder, forumId: forum.id, trace: null },
  });
  const first = await forum.signUp(party(2, { email: `eka-${randomUUID()}@example.org` }));
  const second = await forum.signUp(party(1, { email: `toka-${randomUUID()}@example.org` }));
  expect(await cancelForParty(permit, { registrationId: first.id, reason })).toEqual({ ok: true, slug: forum.slug });
  // What is kept about a party it can read and download.
  const cancelled = await findTicket("fi", first.token);
  expect(cancelled && toTicketExport(cancelled).actedFor.map((act) => act.reason)).toEqual([reason]);
  expect((await forum.look(first.id)).history.map(({ kind, by, reason: why }) => [kind, by, why])).toEqual([
    ["registered", null, null],
    ["acted_for", holder, reason],
    ["cancelled", null, null],
  ]);
  const [offer] = (await forum.look(second.id)).offers;
  const accepted = { registrationId: second.id, reason, offerId: offer?.id ?? "", answer: "accept" } as const;
  expect(await answerForParty(permit, accepted)).toEqual({ ok: true, slug: forum.slug });
  expect((await forum.look(second.id)).status).toBe("confirmed");
  const deliveries = (id: string) => listDeliveries(permitted(canSeeDeliveries, forum.subject), id);
  expect((await deliveries(first.id)).map(({ template }) => template)).toEqual([
    "registration_cancelled",
    "registration_confirmed",
  ]);
  expect((await deliveries(second.id)).map(({ template }) => template)).toEqual([
    "registration_confirmed",
    "offer_made",
    "registration_waiting",
  ]);
  const logged = await db().auditEntry.findMany({ where: { subjectId: { in: [first.id, second.id] } } });
  expect(logged.map(({ action, actorId }) => [action, actorId])).toEqual([
    ["acted_for_party", link.id],
    ["acted_for_party", link.id],
  ]);
  expect(JSON.stringify(logged.map(({ changes }) => changes))).not.toContain(reason);
  await expectAllInOrder(forum.id);
});

test("a refused act leaves no trace, and a party of another forum is not found", async () => {
  const forum = await newForum({ capacity: 2 });
  const other = await newForum();
  const first = await forum.signUp();
  expect(await cancelForParty(other.act, { registrationId: first.id, reason })).toEqual({
    ok: false,
    reason: "not_found",
  });
  expect(await findParty(other.see, "fi", first.id)).toBeNull();
  expect(await listDeliveries(permitted(canSeeDeliveries, other.subject), first.id)).toEqual([]);
  const offerId = randomUUID();
  const answer = { registrationId: first.id, reason, offerId, answer: "accept" } as const;
  expect(await answerForParty(forum.act, answer)).toEqual({ ok: false, reason: "not_found" });
  expect((await forum.look(first.id)).history.map(({ kind }) => kind)).toEqual(["registered"]);
  expect(await cancelForParty(forum.act, { registrationId: first.id, reason })).toMatchObject({ ok: true });
  expect(await cancelForParty(forum.act, { registrationId: first.id, reason })).toEqual({
    ok: false,
    reason: "already_cancelled",
  });
});

test("a person moves to another table if there is a place, and nobody loses one", async () => {
  const forum = await newForum({ capacity: 10, tables: [1, 2] });
  const [small = "", large = ""] = forum.sessions;
  const taken = await forum.signUp(party([{ sessions: [small] }]));
  const pair = await forum.signUp(party([{ sessions: [large] }, {}]));
  const move = (registrationId: string, person: number, from: string, to: string) =>
    moveToTable(forum.act, { registrationId, reason, person, from, to });
  expect(await move(pair.id, 0, large, small)).toEqual({ ok: false, reason: "table_full" });
  expect((await forum.look(pair.id)).people[0]?.sessions).toEqual([{ id: large, status: "held" }]);
  expect(await move(pair.id, 1, "", large)).toEqual({ ok: true, slug: forum.slug });
  expect((await forum.look(pair.id)).people[1]?.sessions).toEqual([{ id: large, status: "held" }]);
  expect(await move(taken.id, 0, small, large)).toEqual({ ok: false, reason: "table_full" });
  expect(await move(pair.id, 5, "", small)).toEqual({ ok: false, reason: "person_invalid" });
  expect(await move(pair.id, 0, small, large)).toEqual({ ok: false, reason: "session_invalid" });
  expect(await move(pair.id, 0, large, randomUUID())).toEqual({ ok: false, reason: "session_invalid" });
  await expectAllInOrder(forum.id);
});

test("two simultaneous acts for a party happen once", async () => {
  const forum = await newForum({ capacity: 4 });
  const first = await forum.signUp();
  const results = await Promise.all([1, 2].map(() => cancelForParty(forum.act, { registrationId: first.id, reason })));
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect((await forum.look(first.id)).history.map(({ kind }) => kind)).toEqual([
    "registered",
    "acted_for",
    "cancelled",
  ]);
});

test("reasons and their writers are removed when a party is erased", async () => {
  const forum = await newForum({ capacity: 4, tables: [2] });
  const first = await forum.signUp();
  const [session = ""] = forum.sessions;
  await moveToTable(forum.act, { registrationId: first.id, reason, person: 0, from: "", to: session });
  await eraseRegistration({ token: first.token, by: system("test") });
  const kept = await db().registrationEvent.findMany({ where: { registrationId: first.id } });
  expect(kept.map(({ kind }) => kind)).toContain("acted_for");
  expect(kept.filter((event) => event.reason ?? event.byUserId ?? event.byLinkId)).toEqual([]);
});
