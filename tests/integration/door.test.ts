import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { system, type UserActor } from "@/features/access/schema";
import { revokeAccessLink } from "@/features/accounts/commands";
import { canListLinks, canUseOwnAccount, canWithdrawLink } from "@/features/accounts/policy";
import { findAccessLink, searchAccessLinks } from "@/features/accounts/queries";
import { getCapacity } from "@/features/capacity/queries";
import { giveDoorLink, noteEntries, registerArrivals } from "@/features/door/commands";
import { canGiveDoorLink, canKeepDoor, canSeeAttendance, type KeepDoor } from "@/features/door/policy";
import {
  findAttendance,
  findDoorList,
  findDoorSubject,
  findGivenDoorLink,
  getDoor,
  listEntries,
} from "@/features/door/queries";
import type { Entry } from "@/features/door/schema";
import { closeForum } from "@/features/forum-planning/commands";
import { canCloseForum } from "@/features/forum-planning/policy";
import { anonymiseRegistrations, eraseAccount, eraseRegistration } from "@/features/privacy/commands";
import { toTicketExport } from "@/features/privacy/queries";
import { changeRegistration, register } from "@/features/registration/commands";
import { confirmParty } from "@/features/registration/people/commands";
import { findParty, searchPeople } from "@/features/registration/people/queries";
import { PeopleSearchSchema } from "@/features/registration/people/schema";
import { canActForParty, canRegisterAtDoor, canSeePeople } from "@/features/registration/policy";
import { findTicket } from "@/features/registration/queries";
import { db } from "@/platform/db/client";
import { deriveToken, hashToken } from "@/platform/security/tokens";
import { createAccount } from "../support/accounts";
import { createForum } from "../support/forums";
import { party } from "../support/parties";
import { forumSubject, permitted } from "../support/permits";

const url = process.env.DATABASE_URL ?? "";

async function makeForum(slug: string, more = {}) {
  const forumId = await createForum(url, { slug, inDays: 3, closesInDays: 2, ...more });
  return forumId;
}

async function registered(slug: string, people: number): Promise<string> {
  const result = await register({
    ...{ slug, submission: randomUUID(), acceptWaiting: true, locale: "fi" },
    registration: party(people),
  });
  if (!result.ok) throw new Error(result.reason);
  const { code } = await db().registration.findUniqueOrThrow({ where: { tokenHash: hashToken(result.token) } });
  return code;
}

/** Changes the family of the test to have people of these names. */
async function changeFamily(names: string[]): Promise<void> {
  const { id, revision } = await db().registration.findFirstOrThrow({ where: { forumId, code: family } });
  const asked = party(names.length);
  const people = asked.people.map((person, n) => ({ ...person, name: names[n] ?? "" }));
  const command = { token: await tokenOf(id), revision, locale: "fi", registration: { ...asked, people } } as const;
  expect(await changeRegistration(command)).toMatchObject({ ok: true });
}

async function tokenOf(id: string): Promise<string> {
  const { linkNumber } = await db().registration.findUniqueOrThrow({ where: { id } });
  return deriveToken("registration", id, linkNumber);
}

const at = new Date("2026-11-27T15:30:00Z").toISOString();
/** `people` are positions in the family of the test. */
const arrived = (code: string, people: number[] | null = null, id: string = randomUUID()): Entry => ({
  ...{ id, at, kind: "arrived", code, people: people?.map((position) => numbers[position] ?? position) ?? null },
});
const walkIn = (people: number, id: string = randomUUID()): Entry => ({
  ...{ id, at, kind: "walk_in", people, language: "so" },
});
const undone = (...entries: string[]): Entry => ({ id: randomUUID(), at, kind: "undone", entries });

let forumId: string;
let door: KeepDoor;
let family: string;
/** The numbers of the family's people, by position. */
let numbers: number[];
let slug: string;

beforeEach(async () => {
  slug = `ovi-${randomUUID().slice(0, 8)}`;
  forumId = await makeForum(slug);
  door = permitted(canKeepDoor, { forumId, organisationId: "", day: "on" });
  family = await registered(slug, 4);
  numbers = (await getDoor(door)).parties[0]?.numbers ?? [];
});

const counts = async () => (await getDoor(door)).sum.counts;
/** Who has arrived, as SQL sums it: person by person. */
const summedInSql = async () =>
  (await db().$queryRaw<{ n: number }[]>`SELECT count(*)::int AS n FROM "arrivedPeople"(${forumId}::uuid)`)[0]?.n;

describe("the log of a door", () => {
  test("a family of four of whom three come, a late one, walk-ins, and undoing", async () => {
    const three = arrived(family, [0, 1, 3]);
    const many = walkIn(5);
    expect(await noteEntries(door, [three, many])).toEqual({ accepted: [three.id, many.id], refused: [] });
    expect(await counts()).toEqual({ expected: 4, arrived: 3, unseated: 0, walkIns: 5 });
    await noteEntries(door, [arrived(family, [2])]);
    expect(await counts()).toMatchObject({ arrived: 4 });
    expect(await summedInSql()).toBe(4);
    await noteEntries(door, [undone(three.id, many.id)]);
    expect(await counts()).toEqual({ expected: 4, arrived: 1, unseated: 0, walkIns: 0 });
    expect(await summedInSql()).toBe(1);
  });

  test("entries that are sent again, at once and from two phones, are written once", async () => {
    const entries = [arrived(family), walkIn(2), walkIn(2)];
    const answers = await Promise.all(Array.from({ length: 6 }, () => noteEntries(door, [...entries, ...entries])));
    for (const { accepted, refused } of answers) {
      expect(accepted.toSorted()).toEqual(entries.map(({ id }) => id).sort());
      expect(refused).toEqual([]);
    }
    expect(await counts()).toEqual({ expected: 4, arrived: 4, unseated: 0, walkIns: 4 });
    const { entries: log } = await listEntries(door, { after: 0 });
    expect(log.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  test("an entry may be undone before it comes", async () => {
    const entry = arrived(family);
    await noteEntries(door, [undone(entry.id)]);
    await noteEntries(door, [entry]);
    expect(await counts()).toMatchObject({ arrived: 0 });
    expect(await summedInSql()).toBe(0);
  });

  test("bad entries among good ones are refused alone", async () => {
    const elsewhere = `muu-${randomUUID().slice(0, 8)}`;
    await makeForum(elsewhere);
    const others = await registered(elsewhere, 1);
    const good = [arrived(family), walkIn(1)];
    const bad = [
      { ...arrived(family), name: "Amina" },
      { id: "x".repeat(200), kind: "arrived" },
      null,
      "entry",
      { ...arrived(family), people: [-1] },
      // What the database could not write.
      { ...walkIn(1), at: "0000-01-01T00:00:00Z" },
      { ...walkIn(1), at: "9999-12-31T23:59:59-23:59" },
      arrived("KT4\u0000RN"),
    ];
    const unknown = [arrived(others), arrived("ZZZZZ")];
    const { accepted, refused } = await noteEntries(door, [good[0], ...bad, unknown[0], good[1], unknown[1]]);
    expect(accepted).toEqual(good.map(({ id }) => id));
    expect(refused.map(({ reason }) => reason)).toEqual([...bad.map(() => "invalid"), "unknown_code", "unknown_code"]);
    expect(refused.map(({ id }) => id)).toEqual([
      (bad[0] as Entry).id,
      "x".repeat(64),
      null,
      null,
      ...bad.slice(4).map((entry) => (entry as Entry).id),
      unknown[0]?.id,
      unknown[1]?.id,
    ]);
    expect(await counts()).toMatchObject({ arrived: 4, walkIns: 1 });
  });

  test("an entry of a device whose clock begins in 1970 counts", async () => {
    const entry = { ...arrived(family), at: "1970-01-01T00:04:00Z" };
    expect(await noteEntries(door, [entry])).toEqual({ accepted: [entry.id], refused: [] });
    expect(await counts()).toMatchObject({ arrived: 4 });
  });

  test("devices read on from their cursor and miss nothing while others write", async () => {
    const written: string[] = [];
    const seen: string[] = [];
    let cursor = 0;
    let writing = true;
    const read = async () => {
      const { entries, more } = await listEntries(door, { after: cursor, most: 7 });
      seen.push(...entries.map(({ id }) => id));
      cursor = entries.at(-1)?.seq ?? cursor;
      return more || entries.length > 0;
    };
    const reader = (async () => {
      while (writing || (await read())) await read();
    })();
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        for (let n = 0; n < 12; n++) {
          const entry = walkIn(1);
          written.push(entry.id);
          await noteEntries(door, [entry]);
        }
      }),
    );
    writing = false;
    await reader;
    expect(seen.toSorted()).toEqual(written.toSorted());
    expect(new Set(seen).size).toBe(48);
  });

  test("the list is sent only if it has changed, and holds nothing but name, code, size and state", async () => {
    const list = await findDoorList(door, "fi", null);
    expect(list?.parties).toEqual([
      { code: family, state: "confirmed", people: ["Hlö 1", "Hlö 2", "Hlö 3", "Hlö 4"], numbers, unseated: [] },
    ]);
    expect(await findDoorList(door, "fi", list?.version ?? null)).toBeNull();
    await registered(slug, 1);
    expect((await findDoorList(door, "fi", list?.version ?? null))?.parties).toHaveLength(2);
  });

  test("the version of the list follows whatever is on it, also what a slow transaction wrote earlier, and no arrival", async () => {
    const version = async () => (await findDoorList(door, "fi", null))?.version;
    const seen = [await version()];
    await noteEntries(door, [arrived(family), walkIn(1)]);
    expect(await version()).toBe(seen[0]);
    const changes: (() => Promise<unknown>)[] = [
      () => registered(slug, 1),
      () => changeFamily(["Hlö 1", "Hlö 2", "Hlö 3"]),
      () => db().registration.updateMany({ where: { forumId, code: family }, data: { maySplit: true } }),
      () => db().claim.updateMany({ where: { forumId, registration: { code: family } }, data: { status: "waiting" } }),
      // As a transaction does that began long ago.
      () => db().registration.updateMany({ where: { forumId }, data: { status: "waiting", updatedAt: new Date(0) } }),
      () => db().registration.updateMany({ where: { forumId, code: family }, data: { anonymisedAt: new Date() } }),
      () => db().forum.update({ where: { id: forumId }, data: { endsAt: new Date(Date.now() + 30 * 86_400_000) } }),
    ];
    for (const change of changes) {
      await change();
      seen.push(await version());
    }
    expect(new Set(seen).size).toBe(changes.length + 1);
  });

  test("who has arrived stays arrived, and nobody else, when a party loses or gets people", async () => {
    const namesHere = async () => {
      const { parties, sum } = await getDoor(door);
      const people = parties.find(({ code }) => code === family)?.people ?? [];
      return [...(sum.arrived.get(family) ?? [])].sort().map((position) => people[position]);
    };
    await noteEntries(door, [arrived(family, [1, 3])]);
    await changeFamily(["Hlö 2", "Hlö 3", "Hlö 4"]);
    expect(await namesHere()).toEqual(["Hlö 2", "Hlö 4"]);
    expect(await summedInSql()).toBe(2);
    // Everybody came, and one more joins the party later. Nobody gets the number of who left.
    await noteEntries(door, [arrived(family)]);
    await changeFamily(["Hlö 2", "Hlö 3", "Hlö 4", "Hlö 9"]);
    expect(await namesHere()).toEqual(["Hlö 2", "Hlö 3", "Hlö 4"]);
    // What a phone noted before of who left, and of who is still there.
    await noteEntries(door, [arrived(family, [0])]);
    expect(await namesHere()).toEqual(["Hlö 2", "Hlö 3", "Hlö 4"]);
    expect(await summedInSql()).toBe(3);
    // What the log says since before people had numbers: all of them.
    const { id } = await db().registration.findFirstOrThrow({ where: { forumId, code: family } });
    const old = {
      forumId,
      seq: 99,
      kind: "arrived",
      at: new Date(),
      receivedAt: new Date(),
      registrationId: id,
    } as const;
    await db().arrival.create({ data: { ...old, id: randomUUID() } });
    expect(await namesHere()).toEqual(["Hlö 2", "Hlö 3", "Hlö 4", "Hlö 9"]);
    expect(await summedInSql()).toBe(4);
  });

  test("nobody changes the log, and it is deleted only with its forum", async () => {
    const entry = walkIn(1);
    await noteEntries(door, [entry]);
    const where = { forumId_id: { forumId, id: entry.id } };
    await expect(db().arrival.update({ where, data: { walkIns: 2 } })).rejects.toThrow("append-only");
    await expect(db().arrival.delete({ where })).rejects.toThrow("append-only");
  });

  test("a draft has no door, and nothing is noted once a forum is cancelled", async () => {
    expect(await findDoorSubject(await makeForum(`luonnos-${forumId.slice(0, 8)}`, { status: "draft" }))).toBeNull();
    await db().forum.update({ where: { id: forumId }, data: { status: "cancelled" } });
    const entry = arrived(family);
    expect(await noteEntries(door, [entry])).toEqual({ accepted: [], refused: [{ id: entry.id, reason: "over" }] });
  });
});

describe("registering at the door", () => {
  const atDoor = () => permitted(canRegisterAtDoor, { ...forumSubject(forumId), day: "on" as const });
  const arrive = (people: number, more: { submission?: string; phone?: string } = {}) =>
    registerArrivals(atDoor(), {
      ...{ submission: more.submission ?? randomUUID(), locale: "fi", reason: "Tulivat paikalle" },
      registration: party(people, { phone: more.phone ?? "" }),
    });

  test("makes a confirmed party that has arrived, after the deadline too, with who did it and why", async () => {
    await db().forum.update({ where: { id: forumId }, data: { registrationClosesAt: new Date(Date.now() - 1000) } });
    const result = await arrive(2, { phone: "0401234567" });
    if (!result.ok) throw new Error(result.reason);
    expect(await counts()).toEqual({ expected: 6, arrived: 2, unseated: 0, walkIns: 0 });
    const row = await db().registration.findFirstOrThrow({
      where: { forumId, code: result.code },
      include: { events: true, consents: true },
    });
    expect(row).toMatchObject({ status: "confirmed", phone: "+358401234567" });
    expect(row.consents).toMatchObject([{ kind: "privacy_notice" }]);
    expect(row.events).toMatchObject([{ kind: "registered" }, { kind: "acted_for", reason: "Tulivat paikalle" }]);
    const audited = { action: "registered_at_door", subjectId: row.id };
    expect(await db().auditEntry.count({ where: audited })).toBe(1);
    expect(await db().notification.count({ where: { registrationId: row.id } })).toBe(1);
  });

  test("the same form sent twice is one party", async () => {
    const submission = randomUUID();
    const [one, other] = await Promise.all([arrive(2, { submission }), arrive(2, { submission })]);
    expect(one).toEqual(other);
    expect(await counts()).toMatchObject({ expected: 6, arrived: 2 });
  });

  test("of two who register at once for the last seat one gets it, and nothing is oversold", async () => {
    await db().forum.update({ where: { id: forumId }, data: { capacity: 5 } });
    const results = await Promise.all([arrive(1), arrive(1), arrive(1)]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    for (const result of results) if (!result.ok) expect(result.reason).toBe("full");
    expect(await counts()).toEqual({ expected: 5, arrived: 1, unseated: 0, walkIns: 0 });
    expect(await db().registration.count({ where: { forumId } })).toBe(2);
    expect((await getCapacity(forumId)).taken.forum).toBe(5);
  });

  test("is refused where nobody registers, and once the forum is cancelled or closed", async () => {
    await db().forum.update({ where: { id: forumId }, data: { registrationClosesAt: null } });
    expect(await arrive(1)).toEqual({ ok: false, reason: "no_registration" });
    await db().forum.update({
      where: { id: forumId },
      data: { registrationClosesAt: new Date(), closedAt: new Date() },
    });
    expect(await arrive(1)).toEqual({ ok: false, reason: "closed" });
    await db().forum.update({ where: { id: forumId }, data: { status: "cancelled" } });
    expect(await arrive(1)).toEqual({ ok: false, reason: "cancelled" });
  });
});

describe("a door's link", () => {
  const staff = (more: Partial<UserActor> = {}): UserActor => ({
    ...{ kind: "user", id: randomUUID(), email: "", name: null, roles: ["administrator"], organisationIds: [] },
    ...{
      forumIds: [],
      forumSessionIds: [],
      hostedSessionIds: [],
      ledGroupIds: [],
      cleared: true,
      trace: null,
      ...more,
    },
  });

  test("is shown once, listed until the forum's day is over, follows the forum's day, and opens nothing once withdrawn", async () => {
    const by = staff();
    const give = permitted(canGiveDoorLink, forumSubject(forumId), by);
    const { id, token } = await giveDoorLink(give, { holder: "Ovenpitäjä" });
    expect(await findGivenDoorLink(give, id)).toEqual({ holder: "Ovenpitäjä", token });
    expect(await findGivenDoorLink(give, id, new Date(Date.now() + 16 * 60_000))).toBeNull();
    expect(await db().auditEntry.count({ where: { action: "link_created", subjectId: id } })).toBe(1);
    expect(await findAccessLink(token, "coordinator")).toBeNull();
    expect(await findAccessLink(token, "helper")).toBeNull();
    expect(await findAccessLink(token, "door")).toMatchObject({ forumId, holder: "Ovenpitäjä" });

    const { startsAt, endsAt } = await db().forum.findUniqueOrThrow({ where: { id: forumId } });
    const day = async (at: Date) => (await findDoorSubject(forumId, at))?.day;
    expect(await day(new Date(startsAt.getTime() - 25 * 3_600_000))).toBe("before");
    expect(await day(startsAt)).toBe("on");
    expect(await day(new Date(endsAt.getTime() + 25 * 3_600_000))).toBe("after");

    const listed = async (now = new Date()) =>
      (await searchAccessLinks(permitted(canListLinks, null, by), { text: "Ovenpitäjä", page: 1 }, now)).links.find(
        (link) => link.id === id,
      );
    expect(await listed()).toMatchObject({ kind: "door", state: "open" });
    expect(await listed(new Date(endsAt.getTime() + 25 * 3_600_000))).toMatchObject({ state: "expired" });
    await revokeAccessLink(permitted(canWithdrawLink, { id, forum: forumSubject(forumId), ownerOf: null }, by));
    expect(await listed()).toMatchObject({ state: "withdrawn" });
    expect(await findAccessLink(token, "door")).toBeNull();
    expect(await findGivenDoorLink(give, id)).toBeNull();
  });

  test("names who noted an entry; erasing an account forgets it", async () => {
    const { userId } = await createAccount(url, { email: `${randomUUID()}@example.org`, roles: ["staff"] });
    const by = staff({ id: userId, roles: ["staff"], forumIds: [forumId] });
    await noteEntries(permitted(canKeepDoor, { ...forumSubject(forumId), day: "on" as const }, by), [arrived(family)]);
    expect(await db().arrival.findFirstOrThrow({ where: { forumId } })).toMatchObject({ byUserId: userId });
    await eraseAccount(permitted(canUseOwnAccount, { userId }, by), { registrations: false });
    expect(await db().arrival.findFirstOrThrow({ where: { forumId } })).toMatchObject({ byUserId: null });
  });
});

describe("who came", () => {
  const see = () => permitted(canSeeAttendance, forumSubject(forumId));
  const past = async () => {
    const [startsAt, endsAt] = [new Date(Date.now() - 7_200_000), new Date(Date.now() - 3_600_000)];
    await db().forum.update({ where: { id: forumId }, data: { startsAt, endsAt } });
  };
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
  const NUMBERS = [
    { role: "parent", spokenLanguage: "so", expected: 4, arrived: 3, unexpected: 0 },
    { role: null, spokenLanguage: "so", expected: 0, arrived: 0, unexpected: 5 },
  ];

  beforeEach(async () => {
    await noteEntries(door, [arrived(family, [0, 1, 2]), walkIn(5)]);
  });

  test("nobody knows where nobody kept the door", async () => {
    const other = await makeForum(`hiljainen-${randomUUID().slice(0, 8)}`);
    expect(await findAttendance(permitted(canSeeAttendance, forumSubject(other)))).toBeNull();
  });

  test("is frozen when the forum is closed, and again when a phone sends later what it noted", async () => {
    expect(await findAttendance(see())).toEqual({ frozenAt: null, rows: NUMBERS });
    await past();
    const close = permitted(canCloseForum, forumSubject(forumId));
    expect(await closeForum(close, { outcome: "Saatiin aikaan paljon." })).toMatchObject({ ok: true });
    const frozen = await findAttendance(see());
    expect(frozen?.frozenAt).toBeInstanceOf(Date);
    expect(frozen?.rows).toMatchObject(NUMBERS);
    expect(await db().auditEntry.count({ where: { action: "attendance_frozen", subjectId: forumId } })).toBe(1);
    await noteEntries(door, [arrived(family, [3])]);
    expect((await findAttendance(see()))?.rows).toMatchObject([{ arrived: 4 }, { unexpected: 5 }]);
  });

  test("stays when parties are erased and the forum is anonymised; the log is deleted, and late entries are refused", async () => {
    await past();
    const { id } = await db().registration.findFirstOrThrow({ where: { forumId } });
    const token = await tokenOf(id);
    expect(await eraseRegistration({ token, by: system("test") })).toMatchObject({ ok: true });
    expect((await findAttendance(see()))?.rows).toEqual(NUMBERS);
    await anonymiseRegistrations(inDays(40));
    expect((await findAttendance(see()))?.rows).toMatchObject(NUMBERS);
    expect(await db().arrival.count({ where: { forumId } })).toBe(0);
    const late = arrived(family, [3]);
    expect(await noteEntries(door, [late])).toEqual({ accepted: [], refused: [{ id: late.id, reason: "over" }] });
    // Another night changes nothing.
    await anonymiseRegistrations(inDays(41));
    expect((await findAttendance(see()))?.rows).toMatchObject(NUMBERS);
  });

  test("is in the list of people and its filter, in the party's history, and in what the party can see and export", async () => {
    await registered(slug, 1);
    const people = permitted(canSeePeople, forumSubject(forumId));
    const search = async (query: Record<string, string>) =>
      (await searchPeople(people, PeopleSearchSchema.parse(query))).parties.map(({ code }) => code);
    expect(await search({ arrived: "yes" })).toEqual([family]);
    expect(await search({ arrived: "no" })).not.toContain(family);
    expect(await search({})).toHaveLength(2);
    const { parties, total, people: all } = await searchPeople(people, PeopleSearchSchema.parse({}));
    expect([total, all]).toEqual([2, 5]);
    expect(parties[0]?.people.map(({ arrivedAt }) => arrivedAt !== null)).toEqual([true, true, true, false]);
    const { id } = await db().registration.findFirstOrThrow({ where: { forumId, code: family } });
    const entry = await db().arrival.findFirstOrThrow({ where: { registrationId: id } });
    const again = arrived(family, [0]);
    await noteEntries(door, [undone(entry.id), again]);
    expect((await findParty(people, "fi", id))?.arrivals).toMatchObject([
      { people: [0, 1, 2], undone: true },
      { people: [0], undone: false },
    ]);
    const ticket = await findTicket("fi", await tokenOf(id));
    if (!ticket) throw new Error("no ticket");
    expect(toTicketExport(ticket).arrivals).toMatchObject([
      { people: ["Hlö 1", "Hlö 2", "Hlö 3"], undone: true },
      { people: ["Hlö 1"], undone: false },
    ]);
  });
});

test("a waiting party gets its seats from staff if there are enough, also once the forum has begun", async () => {
  await db().forum.update({ where: { id: forumId }, data: { capacity: 4 } });
  const code = await registered(slug, 2);
  const { id } = await db().registration.findFirstOrThrow({ where: { forumId, code } });
  const act = permitted(canActForParty, forumSubject(forumId));
  const reason = "Ovella oli tilaa";
  expect(await confirmParty(act, { registrationId: id, reason })).toEqual({ ok: false, reason: "no_seat" });
  const startsAt = new Date(Date.now() - 60_000);
  await db().forum.update({ where: { id: forumId }, data: { startsAt, capacity: 6 } });
  expect(await confirmParty(act, { registrationId: id, reason })).toMatchObject({ ok: true });
  expect(await db().registration.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: "confirmed" });
  expect(await confirmParty(act, { registrationId: id, reason })).toEqual({ ok: false, reason: "no_seat" });
  expect((await getCapacity(forumId)).taken.forum).toBe(6);
});

test("500 entries are written in one request, and sent again they change nothing", async () => {
  const entries = Array.from({ length: 500 }, (_, n) => (n % 2 ? walkIn(1) : arrived(family, [n % 4])));
  expect((await noteEntries(door, entries)).accepted).toHaveLength(500);
  expect((await noteEntries(door, entries)).accepted).toHaveLength(500);
  expect(await db().arrival.count({ where: { forumId } })).toBe(500);
  expect(await counts()).toMatchObject({ walkIns: 250 });
});
