import { expect, test, vi } from "vitest";
import { system, type UserActor } from "@/features/access/schema";
import { countMembers, listMembers } from "@/features/group-members/queries";
import { forgottenAt } from "@/features/group-members/rules";
import { lockMember, lockMembers, moveMember, notifyMembers } from "@/features/group-members/writes";
import { canLeadGroup } from "@/features/groups/policy";
import { findGroupPage, findGroupSubjectBySlug, searchGroups } from "@/features/groups/queries";
import { anonymiseRegistrations, eraseGroupMember } from "@/features/privacy/commands";
import { addDays } from "@/i18n/time";
import { db, transaction } from "@/platform/db/client";
import { createTestGroup, createTestMember } from "../support/groups";
import { permitted } from "../support/permits";

vi.mock("next/cache", () => ({ cacheLife: () => undefined, cacheTag: () => undefined }));

const url = process.env.DATABASE_URL ?? "";

const group = async (slug: string, more = {}) => {
  const { id, organisationId } = await createTestGroup(url, { slug, ...more });
  return { id, slug, permit: permitted(canLeadGroup, { groupId: id, organisationId }) };
};
const member = (groupId: string, more = {}) => createTestMember(url, groupId, more);
const rowOf = (id: string) => db().groupMember.findUniqueOrThrow({ where: { id } });
const TUTOR: UserActor = {
  ...{ kind: "user", id: "00000000-0000-0000-0000-000000000000", email: "", name: null, roles: ["peer_tutor"] },
  ...{ organisationIds: [], forumIds: [], forumSessionIds: [], hostedSessionIds: [], ledGroupIds: [] },
  ...{ cleared: true, trace: null },
};

/** Welcomes somebody if there is room: what every command that does so has to do. */
const welcome = (groupId: string, id: string) =>
  transaction(async (tx) => {
    const locked = await lockMember(tx, { id, groupId });
    if (!locked?.room) return "full";
    const change = { status: "member", kind: "welcomed", by: system("test"), template: "link_renewed" } as const;
    await moveMember(tx, locked.member, change, new Date());
    return "welcomed";
  });

test("of two who are welcomed to the last place at once, one is refused; leaving frees the place", async () => {
  const { id, permit } = await group("viimeinen-paikka", { capacity: 2 });
  const first = await member(id);
  const [second, third] = [await member(id, { status: "asked" }), await member(id, { status: "waiting" })];
  const both = await Promise.all([welcome(id, second.id), welcome(id, third.id)]);
  expect(both.toSorted()).toEqual(["full", "welcomed"]);
  expect(await countMembers(permit)).toMatchObject({ member: 2 });
  const left = { status: "left", kind: "left", by: system("test"), template: "link_renewed" } as const;
  await transaction((tx) => moveMember(tx, { id: first.id, groupId: id }, left, new Date()));
  expect((await rowOf(first.id)).leftAt).not.toBeNull();
  expect(await transaction((tx) => lockMembers(tx, id))).toMatchObject({ members: 1, room: true });
});

test("readers see a group whose places are taken as full, wherever they look, and never how many it has", async () => {
  const { id, slug } = await group("taysi-ryhma", { capacity: 1, languages: ["ti"] });
  const state = async () => (await findGroupPage("fi", slug))?.state;
  const found = async (places: "open" | "full") =>
    (await searchGroups("fi", { page: 1, language: "ti", places })).groups.map((each) => each.slug);
  await member(id, { status: "asked" });
  await member(id, { status: "waiting" });
  expect(await state()).toBe("open");
  expect(await found("full")).toEqual([]);
  const { token } = await member(id);
  expect(await state()).toBe("full");
  expect([await found("full"), await found("open")]).toEqual([[slug], []]);
  expect(JSON.stringify(await findGroupPage("fi", slug))).not.toContain("_count");
  await eraseGroupMember({ token, by: system("test") });
  expect(await state()).toBe("open");
});

test("a group's tutor sees its people in the order in which they asked, and nobody else does", async () => {
  const { id, slug, permit } = await group("oma-lista");
  const first = await member(id, { status: "waiting", name: "Sahra" });
  const second = await member(id, { name: "Ali" });
  await member(id, { status: "left", name: "Poissa" });
  expect((await listMembers(permit, ["waiting", "member"])).map((each) => each.id)).toEqual([first.id, second.id]);
  expect(await listMembers(permit, ["member"])).toMatchObject([{ name: "Ali", spokenLanguage: "so", helper: null }]);
  const subject = await findGroupSubjectBySlug(slug);
  const may = (ledGroupIds: string[]) => subject && canLeadGroup.allows({ ...TUTOR, ledGroupIds }, subject);
  expect([may([id]), may([])]).toEqual([true, false]);
});

test("every member is told once, by the channels that reach them, in their own language", async () => {
  const { id } = await group("kaikille");
  await member(id, { email: "a@example.org", messageLocale: "ar" });
  await member(id, { contactWay: "call", phone: "+358401111111" });
  await member(id, { status: "waiting" });
  const tell = () =>
    transaction((tx) => notifyMembers(tx, id, { eventKey: `group:${id}:test`, template: "forum_cancelled" }));
  expect(await tell()).toBe(2);
  await tell();
  const sent = await db().notification.findMany({ where: { groupId: id }, orderBy: { id: "asc" } });
  expect(sent).toMatchObject([
    { channel: "email", recipient: "a@example.org", locale: "ar" },
    { channel: "sms", recipient: "+358401234567", locale: "ar" },
    { channel: "call", recipient: "+358401111111", locale: "so" },
  ]);
});

test("people are forgotten 30 days after leaving, or the end of the group; requests after 60 days; numbers stay", async () => {
  const now = new Date();
  const { id, permit } = await group("unohdettavat");
  const at = (days: number) => addDays(now, -days);
  const kinds = [
    ["left", 31, true],
    ["left", 29, false],
    ["pointed", 31, true],
    ["asked", 61, true],
    ["asked", 59, false],
    ["waiting", 366, true],
    ["waiting", 364, false],
    ["member", 900, false],
  ] as const;
  const people = [];
  for (const [status, days] of kinds)
    people.push(await member(id, { status, statusAt: at(days), email: "x@example.org" }));
  await anonymiseRegistrations(now);
  for (const [n, [status, days, forgotten]] of kinds.entries()) {
    const row = await rowOf(people[n]?.id ?? "");
    expect([status, days, row.name === "" && row.phone === null && row.email === null]).toEqual([
      status,
      days,
      forgotten,
    ]);
    const due = forgottenAt({ status, statusAt: at(days) }, { endedAt: null });
    expect(due !== null && due < now).toBe(forgotten);
    expect(row).toMatchObject({ status, spokenLanguage: "so" });
  }
  expect(await countMembers(permit)).toEqual({ asked: 2, waiting: 2, member: 1, pointed: 1, left: 2 });
  await db().group.update({ where: { id }, data: { status: "ended", endedAt: at(31) } });
  await anonymiseRegistrations(now);
  expect(await db().groupMember.count({ where: { groupId: id, anonymisedAt: null } })).toBe(0);
});
