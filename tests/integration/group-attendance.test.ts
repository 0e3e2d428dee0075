import { createHash, randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { system, type UserActor } from "@/features/access/schema";
import { forgetOldMeetings, noteAttendance } from "@/features/group-attendance/commands";
import { canKeepAttendance, canSeeGroupAttendance, type KeepAttendance } from "@/features/group-attendance/policy";
import {
  findLedMeeting,
  findMeetingList,
  findMeetingSubject,
  getMeetingAttendance,
  listAttendance,
  listAttendanceOf,
  listMeetingEntries,
} from "@/features/group-attendance/queries";
import type { Entry } from "@/features/group-attendance/schema";
import { canLeadGroup } from "@/features/groups/policy";
import { eraseGroupMember } from "@/features/privacy/commands";
import { db } from "@/platform/db/client";
import { deriveToken } from "@/platform/security/tokens";
import { createForum } from "../support/forums";
import { permitted } from "../support/permits";

const url = process.env.DATABASE_URL ?? "";
const DAY = 86_400_000;
let organisationId = "";
beforeAll(async () => {
  const forumId = await createForum(url, { slug: "lasnaolon-foorumi", inDays: 30 });
  ({ organisationId } = await db().forum.findUniqueOrThrow({ where: { id: forumId } }));
});

let groupId: string;
let slug: string;
let meetingId: string;
let keep: KeepAttendance;
let members: { id: string; name: string }[];

/** A group that meets now, with members of these languages and ages. */
async function makeGroup(people: { name: string; language: string; age: "adult" | "from_13_to_17" }[]) {
  slug = `lasnaolo-${randomUUID().slice(0, 8)}`;
  const group = await db().group.create({
    data: {
      ...{ slug, kind: "mothers", status: "published", organisationId, languages: ["so"], municipalityKey: "helsinki" },
      ...{ contactName: "Testaaja", contactEmail: "testaaja@example.org" },
      meetings: {
        create: { scheduledAt: new Date(), startsAt: new Date(), endsAt: new Date(Date.now() + 3_600_000) },
      },
    },
    include: { meetings: true },
  });
  groupId = group.id;
  meetingId = group.meetings[0]?.id ?? "";
  members = [];
  for (const { name, language, age } of people) {
    const id = randomUUID();
    const tokenHash = createHash("sha256")
      .update(deriveToken("group-member", id, 1))
      .digest();
    await db().groupMember.create({
      data: {
        ...{ id, groupId, name, spokenLanguage: language, ageGroup: age, messageLocale: "so", status: "member" },
        ...{ tokenHash, submissionHash: createHash("sha256").update(id).digest() },
      },
    });
    members.push({ id, name });
  }
  keep = permitted(canKeepAttendance, { groupId, organisationId, meetingId, day: "on" });
}

beforeEach(() =>
  makeGroup([
    { name: "Hodan", language: "so", age: "adult" },
    { name: "Ifrah", language: "so", age: "adult" },
    { name: "Amal", language: "ar", age: "from_13_to_17" },
  ]),
);

const at = new Date().toISOString();
const memberId = (n: number) => members[n]?.id ?? "";
const present = (n: number): Entry => ({ id: randomUUID(), at, kind: "present", member: memberId(n) });
const visitors = (people: number, language: "so" | null = "so"): Entry => ({
  ...{ id: randomUUID(), at, kind: "visitors", people, language, age: "adult" },
});
const undone = (...entries: string[]): Entry => ({ id: randomUUID(), at, kind: "undone", entries });
const counts = async () => (await getMeetingAttendance(keep)).sum.counts;
/** The numbers as SQL sums them. */
const numbers = async () =>
  db().$queryRaw`SELECT "spokenLanguage" AS language, "ageGroup"::text AS age, members, visitors
    FROM "meetingNumbers"(${meetingId}::uuid) ORDER BY 1, 2`;

describe("the log of a meeting", () => {
  test("members and visitors, from two phones, sent again, undone first or later, count as in SQL", async () => {
    const entries = [present(0), present(2), visitors(3), visitors(1, null)];
    const answers = await Promise.all(Array.from({ length: 5 }, () => noteAttendance(keep, [...entries, ...entries])));
    for (const { accepted, refused } of answers) {
      expect(accepted.toSorted()).toEqual(entries.map(({ id }) => id).sort());
      expect(refused).toEqual([]);
    }
    // Another phone noted the same member, and undoes an entry that comes later.
    const late = visitors(9);
    await noteAttendance(keep, [present(0), undone(late.id, entries[3]?.id ?? "")]);
    await noteAttendance(keep, [late]);
    expect(await counts()).toEqual({ members: 2, visitors: 3 });
    expect(await numbers()).toEqual([
      { language: "ar", age: "from_13_to_17", members: 1, visitors: 0 },
      { language: "so", age: "adult", members: 1, visitors: 3 },
    ]);
    const { entries: log } = await listMeetingEntries(keep, { after: 0 });
    expect(log.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test("bad entries and people of other groups are refused alone", async () => {
    const good = [present(0), visitors(1)];
    const stranger = present(1);
    await makeGroup([{ name: "Muu", language: "so", age: "adult" }]);
    const other = present(0);
    const bad = [{ ...other, name: "Muu" }, { ...visitors(1), people: 51 }, { ...visitors(1), language: "xx" }, null];
    const { accepted, refused } = await noteAttendance(keep, [...bad, stranger, other]);
    expect(accepted).toEqual([other.id]);
    expect(refused.map(({ reason }) => reason)).toEqual([...bad.map(() => "invalid"), "unknown_member"]);
    expect(good).toHaveLength(2);
  });

  test("nobody changes the log, and nothing is noted at a cancelled meeting", async () => {
    const entry = present(0);
    await noteAttendance(keep, [entry]);
    const where = { meetingId_id: { meetingId, id: entry.id } };
    await expect(db().meetingEntry.update({ where, data: { memberId: memberId(1) } })).rejects.toThrow("append-only");
    await expect(db().meetingEntry.delete({ where })).rejects.toThrow("append-only");
    await db().groupMeeting.update({ where: { id: meetingId }, data: { cancelledAt: new Date() } });
    const late = present(1);
    expect(await noteAttendance(keep, [late])).toEqual({ accepted: [], refused: [{ id: late.id, reason: "over" }] });
  });

  test("the list holds names and ids and nothing else, and is sent only if it has changed", async () => {
    const lead = permitted(canLeadGroup, { groupId, organisationId });
    const meeting = await findLedMeeting(lead, "fi", meetingId);
    if (!meeting) throw new Error("no meeting");
    const list = await findMeetingList(keep, meeting, null);
    expect(list?.members).toEqual(members);
    expect(await findMeetingList(keep, meeting, list?.version ?? null)).toBeNull();
    // Who leaves goes from the list, unless they have been noted.
    await noteAttendance(keep, [present(1)]);
    await db().groupMember.updateMany({ where: { groupId }, data: { status: "left", leftAt: new Date() } });
    expect((await findMeetingList(keep, meeting, list?.version ?? null))?.members).toEqual([members[1]]);
    expect(await counts()).toEqual({ members: 1, visitors: 0 });
  });

  test("another tutor's group, and a meeting that is still to come, are closed", async () => {
    const tutor: UserActor = {
      ...{ kind: "user", id: randomUUID(), email: "", name: null, roles: ["peer_tutor"], organisationIds: [] },
      ...{
        forumIds: [],
        forumSessionIds: [],
        hostedSessionIds: [],
        ledGroupIds: [groupId],
        cleared: true,
        trace: null,
      },
    };
    const subject = await findMeetingSubject(slug, meetingId);
    if (!subject) throw new Error("no meeting");
    expect(subject.day).toBe("on");
    expect(canKeepAttendance.allows(tutor, subject)).toBe(true);
    expect(canKeepAttendance.allows({ ...tutor, ledGroupIds: [randomUUID()] }, subject)).toBe(false);
    expect(canKeepAttendance.allows({ ...tutor, roles: [] }, subject)).toBe(false);
    expect((await findMeetingSubject(slug, meetingId, new Date(Date.now() - 2 * DAY)))?.day).toBe("before");
    expect((await findMeetingSubject(slug, meetingId, new Date(Date.now() + 2 * DAY)))?.day).toBe("after");
    // By the address of another group, there is no such meeting.
    expect(await findMeetingSubject("muu-ryhma", meetingId)).toBeNull();
  });
});

describe("when people are forgotten", () => {
  test("a member who is erased stays as a number, and a phone misses no entry after that", async () => {
    await noteAttendance(keep, [present(0), present(2), visitors(2)]);
    const last = present(0);
    await noteAttendance(keep, [last]);
    const token = deriveToken("group-member", memberId(0), 1);
    expect(await eraseGroupMember({ token, by: system("test") })).toMatchObject({ ok: true });
    expect(await db().meetingEntry.count({ where: { memberId: memberId(0) } })).toBe(0);
    expect(await counts()).toEqual({ members: 2, visitors: 2 });
    expect(await numbers()).toEqual([
      { language: "ar", age: "from_13_to_17", members: 1, visitors: 0 },
      { language: "so", age: "adult", members: 1, visitors: 2 },
    ]);
    // Entry 4 is gone; its number is not given again, so a phone that has read up to it gets the next one.
    await noteAttendance(keep, [visitors(1)]);
    const { entries } = await listMeetingEntries(keep, { after: 4 });
    expect(entries.map(({ seq }) => seq)).toEqual([5]);
    // What a phone noted of them before is refused in words.
    const late = present(0);
    expect((await noteAttendance(keep, [late])).refused).toEqual([{ id: late.id, reason: "unknown_member" }]);
  });

  test("the numbers of a meeting stay when its log is deleted after a month, and nothing is noted any more", async () => {
    await noteAttendance(keep, [present(0), present(1), present(2), visitors(2, null)]);
    const before = await numbers();
    // Somebody who asks what is kept about them reads it, until then.
    expect(await listAttendanceOf(memberId(0))).toHaveLength(1);
    await forgetOldMeetings(new Date(Date.now() + 29 * DAY));
    expect(await db().meetingEntry.count({ where: { meetingId } })).toBe(4);
    for (const days of [31, 32]) await forgetOldMeetings(new Date(Date.now() + days * DAY));
    expect(await db().meetingEntry.count({ where: { meetingId } })).toBe(0);
    expect(await listAttendanceOf(memberId(0))).toEqual([]);
    expect(await numbers()).toEqual(before);
    expect(await counts()).toEqual({ members: 3, visitors: 2 });
    const late = visitors(1);
    expect((await noteAttendance(keep, [late])).refused).toEqual([{ id: late.id, reason: "over" }]);
  });
});

test("staff see the numbers of their own organisation's groups in a month, the same before and after the log is deleted", async () => {
  await noteAttendance(keep, [present(0), present(1), present(2), visitors(7)]);
  const month = { from: new Date(Date.now() - DAY), until: new Date(Date.now() + DAY) };
  const staff = (organisationIds: string[]): UserActor => ({
    ...{ kind: "user", id: randomUUID(), email: "", name: null, roles: ["staff"], organisationIds },
    ...{ forumIds: [], forumSessionIds: [], hostedSessionIds: [], ledGroupIds: [], cleared: true, trace: null },
  });
  const seen = async (organisationIds: string[]) => {
    const { groups, numbers } = await listAttendance(
      permitted(canSeeGroupAttendance, null, staff(organisationIds)),
      "fi",
      month,
    );
    return {
      meetings: groups.filter(({ id }) => id === groupId).map(({ meetings }) => meetings),
      numbers: numbers
        .filter((one) => one.groupId === groupId)
        .map(({ language, age, came }) => `${language} ${age} ${came}`)
        .sort(),
    };
  };
  const NUMBERS = { meetings: [1], numbers: ["ar from_13_to_17 1", "so adult 9"] };
  expect(await seen([organisationId])).toEqual(NUMBERS);
  expect(await seen([randomUUID()])).toEqual({ meetings: [], numbers: [] });
  await forgetOldMeetings(new Date(Date.now() + 32 * DAY));
  expect(await seen([organisationId])).toEqual(NUMBERS);
});
