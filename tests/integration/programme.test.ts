import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import { getCapacity } from "@/features/capacity/queries";
import type { Pool } from "@/features/capacity/rules";
import { findTextOf } from "@/features/content/queries";
import { leaveOutSession, setLimits } from "@/features/forum-changes/commands";
import { canArrangeProgramme, canChangeForum, canLimitForum } from "@/features/forum-changes/policy";
import { addSession, changeSession } from "@/features/forum-changes/programme/commands";
import { previewSession } from "@/features/forum-changes/programme/queries";
import { findForumById } from "@/features/forums/queries";
import { cancelRegistration, type RegisterCommand, register } from "@/features/registration/commands";
import { findTicket } from "@/features/registration/queries";
import { answerOffer } from "@/features/registration/waiting-list/commands";
import { db } from "@/platform/db/client";
import { createAccount } from "../support/accounts";
import { createForum } from "../support/forums";
import { expectAllInOrder } from "../support/invariants";
import { composeMessage } from "../support/letters";
import { party } from "../support/parties";
import { forumSubject, permitted } from "../support/permits";
import { pressUntilAnswered } from "../support/press";
import { atOnce, seededRandom } from "../support/random";

process.env.DATABASE_CONNECTIONS = "30";
const url = process.env.DATABASE_URL ?? "";
const HOUR = 3_600_000;

const arranges = (forumId: string) => permitted(canArrangeProgramme, forumSubject(forumId));
const changes = (forumId: string) => permitted(canChangeForum, forumSubject(forumId));

/** A forum with tables in its second hour, and the tables. */
async function forumWith(slug: string, tables: (number | null)[], status: "draft" | "published" = "published") {
  const forumId = await createForum(url, { slug, capacity: 200, tables, status });
  const forum = await db().forum.findUniqueOrThrow({ where: { id: forumId } });
  const sessions = await db().forumSession.findMany({ where: { forumId }, orderBy: { position: "asc" } });
  return { forumId, startsAt: forum.startsAt, endsAt: forum.endsAt, sessions };
}

const words = { language: "fi", title: "Lukion pöytä", description: "" };
const plain = { room: null, track: null, capacity: null, languages: [] } as const;

async function comes(slug: string, sessions: string[], email = `${randomUUID()}@example.org`): Promise<string> {
  const command: RegisterCommand = {
    ...{ slug, locale: "fi", submission: randomUUID(), acceptWaiting: true },
    registration: party([{ role: "parent", sessions }], { email, messageLocale: "fi" }),
  };
  const result = await register(command);
  if (!result.ok) throw new Error(result.reason);
  return result.token;
}

const chosen = async (token: string) =>
  (await findTicket("fi", token))?.people.flatMap(({ sessions }) => sessions.map(({ id }) => id));

const told = (forumId: string, template: string) => db().notification.findMany({ where: { forumId, template } });

afterAll(async () => {
  await db().$disconnect();
});

describe("adding a session", () => {
  test("gives it an original text and the last place, and it can be chosen at once beside parallel ones", async () => {
    const { forumId, sessions } = await forumWith("lisays", [null]);
    const [first] = sessions;
    if (!first) throw new Error("no table");
    const slot = { startsAt: first.startsAt, endsAt: first.endsAt };
    const added = await addSession(arranges(forumId), {
      ...{ ...plain, ...slot, ...words, room: "Luokka 2", track: "vocational", capacity: 1, languages: ["so"] },
    });
    if (!added.ok) throw new Error(added.reason);
    const view = (await findForumById("sv", forumId))?.sessions.find(({ id }) => id === added.sessionId);
    expect(view).toMatchObject({ room: "Luokka 2", track: "vocational", capacity: 1, languages: ["so"], seatsLeft: 1 });
    expect(view?.text).toMatchObject({ title: "Lukion pöytä", locale: "fi" });
    expect(await findTextOf({ kind: "session", id: added.sessionId })).toMatchObject({ sourceLanguage: "fi" });
    const token = await comes("lisays", [added.sessionId]);
    expect(await chosen(token)).toEqual([added.sessionId]);
    await expectAllInOrder(forumId);
    const log = await db().auditEntry.findMany({ where: { subjectId: forumId } });
    expect(log.map(({ action }) => action)).toEqual(["session_added"]);
  });

  test("outside the hours is refused in a published forum and accepted in a draft", async () => {
    const published = await forumWith("ulkona", []);
    const late = { startsAt: published.endsAt, endsAt: new Date(published.endsAt.getTime() + HOUR) };
    const refused = await addSession(arranges(published.forumId), { ...plain, ...late, ...words });
    expect(refused).toEqual({ ok: false, reason: "session_outside" });
    const draft = await forumWith("ulkona-luonnos", [], "draft");
    expect(await addSession(arranges(draft.forumId), { ...plain, ...late, ...words })).toMatchObject({ ok: true });
    const again = { ...late, endsAt: late.startsAt };
    expect(await addSession(arranges(draft.forumId), { ...plain, ...again, ...words })).toEqual({
      ok: false,
      reason: "session_ends_first",
    });
  });

  test("leaving out a draft's session leaves no trace for readers", async () => {
    const { forumId, sessions } = await forumWith("luonnoksen-osa", [5, 5], "draft");
    expect(await leaveOutSession(changes(forumId), { sessionId: sessions[0]?.id ?? "" })).toMatchObject({ ok: true });
    expect(await db().forumSession.count({ where: { forumId } })).toBe(1);
    expect(await db().forumChange.count({ where: { forumId } })).toBe(0);
    expect(await db().notification.count({ where: { forumId } })).toBe(0);
  });
});

describe("changing a chosen session", () => {
  test("keeps places at a new time and tells the parties and people who look after it, and nobody else", async () => {
    const { forumId, startsAt, sessions } = await forumWith("siirto", [5, 5]);
    const [a, b] = sessions;
    if (!a || !b) throw new Error("no tables");
    const host = await createAccount(url, { email: "vetaja-siirto@example.org", roles: ["counsellor"] });
    await db().responsibility.create({ data: { userId: host.userId, forumId, sessionId: a.id, kind: "hosts" } });
    const [mine, theirs] = [await comes("siirto", [a.id]), await comes("siirto", [b.id])];
    const slot = { startsAt, endsAt: new Date(startsAt.getTime() + HOUR / 4) };
    const to = { ...plain, ...slot, capacity: 5 };
    expect(await previewSession(arranges(forumId), a.id, to)).toEqual({ choosers: 1, clashing: 0, waiting: 0 });
    expect(await changeSession(arranges(forumId), { sessionId: a.id, ...to })).toMatchObject({ ok: true });
    expect([await chosen(mine), await chosen(theirs)]).toEqual([[a.id], [b.id]]);
    const messages = await told(forumId, "session_moved");
    expect(messages).toHaveLength(1);
    const [message] = messages;
    if (!message) throw new Error("nobody was told");
    expect((await composeMessage(message))?.mail.text).toContain("Valitsemasi ohjelman osan aika on muuttunut");
    const [toHost] = await told(forumId, "staff_session_moved");
    expect(toHost?.recipient).toBe("vetaja-siirto@example.org");
    expect(toHost && (await composeMessage(toHost))?.mail.subject).toContain(
      "Uusi aika ohjelman osalle, josta vastaat",
    );
    await expectAllInOrder(forumId);
    // The same form sent again changes nothing and tells nobody.
    expect(await changeSession(arranges(forumId), { sessionId: a.id, ...to })).toMatchObject({ ok: true });
    expect(await told(forumId, "session_moved")).toHaveLength(1);
  });

  test("gives up its place if it clashes with another choice, which is kept, and offers the place", async () => {
    const { forumId, startsAt, sessions } = await forumWith("tormays", [1, 5]);
    const [full, other] = sessions;
    if (!full || !other) throw new Error("no tables");
    const early = { startsAt, endsAt: new Date(startsAt.getTime() + HOUR / 4) };
    const beside = { startsAt: other.startsAt, endsAt: other.endsAt };
    await changeSession(arranges(forumId), { sessionId: full.id, ...plain, ...early, capacity: 1 });
    const both = await comes("tormays", [full.id, other.id]);
    const waits = await comes("tormays", [full.id]);
    const to = { ...plain, ...beside, capacity: 1 };
    expect(await previewSession(arranges(forumId), full.id, to)).toEqual({ choosers: 2, clashing: 1, waiting: 0 });
    expect(await changeSession(arranges(forumId), { sessionId: full.id, ...to })).toMatchObject({ ok: true });
    expect(await chosen(both)).toEqual([other.id]);
    const clashes = await told(forumId, "session_clashes");
    expect(clashes).toHaveLength(1);
    const letter = clashes[0] && (await composeMessage(clashes[0]));
    expect(letter?.mail.text).toContain("poistettiin valinnoistasi");
    expect((await findTicket("fi", waits))?.offers).toHaveLength(1);
    await expectAllInOrder(forumId);
  });

  test("offers places when the limit rises, removes nobody when it falls, and asks when it is removed", async () => {
    const { forumId, sessions } = await forumWith("rajat", [1, 5]);
    const [table] = sessions;
    if (!table) throw new Error("no table");
    const tokens = [
      await comes("rajat", [table.id]),
      await comes("rajat", [table.id]),
      await comes("rajat", [table.id]),
    ];
    const slot = { ...plain, startsAt: table.startsAt, endsAt: table.endsAt };
    expect(await previewSession(arranges(forumId), table.id, slot)).toMatchObject({ choosers: 0, waiting: 2 });
    await changeSession(arranges(forumId), { sessionId: table.id, ...slot, capacity: 2 });
    const offers = await Promise.all(tokens.map(async (token) => (await findTicket("fi", token))?.offers.length));
    expect(offers).toEqual([0, 1, 0]);
    await expectAllInOrder(forumId);
    await changeSession(arranges(forumId), { sessionId: table.id, ...slot, capacity: 0 });
    expect(await chosen(tokens[0] ?? "")).toEqual([table.id]);
    expect(await told(forumId, "session_moved")).toEqual([]);
  });

  test("treats another forum's session as missing", async () => {
    const own = await forumWith("oma-ohjelma", [5]);
    const foreign = await forumWith("vieras-ohjelma", [5]);
    const [session] = foreign.sessions;
    if (!session) throw new Error("no table");
    const to = { ...plain, startsAt: own.startsAt, endsAt: own.endsAt };
    expect(await previewSession(arranges(own.forumId), session.id, to)).toBeNull();
    const result = await changeSession(arranges(own.forumId), { sessionId: session.id, ...to });
    expect(result).toEqual({ ok: false, reason: "not_found" });
  });
});

test("all stays in order while an editor changes the programme and families come and go", async () => {
  const random = seededRandom(Number(process.env.SEED ?? 14));
  const { forumId, startsAt, endsAt } = await forumWith("muokkaus", [20, 20, 10, null]);
  const half = (n: number) => new Date(startsAt.getTime() + n * (HOUR / 2));
  const permit = arranges(forumId);
  const tokens: string[] = [];
  const sessionIds = async () =>
    (await db().forumSession.findMany({ where: { forumId }, orderBy: { position: "asc" } })).map(({ id }) => id);
  const edit = async () => {
    const ids = await sessionIds();
    const sessionId = ids[random(ids.length)];
    const from = random(4);
    // Limits only rise here: lowering one removes nobody, so more people could be in than it allows.
    const slot = { startsAt: half(from), endsAt: from === 3 ? endsAt : half(from + 1) };
    const what = random(9);
    if (!sessionId || what < 3) await addSession(permit, { ...plain, ...slot, ...words, capacity: 5 });
    else if (what < 5 && ids.length > 2) await leaveOutSession(changes(forumId), { sessionId });
    else {
      const row = await db().forumSession.findUnique({ where: { id: sessionId } });
      const capacity = row?.capacity == null ? null : row.capacity + random(5);
      await changeSession(permit, { sessionId, ...plain, ...slot, capacity });
    }
  };
  const come = async (n: number) => {
    const ids = await sessionIds();
    const sessions = random(4) === 0 ? [] : [ids[random(ids.length)] ?? ""].filter(Boolean);
    const people = Array.from({ length: 1 + random(3) }, () => ({ role: "parent", sessions }));
    const registration = party(people, { email: `muokkaus${n}@example.org`, maySplit: random(4) === 0 });
    const result = await register({
      ...{ slug: "muokkaus", locale: "fi", submission: randomUUID(), acceptWaiting: true },
      registration,
    });
    // A session that was left out or moved meanwhile is refused, and the family chooses again.
    if (result.ok) tokens.push(result.token);
  };
  const answer = async () => {
    const ticket = tokens.length > 0 ? await findTicket("fi", tokens[random(tokens.length)] ?? "") : null;
    const offerId = ticket?.offers[0]?.id;
    if (ticket && offerId)
      await answerOffer({ token: ticket.token, offerId, answer: random(2) ? "accept" : "decline" });
  };
  await atOnce(20, Array.from({ length: 160 }), async (_, n = random(1_000_000)) => {
    const what = random(8);
    await pressUntilAnswered<unknown>(() => (what < 2 ? edit() : what < 7 ? come(Number(n)) : answer()));
  });
  expect(tokens.length).toBeGreaterThan(20);
  await expectAllInOrder(forumId);
  // Lowered and raised again, as a hesitant editor would: places taken meanwhile stay taken.
  const before = await db().claim.count({ where: { forumId, status: "held" } });
  const limit = (capacity: number | null) =>
    setLimits(permitted(canLimitForum, forumSubject(forumId)), {
      capacity,
      childcareCapacity: 5,
      sessions: {},
      roles: {},
    });
  await limit(1);
  expect(await db().claim.count({ where: { forumId, status: "held" } })).toBe(before);
  await limit(400);
  await expectAllInOrder(forumId);
});

test("while an editor lowers, raises and leaves out, nobody comes in beyond a limit, nobody is thrown out, and in the end all is in order", async () => {
  const random = seededRandom(Number(process.env.SEED ?? 41));
  const { forumId, startsAt, sessions } = await forumWith("vaihtelee", [6, 6, 6, 6]);
  const permit = permitted(canLimitForum, forumSubject(forumId));
  const slot = { startsAt, endsAt: new Date(startsAt.getTime() + HOUR) };
  const tokens: string[] = [];
  let editing = true;

  /** How full each pool may be until the next edit: as its limit says, or as it was when its limit was lowered. */
  let most: Record<string, number> = {};
  const look = async () => {
    const { limits, taken } = await getCapacity(forumId);
    return { limits, taken: Object.fromEntries(Object.keys(limits).map((pool) => [pool, taken[pool as Pool] ?? 0])) };
  };
  const edit = async (n: number) => {
    const left = await db().forumSession.findMany({ where: { forumId }, orderBy: { position: "asc" } });
    const what = random(8);
    const some = left[random(left.length)];
    if (what === 0 && left.length > 2 && some) await leaveOutSession(changes(forumId), { sessionId: some.id });
    else if (what === 1)
      await addSession(arranges(forumId), {
        ...plain,
        ...slot,
        ...words,
        title: `Pöytä ${n}`,
        capacity: 1 + random(6),
      });
    else if (what < 4 && some) {
      const capacity = 1 + random(10);
      const { startsAt, endsAt } = some;
      await changeSession(arranges(forumId), { ...plain, startsAt, endsAt, sessionId: some.id, capacity });
    } else {
      const table = (): number => 1 + random(10);
      await setLimits(permit, {
        ...{ capacity: 5 + random(30), childcareCapacity: 5, roles: { parent: 5 + random(30) } },
        sessions: Object.fromEntries(left.map(({ id }) => [id, table()])),
      });
    }
    const { limits, taken } = await look();
    most = Object.fromEntries(
      Object.entries(limits).map(([pool, limit]) => [pool, Math.max(limit ?? 0, taken[pool] ?? 0)] as const),
    );
    // Others come, go and answer meanwhile.
    for (let looked = 0; looked < 5; looked++) {
      const now = await look();
      for (const [pool, count] of Object.entries(now.taken)) expect(count, pool).toBeLessThanOrEqual(most[pool] ?? 0);
    }
  };
  const come = async () => {
    const left = await db().forumSession.findMany({ where: { forumId }, select: { id: true } });
    const chosen = random(5) === 0 ? [] : [left[random(left.length)]?.id ?? ""].filter(Boolean);
    const people = Array.from({ length: 1 + random(3) }, () => ({ role: "parent", sessions: chosen }));
    const result = await register({
      ...{ slug: "vaihtelee", locale: "fi", submission: randomUUID(), acceptWaiting: true },
      registration: party(people, { email: `${randomUUID()}@example.org`, maySplit: random(4) === 0 }),
    });
    if (result.ok) tokens.push(result.token);
  };
  const answerOrGo = async () => {
    const token = tokens[random(tokens.length)] ?? "";
    const ticket = token ? await findTicket("fi", token) : null;
    const offerId = ticket?.offers[0]?.id;
    if (ticket && offerId) await answerOffer({ token, offerId, answer: random(3) ? "accept" : "decline" });
    else if (ticket && random(3) === 0) await cancelRegistration({ token });
  };
  // Before anybody comes: otherwise as many would be in as came before the editor's first limit.
  await setLimits(permit, { capacity: 34, childcareCapacity: 5, sessions: {}, roles: {} });
  const families = atOnce(12, Array.from({ length: 600 }), async () => {
    if (editing) await pressUntilAnswered<unknown>(() => (random(5) < 3 ? come() : answerOrGo()));
  });
  for (let n = 0; n < 40; n++) await pressUntilAnswered(() => edit(n));
  editing = false;
  await families;
  expect(tokens.length).toBeGreaterThan(30);
  expect(sessions).toHaveLength(4);

  // Lowered to one, nobody is thrown out; with room for all who were in, every limit is kept and nobody waits beside a free place.
  const held = () => db().claim.count({ where: { forumId, status: "held" } });
  const before = await held();
  const everywhere = async (limit: number) => {
    const left = await db().forumSession.findMany({ where: { forumId }, select: { id: true } });
    const tables = Object.fromEntries(left.map(({ id }) => [id, limit]));
    await setLimits(permit, { capacity: limit, childcareCapacity: limit, roles: { parent: limit }, sessions: tables });
  };
  await everywhere(1);
  expect(await held()).toBe(before);
  await everywhere(60);
  await expectAllInOrder(forumId);
});
