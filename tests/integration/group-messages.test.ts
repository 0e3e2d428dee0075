import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import {
  cancelMeeting,
  forgetGroupMessages,
  moveMeeting,
  restoreMeeting,
  sendGroupMessage,
} from "@/features/group-messages/commands";
import { listSentMessages } from "@/features/group-messages/queries";
import { MESSAGES } from "@/features/group-messages/rules";
import { canLeadGroup } from "@/features/groups/policy";
import { addDays, HOUR } from "@/i18n/time";
import { db } from "@/platform/db/client";
import { createTestGroup, createTestMember } from "../support/groups";
import { composeMessage } from "../support/letters";
import { permitted } from "../support/permits";

const url = process.env.DATABASE_URL ?? "";

async function group(slug: string) {
  const { id, organisationId } = await createTestGroup(url, { slug });
  const meetings = await db().groupMeeting.findMany({ where: { groupId: id }, orderBy: { startsAt: "asc" } });
  const [first] = meetings;
  if (!first) throw new Error("no meeting");
  return { id, first, permit: permitted(canLeadGroup, { groupId: id, organisationId }) };
}
const member = (groupId: string, more: Parameters<typeof createTestMember>[2]) => createTestMember(url, groupId, more);
const told = (groupId: string, template?: string) =>
  db().notification.findMany({
    where: { groupId, ...(template && { template }) },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
type Message = Awaited<ReturnType<typeof told>>[number];
const composed = async (message: Message | undefined, now?: Date) => message && composeMessage(message, now);
const later = (minutes: number) => new Date(Date.now() + minutes * 60_000);

test("not this week: every member is told once, in their language and by their ways; nobody else is", async () => {
  const { id, first, permit } = await group("ei-talla-viikolla");
  await member(id, { email: "luen@example.org", phone: null, messageLocale: "fi" });
  const { token } = await member(id, { phone: "+358405550101", messageLocale: "ar" });
  await member(id, { phone: "+358405550102", contactWay: "call", messageLocale: "so" });
  await member(id, { status: "waiting", email: "jonossa@example.org" });
  await member(id, { status: "left", email: "lahtenyt@example.org" });
  await Promise.all([cancelMeeting(permit, first), cancelMeeting(permit, first)]);
  expect(await cancelMeeting(permit, first)).toMatchObject({ ok: true });

  const messages = await told(id);
  expect(messages.map(({ channel, locale, template }) => [channel, locale, template]).sort()).toEqual([
    ["call", "so", "group_meeting_cancelled"],
    ["email", "fi", "group_meeting_cancelled"],
    ["sms", "ar", "group_meeting_cancelled"],
  ]);
  const mail = await composed(messages.find(({ channel }) => channel === "email"));
  expect(mail?.mail.subject).toContain("Ei tapaamista");
  expect(mail?.mail.text).not.toContain("Salava");
  const sms = await composed(messages.find(({ channel }) => channel === "sms"));
  expect(sms?.sms).toContain("لا لقاء");
  expect(sms?.sms).toContain(`/ar/members/${token}`);
});

test("what is no longer true never leaves: held after all, moved again, begun, left, ended", async () => {
  const { id, first, permit } = await group("ei-enaa-totta");
  const { id: memberId } = await member(id, { email: "totuus@example.org", phone: null, messageLocale: "fi" });
  await cancelMeeting(permit, first, later(-30));
  const [cancelled] = await told(id, "group_meeting_cancelled");
  expect((await composed(cancelled))?.sms).toContain("Ei tapaamista");
  await restoreMeeting(permit, first, later(1));
  expect(await composed(cancelled)).toBeNull();
  const restored = (await told(id, "group_meeting_restored")).at(-1);
  const at = (minutes: number) => ({
    startsAt: new Date(first.startsAt.getTime() + minutes * 60_000),
    endsAt: new Date(first.endsAt.getTime() + minutes * 60_000),
  });
  await db().notification.update({ where: { id: restored?.id ?? "" }, data: { createdAt: later(2) } });
  expect((await composed(restored))?.sms).toContain("sittenkin");

  await moveMeeting(permit, { id: first.id, ...at(60) }, later(3));
  expect(await composed(restored)).toBeNull();
  const moved = (await told(id, "group_meeting_moved")).at(-1);
  await db().notification.update({ where: { id: moved?.id ?? "" }, data: { createdAt: later(4) } });
  const letter = await composed(moved);
  expect(letter?.mail.subject).toContain("Uusi aika");
  // Members know the place that others do not.
  expect(letter?.mail.text).toContain("Salainen katu 17");
  // The same time again is no news.
  await moveMeeting(permit, { id: first.id, ...at(60) }, later(5));
  expect(await told(id, "group_meeting_moved")).toHaveLength(1);
  expect(await composed(moved, at(60).startsAt)).toBeNull();
  await db().groupMember.update({ where: { id: memberId }, data: { status: "left", leftAt: new Date() } });
  expect(await composed(moved)).toBeNull();
  await db().groupMember.update({ where: { id: memberId }, data: { status: "member", leftAt: null } });
  await db().group.update({ where: { id }, data: { status: "ended", endedAt: new Date() } });
  expect(await composed(moved)).toBeNull();
});

test("another group's meeting is not found, and one that is over stays as it was held", async () => {
  const { id, first, permit } = await group("oma-tapaaminen");
  await member(id, { email: "oma-tapaaminen@example.org", phone: null });
  const other = permitted(canLeadGroup, { groupId: (await group("toisten-ryhma")).id, organisationId: "" });
  expect(await cancelMeeting(other, first)).toEqual({ ok: false, reason: "not_found" });
  expect(await told(id)).toEqual([]);
  expect((await db().groupMeeting.findUniqueOrThrow({ where: { id: first.id } })).cancelledAt).toBeNull();
  expect(await cancelMeeting(permit, first, new Date(first.endsAt.getTime() + HOUR))).toEqual({
    ok: false,
    reason: "meeting_over",
  });
});

test("one message to all: each in their own language if it is written, otherwise marked; sent once, counted, without names", async () => {
  const { id, permit } = await group("viesti-kaikille");
  await member(id, { email: "suomi@example.org", phone: null, messageLocale: "fi" });
  await member(id, { phone: "+358405550111", messageLocale: "ar" });
  await member(id, { status: "asked", email: "kysyy@example.org" });
  const form = randomUUID();
  const words = { so: "Berri shaah ayaan cabbaynaa", fi: "Huomenna juodaan teetä <3" };
  const message = { form, language: "so", words };
  const sent = await Promise.all([sendGroupMessage(permit, message), sendGroupMessage(permit, message)]);
  expect(sent).toEqual([
    { ok: true, told: 2 },
    { ok: true, told: 2 },
  ]);
  const messages = await told(id);
  expect(messages.map(({ channel, locale }) => [channel, locale]).sort()).toEqual([
    ["email", "fi"],
    ["sms", "ar"],
  ]);
  const mail = await composed(messages.find(({ channel }) => channel === "email"));
  expect(mail?.mail.text).toContain(words.fi);
  expect(mail?.mail.html).toContain('lang="fi" dir="auto">Huomenna juodaan teetä &#60;3</blockquote>');
  expect(mail?.mail.text).not.toContain(words.so);
  const sms = await composed(messages.find(({ channel }) => channel === "sms"));
  expect(sms?.sms).toContain(words.so);
  expect(sms?.mail.html).toContain('lang="so"');
  expect(sms?.mail.text).toContain("Soomaali");

  expect(await listSentMessages(permit)).toMatchObject([{ language: "so", words, told: 2 }]);
  const audited = await db().auditEntry.findMany({ where: { action: "group_message_sent", subjectId: id } });
  expect(audited).toHaveLength(1);
  expect(JSON.stringify(audited.map(({ changes }) => changes))).not.toContain("shaah");

  for (let n = 1; n < MESSAGES.times; n++)
    expect(await sendGroupMessage(permit, { ...message, form: randomUUID() })).toMatchObject({ ok: true });
  expect(await sendGroupMessage(permit, { ...message, form: randomUUID() })).toEqual({ ok: false, reason: "too_many" });
  expect(await listSentMessages(permit)).toHaveLength(MESSAGES.times);

  await forgetGroupMessages(addDays(new Date(), 364));
  expect(await listSentMessages(permit)).toHaveLength(MESSAGES.times);
  await forgetGroupMessages(addDays(new Date(), 366));
  expect(await listSentMessages(permit)).toEqual([]);
  // Nothing is left to say.
  expect(await composed(messages[0])).toBeNull();
});

test("nobody is written to in a group without members, a draft or a group that has ended", async () => {
  const { id, permit } = await group("tyhja-ryhma");
  const message = { form: randomUUID(), language: "so", words: { so: "Salaan" } };
  expect(await sendGroupMessage(permit, message)).toEqual({ ok: false, reason: "nobody" });
  await member(id, {});
  await db().group.update({ where: { id }, data: { status: "ended", endedAt: new Date() } });
  expect(await sendGroupMessage(permit, message)).toEqual({ ok: false, reason: "not_found" });
  expect(await told(id)).toEqual([]);
});
