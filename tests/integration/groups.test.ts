import ICAL from "ical.js";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { system } from "@/features/access/schema";
import { findTextOf } from "@/features/content/queries";
import { canCreateForum } from "@/features/forum-planning/policy";
import { groupCalendar } from "@/features/groups/calendar";
import {
  addBreak,
  cancelMeeting,
  copyGroup,
  createForumOfGroup,
  createGroup,
  editGroup,
  endGroup,
  endTutor,
  forgetTopics,
  linkForum,
  moveMeeting,
  nameTutor,
  noteVisit,
  planMeetings,
  publishGroup,
  removeBreak,
  removeTopic,
  restoreMeeting,
  showOneself,
  unlinkForum,
  writeTopic,
} from "@/features/groups/commands";
import { canCreateGroup, canLeadGroup, canListGroups, canManageGroup, canShowOneself } from "@/features/groups/policy";
import {
  findGroupAtWork,
  findGroupCalendar,
  findGroupPage,
  findGroupPreview,
  findGroupSubject,
  findMeetingAtWork,
  listGroupFacets,
  listGroupSlugs,
  listGroupsByClock,
  listGroupsOfForum,
  listVisits,
  searchGroups,
  searchGroupsAtWork,
} from "@/features/groups/queries";
import type { NewGroupSchema } from "@/features/groups/schema";
import type { SpokenLanguage } from "@/i18n/spoken-languages";
import { addDays, inputValue, instantOf, MINUTE } from "@/i18n/time";
import { db } from "@/platform/db/client";
import { createAccount } from "../support/accounts";
import { createForum } from "../support/forums";
import { permitted, tutorOf } from "../support/permits";

vi.mock("next/cache", () => ({ cacheLife: () => undefined, cacheTag: () => undefined }));

const url = process.env.DATABASE_URL ?? "";
const client = new pg.Client({ connectionString: url });
let organisationId = "";
beforeAll(async () => {
  await client.connect();
  const forumId = await createForum(url, { slug: "ryhmien-foorumi", inDays: 30 });
  ({ organisationId } = await db().forum.findUniqueOrThrow({ where: { id: forumId } }));
});
afterAll(() => client.end());

const at = (day: string, time = "17:30") => instantOf(day, time) as Date;
/** A Monday. */
const NOW = at("2026-10-05", "12:00");
const addMinutes = (minutes: number) => new Date(NOW.getTime() + minutes * MINUTE);

const details = (more: Partial<NewGroupSchema & { languages: SpokenLanguage[] }> = {}) => ({
  ...({ kind: "mothers", entry: "ask", municipalityKey: "helsinki", district: "Kontula" } as const),
  languages: ["so"] satisfies SpokenLanguage[] as SpokenLanguage[],
  ...{ placeName: "Salainen talo", address: "Piilokatu 7", placeIsPublic: false, onlineUrl: null },
  ...{ childcare: true, capacity: 12, full: false, skipsHolidays: true },
  ...{ contactName: "Testaaja", contactEmail: "testaaja@example.org", contactPhone: null },
  schedule: { startsAt: at("2026-09-03"), minutes: 90, rhythm: "weekly" as const, lastDay: null },
  ...more,
});
const words = { title: "Kontulan äidit", summary: "Teetä", description: "Juomme teetä.", firstTime: "Tule vain." };

async function newGroup(more: Parameters<typeof details>[0] = {}, title = words.title) {
  const permit = permitted(canCreateGroup, { organisationId });
  const made = await createGroup(permit, { ...words, title, language: "fi", ...details(more) }, NOW);
  if (!made.ok) throw new Error(made.reason);
  return { ...made, permit: permitted(canManageGroup, { groupId: made.id, organisationId }) };
}

const days = async (groupId: string) =>
  (await db().groupMeeting.findMany({ where: { groupId }, orderBy: { scheduledAt: "asc" } })).map(({ startsAt }) =>
    inputValue(startsAt).slice(0, 10),
  );
const meetingOn = async (groupId: string, day: string) =>
  db().groupMeeting.findFirstOrThrow({ where: { groupId, scheduledAt: at(day) } });

test("a group has its meetings since the first, half a year ahead, and none on public holidays", async () => {
  const { id, slug } = await newGroup();
  expect(slug).toMatch(/^kontulan-aidit/);
  const planned = await days(id);
  expect(planned.slice(0, 3)).toEqual(["2026-09-03", "2026-09-10", "2026-09-17"]);
  expect(planned.at(-1)).toBe("2027-04-01");
  // Christmas Eve and New Year's Eve are Thursdays.
  expect(planned).not.toContain("2026-12-24");
  expect(planned).not.toContain("2026-12-31");
  expect(planned).toContain("2026-12-17");
  expect(await findTextOf({ kind: "group", id })).not.toBeNull();
  expect(await db().auditEntry.count({ where: { action: "group_created", subjectId: id } })).toBe(1);
});

test("a new schedule changes coming meetings alone, and keeps what was moved or cancelled", async () => {
  const { id, permit } = await newGroup();
  await cancelMeeting(permit, { id: (await meetingOn(id, "2026-10-08")).id }, NOW);
  const longer = details({
    schedule: { startsAt: at("2026-09-03"), minutes: 120, rhythm: "biweekly", lastDay: "2026-12-10" },
  });
  expect(await editGroup(permit, { ...longer, seen: 9 }, NOW)).toEqual({ ok: false, reason: "overtaken" });
  expect(await editGroup(permit, { ...longer, seen: 1 }, NOW)).toMatchObject({ ok: true });
  expect(await days(id)).toEqual([
    ...["2026-09-03", "2026-09-10", "2026-09-17", "2026-09-24", "2026-10-01"],
    ...["2026-10-15", "2026-10-29", "2026-11-12", "2026-11-26", "2026-12-10"],
  ]);
  expect((await meetingOn(id, "2026-10-01")).endsAt).toEqual(at("2026-10-01", "19:00"));
  expect((await meetingOn(id, "2026-10-15")).endsAt).toEqual(at("2026-10-15", "19:30"));
  const stays = details({ schedule: { startsAt: at("2026-10-15"), minutes: 60, rhythm: "weekly", lastDay: null } });
  await cancelMeeting(permit, { id: (await meetingOn(id, "2026-10-29")).id }, NOW);
  expect(await editGroup(permit, { ...stays, seen: 2 }, NOW)).toMatchObject({ ok: true });
  expect((await meetingOn(id, "2026-10-29")).cancelledAt).toEqual(NOW);
  // Nothing changed: no entry in the log, and the same revision.
  expect(await editGroup(permit, { ...stays, seen: 3 }, NOW)).toMatchObject({ ok: true });
  expect(await db().auditEntry.count({ where: { action: "group_edited", subjectId: id } })).toBe(2);
});

test("two people who change a group at once do not overwrite each other", async () => {
  const { id, permit } = await newGroup();
  const results = await Promise.all(
    ["Itäkeskus", "Mellunmäki"].map((district) => editGroup(permit, { ...details({ district }), seen: 1 }, NOW)),
  );
  expect(results.map(({ ok }) => ok).sort()).toEqual([false, true]);
  expect((await db().group.findUniqueOrThrow({ where: { id } })).revision).toBe(2);
});

test("a break has no meetings, and they return when it is taken back", async () => {
  const { id, slug, permit } = await newGroup();
  const all = await days(id);
  expect(await addBreak(permit, { firstDay: "2026-09-01", lastDay: "2026-09-30" }, NOW)).toEqual({
    ok: false,
    reason: "break_past",
  });
  expect(await addBreak(permit, { firstDay: "2026-09-01", lastDay: "2026-10-15" }, NOW)).toMatchObject({ ok: true });
  expect(await days(id)).toEqual(all.filter((day) => day !== "2026-10-08" && day !== "2026-10-15"));
  await publishGroup(permit, NOW);
  vi.useFakeTimers({ now: NOW, toFake: ["Date"] });
  expect(await findGroupPage("fi", slug)).toMatchObject({ state: "paused", pausedUntil: "2026-10-15" });
  vi.useRealTimers();
  expect(await listGroupsByClock(at("2026-10-15", "23:59"), at("2026-10-16", "00:00"))).toContain(`group:${slug}`);
  const { id: breakId } = await db().groupBreak.findFirstOrThrow({ where: { groupId: id } });
  await removeBreak(permit, { id: breakId }, NOW);
  await removeBreak(permit, { id: breakId }, NOW);
  expect(await days(id)).toEqual(all);
});

test("one meeting is cancelled, moved and held as planned", async () => {
  const { id, permit } = await newGroup();
  const { id: meeting } = await meetingOn(id, "2026-10-08");
  const { id: past } = await meetingOn(id, "2026-10-01");
  const moved = { startsAt: at("2026-10-09", "18:00"), endsAt: at("2026-10-09", "19:30") };
  expect(await cancelMeeting(permit, { id: past }, NOW)).toEqual({ ok: false, reason: "meeting_over" });
  expect(await moveMeeting(permit, { id: meeting, ...moved }, NOW)).toMatchObject({ ok: true });
  expect(await findMeetingAtWork(permit, meeting, NOW)).toMatchObject({ ...moved, movedFrom: at("2026-10-08") });
  expect(
    await moveMeeting(permit, { id: meeting, startsAt: at("2026-10-01"), endsAt: at("2026-10-01", "18:00") }, NOW),
  ).toEqual({ ok: false, reason: "moved_past" });
  expect(await cancelMeeting(permit, { id: meeting }, NOW)).toMatchObject({ ok: true });
  expect(await cancelMeeting(permit, { id: meeting }, NOW)).toMatchObject({ ok: true });
  expect(await db().auditEntry.count({ where: { action: "group_meeting_cancelled", subjectId: id } })).toBe(1);
  expect(await restoreMeeting(permit, { id: meeting }, NOW)).toMatchObject({ ok: true });
  expect(await findMeetingAtWork(permit, meeting, NOW)).toMatchObject({
    startsAt: at("2026-10-08"),
    endsAt: at("2026-10-08", "19:00"),
    cancelled: false,
    movedFrom: null,
  });
  const other = await newGroup();
  expect(await cancelMeeting(other.permit, { id: meeting }, NOW)).toEqual({ ok: false, reason: "not_found" });
});

/** The entries of a calendar file, and the meetings that are held before an instant, as an independent parser reads them. */
function readCalendar(file: string, until: Date) {
  const root = new ICAL.Component(ICAL.parse(file));
  for (const zone of root.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const events = root.getAllSubcomponents("vevent").map((component) => new ICAL.Event(component));
  const master = events.find((event) => !event.isRecurrenceException());
  if (!master) throw new Error("nothing repeats");
  for (const event of events) if (event.isRecurrenceException()) master.relateException(event);
  const read: string[] = [];
  const iterator = master.iterator();
  for (let next = iterator.next(); next && next.toJSDate() < until; next = iterator.next()) {
    const { item, startDate } = master.getOccurrenceDetails(next);
    if (item.component.getFirstPropertyValue("status") !== "CANCELLED") read.push(startDate.toJSDate().toISOString());
  }
  return { events, read };
}

const calendarOf = async (slug: string) => {
  const calendar = await findGroupCalendar("fi", slug);
  if (!calendar) throw new Error("no calendar");
  return groupCalendar(calendar, { locale: "fi", name: "OmaPolku", online: "Verkossa", cancelledLabel: "Peruttu" });
};

test("an independent parser reads the same meetings from the calendar, without the private address", async () => {
  const { id, slug, permit } = await newGroup();
  await publishGroup(permit, NOW);
  await addBreak(permit, { firstDay: "2026-11-01", lastDay: "2026-11-10" }, NOW);
  await cancelMeeting(permit, { id: (await meetingOn(id, "2026-10-15")).id }, NOW);
  const moved = { startsAt: at("2026-10-23", "18:00"), endsAt: at("2026-10-23", "19:30") };
  await moveMeeting(permit, { id: (await meetingOn(id, "2026-10-22")).id, ...moved }, NOW);
  const file = await calendarOf(slug);
  expect(file).not.toMatch(/Piilokatu|Salainen/);
  expect(file).toContain("LOCATION:Kontula\\, Helsinki");

  const { events, read } = readCalendar(file, at("2027-03-31"));
  const exceptions = events.filter((event) => event.isRecurrenceException());
  expect(new Set(events.map(({ uid }) => uid)).size).toBe(1);
  expect(exceptions.map((event) => event.recurrenceId.toString())).toEqual([
    "2026-10-15T17:30:00",
    "2026-10-22T17:30:00",
  ]);
  expect(exceptions.map((event) => event.component.getFirstPropertyValue("status"))).toEqual([
    "CANCELLED",
    "CONFIRMED",
  ]);
  const held = await db().groupMeeting.findMany({
    where: { groupId: id, cancelledAt: null, startsAt: { lt: at("2027-03-31") } },
    orderBy: { startsAt: "asc" },
  });
  expect(read).toEqual(held.map(({ startsAt }) => startsAt.toISOString()));
  expect(read).toContain(moved.startsAt.toISOString());
  expect(read).not.toContain(at("2026-11-05").toISOString());
});

test("a calendar leaves out breaks and public holidays long before they are planned", async () => {
  const { slug, permit } = await newGroup();
  await publishGroup(permit, NOW);
  await addBreak(permit, { firstDay: "2027-06-01", lastDay: "2027-08-31" }, NOW);
  const { read } = readCalendar(await calendarOf(slug), at("2027-09-17"));
  const far = read.map((start) => inputValue(new Date(start)).slice(0, 10)).filter((day) => day > "2027-04-20");
  // Without Ascension Day on 6 May.
  expect(far).toEqual([
    ...["2027-04-22", "2027-04-29", "2027-05-13", "2027-05-20", "2027-05-27"],
    ...["2027-09-02", "2027-09-09", "2027-09-16"],
  ]);
});

test("what a meeting is about is shown beside it alone, goes with it when it is moved, and not while it is cancelled", async () => {
  const { id, slug, permit } = await newGroup();
  await publishGroup(permit, NOW);
  const leads = permitted(canLeadGroup, permit.subject);
  const { id: meeting } = await meetingOn(id, "2026-10-08");
  const written = { id: meeting, topic: "الاختيار المشترك", language: "ar", seen: "" } as const;
  expect(await writeTopic(leads, written, NOW)).toMatchObject({ ok: true });
  // The same form sent twice changes nothing; what somebody else wrote meanwhile is not overwritten.
  expect(await writeTopic(leads, written, addMinutes(1))).toMatchObject({ ok: true });
  const other = { ...written, topic: "Wilma", language: "fi" } as const;
  expect(await writeTopic(leads, other, addMinutes(2))).toEqual({ ok: false, reason: "topic_overtaken" });
  expect(await db().auditEntry.count({ where: { action: "group_topic_written", subjectId: id } })).toBe(1);
  const topic = { text: written.topic, language: "ar" };
  const shown = async () => (await findGroupPreview(permit, "fi", NOW))?.meetings.map((each) => each.topic) ?? [];
  expect((await shown()).slice(0, 2)).toEqual([topic, null]);

  const about = async () =>
    readCalendar(await calendarOf(slug), at("2026-11-01"))
      .events.filter((event) => event.description?.includes(topic.text))
      .map((event) => event.recurrenceId?.toString() ?? "every");
  expect(await about()).toEqual(["2026-10-08T17:30:00"]);
  const moved = { startsAt: at("2026-10-09", "18:00"), endsAt: at("2026-10-09", "19:30") };
  await moveMeeting(permit, { id: meeting, ...moved }, addMinutes(3));
  expect(await shown()).toContainEqual(topic);
  await cancelMeeting(permit, { id: meeting }, addMinutes(4));
  expect(await shown()).not.toContainEqual(topic);
  expect(await about()).toEqual([]);
  expect(await writeTopic(leads, other, addMinutes(5))).toEqual({ ok: false, reason: "meeting_cancelled" });
  await restoreMeeting(permit, { id: meeting }, addMinutes(6));
  expect((await shown())[0]).toEqual(topic);

  // Another time of the day keeps it; a group of somebody else's has no such meeting.
  const later = details({
    schedule: { startsAt: at("2026-09-03", "18:00"), minutes: 90, rhythm: "weekly", lastDay: null },
  });
  await editGroup(permit, { ...later, seen: 1 }, NOW);
  expect((await shown())[0]).toEqual(topic);
  const [first] = (await findGroupPreview(permit, "fi", NOW))?.meetings ?? [];
  const own = { ...other, id: first?.id ?? "" };
  const stranger = permitted(canLeadGroup, (await newGroup()).permit.subject);
  expect(await writeTopic(stranger, own, NOW)).toEqual({ ok: false, reason: "not_found" });
  const seen = (await findMeetingAtWork(leads, own.id, NOW))?.topicAt?.toISOString() ?? "";
  expect(await writeTopic(leads, { ...own, seen }, addMinutes(7))).toMatchObject({ ok: true });
  expect(await removeTopic(leads, { id: own.id }, addMinutes(8))).toMatchObject({ ok: true });
  expect(await shown()).not.toContainEqual(topic);
  expect((await readCalendar(await calendarOf(slug), at("2026-11-01"))).events).toHaveLength(2);
});

test("of two tutors who say at once what a meeting is about, one is told; a month later nothing is left of it", async () => {
  const { id, permit } = await newGroup();
  const leads = permitted(canLeadGroup, permit.subject);
  const { id: meeting } = await meetingOn(id, "2026-10-08");
  const say = (topic: string) => writeTopic(leads, { id: meeting, topic, language: "fi", seen: "" }, NOW);
  const results = await Promise.all([say("Wilma"), say("Yhteishaku")]);
  expect(results.map(({ ok }) => ok).sort()).toEqual([false, true]);
  const kept = async () => (await db().groupMeeting.findUniqueOrThrow({ where: { id: meeting } })).topic;
  await forgetTopics(at("2026-11-07", "18:59"));
  expect(await kept()).not.toBeNull();
  await forgetTopics(at("2026-11-07", "19:01"));
  expect(await kept()).toBeNull();
});

test("a group meets on two weekdays, is found by both, and its calendar says so", async () => {
  const { id, slug, permit } = await newGroup({
    ...{ municipalityKey: "kotka", languages: ["am"] },
    schedule: { startsAt: at("2026-09-03"), minutes: 90, rhythm: "weekly", alsoOn: ["tuesday"], lastDay: null },
  });
  await publishGroup(permit, NOW);
  expect((await days(id)).slice(0, 3)).toEqual(["2026-09-03", "2026-09-08", "2026-09-10"]);
  for (const day of ["tuesday", "thursday"] as const)
    expect((await searchGroups("fi", { place: "kotka", day, page: 1 })).groups.map(({ slug }) => slug)).toEqual([slug]);
  expect((await searchGroups("fi", { place: "kotka", day: "monday", page: 1 })).total).toBe(0);
  expect((await findGroupPage("fi", slug))?.usually?.weekdays).toEqual(["tuesday", "thursday"]);
  await cancelMeeting(permit, { id: (await meetingOn(id, "2026-10-13")).id }, NOW);
  const { read } = readCalendar(await calendarOf(slug), at("2027-03-31"));
  const held = await db().groupMeeting.findMany({
    where: { groupId: id, cancelledAt: null, startsAt: { lt: at("2027-03-31") } },
    orderBy: { startsAt: "asc" },
  });
  expect(read).toEqual(held.map(({ startsAt }) => startsAt.toISOString()));
  const copied = await copyGroup(permit, NOW);
  if (!copied.ok) throw new Error(copied.reason);
  expect((await days(copied.id)).slice(0, 2)).toEqual(["2026-10-06", "2026-10-08"]);
});

test("a group's page says only what the group has public", async () => {
  const { id, slug, permit } = await newGroup({ onlineUrl: "https://kokous.example.org/salainen" });
  expect(await findGroupPage("fi", slug)).toBeNull();
  // Whoever looks after it sees the draft as its page will be, and no more than others will.
  const preview = await findGroupPreview(permit, "ar", NOW);
  expect(preview).toMatchObject({ state: "open", placeName: null, text: { locale: "fi", title: words.title } });
  expect(JSON.stringify(preview)).not.toMatch(/Piilokatu|Salainen|salainen/);
  await publishGroup(permit, NOW);
  expect(await publishGroup(permit, NOW)).toEqual({ ok: false, reason: "not_draft" });
  const { userId } = await createAccount(url, { email: "ohjaaja@ryhmat.example", roles: ["peer_tutor"] });
  await nameTutor(permit, { email: "ohjaaja@ryhmat.example" }, NOW);
  const hidden = await findGroupPage("fi", slug);
  expect(hidden).toMatchObject({ tutors: [], placeName: null, address: null, district: "Kontula" });
  expect(JSON.stringify(hidden)).not.toMatch(/Piilokatu|Salainen|salainen|Hodan|ryhmat\.example/);
  const shows = { shownName: "Hodan", languages: ["so", "fi"] };
  await showOneself(permitted(canShowOneself, permit.subject, tutorOf(userId, permit.subject.groupId)), shows, NOW);
  const shown = await findGroupPage("fi", slug);
  expect(shown?.tutors).toEqual([{ name: "Hodan", languages: ["so", "fi"] }]);
  expect(JSON.stringify(shown)).not.toContain("ryhmat.example");
  await editGroup(permit, { ...details({ placeIsPublic: true }), seen: 1 }, NOW);
  expect(await findGroupPage("fi", slug)).toMatchObject({ placeName: "Salainen talo", address: "Piilokatu 7" });
  // Whoever has no role any more leads nobody, and whoever is erased is gone from the page.
  await db().userRole.deleteMany({ where: { userId } });
  expect((await findGroupPage("fi", slug))?.tutors).toEqual([]);
  await db().userRole.create({ data: { userId, role: "peer_tutor" } });
  expect((await findGroupPage("fi", slug))?.tutors).toHaveLength(1);
  await db().user.delete({ where: { id: userId } });
  expect((await findGroupPage("fi", slug))?.tutors).toEqual([]);
  await endTutor(permit, { id });
});

test("lists are filtered by every facet, with room first and drafts never", async () => {
  const soon = await newGroup({ languages: ["ckb"], municipalityKey: "oulu" });
  const full = await newGroup({ languages: ["ckb"], municipalityKey: "oulu", full: true, childcare: false });
  const youth = await newGroup({
    languages: ["ckb", "fi"],
    municipalityKey: "oulu",
    kind: "youth",
    schedule: { startsAt: at("2026-10-06", "15:00"), minutes: 60, rhythm: "monthly", lastDay: null },
  });
  const free = await newGroup({ languages: ["ckb"], municipalityKey: "oulu", schedule: null });
  const draft = await newGroup({ languages: ["ckb"], municipalityKey: "oulu" });
  for (const { permit } of [soon, full, youth, free]) await publishGroup(permit, NOW);
  vi.useFakeTimers({ now: NOW, toFake: ["Date"] });
  const found = async (filter: object) =>
    (await searchGroups("fi", { language: "ckb", place: "oulu", ...filter, page: 1 })).groups.map(({ id }) => id);
  expect(await found({})).toEqual([youth.id, soon.id, free.id, full.id]);
  expect(await found({ day: "tuesday" })).toEqual([youth.id]);
  expect(await found({ kind: "youth" })).toEqual([youth.id]);
  expect(await found({ childcare: "yes" })).toEqual([youth.id, soon.id, free.id]);
  expect(await found({ places: "full" })).toEqual([full.id]);
  expect(await found({ places: "open", day: "thursday" })).toEqual([soon.id]);
  expect(await found({ place: "turku" })).toEqual([]);
  expect(await listGroupSlugs()).not.toContain(draft.slug);
  const facets = await listGroupFacets();
  expect(facets.places).toContain("oulu");
  expect(facets.languages).toContainEqual({ language: "ckb", groups: 4 });
  // What the filter offers never leads to an empty list.
  const offered = [
    ...facets.languages.map(({ language }) => ({ language })),
    ...facets.places.map((place) => ({ place })),
    ...facets.kinds.map((kind) => ({ kind })),
    ...facets.days.map((day) => ({ day })),
    ...(facets.childcare ? [{ childcare: "yes" as const }] : []),
    ...(["open", "full"] as const).filter((places) => facets[places]).map((places) => ({ places })),
  ];
  for (const filter of offered)
    expect((await searchGroups("fi", { ...filter, page: 1 })).total, JSON.stringify(filter)).toBeGreaterThan(0);
  const published = { status: "published" } as const;
  expect(facets.places).toHaveLength((await db().group.groupBy({ by: ["municipalityKey"], where: published })).length);
  expect(facets.kinds).toHaveLength((await db().group.groupBy({ by: ["kind"], where: published })).length);
  expect((await searchGroups("fi", { language: "ckb", page: 1 })).groups.at(2)?.usually).toBeNull();
  vi.useRealTimers();
  expect(await listGroupsByClock(at("2026-10-06", "15:59"), at("2026-10-06", "16:01"))).toContain(
    `group:${youth.slug}`,
  );
});

test("a forum leads to groups that are linked or of its languages and place, and back", async () => {
  const forumId = await createForum(url, { slug: "ryhmista", inDays: 20 });
  await createForum(url, { slug: "ryhmien-luonnos", inDays: 20, status: "draft" });
  const near = await newGroup({ languages: ["ti"], municipalityKey: "vaasa" });
  const far = await newGroup({ languages: ["ti"], municipalityKey: "kotka" });
  const linked = await newGroup({ languages: ["am"], municipalityKey: "kotka" });
  for (const { permit } of [near, far, linked]) await publishGroup(permit, NOW);
  expect(await linkForum(linked.permit, { slug: "ryhmien-luonnos" })).toEqual({ ok: false, reason: "forum_unknown" });
  await linkForum(linked.permit, { slug: "ryhmista" });
  await linkForum(linked.permit, { slug: "ryhmista" });
  expect(await db().auditEntry.count({ where: { action: "group_forum_linked", subjectId: linked.id } })).toBe(1);
  const of = async () =>
    (await listGroupsOfForum("fi", { forumId, languages: ["fi", "ti"], place: "vaasa" })).map(({ id }) => id);
  expect(await of()).toEqual([linked.id, near.id]);
  expect((await findGroupPage("fi", linked.slug))?.forums).toMatchObject([{ slug: "ryhmista", what: "prepares" }]);
  // Who prepared for it has to know that it is cancelled; nobody talks of it afterwards.
  await db().forum.update({ where: { id: forumId }, data: { status: "cancelled" } });
  expect((await findGroupPage("fi", linked.slug))?.forums).toMatchObject([{ what: "cancelled" }]);
  const { startsAt, endsAt } = await db().forum.findUniqueOrThrow({ where: { id: forumId } });
  const before = { startsAt: addDays(startsAt, -400), endsAt: addDays(endsAt, -400), registrationClosesAt: null };
  await db().forum.update({ where: { id: forumId }, data: before });
  expect((await findGroupPage("fi", linked.slug))?.forums).toEqual([]);
  await db().forum.update({ where: { id: forumId }, data: { status: "published" } });
  expect((await findGroupPage("fi", linked.slug))?.forums).toMatchObject([{ what: "followsUp" }]);
  await unlinkForum(linked.permit, { forumId });
  expect(await of()).toEqual([near.id]);
});

test("a meeting becomes a forum that is linked to the group, and shown once it is published", async () => {
  const { id, slug, permit } = await newGroup();
  await publishGroup(permit, NOW);
  const makes = permitted(canCreateForum, { organisationId });
  const { startsAt, endsAt } = await meetingOn(id, "2026-10-15");
  const forum = {
    ...({ kind: "family_evening", language: "fi", audience: "Äidit", venue: "testitalo", startsAt, endsAt } as const),
    ...{ title: "Ryhmän ilta", summary: words.summary, description: words.description },
    contact: { name: "Testaaja", email: "testaaja@example.org", locale: "fi" as const },
  };
  const refused = await createForumOfGroup(permit, makes, { ...forum, venue: "ei-ole" }, NOW);
  expect(refused).toEqual({ ok: false, reason: "venue_invalid" });
  const made = await createForumOfGroup(permit, makes, forum, NOW);
  if (!made.ok) throw new Error(made.reason);
  expect((await findGroupAtWork(permit, "fi", NOW))?.forums).toMatchObject([{ slug: made.slug, startsAt }]);
  expect((await findGroupPage("fi", slug))?.forums).toEqual([]);
  await db().forum.update({ where: { slug: made.slug }, data: { status: "published", publishedAt: NOW } });
  expect((await findGroupPage("fi", slug))?.forums).toMatchObject([{ slug: made.slug, title: "Ryhmän ilta" }]);
  for (const action of ["forum_created", "group_forum_linked"])
    expect(await db().auditEntry.count({ where: { action, subjectId: { in: [id, made.id] } } })).toBe(1);
});

test("a copied group is a draft with the same words from the next meeting on, and an ended one has no meetings left", async () => {
  const { id, slug, permit } = await newGroup({
    schedule: { startsAt: at("2026-09-03"), minutes: 90, rhythm: "biweekly", lastDay: null },
  });
  await publishGroup(permit, NOW);
  const copied = await copyGroup(permit, NOW);
  if (!copied.ok) throw new Error(copied.reason);
  const copy = await db().group.findUniqueOrThrow({ where: { id: copied.id } });
  expect(copy).toMatchObject({
    status: "draft",
    startsAt: at("2026-10-15"),
    placeName: "Salainen talo",
    onlineUrl: null,
  });
  expect((await days(copied.id)).slice(0, 2)).toEqual(["2026-10-15", "2026-10-29"]);
  const email = "lopettaja@ryhmat.example";
  const { userId } = await createAccount(url, { email, roles: ["peer_tutor"] });
  await nameTutor(permit, { email }, NOW);
  const shows = { shownName: "Amina", languages: ["so"] };
  await showOneself(permitted(canShowOneself, permit.subject, tutorOf(userId, id)), shows, NOW);
  expect((await findGroupPage("fi", slug))?.tutors).toHaveLength(1);
  expect(await endGroup(permit, NOW)).toMatchObject({ ok: true });
  expect(await endGroup(permit, NOW)).toMatchObject({ ok: true });
  expect(await days(id)).toEqual(["2026-09-03", "2026-09-17", "2026-10-01"]);
  expect(await findGroupPage("fi", slug)).toMatchObject({ state: "ended", meetings: [], tutors: [] });
  expect(await findGroupCalendar("fi", slug)).toBeNull();
  expect(await listGroupSlugs()).not.toContain(slug);
  expect(await editGroup(permit, { ...details(), seen: 1 }, NOW)).toEqual({ ok: false, reason: "ended" });
});

test("who will come along is counted by language, once each, and only where people just come", async () => {
  const asked = await newGroup();
  const come = await newGroup({ entry: "come", placeIsPublic: true });
  const { id: meeting } = await meetingOn(come.id, "2026-10-08");
  const visit = (sender: string | null, language?: SpokenLanguage, more = {}) =>
    noteVisit({ slug: come.slug, meeting, language, ...more }, sender, NOW);
  const not = { ok: false, reason: "not_found" };
  expect(await visit("draft")).toEqual(not);
  for (const { permit } of [asked, come]) await publishGroup(permit, NOW);
  expect(await visit("a", "so", { slug: asked.slug, meeting: (await meetingOn(asked.id, "2026-10-08")).id })).toEqual(
    not,
  );
  expect(await visit("a", "so", { slug: asked.slug })).toEqual(not);
  expect(await visit("a", "so", { meeting: (await meetingOn(come.id, "2026-10-01")).id })).toEqual(not);
  const said = ["a", "a", "b", "c", "c", null, null].map((sender) => visit(sender, sender === "c" ? undefined : "so"));
  expect(await Promise.all(said)).toEqual(said.map(() => ({ ok: true })));
  // The same person, to another meeting too.
  await visit("a", "ar", { meeting: (await meetingOn(come.id, "2026-10-15")).id });
  expect((await listVisits([meeting])).get(meeting)).toEqual({ people: 5, languages: [{ language: "so", people: 4 }] });
  const work = await findGroupAtWork(come.permit, "fi", NOW);
  expect(work?.meetings.map(({ visits }) => visits.people).slice(0, 3)).toEqual([5, 1, 0]);
  // No page shows the number, and it goes with the meeting.
  expect(JSON.stringify(await findGroupPage("fi", come.slug))).not.toContain("people");
  await cancelMeeting(come.permit, { id: meeting }, NOW);
  expect(await visit("d")).toEqual(not);
  await endGroup(come.permit, NOW);
  expect(await listVisits([meeting])).toEqual(new Map());
});

test("a draft that is ended stays unseen", async () => {
  const { slug, permit } = await newGroup();
  await endGroup(permit, NOW);
  expect(await findGroupPage("fi", slug)).toBeNull();
});

test("a group that begins only in some months is copied with its rhythm", async () => {
  const { permit } = await newGroup({
    schedule: { startsAt: at("2027-01-14"), minutes: 90, rhythm: "monthly", lastDay: null },
  });
  const copied = await copyGroup(permit, NOW);
  if (!copied.ok) throw new Error(copied.reason);
  expect((await days(copied.id)).slice(0, 2)).toEqual(["2027-01-14", "2027-02-11"]);
});

test("a meeting that was moved to an earlier day and held stays, whatever the schedule becomes", async () => {
  const { id, permit } = await newGroup();
  const moved = await meetingOn(id, "2026-10-08");
  await moveMeeting(permit, { id: moved.id, startsAt: at("2026-10-06"), endsAt: at("2026-10-06", "19:00") }, NOW);
  const after = at("2026-10-07", "12:00");
  await addBreak(permit, { firstDay: "2026-10-08", lastDay: "2026-10-20" }, after);
  expect(await days(id)).toContain("2026-10-06");
  await removeBreak(permit, { id: (await db().groupBreak.findFirstOrThrow({ where: { groupId: id } })).id }, after);
  expect((await days(id)).filter((day) => day > "2026-10-02").slice(0, 2)).toEqual(["2026-10-06", "2026-10-15"]);
});

test("the nightly job plans meetings further, and nothing twice", async () => {
  const { id } = await newGroup();
  const before = await days(id);
  const later = addDays(NOW, 20);
  await planMeetings(later);
  await planMeetings(later);
  const after = await days(id);
  expect(after.slice(0, before.length)).toEqual(before);
  expect(after.slice(before.length)).toEqual(["2027-04-08", "2027-04-15", "2027-04-22"]);
});

test("staff see the groups of their organisation, and find them by their words", async () => {
  const { id, permit } = await newGroup({ district: "Hakunila" }, "Hakunilan lukupiiri");
  const staff = {
    ...({ kind: "user", id: "x", email: "x@example.org", name: null, roles: ["staff"], cleared: true } as const),
    ...{ forumIds: [], forumSessionIds: [], hostedSessionIds: [], ledGroupIds: [], trace: null },
  };
  const search = { text: "hakunilan", page: 1 };
  const own = permitted(canListGroups, null, { ...staff, organisationIds: [organisationId] });
  expect((await searchGroupsAtWork(own, "fi", search, NOW)).groups).toMatchObject([{ id, state: "draft" }]);
  const elsewhere = permitted(canListGroups, null, { ...staff, organisationIds: [] });
  expect((await searchGroupsAtWork(elsewhere, "fi", search, NOW)).total).toBe(0);
  expect((await searchGroupsAtWork(permitted(canListGroups, null, system("test")), "fi", search, NOW)).total).toBe(1);
  const work = await findGroupAtWork(permit, "fi", NOW);
  expect(work?.past[0]?.startsAt).toEqual(at("2026-10-01"));
  expect(work?.meetings[0]?.startsAt).toEqual(at("2026-10-08"));
  expect(await findGroupSubject(id)).toEqual({ groupId: id, organisationId });
});
