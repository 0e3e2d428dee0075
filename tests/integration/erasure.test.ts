import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { type Role, system, type UserActor } from "@/features/access/schema";
import { createAccessLink, notifySecurityChange, requestSignIn } from "@/features/accounts/commands";
import { canUseOwnAccount } from "@/features/accounts/policy";
import { cancelForum, moveForum, tellListeners } from "@/features/forum-changes/commands";
import { canChangeForum } from "@/features/forum-changes/policy";
import { deliverNotification } from "@/features/notifications/commands";
import {
  anonymiseRegistrations,
  eraseAccount,
  eraseGroupMember,
  eraseRegistration,
  setConsent,
  stopLaterForums,
} from "@/features/privacy/commands";
import { changeRegistration, register } from "@/features/registration/commands";
import { moveToTable } from "@/features/registration/people/commands";
import { canActForParty, canRegisterOthers } from "@/features/registration/policy";
import { findTicket } from "@/features/registration/queries";
import { createInvitation } from "@/features/users/commands";
import { canInvite } from "@/features/users/policy";
import { db, transaction } from "@/platform/db/client";
import { env } from "@/platform/env";
import { consumeRateLimit } from "@/platform/security/rate-limit";
import { hashToken } from "@/platform/security/tokens";
import { startWorker } from "@/worker";
import { createAccount } from "../support/accounts";
import { announce } from "../support/announcements";
import { createForum } from "../support/forums";
import { createTestGroup, createTestMember } from "../support/groups";
import { composeMessage } from "../support/letters";
import { DEFERRED, type MailServer, startMailServer } from "../support/mail-server";
import { party } from "../support/parties";
import { forumSubject, helper, permitted } from "../support/permits";
import { columnsOf } from "../support/person-columns";
import { setResponsibilities } from "../support/responsibilities";
import { whereabouts } from "../support/whereabouts";

const DAY = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY);
const url = process.env.DATABASE_URL ?? "";
const forum = (slug: string, more = {}) => createForum(url, { slug, ...more });

let server: MailServer;
beforeAll(async () => {
  server = await startMailServer();
});
afterAll(() => server.stop());
// Nobody is left to be told of the next test's forums.
afterEach(() => db().consent.updateMany({ data: { withdrawnAt: new Date() } }));

interface Person {
  name: string;
  email: string;
  phone: string;
}

/** Someone whose name and addresses appear nowhere else in the database. */
function somebody(name: string, number: number): Person {
  return { name, email: `${DEFERRED}-${name.toLowerCase()}@example.org`, phone: `+3584055500${number}` };
}

/** All columns of all tables that hold data about a person. */
const traces = ({ name, phone }: Person) => whereabouts(url, [name, phone.slice(4)]);

function partyOf({ name, email, phone }: Person, laterForums = true) {
  const registration = party([{ needs: { diet: ["halal"], note: `${name} ei syö pähkinää` } }], {
    email,
    phone,
    ages: [3],
    contactWay: "listen",
    consents: { diet_health: true, photos: true, later_forums: laterForums },
  });
  const question = `${name} kysyy: mistä saa tietoa?`;
  return { ...registration, guardian: phone, question, people: registration.people.map((one) => ({ ...one, name })) };
}

async function signUp(slug: string, person: Person, laterForums = true) {
  const result = await register({
    slug,
    locale: "so",
    submission: randomUUID(),
    acceptWaiting: true,
    registration: partyOf(person, laterForums),
  });
  if (!result.ok) throw new Error(result.reason);
  return result.token;
}

const registrationOf = (token: string) =>
  db().registration.findUniqueOrThrow({ where: { tokenHash: hashToken(token) } });

/** Makes staff move somebody to the forum's table, for a reason that names them. */
async function actFor({ name }: Person, token: string): Promise<void> {
  const ticket = await findTicket("so", token);
  if (!ticket) throw new Error("no ticket");
  const [table] = ticket.forum.sessions;
  const moving = { registrationId: ticket.id, reason: `${name} pyysi`, person: 0, from: "", to: table?.id ?? "" };
  const act = permitted(canActForParty, forumSubject(ticket.forum.id));
  expect(await moveToTable(act, moving)).toMatchObject({ ok: true });
}

/** Delivers all waiting mail for someone to the demo's mailbox. */
async function deliverAll({ email }: Person): Promise<void> {
  for (const { id } of await db().notification.findMany({ where: { recipient: email, sentAt: null } }))
    await deliverNotification(id, composeMessage);
}

/**
 * Lets the worker meet a mail server that refuses someone temporarily, until the jobs of their waiting messages have
 * failed.
 */
async function refuseAll({ email }: Person): Promise<void> {
  const waiting = await db().notification.findMany({ where: { recipient: email, sentAt: null } });
  expect(waiting.length).toBeGreaterThan(0);
  Object.assign(env(), { SMTP_URL: server.smtpUrl });
  const worker = await startWorker();
  try {
    await vi.waitFor(
      async () => {
        const jobs = await db().$queryRaw<{ output: unknown }[]>`
          SELECT output FROM pgboss.job WHERE data->>'messageId' = ANY(${waiting.map(({ id }) => id)})`;
        expect(jobs.filter(({ output }) => output !== null)).toHaveLength(waiting.length);
      },
      { timeout: 60_000, interval: 100 },
    );
  } finally {
    await worker.stop();
    Object.assign(env(), { SMTP_URL: undefined });
  }
}

/**
 * Uses every way in which the portal stores something about a party: a helper registers it, with both addresses, needs
 * and a guardian; mail in the demo's mailbox; a change; a waiting text message and call; an announcement, and mails
 * that the server refuses; a counted attempt. Returns the registration's link.
 */
async function leaveTraces(slug: string, person: Person): Promise<string> {
  const forumId = await forum(slug, { serves: true, inDays: 5, closesInDays: 4, tables: [5] });
  const link = await createAccessLink({
    kind: "helper",
    holder: "Vertaisohjaaja",
    forumSlug: slug,
    days: 7,
    by: system("test"),
  });
  if (!link.ok) throw new Error(link.reason);
  const result = await register({
    slug,
    locale: "so",
    submission: randomUUID(),
    acceptWaiting: true,
    registration: partyOf(person),
    helper: permitted(canRegisterOthers, { forumId }, helper(link.id, forumId)),
  });
  if (!result.ok) throw new Error(result.reason);
  const { token } = result;
  await actFor(person, token);
  await deliverAll(person);
  const { startsAt, endsAt } = await db().forum.findUniqueOrThrow({ where: { id: forumId } });
  const moved = { startsAt: new Date(startsAt.getTime() + DAY), endsAt: new Date(endsAt.getTime() + DAY) };
  await moveForum(permitted(canChangeForum, forumSubject(forumId)), { ...moved, venueSlug: "testitalo" });
  const { revision = 0 } = (await findTicket("so", token)) ?? {};
  const change = { token, revision, locale: "so", registration: { ...partyOf(person), maySplit: true } } as const;
  expect(await changeRegistration(change)).toMatchObject({ ok: true });
  expect(await announce(await forum(`${slug}-seuraava`, { inDays: 60 }))).toMatchObject({ told: 1 });
  await refuseAll(person);
  await consumeRateLimit({ act: "test", times: 5, within: 3600 }, person.email);
  return token;
}

const signedIn = (id: string, roles: Role[] = []): UserActor => ({
  kind: "user",
  id,
  email: "",
  name: null,
  roles,
  organisationIds: [],
  forumIds: [],
  forumSessionIds: [],
  hostedSessionIds: [],
  ledGroupIds: [],
  cleared: true,
  trace: null,
});

/** The same for an account. Returns its id. */
async function leaveAccountTraces(person: Person): Promise<string> {
  const { email } = person;
  const { userId } = await createAccount(url, { email });
  await requestSignIn({ email, locale: "so", next: null });
  await transaction((tx) => notifySecurityChange(tx, userId, new Date()));
  await deliverAll(person);
  const { id: organisationId } = await db().organisation.findFirstOrThrow();
  const inviter = await createAccount(url, { email: `${randomUUID()}@example.org`, roles: ["administrator"] });
  const by = signedIn(inviter.userId, ["administrator"]);
  await createInvitation(permitted(canInvite, { role: "peer_tutor", organisationId }, by), { email, locale: "so" });
  await refuseAll(person);
  const tie = { provider: "järjestö", providerAccountId: `tunnus-${person.name}`, type: "oidc", userId };
  await db().account.create({ data: tie });
  const { id: itemId } = await db().contentItem.findFirstOrThrow();
  const fields = { title: `${person.name} kirjoittaa` };
  const typed = { form: userId, startedFrom: 0, fields, at: new Date() };
  await db().contentDraft.create({ data: { itemId, language: "so", userId, ...typed } });
  const group = { slug: `ryhma-${userId}`, kind: "parents" as const, organisationId, languages: ["so"] };
  const leads = { userId, shownName: person.name, agreedAt: new Date() };
  await db().group.create({
    data: {
      ...{ ...group, municipalityKey: "turku", contactName: "Testi", contactEmail: "testi@example.org" },
      tutors: { create: leads },
    },
  });
  return userId;
}

const OF_A_PARTY = columnsOf("party");

test("after a registration is erased, no column of any table holds its people", async () => {
  const person = somebody("Quetzalina", 11);
  const token = await leaveTraces("jaljet", person);
  expect(await traces(person)).toEqual(OF_A_PARTY);
  expect(await eraseRegistration({ token, by: system("test") })).toMatchObject({ ok: true });
  expect(await traces(person)).toEqual([]);
});

test("after an account and its registrations are erased, nothing is found, even of forums long past", async () => {
  const person = somebody("Xochitlana", 22);
  await leaveTraces("tilin-jaljet", person);
  const userId = await leaveAccountTraces(person);
  await anonymiseRegistrations(inDays(40));
  const later = await forum("tilin-uusi", { tables: [5] });
  const token = await signUp("tilin-uusi", person);
  await actFor(person, token);
  await deliverAll(person);
  // Mail that went here before the party gave another address.
  const other = { ...person, email: "toinen@example.org" };
  const moved = await signUp("tilin-uusi", person);
  const { revision } = await registrationOf(moved);
  await changeRegistration({ token: moved, revision, locale: "so", registration: partyOf(other) });
  expect(await traces(person)).toEqual(columnsOf("party", "account"));
  await setConsent({ token: moved, kind: "later_forums", given: false, locale: "so" });
  expect(
    await eraseAccount(permitted(canUseOwnAccount, { userId }, signedIn(userId)), { registrations: true }),
  ).toEqual({
    ok: true,
    slugs: expect.arrayContaining(["tilin-jaljet", "tilin-uusi"]),
  });
  expect(await findTicket("so", token)).toBeNull();
  expect(await whereabouts(url, [person.email])).toEqual([]);
  // The registration with another address is not theirs to erase.
  expect(await db().registration.count({ where: { forumId: later, email: other.email } })).toBe(1);
  await eraseRegistration({ token: moved, by: system("test") });
  expect(await traces(person)).toEqual([]);
  const listens = { kind: "later_forums", withdrawnAt: null } as const;
  expect(await db().consent.count({ where: { ...listens, registration: { anonymisedAt: { not: null } } } })).toBe(0);
});

test("after somebody of a group is erased, no column of any table holds them", async () => {
  const [person, other] = [somebody("Huitzilina", 34), somebody("Tepeyolla", 35)];
  const { id: groupId } = await createTestGroup(url, { slug: "jaljet-ryhmassa" });
  const join = async ({ name, email, phone }: Person) => {
    const { id, token } = await createTestMember(url, groupId, { name, email, phone, status: "asked" });
    const question = `${name} kysyy: saako lapset mukaan?`;
    await db().groupMember.update({ where: { id }, data: { question, guardianContact: phone } });
    const [mail] = await db().notification.createManyAndReturn({
      data: ["email", "call"].map((channel) => ({
        ...{ eventKey: `member:${id}:${channel}`, template: "registration_confirmed", locale: "so" },
        ...{ channel: channel as "email" | "call", recipient: channel === "email" ? email : phone },
        ...{ groupId, groupMemberId: id },
      })),
    });
    const seen = { to: email, subject: "Ryhmä", locale: "so", text: name, html: name };
    await db().demoMail.create({ data: { ...seen, messageId: `<${mail?.id}@localhost>` } });
    return token;
  };
  const OF_A_MEMBER = [...columnsOf("member"), "DemoMail.html", "DemoMail.text", "DemoMail.to", "Message.recipient"];
  const token = await join(person);
  expect(await traces(person)).toEqual(OF_A_MEMBER.toSorted());
  expect(await eraseGroupMember({ token, by: system("test") })).toMatchObject({ ok: true });
  expect(await traces(person)).toEqual([]);
  expect(await eraseGroupMember({ token, by: system("test") })).toMatchObject({ ok: false });
  // With an account that has the same address, if the user says so.
  await join(other);
  const userId = await leaveAccountTraces(other);
  const permit = permitted(canUseOwnAccount, { userId }, signedIn(userId));
  await eraseAccount(permit, { registrations: true });
  expect(await traces(other)).toEqual([]);
});

test("an account can be erased without its registrations, but with all of its mail", async () => {
  const person = somebody("Tlalocana", 33);
  await forum("vain-tili", { tables: [5] });
  await actFor(person, await signUp("vain-tili", person));
  const userId = await leaveAccountTraces(person);
  // They look after another forum, and are told that it is cancelled.
  const other = await forum("oma-vastuu");
  await setResponsibilities(userId, [`forum:${other}`]);
  await cancelForum(permitted(canChangeForum, forumSubject(other)));
  expect(await db().notification.count({ where: { recipient: person.email, forumId: other } })).toBe(2);
  await eraseAccount(permitted(canUseOwnAccount, { userId }, signedIn(userId)), { registrations: false });
  expect(await traces(person)).toEqual(OF_A_PARTY);
  expect(await db().notification.count({ where: { recipient: person.email, forumId: null } })).toBe(0);
  expect(await db().demoMail.count({ where: { to: person.email, subject: { contains: "OmaPolku" } } })).toBe(0);
});

test("the nightly job keeps the address of people who agreed to announcements until they stop them", async () => {
  const person = somebody("Citlalmina", 44);
  const token = await leaveTraces("yon-jaljet", person);
  await anonymiseRegistrations(inDays(40));
  expect(await traces(person)).toEqual(["Message.recipient", "Registration.email", "Registration.phone"]);
  await deliverAll(person);
  expect((await db().demoMail.findMany({ where: { to: person.email } })).length).toBe(1);
  await anonymiseRegistrations(inDays(41));
  expect(await traces(person)).toEqual(["Registration.email", "Registration.phone"]);
  // Told before, although no message holds the address any more.
  const { id } = await db().forum.findUniqueOrThrow({ where: { slug: "yon-jaljet-seuraava" } });
  expect(await announce(id)).toMatchObject({ told: 0 });
  await announce(await forum("yon-jaljet-kolmas", { inDays: 70 }));
  expect(await traces(person)).toEqual(["Message.recipient", "Registration.email", "Registration.phone"]);
  expect(await stopLaterForums({ token })).toBe(true);
  expect(await traces(person)).toEqual([]);
});

test("the nightly job leaves nothing of people who agreed to nothing, nor of unsent announcements", async () => {
  const [silent, told] = [somebody("Ixchelita", 55), somebody("Nanahuatla", 66)];
  await forum("hiljainen", { inDays: 1, closesInDays: 0.5 });
  await signUp("hiljainen", silent, false);
  await deliverAll(silent);
  await signUp("hiljainen", told);
  await announce(await forum("hiljainen-seuraava", { inDays: 45 }));
  // Left behind by an earlier fault: an anonymised registration with an address but without a consent.
  await anonymiseRegistrations(inDays(40));
  await db().registration.updateMany({
    where: { forum: { slug: "hiljainen" }, email: null },
    data: { email: silent.email },
  });
  await anonymiseRegistrations(inDays(46));
  expect(await traces(silent)).toEqual([]);
  expect(await traces(told)).toEqual(["Registration.email", "Registration.phone"]);
});

test("a waiting announcement is not sent once its consent is withdrawn in any way", async () => {
  const people = [somebody("Mictlana", 71), somebody("Xipetotea", 72), somebody("Chalchihua", 73)] as const;
  await forum("perutut");
  const [stopped, unticked, changed] = await Promise.all(people.map((person) => signUp("perutut", person)));
  for (const person of people) await deliverAll(person);
  const forumId = await forum("perutut-seuraava", { inDays: 60 });
  expect(await announce(forumId)).toMatchObject({ told: 3 });
  const queued = await db().notification.findMany({ where: { forumId } });
  await stopLaterForums({ token: stopped ?? "" });
  await setConsent({ token: unticked ?? "", kind: "later_forums", given: false, locale: "so" });
  const { revision } = await registrationOf(changed ?? "");
  await changeRegistration({ token: changed ?? "", revision, locale: "so", registration: partyOf(people[2], false) });
  for (const message of queued) {
    expect(await composeMessage(message)).toBeNull();
    await deliverNotification(message.id, composeMessage);
  }
  expect(await db().notification.count({ where: { forumId } })).toBe(0);
  expect(await db().demoMail.count({ where: { html: { contains: "perutut-seuraava" } } })).toBe(0);
});

test("stopping announcements covers an address, whichever of its registrations asks", async () => {
  const person = somebody("Tonatiuha", 74);
  await forum("eka-perhe");
  await forum("toka-perhe");
  const tokens = [await signUp("eka-perhe", person), await signUp("toka-perhe", person)];
  await stopLaterForums({ token: tokens[0] ?? "" });
  expect(await announce(await forum("perheiden-seuraava", { inDays: 60 }))).toMatchObject({ told: 0 });
});

test("stopping while an announcement is being written removes it", async () => {
  const person = somebody("Coatlicuea", 75);
  await forum("samalla");
  const token = await signUp("samalla", person);
  const forumId = await forum("samalla-seuraava", { inDays: 60 });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // The announcement's last statement goes to the queue.
  await client.query("BEGIN; LOCK TABLE pgboss.job IN SHARE MODE");
  const announcing = tellListeners(forumId);
  await waiting(1);
  const stopping = stopLaterForums({ token });
  const first = await Promise.race([stopping.then(() => "done"), waiting(2).then(() => "waits")]);
  await client.query("ROLLBACK");
  await client.end();
  await Promise.all([announcing, stopping]);
  expect(first).toBe("waits");
  expect(await db().notification.count({ where: { forumId } })).toBe(0);
});

/** Waits until this many connections to this database wait for a lock. */
async function waiting(count: number): Promise<void> {
  await vi.waitFor(
    async () => {
      const [row] = await db().$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      expect(row?.count).toBeGreaterThanOrEqual(count);
    },
    { timeout: 20_000, interval: 20 },
  );
}

/** Holds up the nightly transaction of a forum before its end; returns a function that lets it continue. */
async function holdTheNight(forumId: string): Promise<() => Promise<void>> {
  const { id } = await db().notification.create({
    data: {
      eventKey: `test:${forumId}`,
      template: "staff_interpretation_demand",
      locale: "fi",
      recipient: "testaaja@example.org",
      forumId,
      sentAt: new Date(),
    },
  });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("BEGIN");
  await client.query(`SELECT FROM "Message" WHERE id = $1 FOR UPDATE`, [id]);
  return async () => {
    await client.query("ROLLBACK");
    await client.end();
  };
}

test.each([
  ["stops", 81, (token: string) => stopLaterForums({ token })],
  [
    "takes the consent back",
    82,
    (token: string) => setConsent({ token, kind: "later_forums", given: false, locale: "so" }),
  ],
  ["erases", 83, (token: string) => eraseRegistration({ token, by: system("test") })],
] as const)("whoever %s during the nightly job leaves no address behind", async (_, number, run) => {
  const person = somebody(`Itzpapalotla${number}`, number);
  const slug = `yhta-aikaa-${number}`;
  const forumId = await forum(slug, { inDays: 1, closesInDays: 0.5 });
  const token = await signUp(slug, person);
  const letGo = await holdTheNight(forumId);
  const anonymising = anonymiseRegistrations(inDays(40));
  await waiting(1);
  const acting = run(token);
  // It must wait for the nightly job. The fault was that it did not, and saw an outdated state.
  const first = await Promise.race([acting.then(() => "done"), waiting(2).then(() => "waits")]);
  await letGo();
  await Promise.all([acting, anonymising]);
  expect(first).toBe("waits");
  expect(await traces(person)).toEqual([]);
  expect(await db().consent.count({ where: { withdrawnAt: null, kind: "later_forums" } })).toBe(0);
});
