import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { noteEntries } from "@/features/door/commands";
import { canKeepDoor, type KeepDoor } from "@/features/door/policy";
import { findDoorList, findDoorSubject, getDoor, listEntries } from "@/features/door/queries";
import type { Entry } from "@/features/door/schema";
import { register } from "@/features/registration/commands";
import { db } from "@/platform/db/client";
import { hashToken } from "@/platform/security/tokens";
import { createForum } from "../support/forums";
import { party } from "../support/parties";
import { permitted } from "../support/permits";

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

const at = new Date("2026-11-27T15:30:00Z").toISOString();
const arrived = (code: string, people: number[] | null = null, id: string = randomUUID()): Entry => ({
  ...{ id, at, kind: "arrived", code, people },
});
const walkIn = (people: number, id: string = randomUUID()): Entry => ({
  ...{ id, at, kind: "walk_in", people, language: "so" },
});
const undone = (...entries: string[]): Entry => ({ id: randomUUID(), at, kind: "undone", entries });

let forumId: string;
let door: KeepDoor;
let family: string;
let slug: string;

beforeEach(async () => {
  slug = `ovi-${randomUUID().slice(0, 8)}`;
  forumId = await makeForum(slug);
  door = permitted(canKeepDoor, { forumId, organisationId: "", day: "on" });
  family = await registered(slug, 4);
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
      { ...arrived(family), people: [99] },
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
      (bad[4] as Entry).id,
      unknown[0]?.id,
      unknown[1]?.id,
    ]);
    expect(await counts()).toMatchObject({ arrived: 4, walkIns: 1 });
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
      { code: family, state: "confirmed", people: ["Hlö 1", "Hlö 2", "Hlö 3", "Hlö 4"], unseated: [] },
    ]);
    expect(await findDoorList(door, "fi", list?.version ?? null)).toBeNull();
    await registered(slug, 1);
    expect((await findDoorList(door, "fi", list?.version ?? null))?.parties).toHaveLength(2);
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
