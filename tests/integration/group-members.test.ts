import { randomUUID } from "node:crypto";
import { expect, test, vi } from "vitest";
import { system, type UserActor } from "@/features/access/schema";
import {
  askAgain,
  askToJoin,
  changeContact,
  leaveGroup,
  noteRefusedMember,
  renewMemberLink,
  warnOfUnanswered,
} from "@/features/group-members/commands";
import {
  countMembers,
  findMember,
  findRenewedMember,
  findRequest,
  searchMembers,
  toMemberExport,
} from "@/features/group-members/queries";
import { forgottenAt } from "@/features/group-members/rules";
import { type ContactSchema, parseRequest, type RequestSchema } from "@/features/group-members/schema";
import { lockMember, lockMembers, moveMember, notifyMembers } from "@/features/group-members/writes";
import { canLeadGroup } from "@/features/groups/policy";
import { findGroupPage, findGroupSubjectBySlug, searchGroups } from "@/features/groups/queries";
import { noteTry } from "@/features/notifications/commands";
import { canMakeGroupCalls } from "@/features/notifications/policy";
import { findCall, listOpenCalls } from "@/features/notifications/queries";
import { anonymiseRegistrations, eraseGroupMember } from "@/features/privacy/commands";
import { addDays } from "@/i18n/time";
import { db, transaction } from "@/platform/db/client";
import { createAccount } from "../support/accounts";
import { createTestGroup, createTestMember, SECRET_PLACE } from "../support/groups";
import { composeMessage } from "../support/letters";
import { permitted } from "../support/permits";

vi.mock("next/cache", () => ({ cacheLife: () => undefined, cacheTag: () => undefined }));

const url = process.env.DATABASE_URL ?? "";

const group = async (slug: string, more = {}) => {
  const { id, organisationId } = await createTestGroup(url, { slug, ...more });
  const subject = { groupId: id, organisationId };
  return { id, slug, permit: permitted(canLeadGroup, subject), calling: permitted(canMakeGroupCalls, subject) };
};
const member = (groupId: string, more = {}) => createTestMember(url, groupId, more);
const rowOf = (id: string) => db().groupMember.findUniqueOrThrow({ where: { id } });
const TUTOR: UserActor = {
  ...{ kind: "user", id: "00000000-0000-0000-0000-000000000000", email: "", name: null, roles: ["peer_tutor"] },
  ...{ organisationIds: [], forumIds: [], forumSessionIds: [], hostedSessionIds: [], ledGroupIds: [] },
  ...{ cleared: true, trace: null },
};

/** What somebody tells in the form, who gives a phone number and nothing more. */
const request = (more: Partial<RequestSchema> = {}): RequestSchema => ({
  ...{ name: "Hodan", phone: "+358405550101", email: null, screenshot: false, messageLocale: "so" },
  ...{ contactWay: "read", age: "adult", guardian: null, language: "so", question: null, consent: true },
  ...more,
});
const contact = (more: Partial<ContactSchema> = {}): ContactSchema => {
  const { age: _, guardian: __, language: ___, question: ____, consent: _____, ...rest } = request();
  return { ...rest, ...more };
};
async function ask(slug: string, more: Partial<RequestSchema> = {}) {
  const result = await askToJoin({ slug, submission: randomUUID(), locale: "so", request: request(more) });
  if (!result.ok) throw new Error(result.reason);
  const found = await findMember("so", result.token);
  if (!found) throw new Error("no member");
  return found;
}

/** Welcomes somebody if there is room: what every command that does so has to do. */
const welcome = (groupId: string, id: string) =>
  transaction(async (tx) => {
    const locked = await lockMember(tx, { id, groupId });
    if (!locked?.room) return "full";
    const change = { status: "member", kind: "welcomed", by: system("test"), template: "group_welcomed" } as const;
    await moveMember(tx, locked.member, change, new Date());
    return "welcomed";
  });

/** What somebody's messages say now, oldest first; null for those that are no longer true. */
async function letters(groupMemberId: string) {
  const rows = await db().notification.findMany({ where: { groupMemberId }, orderBy: { id: "asc" } });
  return Promise.all(
    rows.map(async (row) => ({ ...row, words: await composeMessage({ ...row, template: row.template }) })),
  );
}

test("somebody asks under an alias, is told in their language, and the group's tutor is told without their name", async () => {
  const { id, slug, permit } = await group("pyydan-mukaan");
  const tutor = await createAccount(url, { email: `${randomUUID()}@example.org`, roles: ["peer_tutor"] });
  await db().groupTutor.create({ data: { groupId: id, userId: tutor.userId } });
  const found = await ask(slug, { name: "Nimimerkki Kukka", question: "Saako lapset mukaan?", messageLocale: "ar" });
  expect(found).toMatchObject({ status: "asked", name: "Nimimerkki Kukka", group: { slug, inside: null } });
  expect(found.consents).toMatchObject([{ locale: "so", withdrawnAt: null }]);
  expect(await searchMembers(permit, "asked")).toMatchObject({
    members: [{ id: found.id, question: "Saako lapset mukaan?" }],
  });
  const [told] = await letters(found.id);
  expect(told).toMatchObject({ template: "group_asked", channel: "sms", locale: "ar" });
  expect(told?.words?.sms).toContain(`/ar/members/${found.token}`);
  const toLead = await db().notification.findMany({ where: { groupId: id, groupMemberId: null } });
  const { email } = await db().user.findUniqueOrThrow({ where: { id: tutor.userId } });
  expect(toLead).toMatchObject([{ template: "staff_group_asked", recipient: email, subjectId: found.id }]);
  const words = await composeMessage(toLead[0] as NonNullable<(typeof toLead)[0]>);
  expect(words?.mail.text).not.toContain("Kukka");
  // Whoever leads it no longer is not told, also if they work for its organisation.
  await db().groupTutor.deleteMany({ where: { groupId: id } });
  await db().userRole.create({ data: { userId: tutor.userId, role: "staff" } });
  await db().membership.create({ data: { userId: tutor.userId, organisationId: permit.subject.organisationId } });
  expect(await composeMessage(toLead[0] as NonNullable<(typeof toLead)[0]>)).toBeNull();
  expect(await db().groupMemberEvent.findMany({ where: { memberId: found.id } })).toMatchObject([{ kind: "asked" }]);
});

test("the same form is one request; with other content it leads to the first; limits say whom to ask", async () => {
  const { id, slug } = await group("sama-lomake");
  const submission = randomUUID();
  const send = (more: Partial<RequestSchema> = {}, network: string | null = "192.0.2.9") =>
    askToJoin({ slug, submission, locale: "so", request: request(more), from: { network } });
  const [first, twin] = await Promise.all([send(), send()]);
  expect(first.ok && twin.ok && first.token === twin.token).toBe(true);
  expect(await send()).toEqual(first);
  expect(await send({ name: "Toinen nimi" })).toMatchObject({ ok: false, reason: "already_asked" });
  expect(await db().groupMember.count({ where: { groupId: id } })).toBe(1);
  const many = (n: number, network: string) =>
    askToJoin({
      ...{ slug, submission: randomUUID(), locale: "so", from: { network } },
      request: request({ phone: null, email: `${n}-${network}@example.org` }),
    });
  const results = [];
  for (let n = 0; n < 13; n++) results.push(await many(n, "192.0.2.10"));
  expect(results.filter(({ ok }) => ok)).toHaveLength(12);
  expect(results.at(-1)).toMatchObject({ reason: "network_many" });
  expect(await many(0, "192.0.2.11")).toMatchObject({ ok: true });
  await db().group.update({ where: { id }, data: { status: "ended", endedAt: new Date() } });
  expect(await many(1, "192.0.2.11")).toMatchObject({ ok: false, reason: "ended" });
  expect(await askToJoin({ slug: "ei-ole", submission, locale: "so", request: request() })).toMatchObject({
    reason: "not_found",
  });
});

test("errors name their field, and every way to be reached is enough", () => {
  const values = {
    name: "Hodan",
    language: "so",
    age: "adult",
    messageLocale: "so",
    contactWay: "read",
    consent: "on",
  };
  const keys = (more: Record<string, string>) => {
    const parsed = parseRequest({ ...values, ...more });
    return parsed.ok ? [] : parsed.errors.map(({ field, key }) => `${field} ${key}`);
  };
  expect(keys({})).toEqual(["phone reach_required"]);
  expect(keys({ screenshot: "on" })).toEqual([]);
  expect(keys({ email: "hodan@example.org" })).toEqual([]);
  expect(keys({ phone: "٠٤٠ ١٢٣ ٤٥٦٧" })).toEqual([]);
  expect(keys({ email: "hodan@example.org", contactWay: "call" })).toEqual(["contactWay contact_way_call"]);
  expect(keys({ name: "", phone: "12", consent: "", age: "under_13" })).toEqual([
    ...["name name_required", "phone phone_invalid", "age age_group_invalid", "consent consent_required"],
  ]);
});

test("of two who are welcomed to the last place at once, one is refused; leaving frees the place", async () => {
  const { id, permit } = await group("viimeinen-paikka", { capacity: 2 });
  const first = await member(id);
  const [second, third] = [await member(id, { status: "asked" }), await member(id, { status: "waiting" })];
  const both = await Promise.all([welcome(id, second.id), welcome(id, third.id)]);
  expect(both.toSorted()).toEqual(["full", "welcomed"]);
  expect(await countMembers(permit)).toMatchObject({ member: 2 });
  expect(await leaveGroup({ token: first.token })).toBe(true);
  expect(await leaveGroup({ token: first.token })).toBe(true);
  expect((await rowOf(first.id)).leftAt).not.toBeNull();
  expect(await db().groupMemberEvent.count({ where: { memberId: first.id, kind: "left" } })).toBe(1);
  // Nobody moves up by themselves: whoever leads the group decides.
  expect(await countMembers(permit)).toMatchObject({ member: 1, left: 1 });
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
  // Whoever asks now waits for a place, and is told so.
  const waiting = await ask(slug);
  expect(waiting.status).toBe("waiting");
  expect((await letters(waiting.id)).map(({ template }) => template)).toEqual(["group_waiting"]);
  await eraseGroupMember({ token, by: system("test") });
  expect(await state()).toBe("open");
});

test("a group's tutor sees its people in the order in which they asked, and nobody else does", async () => {
  const { id, slug, permit } = await group("oma-lista");
  const first = await member(id, { status: "waiting", name: "Sahra" });
  const second = await member(id, { name: "Ali" });
  await member(id, { status: "left", name: "Poissa" });
  expect(await searchMembers(permit, "waiting")).toMatchObject({ members: [{ id: first.id }], total: 1 });
  expect(await searchMembers(permit, "member")).toMatchObject({
    members: [{ id: second.id, name: "Ali", spokenLanguage: "so", helper: null }],
    total: 1,
  });
  const asked = [];
  for (let n = 0; n < 21; n++) asked.push((await member(id, { status: "asked", name: `Kysyjä ${n}` })).id);
  const pages = await Promise.all([1, 2, 3].map((page) => searchMembers(permit, "asked", page)));
  const last = asked.slice(20);
  expect(pages.map(({ members }) => members.map((each) => each.id))).toEqual([asked.slice(0, 20), last, last]);
  expect(pages.slice(1)).toMatchObject([1, 2].map(() => ({ total: 21, page: 2, pages: 2, before: 20 })));
  expect(await findRequest(permit, first.id)).toMatchObject({ name: "Sahra" });
  expect(await findRequest(permit, second.id)).toBeNull();
  const subject = await findGroupSubjectBySlug(slug);
  const may = (ledGroupIds: string[]) => subject && canLeadGroup.allows({ ...TUTOR, ledGroupIds }, subject);
  expect([may([id]), may([])]).toEqual([true, false]);
});

test("the meeting place and the link are told to members alone, on their page and in their letter", async () => {
  const { id, slug } = await group("salainen-paikka");
  const online = await group("salainen-linkki", { onlineUrl: "https://kokous.example.org/salaisuus" });
  const [asked, remote] = [await ask(slug), await ask(online.slug)];
  const told = async (token: string) => JSON.stringify(await findMember("so", token));
  expect(await told(asked.token)).not.toContain(SECRET_PLACE.address);
  expect(await told(remote.token)).not.toContain("salaisuus");
  await welcome(id, asked.id);
  await welcome(online.id, remote.id);
  expect(await told(asked.token)).toContain(SECRET_PLACE.address);
  expect(await told(remote.token)).toContain("salaisuus");
  expect((await letters(asked.id)).at(-1)?.words?.sms).toContain(SECRET_PLACE.address);
  expect((await letters(remote.id)).at(-1)?.words?.sms).toContain("salaisuus");
  // The request's own message says nothing more once it is answered.
  expect((await letters(asked.id))[0]?.words).toBeNull();
  await leaveGroup({ token: asked.token });
  expect(await told(asked.token)).not.toContain(SECRET_PLACE.address);
  for (const { words } of await letters(asked.id)) expect(words?.sms ?? "").not.toContain(SECRET_PLACE.address);
});

test("whoever left by mistake is back at once while the place is free; others wait for an answer", async () => {
  const { id, slug } = await group("takaisin", { capacity: 1 });
  const { token } = await member(id);
  const now = new Date();
  await leaveGroup({ token }, now);
  expect((await findMember("so", token, now))?.mayUndo).toBe(true);
  expect(await askAgain({ token }, now)).toEqual({ ok: true, back: true });
  await leaveGroup({ token }, now);
  const other = await member(id);
  expect((await findMember("so", token, now))?.mayUndo).toBe(false);
  expect(await askAgain({ token }, now)).toEqual({ ok: true, back: false });
  expect((await findMember("so", token))?.status).toBe("waiting");
  await leaveGroup({ token: other.token }, now);
  const later = addDays(now, 2);
  expect(await askAgain({ token: other.token }, later)).toEqual({ ok: true, back: false });
  expect((await findMember("so", other.token))?.status).toBe("asked");
  const turns = await db().groupMember.findMany({ where: { groupId: id }, orderBy: { turn: "asc" } });
  expect(turns.map((row) => row.id)).toEqual([turns[0]?.id, other.id]);
  expect(slug).toBe("takaisin");
});

test("a new address gets what waits, the former one is told without a name, and an old link opens nothing", async () => {
  const { slug } = await group("uusi-osoite");
  const asked = await ask(slug, { phone: "+358405550102" });
  const { token, revision } = asked;
  const next = contact({ phone: null, email: "uusi@example.org" });
  expect(await changeContact({ token, revision, contact: next })).toEqual({ ok: true });
  expect(await changeContact({ token, revision, contact: next })).toEqual({ ok: true });
  expect(await changeContact({ token, revision, contact: { ...next, name: "Toinen" } })).toMatchObject({
    reason: "changed_meanwhile",
  });
  const sent = await letters(asked.id);
  const former = sent.find(({ template }) => template === "group_address_changed");
  expect(former).toMatchObject({ channel: "sms", recipient: "+358405550102" });
  expect(former?.words?.sms).not.toContain(token);
  expect(sent.find(({ template }) => template === "group_contact_changed")).toMatchObject({
    recipient: "uusi@example.org",
  });
  const renewed = await renewMemberLink({ token });
  if (!renewed.ok) throw new Error(renewed.reason);
  expect(await findMember("so", token)).toBeNull();
  expect(await findRenewedMember("so", token)).toMatchObject({ name: "Testaaja" });
  expect((await findMember("so", renewed.token))?.name).toBe("Hodan");
  const exported = toMemberExport((await findMember("so", renewed.token)) as NonNullable<typeof asked>);
  expect(exported).toMatchObject({ name: "Hodan", email: "uusi@example.org", group: { slug } });
  expect(JSON.stringify(exported)).not.toContain(renewed.token);
});

test("who wants to be called is on the group's call list until reached, and two callers learn of each other", async () => {
  const { id, slug, calling } = await group("soitettavat");
  const asked = await ask(slug, { contactWay: "call", phone: "+358405550103" });
  await welcome(id, asked.id);
  const [call] = await listOpenCalls(calling);
  expect(call).toMatchObject({ template: "group_welcomed" });
  const found = await findCall(calling, call?.id ?? "");
  expect(found).toMatchObject({ open: true, call: { name: "Hodan", phone: "+358405550103", code: null } });
  const tried = { outcome: "no_answer", nextAt: null, seen: 0 } as const;
  const both = await Promise.all([1, 2].map(() => noteTry(calling, call?.id ?? "", tried)));
  expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
  expect(await noteTry(calling, call?.id ?? "", { outcome: "reached", nextAt: null, seen: 1 })).toEqual({ ok: true });
  expect(await listOpenCalls(calling)).toEqual([]);
  expect(await db().auditEntry.count({ where: { action: "group_call_made", subjectId: id } })).toBe(1);
  expect((await findMember("so", asked.token))?.calls).toHaveLength(2);
  // Leaving closes calls that are no longer true.
  const second = await ask(slug, { contactWay: "call", phone: "+358405550104" });
  await welcome(id, second.id);
  expect(await listOpenCalls(calling)).toHaveLength(1);
  await leaveGroup({ token: second.token });
  expect(await listOpenCalls(calling)).toEqual([]);
});

test("an address that refuses messages gives way to another of theirs", async () => {
  const { id, slug } = await group("hylatty");
  const asked = await ask(slug, { email: "hylatty@example.org", phone: "+358405550105" });
  const mail = await db().notification.findFirstOrThrow({ where: { groupMemberId: asked.id, channel: "email" } });
  await db().notification.update({ where: { id: mail.id }, data: { refusedAt: new Date() } });
  await noteRefusedMember(mail.id);
  expect((await rowOf(asked.id)).emailRefusedAt).not.toBeNull();
  expect(await db().notification.count({ where: { groupId: id, channel: "sms", groupMemberId: asked.id } })).toBe(1);
});

test("every member is told once, by the channels that reach them, in their own language", async () => {
  const { id } = await group("kaikille");
  await member(id, { email: "a@example.org", messageLocale: "ar" });
  await member(id, { contactWay: "call", phone: "+358401111111" });
  await member(id, { status: "waiting" });
  const tell = () =>
    transaction((tx) => notifyMembers(tx, id, { eventKey: `group:${id}:test`, template: "group_removed" }));
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
  // Those who lead the group are told two weeks before, once.
  await warnOfUnanswered(now);
  await warnOfUnanswered(now);
  const warned = await db().notification.findMany({ where: { groupId: id, template: "staff_group_unanswered" } });
  expect(warned).toMatchObject([{ recipient: "testaaja@example.org" }]);
  expect((await composeMessage(warned[0] as NonNullable<(typeof warned)[0]>, now))?.mail.text).toContain("4");
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
    if (forgotten) expect(await findMember("so", people[n]?.token ?? "")).toBeNull();
  }
  expect(await countMembers(permit)).toEqual({ asked: 2, waiting: 2, member: 1, pointed: 1, left: 2 });
  await db().group.update({ where: { id }, data: { status: "ended", endedAt: at(31) } });
  await anonymiseRegistrations(now);
  expect(await db().groupMember.count({ where: { groupId: id, anonymisedAt: null } })).toBe(0);
});
