import { afterAll, describe, expect, test } from "vitest";
import type { Role, UserActor } from "@/features/access/schema";
import { canOpenWorkspace } from "@/features/accounts/policy";
import { findLoginSession } from "@/features/accounts/queries";
import { cancelForum, leaveOutSession } from "@/features/forum-changes/commands";
import { canArrangeProgramme, canChangeForum } from "@/features/forum-changes/policy";
import { addSession, changeSession } from "@/features/forum-changes/programme/commands";
import { copyForum } from "@/features/forum-planning/commands";
import { canCopyForum } from "@/features/forum-planning/policy";
import { findForumSubject } from "@/features/forums/queries";
import { endResponsibility, giveResponsibility } from "@/features/responsibilities/commands";
import { canNameResponsible } from "@/features/responsibilities/policy";
import { listOwnResponsibilities, listResponsibilities } from "@/features/responsibilities/queries";
import { setLocked } from "@/features/users/commands";
import { canLockUser } from "@/features/users/policy";
import { formatWhen } from "@/i18n/formatting";
import { db } from "@/platform/db/client";
import { createAccount } from "../support/accounts";
import { ACTORS } from "../support/actors";
import { createForum, forumTitle, sessionTitle } from "../support/forums";
import { composeMessage } from "../support/letters";
import { forumSubject, permitted } from "../support/permits";
import { setResponsibilities } from "../support/responsibilities";

process.env.DATABASE_CONNECTIONS = "20";
const url = process.env.DATABASE_URL ?? "";
const names = (forumId: string) => permitted(canNameResponsible, forumSubject(forumId));
let counter = 0;

const userActor = (user: Partial<UserActor>): UserActor => ({
  ...{
    kind: "user",
    id: "",
    email: "",
    name: null,
    roles: [],
    organisationIds: [],
    forumIds: [],
    forumSessionIds: [],
    hostedSessionIds: [],
    ledGroupIds: [],
  },
  ...{ cleared: true, trace: null, ...user },
});

async function person(roles: Role[], locale = "fi") {
  const email = `vastaa-${counter++}@example.org`;
  const { userId, token } = await createAccount(url, { email, roles });
  await db().user.update({ where: { id: userId }, data: { locale, name: `Henkilö ${counter}` } });
  return { userId, email, token };
}

async function forumWithTables(slug: string, more = {}) {
  const forumId = await createForum(url, { slug, tables: [5, 5], ...more });
  const [first, second] = await db().forumSession.findMany({ where: { forumId }, orderBy: { position: "asc" } });
  if (!first || !second) throw new Error("no tables");
  return { forumId, tables: [first, second] as const };
}

const outbox = (email: string) =>
  db().notification.findMany({ where: { recipient: email }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
const says = async (message: Parameters<typeof composeMessage>[0] | undefined, now?: Date) =>
  message ? ((await composeMessage(message, now))?.mail ?? null) : null;

async function give(forumId: string, named: Parameters<typeof giveResponsibility>[1]) {
  const given = await giveResponsibility(names(forumId), named);
  if (!given.ok) throw new Error(given.reason);
}

afterAll(async () => {
  await db().$disconnect();
});

describe("naming somebody", () => {
  test("an interpreter of the whole forum is listed, finds it at work, is told in their language, and the log knows of it", async () => {
    const { forumId } = await forumWithTables("nimetty");
    const { userId, email } = await person(["interpreter"], "so");
    await give(forumId, { email, kind: "interprets", sessionId: null });
    expect(await listResponsibilities(names(forumId))).toMatchObject([{ kind: "interprets", sessionId: null, email }]);
    const own = permitted(canOpenWorkspace, null, userActor({ id: userId, roles: ["interpreter"] }));
    expect(await listOwnResponsibilities(own, "so")).toMatchObject([
      {
        kind: "interprets",
        manages: false,
        session: null,
        forum: { slug: "nimetty", title: forumTitle("nimetty", "so") },
      },
    ]);
    const [message, ...others] = await outbox(email);
    expect(others).toEqual([]);
    expect(message).toMatchObject({ template: "staff_responsibility_given", locale: "so", forumId });
    const letter = await says(message);
    expect(letter?.subject).toBe(`Masuuliyad baa laguu dhiibay: ${forumTitle("nimetty", "so")}`);
    expect(letter?.text).toContain("Turjumaad afka ah:");
    expect(letter?.text).toContain("/so/work");
    const [entry] = await db().auditEntry.findMany({ where: { subjectId: forumId, action: "responsibility_given" } });
    expect(entry?.changes).toEqual({ person: [null, userId], responsibility: [null, "interprets"] });
  });

  test("the letter to a host names the part with its time", async () => {
    const { forumId, tables } = await forumWithTables("veto");
    const { email } = await person(["peer_tutor"]);
    await give(forumId, { email, kind: "hosts", sessionId: tables[1].id });
    const letter = await says((await outbox(email))[0]);
    const when = formatWhen("fi", tables[1]);
    expect(letter?.text).toContain(`Vetää ohjelman osan: ${sessionTitle(2, "fi")} · ${when} · Testitalo · Luokka 2`);
  });

  test("whoever interprets throughout a forum does not arrange it by that, whatever else they are", async () => {
    const { forumId } = await forumWithTables("tulkkaa-vain");
    const { userId, email, token } = await person(["counsellor", "interpreter"]);
    await give(forumId, { email, kind: "interprets", sessionId: null });
    const found = await findLoginSession(token);
    expect(found?.kind === "session" && found.session.actor.forumIds).toEqual([]);
    await db().responsibility.updateMany({ where: { userId }, data: { kind: "arranges" } });
    const again = await findLoginSession(token);
    expect(again?.kind === "session" && again.session.actor.forumIds).toEqual([forumId]);
  });

  test("an address at which nobody works here is refused alike: unknown, without a role, or locked", async () => {
    const { forumId } = await forumWithTables("tuntematon");
    const without = await person([]);
    const locked = await person(["staff"]);
    await setLocked(permitted(canLockUser, { userId: locked.userId }, ACTORS.administrator), true);
    for (const email of ["ei.ketaan@example.org", without.email, locked.email])
      expect(await giveResponsibility(names(forumId), { email, kind: "hosts", sessionId: null }), email).toEqual({
        ok: false,
        reason: "person_unknown",
      });
    expect(await listResponsibilities(names(forumId))).toEqual([]);
  });

  test("roles that do not fit, another forum's session and a forum that is not held any more are refused", async () => {
    const { forumId, tables } = await forumWithTables("ei-sovi");
    const other = await forumWithTables("toinen-ilta");
    const { email } = await person(["peer_tutor"]);
    const refusal = async (id: string, kind: "arranges" | "hosts" | "interprets", sessionId: string | null) => {
      const given = await giveResponsibility(names(id), { email, kind, sessionId });
      return given.ok ? null : given.reason;
    };
    expect(await refusal(forumId, "arranges", null)).toBe("arranger_role");
    expect(await refusal(forumId, "interprets", tables[0].id)).toBe("interpreter_role");
    expect(await refusal(forumId, "hosts", other.tables[0].id)).toBe("session_invalid");
    await cancelForum(permitted(canChangeForum, forumSubject(other.forumId)));
    expect(await refusal(other.forumId, "hosts", other.tables[0].id)).toBe("over");
    const held = await forumWithTables("pidetty-ilta", { inDays: -3 });
    expect(await refusal(held.forumId, "hosts", held.tables[0].id)).toBe("over");
    expect(await outbox(email)).toEqual([]);
  });

  test("two coordinators who name the same person at once name them once, and one message tells of it", async () => {
    const { forumId } = await forumWithTables("yhtaikaa");
    const { email } = await person(["counsellor"]);
    const named = { email, kind: "arranges", sessionId: null } as const;
    const given = await Promise.all(Array.from({ length: 4 }, () => giveResponsibility(names(forumId), named)));
    expect(given.filter(({ ok }) => ok)).toHaveLength(1);
    expect(given.filter((one) => !one.ok && one.reason === "given_already")).toHaveLength(3);
    expect(await listResponsibilities(names(forumId))).toHaveLength(1);
    expect(await outbox(email)).toHaveLength(1);
  });

  test("nobody is written to about what they do themselves", async () => {
    const { forumId } = await forumWithTables("itse");
    const { userId, email } = await person(["administrator"]);
    const self = userActor({ id: userId, email, roles: ["administrator"] });
    const permit = permitted(canNameResponsible, forumSubject(forumId), self);
    expect(await giveResponsibility(permit, { email, kind: "arranges", sessionId: null })).toEqual({ ok: true });
    const [one] = await listResponsibilities(permit);
    await endResponsibility(permit, { id: one?.id ?? "" });
    expect(await listResponsibilities(permit)).toEqual([]);
    expect(await outbox(email)).toEqual([]);
  });
});

describe("ending it", () => {
  test("it is told once however many end it at once, and another forum's cannot be ended", async () => {
    const { forumId, tables } = await forumWithTables("paattyy");
    const other = await forumWithTables("muiden");
    const { userId, email } = await person(["peer_tutor"], "sv");
    await give(forumId, { email, kind: "hosts", sessionId: tables[0].id });
    const [{ id } = { id: "" }] = await listResponsibilities(names(forumId));
    await endResponsibility(names(other.forumId), { id });
    expect(await listResponsibilities(names(forumId))).toHaveLength(1);
    await Promise.all(Array.from({ length: 4 }, () => endResponsibility(names(forumId), { id })));
    expect(await listResponsibilities(names(forumId))).toEqual([]);
    const [given, ended, ...more] = await outbox(email);
    expect(more).toEqual([]);
    expect(ended).toMatchObject({ template: "staff_responsibility_ended", locale: "sv" });
    expect((await says(ended))?.text).toContain(sessionTitle(1, "fi"));
    // What was given has ended before its message left.
    expect(await says(given)).toBeNull();
    const log = await db().auditEntry.findMany({ where: { subjectId: forumId, action: "responsibility_ended" } });
    expect(log.map(({ changes }) => changes)).toEqual([
      { person: [userId, null], responsibility: ["hosts", null], session: [tables[0].id, null] },
    ]);
  });

  test("who has been given it again is not told that it ended", async () => {
    const { forumId } = await forumWithTables("taas");
    const { email } = await person(["counsellor"]);
    const named = { email, kind: "arranges", sessionId: null } as const;
    await give(forumId, named);
    const [{ id } = { id: "" }] = await listResponsibilities(names(forumId));
    await endResponsibility(names(forumId), { id });
    const ended = (await outbox(email)).at(-1);
    expect((await says(ended))?.subject).toContain("Vastuusi on päättynyt");
    await give(forumId, named);
    expect(await says(ended)).toBeNull();
    expect(await says((await outbox(email)).at(-1))).not.toBeNull();
  });

  test("nothing leaves of a forum that is cancelled or over, nor to a locked account", async () => {
    const { forumId, tables } = await forumWithTables("perutaan");
    const { userId, email } = await person(["peer_tutor"]);
    await give(forumId, { email, kind: "hosts", sessionId: tables[0].id });
    await give(forumId, { email, kind: "hosts", sessionId: tables[1].id });
    const [, { id } = { id: "" }] = await listResponsibilities(names(forumId));
    await endResponsibility(names(forumId), { id });
    const [first, second, ended] = await outbox(email);
    const past = new Date(Date.now() + 60 * 86_400_000);
    for (const [message, now, expected] of [
      [first, undefined, true],
      [second, undefined, false],
      [ended, undefined, true],
      [first, past, false],
      [ended, past, false],
    ] as const)
      expect((await says(message, now)) !== null, `${message?.template} ${now}`).toBe(expected);
    await db().user.update({ where: { id: userId }, data: { lockedAt: new Date() } });
    expect(await says(first)).toBeNull();
    await db().user.update({ where: { id: userId }, data: { lockedAt: null } });
    await cancelForum(permitted(canChangeForum, forumSubject(forumId)));
    for (const message of [first, ended]) expect(await says(message)).toBeNull();
  });

  test("whoever was to host a part that a draft does without is told", async () => {
    const { forumId, tables } = await forumWithTables("luonnoksesta", { status: "draft" });
    const { email } = await person(["peer_tutor"]);
    await give(forumId, { email, kind: "hosts", sessionId: tables[0].id });
    await leaveOutSession(permitted(canChangeForum, forumSubject(forumId)), { sessionId: tables[0].id });
    const [given, ended] = await outbox(email);
    expect(await says(given)).toBeNull();
    expect((await says(ended))?.text).toContain("Sinulla ei ole enää vastuuta tämän foorumin ohjelman osasta.");
  });
});

describe("the host in the form of a part", () => {
  const slot = { room: null, track: null, capacity: null, languages: [] };
  const arranges = (forumId: string) => permitted(canArrangeProgramme, forumSubject(forumId));

  test("of a new part and of one that is changed, an address names a host besides those who are; naming them again is no error", async () => {
    const { forumId, tables } = await forumWithTables("emanta");
    const [old, fresh] = [await person(["peer_tutor"]), await person(["counsellor"])];
    const times = { startsAt: tables[0].startsAt, endsAt: tables[0].endsAt };
    const added = await addSession(arranges(forumId), {
      ...{ ...slot, ...times, language: "fi", title: "Uusi pöytä", description: "", host: old.email },
    });
    if (!added.ok) throw new Error(added.reason);
    const { sessionId } = added;
    for (const host of [fresh.email, fresh.email, null])
      expect(await changeSession(arranges(forumId), { ...slot, ...times, sessionId, host })).toMatchObject({
        ok: true,
      });
    const hosts = (await listResponsibilities(names(forumId))).map(({ kind, email }) => [kind, email]);
    expect(hosts).toEqual([
      ["hosts", old.email],
      ["hosts", fresh.email],
    ]);
    expect(await outbox(fresh.email)).toHaveLength(1);
    expect(await says((await outbox(old.email))[0])).toMatchObject({ text: expect.stringContaining("Uusi pöytä") });
  });

  test("an address at which nobody works changes nothing of the part", async () => {
    const { forumId, tables } = await forumWithTables("ei-emantaa");
    const times = { startsAt: tables[0].startsAt, endsAt: tables[0].endsAt };
    const host = "ei.ketaan@example.org";
    const changed = { ...slot, ...times, room: "Aula", sessionId: tables[0].id, host };
    expect(await changeSession(arranges(forumId), changed)).toEqual({ ok: false, reason: "person_unknown" });
    const added = { ...slot, ...times, language: "fi", title: "Pöytä", description: "", host };
    expect(await addSession(arranges(forumId), added)).toEqual({ ok: false, reason: "person_unknown" });
    expect(await db().forumSession.findMany({ where: { forumId, room: "Aula" } })).toEqual([]);
    expect(await db().forumSession.count({ where: { forumId } })).toBe(2);
  });
});

describe("holding a forum again", () => {
  async function copies(slug: string, dates: string[]) {
    const subject = await findForumSubject({ slug });
    if (!subject) throw new Error("no forum");
    const made = await copyForum(permitted(canCopyForum, subject), {
      ...{ dates, startTime: "17:30", endTime: "19:30", venue: "testitalo" },
    });
    if (!made.ok) throw new Error(made.reason);
    return made.slugs;
  }

  test("those named come along with what they do, and one message tells of a series with all its days", async () => {
    const { forumId, tables } = await forumWithTables("sarja");
    const [host, interpreter] = [await person(["peer_tutor"], "en"), await person(["interpreter"])];
    await give(forumId, { email: host.email, kind: "hosts", sessionId: tables[0].id });
    await give(forumId, { email: interpreter.email, kind: "interprets", sessionId: null });
    const days = Array.from({ length: 12 }, (_, n) => `2027-${String(n + 1).padStart(2, "0")}-11`);
    const slugs = await copies("sarja", days);
    const made = await db().responsibility.findMany({
      where: { forum: { slug: { in: slugs } } },
      select: { kind: true },
    });
    expect(made.map(({ kind }) => kind).sort()).toEqual([...Array(12).fill("hosts"), ...Array(12).fill("interprets")]);
    for (const { email } of [host, interpreter]) expect(await outbox(email)).toHaveLength(2);
    const message = (await outbox(host.email))[1];
    const letter = await says(message);
    for (const month of [1, 6, 12]) expect(letter?.text).toContain(`11.${month}.2027`);
    expect(letter?.text.match(/Hosts a part:/g)).toHaveLength(12);

    // What of it is not held is left out, and once nothing is, the message does not leave.
    const [first = "", ...rest] = slugs;
    await db().forum.update({ where: { slug: first }, data: { status: "cancelled" } });
    const later = await says(message);
    expect(later?.text.match(/Hosts a part:/g)).toHaveLength(11);
    expect(later?.text).not.toContain("11.1.2027");
    await db().responsibility.deleteMany({ where: { userId: host.userId, forum: { slug: { in: rest } } } });
    expect(await says(message)).toBeNull();
  });

  test("who is locked, or has no role any more, does not come along", async () => {
    const { forumId } = await forumWithTables("jaavat");
    const [locked, former] = [await person(["counsellor"]), await person(["counsellor"])];
    for (const { email } of [locked, former]) await give(forumId, { email, kind: "arranges", sessionId: null });
    await db().user.update({ where: { id: locked.userId }, data: { lockedAt: new Date() } });
    await db().userRole.deleteMany({ where: { userId: former.userId } });
    const [slug] = await copies("jaavat", ["2027-03-11"]);
    expect(await db().responsibility.count({ where: { forum: { slug: slug ?? "" } } })).toBe(0);
  });
});

test("what administrators tick and untick is told in the same way, and what stays keeps its kind", async () => {
  const { forumId, tables } = await forumWithTables("rastit");
  const { userId, email } = await person(["interpreter", "counsellor"]);
  const roles = ["role:interpreter", "role:counsellor"];
  await give(forumId, { email, kind: "interprets", sessionId: null });
  await setResponsibilities(userId, [...roles, `forum:${forumId}`, `session:${tables[0].id}`]);
  await setResponsibilities(userId, [...roles, `forum:${forumId}`, `session:${tables[0].id}`]);
  expect((await listResponsibilities(names(forumId))).map(({ kind }) => kind)).toEqual(["hosts", "interprets"]);
  await setResponsibilities(userId, [...roles, `forum:${forumId}`]);
  expect((await outbox(email)).map(({ template }) => template)).toEqual([
    "staff_responsibility_given",
    "staff_responsibility_given",
    "staff_responsibility_ended",
  ]);
});
