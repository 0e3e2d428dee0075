import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { getCapacity } from "@/features/capacity/queries";
import { setLimits } from "@/features/forum-changes/commands";
import { canLimitForum } from "@/features/forum-changes/policy";
import { cancelRegistration, changeRegistration, register } from "@/features/registration/commands";
import { findTicket } from "@/features/registration/queries";
import type { RegistrationSchema } from "@/features/registration/schema";
import { answerOffer, expireOffers, queueAgain } from "@/features/registration/waiting-list/commands";
import { db } from "@/platform/db/client";
import { createForum, type TestForum } from "../support/forums";
import { party } from "../support/parties";
import { forumSubject, permitted } from "../support/permits";

const HOUR = 3_600_000;
const forum = (slug: string, more: Omit<TestForum, "slug"> = {}) =>
  createForum(process.env.DATABASE_URL ?? "", { slug, ...more });
const later = (hours: number) => new Date(Date.now() + hours * HOUR);

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
const offer = async (token: string) => {
  const [open] = (await ticket(token)).offers;
  if (!open) throw new Error("no offer");
  return open;
};
const answer = async (token: string, what: "accept" | "decline", now?: Date) =>
  answerOffer({ token, offerId: (await offer(token)).id, answer: what }, now);
const events = async (token: string) => {
  const rows = await db().registrationEvent.findMany({
    where: { registrationId: (await ticket(token)).id },
    orderBy: { id: "asc" },
  });
  return rows.map(({ kind }) => kind);
};
const templates = async (address: string) =>
  (await db().notification.findMany({ where: { recipient: address }, orderBy: { createdAt: "asc" } })).map(
    ({ template }) => template,
  );

test("a freed place is kept for the next party that fits until it accepts; every step is recorded and told", async () => {
  await forum("tarjous", { capacity: 2 });
  const first = await signUp("tarjous", party(2));
  const second = await signUp("tarjous", party(2, { email: "toinen@example.org" }));
  const third = await signUp("tarjous", party(1));
  await cancelRegistration({ token: first });
  expect((await ticket(second)).status).toBe("offered");
  expect((await ticket(third)).status).toBe("waiting");
  const { expiresAt } = await offer(second);
  expect(Math.abs(expiresAt.getTime() - later(48).getTime())).toBeLessThan(60_000);
  // Nobody else gets an offered place.
  expect((await ticket(third)).forum.seatsLeft).toBe(0);
  expect(await answer(second, "accept")).toEqual({ ok: true, slug: "tarjous" });
  expect((await ticket(second)).status).toBe("confirmed");
  expect(await events(second)).toEqual(["registered", "offered", "accepted"]);
  expect(await templates("toinen@example.org")).toEqual([
    "registration_waiting",
    "offer_made",
    "registration_confirmed",
  ]);
});

test("declined and expired offers go to the next party, and a party that did not answer can queue again", async () => {
  await forum("eteenpain", { capacity: 1 });
  const [first, second, third, fourth] = [
    await signUp("eteenpain"),
    await signUp("eteenpain"),
    await signUp("eteenpain", party(1, { email: "hidas@example.org" })),
    await signUp("eteenpain"),
  ] as const;
  await cancelRegistration({ token: first });
  const { id } = await offer(second);
  await answer(second, "decline");
  expect((await ticket(second)).status).toBe("cancelled");
  expect(await events(second)).toEqual(["registered", "offered", "declined"]);
  expect(await answerOffer({ token: second, offerId: id, answer: "accept" })).toEqual({
    ok: false,
    reason: "offer_over",
  });
  expect((await ticket(third)).status).toBe("offered");

  await expireOffers(later(47));
  expect((await ticket(third)).status).toBe("offered");
  const missed = await offer(third);
  await expireOffers(later(49));
  expect((await ticket(third)).status).toBe("lapsed");
  expect((await ticket(fourth)).status).toBe("offered");
  expect(await templates("hidas@example.org")).toEqual(["registration_waiting", "offer_made", "offer_expired"]);
  expect(await answerOffer({ token: third, offerId: missed.id, answer: "accept" })).toEqual({
    ok: false,
    reason: "offer_over",
  });

  await queueAgain({ token: third });
  await queueAgain({ token: third });
  expect(await ticket(third)).toMatchObject({ status: "waiting", waitingPosition: 1 });
  await answer(fourth, "decline");
  expect((await ticket(third)).status).toBe("offered");
  expect(await events(third)).toEqual(["registered", "offered", "offer_expired", "queued_again", "offered"]);
});

test("an offer can be answered only in time, once, and by its own party", async () => {
  await forum("oma", { capacity: 1 });
  const [first, second, stranger] = [await signUp("oma"), await signUp("oma"), await signUp("oma")] as const;
  await cancelRegistration({ token: first });
  const { id } = await offer(second);
  expect(await answerOffer({ token: stranger, offerId: id, answer: "accept" })).toEqual({
    ok: false,
    reason: "not_found",
  });
  expect(await answerOffer({ token: second, offerId: id, answer: "accept" }, later(49))).toEqual({
    ok: false,
    reason: "offer_over",
  });
  const results = await Promise.all(
    Array.from({ length: 5 }, () => answerOffer({ token: second, offerId: id, answer: "accept" })),
  );
  expect(results.every(({ ok }) => ok)).toBe(true);
  expect(await events(second)).toEqual(["registered", "offered", "accepted"]);
  expect(await answerOffer({ token: second, offerId: id, answer: "decline" })).toEqual({
    ok: false,
    reason: "offer_over",
  });
});

test("on the last day a freed place is given at once", async () => {
  await forum("tanaan", { capacity: 1, inDays: 0.9, closesInDays: 0.8 });
  const first = await signUp("tanaan");
  const second = await signUp("tanaan", party(1, { email: "heti@example.org" }));
  await cancelRegistration({ token: first });
  expect((await ticket(second)).status).toBe("confirmed");
  expect(await templates("heti@example.org")).toEqual(["registration_waiting", "registration_promoted"]);
});

test("raising any limit offers the new places; lowering one removes nobody", async () => {
  const forumId = await forum("rajat", { capacity: 2, childcare: 1, tables: [1, 5], roles: { expert: 1 } });
  const tables = await db().forumSession.findMany({ where: { forumId }, orderBy: { position: "asc" } });
  const [a = "", b = ""] = tables.map(({ id }) => id);
  const one = await signUp("rajat", party([{ sessions: [a], role: "expert" }], { ages: [3] }));
  const two = await signUp("rajat", party([{ sessions: [a] }], { ages: [4] }));
  const three = await signUp("rajat", party([{ role: "expert", sessions: [b] }]));
  expect((await ticket(two)).people[0]?.sessions).toEqual([{ id: a, status: "waiting" }]);
  expect((await ticket(two)).childcare.status).toBe("waiting");
  expect((await ticket(three)).status).toBe("waiting");

  const limits = { capacity: 3, childcareCapacity: 2, sessions: { [a]: 2, [b]: 5 }, roles: { expert: 1 } };
  await setLimits(permitted(canLimitForum, forumSubject(forumId)), limits);
  expect(await offer(two)).toMatchObject({ seats: false, sessionIds: [a], childcare: true });
  expect((await ticket(three)).status).toBe("waiting");
  await setLimits(permitted(canLimitForum, forumSubject(forumId)), { ...limits, roles: { expert: 2 } });
  expect(await offer(three)).toMatchObject({ seats: true, sessionIds: [b] });

  await setLimits(permitted(canLimitForum, forumSubject(forumId)), {
    capacity: 0,
    childcareCapacity: 0,
    sessions: { [a]: 0, [b]: 0 },
    roles: {},
  });
  expect((await ticket(one)).status).toBe("confirmed");
  expect(await answer(two, "accept")).toMatchObject({ ok: true });
  expect((await getCapacity(forumId)).taken).toMatchObject({ forum: 3, childcare: 2, [`session:${a}`]: 2 });
  expect(
    await setLimits(permitted(canLimitForum, forumSubject(forumId)), { ...limits, childcareCapacity: null }),
  ).toEqual({
    ok: false,
    reason: "childcare_taken",
  });
});

test("declining a table keeps the seat; a party that may be split comes in part and is offered the rest", async () => {
  const forumId = await forum("osissa", { capacity: 3, tables: [1, 1] });
  const [a = ""] = (await db().forumSession.findMany({ where: { forumId }, orderBy: { position: "asc" } })).map(
    ({ id }) => id,
  );
  const table = await signUp("osissa", party([{ sessions: [a] }]));
  const other = await signUp("osissa", party([{ sessions: [a] }]));
  const split = await signUp("osissa", party(2, { maySplit: true }));
  expect((await ticket(split)).people.map(({ seat }) => seat)).toEqual(["held", "waiting"]);
  expect((await ticket(split)).status).toBe("confirmed");

  await changeRegistration({ token: table, revision: 1, locale: "so", registration: party(1) });
  expect(await offer(other)).toMatchObject({ seats: false, sessionIds: [a] });
  await answer(other, "decline");
  expect(await ticket(other)).toMatchObject({
    status: "confirmed",
    people: [{ sessions: [{ id: a, status: "lapsed" }] }],
  });

  await cancelRegistration({ token: table });
  expect(await offer(split)).toMatchObject({ seats: true });
  await answer(split, "accept");
  expect((await ticket(split)).people.map(({ seat }) => seat)).toEqual(["held", "held"]);
});

test("a change that outgrows an offer withdraws it; cancelling while offered passes it on", async () => {
  await forum("kasvaa", { capacity: 1 });
  const [first, second, third] = [await signUp("kasvaa"), await signUp("kasvaa"), await signUp("kasvaa")] as const;
  await cancelRegistration({ token: first });
  const { revision } = await ticket(second);
  await changeRegistration({ token: second, revision, locale: "so", registration: party(2) });
  expect((await ticket(second)).status).toBe("waiting");
  expect((await ticket(third)).status).toBe("offered");
  await cancelRegistration({ token: third });
  expect(await db().offer.findMany({ where: { forum: { slug: "kasvaa" } }, select: { outcome: true } })).toEqual([
    { outcome: "withdrawn" },
    { outcome: "withdrawn" },
  ]);
});

test("two tables at the same time, another forum's table and an unknown one are refused", async () => {
  const forumId = await forum("poydat", { tables: [2, 2] });
  const otherId = await forum("toiset-poydat", { tables: [2] });
  const ids = async (id: string) =>
    (await db().forumSession.findMany({ where: { forumId: id } })).map((table) => table.id);
  const [a = "", b = ""] = await ids(forumId);
  const [foreign = ""] = await ids(otherId);
  for (const sessions of [[a, b], [foreign], [randomUUID()]]) {
    const registration = party([{ sessions }]);
    const result = await register({
      slug: "poydat",
      locale: "so",
      submission: randomUUID(),
      acceptWaiting: true,
      registration,
    });
    expect(result).toEqual({ ok: false, reason: "session_invalid" });
  }
});

test("declining the seats withdraws everything offered with them, so that nothing of it expires later", async () => {
  const forumId = await forum("kaksi-tarjousta", { capacity: 1, childcare: 1 });
  const first = await signUp("kaksi-tarjousta", party(1, { ages: [2] }));
  const second = await signUp("kaksi-tarjousta", party(1, { ages: [3] }));
  const limits = { capacity: 2, childcareCapacity: 1, sessions: {}, roles: {} };
  await setLimits(permitted(canLimitForum, forumSubject(forumId)), limits);
  expect(await offer(second)).toMatchObject({ seats: true, childcare: false });
  await setLimits(permitted(canLimitForum, forumSubject(forumId)), { ...limits, childcareCapacity: 2 });
  const { offers } = await ticket(second);
  expect(offers.map(({ seats, childcare }) => [seats, childcare])).toEqual([
    [true, false],
    [false, true],
  ]);
  await answerOffer({ token: second, offerId: offers[0]?.id ?? "", answer: "decline" });
  await expireOffers(later(49));
  expect((await ticket(second)).status).toBe("cancelled");
  expect((await ticket(first)).status).toBe("confirmed");
});

test("nobody gives up their table for a full one without being asked", async () => {
  const forumId = await forum("poytavaihto", { tables: [1, 2] });
  const [full = "", roomy = ""] = (
    await db().forumSession.findMany({ where: { forumId }, orderBy: { position: "asc" } })
  ).map(({ id }) => id);
  await signUp("poytavaihto", party([{ sessions: [full] }]));
  const token = await signUp("poytavaihto", party([{ sessions: [roomy] }]));
  const switchTo = async (session: string, acceptWaiting: boolean) =>
    changeRegistration({
      token,
      revision: (await findTicket("so", token))?.revision ?? 0,
      locale: "so",
      registration: party([{ sessions: [session] }]),
      acceptWaiting,
    });
  expect(await switchTo(full, false)).toEqual({ ok: false, reason: "table_full" });
  expect((await findTicket("so", token))?.people[0]?.sessions).toEqual([{ id: roomy, status: "held" }]);
  expect(await switchTo(full, true)).toMatchObject({ ok: true });
  expect((await findTicket("so", token))?.people[0]?.sessions).toEqual([{ id: full, status: "waiting" }]);
  expect(await switchTo(roomy, false)).toMatchObject({ ok: true });
});
