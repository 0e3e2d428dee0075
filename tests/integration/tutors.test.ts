import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { Permit } from "@/features/access/policy";
import type { UserActor } from "@/features/access/schema";
import { canOpenWorkspace, canUseOwnAccount } from "@/features/accounts/policy";
import { findLoginSession } from "@/features/accounts/queries";
import { countMembers, searchMembers } from "@/features/group-members/queries";
import {
  pointElsewhere,
  putOnWaitingList,
  removeMember,
  welcomeMember,
  writeDownMember,
} from "@/features/group-members/tutor/commands";
import { countOwnRequests } from "@/features/group-members/tutor/queries";
import { WriteDownSchema } from "@/features/group-members/tutor/schema";
import { forgetGroupNotes, removeGroupNote, writeGroupNote } from "@/features/group-notes/commands";
import { canWriteGroupNotes } from "@/features/group-notes/policy";
import { searchGroupNotes, searchOwnGroupNotes } from "@/features/group-notes/queries";
import { createGroup, endTutor, hideOneself, nameTutor, publishGroup, showOneself } from "@/features/groups/commands";
import { canCreateGroup, canLeadGroup, canManageGroup, canShowOneself } from "@/features/groups/policy";
import { findGroupPage, findLedGroup, findOwnShown, listOwnGroups } from "@/features/groups/queries";
import { eraseAccount } from "@/features/privacy/commands";
import { getAccountExport } from "@/features/privacy/queries";
import { enterTutorHours, forgetTutorHours, noteHoursExport, removeTutorHours } from "@/features/tutor-hours/commands";
import { canEnterTutorHours, canSumTutorHours } from "@/features/tutor-hours/policy";
import { listOwnHours, listTutorHours, searchTutorHours } from "@/features/tutor-hours/queries";
import { routes } from "@/i18n/routes";
import { instantOf } from "@/i18n/time";
import { db } from "@/platform/db/client";
import { deriveToken, hashToken } from "@/platform/security/tokens";
import { createAccount } from "../support/accounts";
import { createForum } from "../support/forums";
import { createTestMember } from "../support/groups";
import { composeMessage } from "../support/letters";
import { permitted, tutorOf } from "../support/permits";

vi.mock("next/cache", () => ({ cacheLife: () => undefined, cacheTag: () => undefined }));

const url = process.env.DATABASE_URL ?? "";
/** A Monday. */
const NOW = instantOf("2026-10-05", "12:00") as Date;
let organisationId = "";
let counter = 0;

beforeAll(async () => {
  const forumId = await createForum(url, { slug: "ohjaajien-foorumi", inDays: 30 });
  ({ organisationId } = await db().forum.findUniqueOrThrow({ where: { id: forumId } }));
});
afterAll(() => db().$disconnect());

async function newGroup({ capacity = null as number | null } = {}) {
  const title = `Ryhmä ${counter++}`;
  const made = await createGroup(
    permitted(canCreateGroup, { organisationId }),
    {
      ...{
        title,
        summary: "Teetä",
        description: "Juomme teetä.",
        firstTime: "",
        language: "fi",
        kind: "parents",
        entry: "ask",
      },
      ...{ municipalityKey: "helsinki", district: "Kontula", languages: ["so"], placeName: "Salainen talo" },
      ...{ address: "Piilokatu 7", placeIsPublic: false, onlineUrl: null, childcare: false, capacity, full: false },
      ...{ skipsHolidays: true, contactName: "Testaaja", contactEmail: "testaaja@example.org", contactPhone: null },
      schedule: { startsAt: instantOf("2026-09-03", "17:30") as Date, minutes: 90, rhythm: "weekly", lastDay: null },
    },
    NOW,
  );
  if (!made.ok) throw new Error(made.reason);
  const subject = { groupId: made.id, organisationId };
  const staff = permitted(canManageGroup, subject);
  await publishGroup(staff, NOW);
  return { ...made, title, subject, staff };
}

async function person({ roles = ["peer_tutor"], locale = "fi" }: { roles?: UserActor["roles"]; locale?: string } = {}) {
  const email = `ohjaaja-${counter++}@tutors.example`;
  const { userId, token } = await createAccount(url, { email, roles: [...roles] });
  await db().user.update({ where: { id: userId }, data: { locale, name: `Nimi ${counter}` } });
  return { userId, email, token, name: `Nimi ${counter}` };
}

/** The actor of a session, as the portal knows them at this moment. */
async function actorOf(token: string): Promise<UserActor> {
  const found = await findLoginSession(token);
  if (found?.kind !== "session") throw new Error("no session");
  return found.session.actor;
}

const outbox = (email: string) =>
  db().notification.findMany({ where: { recipient: email }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
const says = async (message: Parameters<typeof composeMessage>[0] | undefined) =>
  message ? ((await composeMessage(message, NOW))?.mail ?? null) : null;

describe("leading a group", () => {
  test("whoever is named is told in their language, finds the group at work, and sees nothing once it is handed over", async () => {
    const { slug, title, subject, staff } = await newGroup();
    const { userId, email, token } = await person({ locale: "so" });
    expect(Permit.ask(canLeadGroup, await actorOf(token), subject)).toBeNull();
    expect(await nameTutor(staff, { email }, NOW)).toMatchObject({ ok: true });
    expect(await nameTutor(staff, { email }, NOW)).toEqual({ ok: false, reason: "named_already" });

    const [named, ...others] = await outbox(email);
    expect(others).toEqual([]);
    expect(named).toMatchObject({ template: "staff_tutor_named", locale: "so", groupId: subject.groupId });
    const letter = await says(named);
    expect(letter?.subject).toBe(`Hadda koox baad hoggaamisaa: ${title}`);
    expect(letter?.text).toContain(routes.ownGroup("so", slug));

    const tutor = await actorOf(token);
    const permit = permitted(canLeadGroup, subject, tutor);
    expect(await listOwnGroups(permitted(canOpenWorkspace, null, tutor), "so", NOW)).toMatchObject([{ slug, title }]);
    expect(await findLedGroup(permit, "fi", NOW)).toMatchObject({ placeName: "Salainen talo", address: "Piilokatu 7" });
    const other = await newGroup();
    expect(Permit.ask(canLeadGroup, tutor, other.subject)).toBeNull();
    expect(Permit.ask(canManageGroup, tutor, subject)).toBeNull();

    // Handed over: the next one leads it, and the former sees nothing at once.
    const next = await person({ locale: "ar" });
    await nameTutor(staff, { email: next.email }, NOW);
    const row = await db().groupTutor.findFirstOrThrow({ where: { userId } });
    await endTutor(staff, { id: row.id });
    await endTutor(staff, { id: row.id });
    expect(Permit.ask(canLeadGroup, await actorOf(token), subject)).toBeNull();
    expect(await listOwnGroups(permitted(canOpenWorkspace, null, await actorOf(token)), "so", NOW)).toEqual([]);
    expect(Permit.ask(canLeadGroup, await actorOf(next.token), subject)).not.toBeNull();
    const [stale, ended, ...more] = await outbox(email);
    expect(more).toEqual([]);
    expect(await says(stale)).toBeNull();
    expect((await says(ended))?.subject).toBe(`Kooxda hadda ma hoggaamisid: ${title}`);
    // Named again before the mail has gone: they are not told that it has ended.
    await nameTutor(staff, { email }, NOW);
    expect(await says(ended)).toBeNull();

    const log = await db().auditEntry.findMany({
      where: { subjectId: subject.groupId, action: { startsWith: "group_tutor" } },
    });
    expect(log.map(({ action }) => action).sort()).toEqual([
      ...["group_tutor_ended", "group_tutor_named", "group_tutor_named", "group_tutor_named"],
    ]);
    expect(JSON.stringify(log.map(({ changes }) => changes))).not.toMatch(/Nimi|tutors\.example/);
  });

  test("nobody who is no peer tutor is named, and all who cannot be are refused alike, whoever they are", async () => {
    const { staff } = await newGroup();
    const idle = await person({ roles: [] });
    const locked = await person();
    await db().user.update({ where: { id: locked.userId }, data: { lockedAt: NOW } });
    const counsellor = await person({ roles: ["counsellor"] });
    for (const email of ["kukaan@tutors.example", idle.email, locked.email, counsellor.email])
      expect(await nameTutor(staff, { email }, NOW)).toEqual({ ok: false, reason: "person_unknown" });
    expect(await outbox(counsellor.email)).toEqual([]);
  });

  test("what the page shows of a tutor is theirs to decide, and nobody else’s", async () => {
    const { slug, subject, staff } = await newGroup();
    const { userId, email, token } = await person();
    await nameTutor(staff, { email }, NOW);
    expect((await findGroupPage("fi", slug))?.tutors).toEqual([]);
    const permit = permitted(canShowOneself, subject, await actorOf(token));
    expect(await showOneself(permit, { shownName: "Hodan", languages: ["so", "fi"] }, NOW)).toMatchObject({ ok: true });
    expect((await findGroupPage("fi", slug))?.tutors).toEqual([{ name: "Hodan", languages: ["so", "fi"] }]);
    const later = new Date(NOW.getTime() + 86_400_000);
    await showOneself(permit, { shownName: "Hodan W.", languages: ["so"] }, later);
    // They agreed when they agreed, whatever they change since.
    expect(await findOwnShown(permit)).toEqual({ shownName: "Hodan W.", languages: ["so"], agreedAt: NOW });
    const { userId: staffId } = await person({ roles: ["staff"] });
    const colleague = { ...tutorOf(staffId), roles: ["staff"], organisationIds: [organisationId] } as const;
    expect(Permit.ask(canLeadGroup, colleague, subject)).not.toBeNull();
    expect(Permit.ask(canShowOneself, colleague, subject)).toBeNull();
    await hideOneself(permit);
    await hideOneself(permit);
    expect((await findGroupPage("fi", slug))?.tutors).toEqual([]);
    expect(await db().groupTutor.findFirstOrThrow({ where: { userId } })).toMatchObject({
      ...{ shownName: null, languages: [], agreedAt: null },
    });
    expect(await db().auditEntry.count({ where: { subjectId: subject.groupId, action: "group_tutor_hidden" } })).toBe(
      1,
    );
    // The role has ended meanwhile: the form of a page that is still open does nothing.
    await db().groupTutor.deleteMany({ where: { userId } });
    expect(await showOneself(permit, { shownName: "Hodan", languages: [] }, NOW)).toEqual({
      ...{ ok: false, reason: "not_found" },
    });
  });
});

describe("answering those who ask", () => {
  const rowOf = (id: string) => db().groupMember.findUniqueOrThrow({ where: { id } });
  const toldOf = async (memberId: string) =>
    (await db().notification.findMany({ where: { groupMemberId: memberId }, orderBy: { createdAt: "asc" } })).map(
      ({ template, channel, locale }) => `${template} ${channel} ${locale}`,
    );

  /** A group with a tutor, whose permit it is. */
  async function ledGroup(more: Parameters<typeof newGroup>[0] = {}) {
    const group = await newGroup(more);
    const tutor = await person();
    await nameTutor(group.staff, { email: tutor.email }, NOW);
    return { ...group, tutor, permit: permitted(canLeadGroup, group.subject, await actorOf(tutor.token)) };
  }

  test("two tutors who welcome two people to the last place at once: one is refused, and the other is told", async () => {
    const { subject, staff, permit } = await ledGroup({ capacity: 2 });
    const second = await person();
    await nameTutor(staff, { email: second.email }, NOW);
    const other = permitted(canLeadGroup, subject, await actorOf(second.token));
    await createTestMember(url, subject.groupId);
    const [asked, waits] = [
      await createTestMember(url, subject.groupId, { status: "asked" }),
      await createTestMember(url, subject.groupId, { status: "waiting" }),
    ];
    const results = await Promise.all([
      welcomeMember(permit, { id: asked.id }, NOW),
      welcomeMember(other, { id: waits.id }, NOW),
    ]);
    expect(results.filter(({ ok }) => ok)).toEqual([{ ok: true, changed: true }]);
    expect(results.filter(({ ok }) => !ok)).toEqual([{ ok: false, reason: "full" }]);
    expect(await countMembers(permit)).toMatchObject({ member: 2 });
    const [welcomed, refused] = results[0].ok ? [asked, waits] : [waits, asked];
    expect(await toldOf(welcomed.id)).toEqual(["group_welcomed sms so"]);
    expect(await toldOf(refused.id)).toEqual([]);
    // The refused one waits, and gets the place that somebody gives up.
    if (refused === asked) expect(await putOnWaitingList(permit, { id: asked.id }, NOW)).toMatchObject({ ok: true });
    expect(await removeMember(other, { id: welcomed.id }, NOW)).toEqual({ ok: true, changed: true });
    expect(await welcomeMember(permit, { id: refused.id }, NOW)).toEqual({ ok: true, changed: true });
    expect((await rowOf(welcomed.id)).leftAt).toEqual(NOW);
  });

  test("of two answers at once, the later one is refused, and the same one twice tells nobody again", async () => {
    const { subject, permit } = await ledGroup();
    const { id } = await createTestMember(url, subject.groupId, {
      status: "asked",
      phone: null,
      email: "k@example.org",
    });
    const results = await Promise.all([
      welcomeMember(permit, { id }, NOW),
      pointElsewhere(permit, { id, slug: null }, NOW),
    ]);
    // A welcome may follow on a pointing, but not the other way round.
    expect(results.some(({ ok }) => ok)).toBe(true);
    if (results.every(({ ok }) => ok)) expect((await rowOf(id)).status).toBe("member");
    await welcomeMember(permit, { id }, NOW);
    expect(await welcomeMember(permit, { id }, NOW)).toEqual({ ok: true, changed: false });
    expect((await toldOf(id)).filter((one) => one.startsWith("group_welcomed"))).toEqual(["group_welcomed email so"]);
    expect(await putOnWaitingList(permit, { id }, NOW)).toEqual({ ok: false, reason: "answered" });
    expect(await db().groupMemberEvent.count({ where: { memberId: id, kind: "welcomed" } })).toBe(1);
  });

  test("somebody is pointed to a public group alone, and another tutor’s people are out of reach", async () => {
    const { subject, permit } = await ledGroup();
    const other = await ledGroup();
    const { id } = await createTestMember(url, subject.groupId, { status: "asked", name: "Sahra" });
    for (const answer of [welcomeMember, putOnWaitingList, removeMember])
      expect(await answer(other.permit, { id }, NOW)).toEqual({ ok: false, reason: "not_found" });
    expect(await pointElsewhere(other.permit, { id, slug: null }, NOW)).toEqual({ ok: false, reason: "not_found" });
    const own = await db().group.findUniqueOrThrow({ where: { id: subject.groupId } });
    for (const slug of ["ei-ole", own.slug])
      expect(await pointElsewhere(permit, { id, slug }, NOW)).toEqual({ ok: false, reason: "group_unknown" });
    expect(await pointElsewhere(permit, { id, slug: other.slug }, NOW)).toEqual({ ok: true, changed: true });
    expect(await rowOf(id)).toMatchObject({ status: "pointed", pointedToId: other.subject.groupId });
    expect(await toldOf(id)).toEqual(["group_pointed sms so"]);
    for (const status of ["asked", "waiting", "member"] as const)
      expect(await searchMembers(permit, status)).toMatchObject({ members: [], total: 0 });
    const log = await db().auditEntry.findMany({
      where: { subjectId: subject.groupId, action: "group_member_pointed" },
    });
    expect(log.map(({ changes }) => changes)).toEqual([{}]);
  });

  test("whoever called is written down once, with who did it, and told with a link of their own", async () => {
    const { subject, permit, tutor } = await ledGroup({ capacity: 1 });
    const called = WriteDownSchema.parse({
      ...{ name: "Maryan", language: "so", age: "adult", phone: "0401234567", email: "", messageLocale: "so" },
      ...{ contactWay: "call", answer: "member", permission: "on", form: randomUUID() },
    });
    const both = await Promise.all([writeDownMember(permit, called, NOW), writeDownMember(permit, called, NOW)]);
    expect(both).toEqual([{ ok: true }, { ok: true }]);
    const {
      members: [member, ...others],
    } = await searchMembers(permit, "member");
    expect(others).toEqual([]);
    expect(member).toMatchObject({ name: "Maryan", phone: "+358401234567", contactWay: "call", helper: tutor.name });
    const row = await rowOf(member?.id ?? "");
    expect(row).toMatchObject({ permissionAt: NOW, helperUserId: tutor.userId });
    expect(row.tokenHash).toEqual(Uint8Array.from(hashToken(deriveToken("group-member", row.id))));
    expect(await db().groupConsent.count({ where: { memberId: row.id, kind: "privacy_notice" } })).toBe(1);
    const more = { ...called, form: randomUUID() };
    expect(await writeDownMember(permit, more, NOW)).toEqual({ ok: false, reason: "full" });
    expect(await writeDownMember(permit, { ...more, answer: "waiting" }, NOW)).toEqual({ ok: true });
    const requests = await countOwnRequests(permitted(canOpenWorkspace, null, await actorOf(tutor.token)));
    expect(requests.get(subject.groupId)).toBeUndefined();
    const log = await db().auditEntry.findMany({ where: { subjectId: subject.groupId } });
    expect(JSON.stringify(log.map(({ changes }) => changes))).not.toMatch(/Maryan|358/);
  });

  test("what is written down needs a name, permission and a way to reach them, or that the tutor tells them", () => {
    const errorsOf = (more: object) =>
      WriteDownSchema.safeParse({
        ...{ name: "Maryan", language: "so", age: "adult", phone: "", email: "", messageLocale: "so" },
        ...{ contactWay: "read", answer: "waiting", permission: "on", form: randomUUID(), ...more },
      }).error?.issues.map(({ path, message }) => `${path.join(".")} ${message}`) ?? [];
    expect(errorsOf({})).toEqual(["phone reach_needed"]);
    expect(errorsOf({ noReach: "on" })).toEqual([]);
    expect(errorsOf({ email: "a@example.org", contactWay: "call" })).toEqual(["phone contact_way_call"]);
    expect(errorsOf({ name: " ", permission: "", phone: "112233", noReach: "on" })).toEqual([
      ...["name name_required", "phone phone_invalid", "permission permission_required"],
    ]);
  });

  test("after a handover people stay, and the former tutor reaches none of them", async () => {
    const { subject, staff, tutor } = await ledGroup();
    const { id } = await createTestMember(url, subject.groupId, { status: "asked" });
    const next = await person();
    await nameTutor(staff, { email: next.email }, NOW);
    await endTutor(staff, { id: (await db().groupTutor.findFirstOrThrow({ where: { userId: tutor.userId } })).id });
    expect(Permit.ask(canLeadGroup, await actorOf(tutor.token), subject)).toBeNull();
    const theirs = permitted(canLeadGroup, subject, await actorOf(next.token));
    expect((await searchMembers(theirs, "asked")).members.map((one) => one.id)).toEqual([id]);
    expect(await welcomeMember(theirs, { id }, NOW)).toMatchObject({ ok: true });
  });
});

describe("hours", () => {
  const entry = (more = {}) => ({
    ...{ day: "2026-10-01", minutes: 90, work: "meeting" as const, form: randomUUID() },
    ...more,
  });

  test("a tutor enters their own, staff see sums by month, and sums outlive the account", async () => {
    const { title, subject, staff } = await newGroup();
    const [first, second] = [await person(), await person()];
    for (const { email } of [first, second]) await nameTutor(staff, { email }, NOW);
    const own = permitted(canEnterTutorHours, subject, await actorOf(first.token));
    const others = permitted(canEnterTutorHours, subject, await actorOf(second.token));
    const form = randomUUID();
    expect(await enterTutorHours(own, entry({ form }), NOW)).toEqual({ ok: true });
    expect(await enterTutorHours(own, entry({ form }), NOW)).toEqual({ ok: true });
    await enterTutorHours(own, entry({ day: "2026-09-24", minutes: 45, work: "contacts" }), NOW);
    await enterTutorHours(others, entry({ minutes: 60 }), NOW);
    expect(await enterTutorHours(own, entry({ day: "2026-10-06" }), NOW)).toEqual({ ok: false, reason: "day_ahead" });
    expect(await enterTutorHours(own, entry({ day: "2024-12-31" }), NOW)).toEqual({ ok: false, reason: "day_old" });
    const entries = await listOwnHours(own, 2026);
    expect(entries).toMatchObject([
      { day: "2026-10-01", minutes: 90, work: "meeting" },
      { day: "2026-09-24", minutes: 45, work: "contacts" },
    ]);
    await removeTutorHours(others, { id: entries[0]?.id ?? "" });
    expect(await listOwnHours(own, 2026)).toHaveLength(2);
    await removeTutorHours(own, { id: entries[1]?.id ?? "" });

    const sums = permitted(canSumTutorHours, { organisationId });
    const found = await searchTutorHours(sums, "fi", { year: 2026, page: 1 });
    expect(found.minutes).toBe(150);
    const october = (minutes: number) => Array.from({ length: 12 }, (_, n) => (n === 9 ? minutes : 0));
    expect(found.sums).toEqual([
      { tutor: first.name, group: title, locale: "fi", months: october(90), minutes: 90 },
      { tutor: second.name, group: title, locale: "fi", months: october(60), minutes: 60 },
    ]);
    expect(JSON.stringify(found)).not.toContain("contacts");
    expect(await listTutorHours(sums, "fi", 2025)).toEqual([]);
    await noteHoursExport(sums);
    expect(await db().auditEntry.count({ where: { action: "tutor_hours_exported", subjectId: organisationId } })).toBe(
      1,
    );
    const account = permitted(canUseOwnAccount, { userId: first.userId }, await actorOf(first.token));
    expect(await getAccountExport(account, "fi")).toMatchObject({
      tutorHours: [{ day: "2026-10-01", minutes: 90, work: "meeting" }],
    });
    await eraseAccount(account, { registrations: false }, NOW);
    expect(await listTutorHours(sums, "fi", 2026)).toMatchObject([
      { tutor: second.name },
      { tutor: null, minutes: 90 },
    ]);
    await forgetTutorHours(instantOf("2033-01-01") as Date);
    expect(await listTutorHours(sums, "fi", 2026)).toEqual([]);
  });

  test("a day has no more than twenty-four hours, also if several windows send at once", async () => {
    const { subject, staff } = await newGroup();
    const { email, token } = await person();
    await nameTutor(staff, { email }, NOW);
    const own = permitted(canEnterTutorHours, subject, await actorOf(token));
    const results = await Promise.all(
      Array.from({ length: 4 }, () => enterTutorHours(own, entry({ minutes: 600 }), NOW)),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(2);
    expect(results.find(({ ok }) => !ok)).toEqual({ ok: false, reason: "day_full" });
  });
});

describe("notes to staff", () => {
  test("staff are told once a day that there are notes, without their words, and never of notes that were taken back", async () => {
    const { subject, staff, title } = await newGroup();
    const writer = await person();
    await nameTutor(staff, { email: writer.email }, NOW);
    const own = permitted(canWriteGroupNotes, subject, await actorOf(writer.token));
    const works = await person({ roles: ["staff"], locale: "ar" });
    const elsewhere = await person({ roles: ["staff"] });
    const gone = await person({ roles: ["staff"] });
    const counsels = await person({ roles: ["counsellor"] });
    for (const { userId } of [works, gone, counsels])
      await db().membership.create({ data: { userId, organisationId: subject.organisationId } });
    await db().user.update({ where: { id: gone.userId }, data: { lockedAt: NOW } });
    const write = (now: Date, text = "Qolku waa yar yahay.") =>
      writeGroupNote(own, { text, language: "so", form: randomUUID() }, now);
    const minute = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

    // Two at once, and one before the message has left: one message.
    await Promise.all([write(NOW), write(NOW)]);
    await write(minute(1));
    expect(await outbox(works.email)).toHaveLength(1);
    for (const { email } of [elsewhere, gone, counsels, writer])
      expect((await outbox(email)).filter(({ template }) => template === "staff_group_note")).toEqual([]);
    const [first] = await outbox(works.email);
    const mail = await says(first);
    expect(mail?.locale).toBe("ar");
    expect(mail?.subject).toContain(title);
    expect(mail?.text).toMatch(/3\sملاحظات/);
    expect(mail?.text).toContain(`/ar/work/groups/${subject.groupId}#notes`);
    expect(`${mail?.text} ${mail?.html}`).not.toContain("Qolku");

    // Once it is on its way or has left, what is written the same day is told together the next morning.
    const message = { where: { id: first?.id ?? "" } };
    await db().notification.update({ ...message, data: { attemptedAt: minute(2) } });
    await write(minute(3));
    expect(await outbox(works.email)).toHaveLength(2);
    await db().notification.update({ ...message, data: { attemptedAt: null, sentAt: minute(3) } });
    await write(minute(4));
    const [, second, ...more] = await outbox(works.email);
    expect(more).toEqual([]);
    expect((await says(second))?.text).toContain("ملاحظتين");
    const [job] = await db().$queryRaw<{ start_after: Date }[]>`
      SELECT start_after FROM pgboss.job WHERE data ->> 'messageId' = ${second?.id ?? ""}`;
    expect(job?.start_after).toEqual(instantOf("2026-10-06", "08:00"));

    // Somebody who no longer works there is not told, nor is anybody of notes that were taken back.
    for (const { id } of (await searchOwnGroupNotes(own, { page: 1 })).notes.slice(0, 2))
      await removeGroupNote(own, { id });
    expect(await says(second)).toBeNull();
    expect(await says(first)).not.toBeNull();
    await db().membership.deleteMany({ where: { userId: works.userId } });
    expect(await says(first)).toBeNull();
  });

  test("a note is kept once, read by staff, taken back by its writer alone, and forgotten after a year", async () => {
    const { subject, staff } = await newGroup();
    const [writer, other] = [await person(), await person()];
    for (const { email } of [writer, other]) await nameTutor(staff, { email }, NOW);
    const own = permitted(canWriteGroupNotes, subject, await actorOf(writer.token));
    const others = permitted(canWriteGroupNotes, subject, await actorOf(other.token));
    const form = randomUUID();
    const note = { text: "Tila on liian pieni.", language: "fi", form } as const;
    await Promise.all([writeGroupNote(own, note, NOW), writeGroupNote(own, note, NOW)]);
    await writeGroupNote(own, { text: "Qolku waa yar yahay.", language: "so", form: randomUUID() }, new Date(+NOW + 1));
    const read = await searchGroupNotes(staff, { page: 1 });
    expect(read).toMatchObject({
      total: 2,
      pages: 1,
      notes: [
        { language: "so", writer: writer.name },
        { language: "fi", text: note.text },
      ],
    });
    expect((await searchOwnGroupNotes(others, { page: 1 })).notes).toEqual([]);
    const [newest, oldest] = read.notes;
    await removeGroupNote(others, { id: newest?.id ?? "" });
    await removeGroupNote(own, { id: newest?.id ?? "" });
    expect((await searchGroupNotes(staff, { page: 1 })).notes.map(({ id }) => id)).toEqual([oldest?.id]);
    expect(await db().auditEntry.count({ where: { action: "group_note_written", subjectId: subject.groupId } })).toBe(
      2,
    );
    expect(await db().auditEntry.count({ where: { action: "group_note_removed", subjectId: subject.groupId } })).toBe(
      1,
    );
    const account = permitted(canUseOwnAccount, { userId: writer.userId }, await actorOf(writer.token));
    expect(await getAccountExport(account, "fi")).toMatchObject({ groupNotes: [{ text: note.text }] });
    await eraseAccount(account, { registrations: false }, NOW);
    expect((await searchGroupNotes(staff, { page: 1 })).notes).toMatchObject([{ writer: null, text: note.text }]);
    await forgetGroupNotes(instantOf("2027-10-05", "11:59") as Date);
    expect((await searchGroupNotes(staff, { page: 1 })).total).toBe(1);
    await forgetGroupNotes(instantOf("2027-10-05", "12:01") as Date);
    expect((await searchGroupNotes(staff, { page: 1 })).total).toBe(0);
  });
});
