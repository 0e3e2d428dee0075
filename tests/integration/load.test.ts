import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { allocate, type Claim, takenBy } from "@/features/capacity/rules";
import { setLimits } from "@/features/forum-changes/commands";
import { canLimitForum } from "@/features/forum-changes/policy";
import { cancelRegistration, changeRegistration, register } from "@/features/registration/commands";
import { findTicket } from "@/features/registration/queries";
import { answerOffer, expireOffers } from "@/features/registration/waiting-list/commands";
import { db } from "@/platform/db/client";
import { createForum } from "../support/forums";
import { expectAllInOrder } from "../support/invariants";
import { party } from "../support/parties";
import { forumSubject, permitted } from "../support/permits";
import { pressUntilAnswered } from "../support/press";
import { atOnce, seededRandom } from "../support/random";

process.env.DATABASE_CONNECTIONS = "50";
const CONNECTIONS = 50;
const PARTIES = 500;

/** A random, realistic family: every third chooses a table, every fifth may be split. */
function family(n: number, random: (below: number) => number, tables: readonly string[]) {
  const people = Array.from({ length: 1 + random(5) }, () => ({
    role: ["parent", "parent", "student", "expert"][random(4)] ?? "parent",
    sessions: random(3) === 0 ? [] : [tables[random(tables.length)] ?? ""],
    interpretation: random(4) === 0,
    language: ["so", "ar", "ckb", "fa-AF"][random(4)] ?? "so",
  }));
  const ages = random(3) === 0 ? Array.from({ length: 1 + random(2) }, () => random(12)) : [];
  return party(people, { email: `perhe${n}@example.org`, ages, maySplit: random(5) === 0 });
}

test("500 parties from 50 connections against every limit at once, then changes and cancellations, leave all in order", async () => {
  const random = seededRandom(Number(process.env.SEED ?? 2026));
  const limits = { capacity: 700, childcare: 60, tables: [150, 200, 120], roles: { expert: 90 } };
  const forumId = await createForum(process.env.DATABASE_URL ?? "", { slug: "paljon", ...limits });
  const sessions = await db().forumSession.findMany({ where: { forumId }, orderBy: { position: "asc" } });
  const tables = sessions.map(({ id }) => id);
  const families = Array.from({ length: PARTIES }, (_, n) => family(n, random, tables));
  const tokens: string[] = [];
  await atOnce(CONNECTIONS, families, async (registration) => {
    const form = { slug: "paljon", locale: "so", submission: randomUUID(), acceptWaiting: true, registration } as const;
    const result = await pressUntilAnswered(() => register(form));
    if (!result.ok) throw new Error(result.reason);
    tokens.push(result.token);
  });
  await expectAllInOrder(forumId);

  // Served one after another by the rules alone, in the order of their turns, the same families hold the same places.
  const stored = (await db().claim.findMany({ where: { forumId }, orderBy: { turn: "asc" } })) as unknown as Claim[];
  const arrivals = await db().registration.findMany({
    where: { forumId },
    orderBy: { arrival: "asc" },
    select: { id: true },
  });
  const replayed: Claim[] = [];
  const pools = {
    forum: limits.capacity,
    childcare: limits.childcare,
    "role:expert": limits.roles.expert,
    ...Object.fromEntries(tables.map((id, n) => [`session:${id}`, limits.tables[n]])),
  };
  for (const { id } of arrivals) {
    const own = stored
      .filter((claim) => claim.registrationId === id)
      .map((claim) => ({ ...claim, status: "waiting" as const }));
    const served = allocate(pools, takenBy(replayed), own);
    replayed.push(...own.map((claim) => (served.includes(claim) ? { ...claim, status: "held" as const } : claim)));
  }
  const held = (claims: Claim[]) =>
    claims
      .filter(({ status }) => status === "held")
      .map((claim) => claim.id)
      .sort();
  expect(held(stored)).toEqual(held(replayed));

  const goings = tokens.filter(() => random(3) === 0);
  await atOnce(CONNECTIONS, goings, async (token) => {
    const ticket = await pressUntilAnswered(() => findTicket("so", token));
    if (!ticket) throw new Error("no ticket");
    const what = random(4);
    const changed = { ...family(0, random, tables), email: ticket.email };
    const offerId = ticket.offers[0]?.id;
    const answer = random(2) === 0 ? "accept" : "decline";
    await pressUntilAnswered<unknown>(() => {
      if (what === 0)
        return changeRegistration({ token, locale: "so", revision: ticket.revision, registration: changed });
      return what === 1 && offerId ? answerOffer({ token, offerId, answer }) : cancelRegistration({ token });
    });
  });
  await expectAllInOrder(forumId);

  await expireOffers(new Date(Date.now() + 49 * 3_600_000));
  await expectAllInOrder(forumId);
  await setLimits(permitted(canLimitForum, forumSubject(forumId)), {
    capacity: 900,
    childcareCapacity: 90,
    sessions: Object.fromEntries(tables.map((id) => [id, 300])),
    roles: { expert: 200 },
  });
  await expectAllInOrder(forumId);
  expect(await db().registration.count({ where: { forumId } })).toBe(PARTIES);
});
