import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { cancelForum, moveForum, sendReminders, setLimits } from "@/features/forum-changes/commands";
import { canChangeForum, canLimitForum } from "@/features/forum-changes/policy";
import { decideLanguage } from "@/features/interpretation/commands";
import { canDecideInterpretation } from "@/features/interpretation/policy";
import { deliverNotification, queueWaitingSms } from "@/features/notifications/commands";
import { canMakeCalls } from "@/features/notifications/policy";
import { countUnsent } from "@/features/notifications/queries";
import { cancelRegistration, changeRegistration, register } from "@/features/registration/commands";
import { findTicket } from "@/features/registration/queries";
import type { RegistrationSchema } from "@/features/registration/schema";
import { answerOffer, expireOffers } from "@/features/registration/waiting-list/commands";
import { db } from "@/platform/db/client";
import { listCalls } from "../support/call-list";
import { createForum, type TestForum } from "../support/forums";
import { composeMessage } from "../support/letters";
import { type MailServer, startMailServer } from "../support/mail-server";
import { party } from "../support/parties";
import { forumSubject, permitted } from "../support/permits";
import { startSmsGateway } from "../support/sms-gateway";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let server: MailServer;
let gateway: Awaited<ReturnType<typeof startSmsGateway>>;

beforeAll(async () => {
  server = await startMailServer();
  gateway = await startSmsGateway();
  process.env.SMTP_URL = server.smtpUrl;
});
afterAll(() => Promise.all([server.stop(), gateway.stop()]));

const forum = (slug: string, more: Omit<TestForum, "slug"> = {}) =>
  createForum(process.env.DATABASE_URL ?? "", { slug, ...more });
const later = (hours: number) => new Date(Date.now() + hours * HOUR);

async function signUp(slug: string, registration: RegistrationSchema) {
  const result = await register({ slug, locale: "fi", submission: randomUUID(), acceptWaiting: true, registration });
  if (!result.ok) throw new Error(result.reason);
  return result.token;
}
const family = (email: string, people: Parameters<typeof party>[0] = 1, more = {}) =>
  party(people, { email, messageLocale: "fi", ...more });
const ticket = async (token: string) => {
  const found = await findTicket("fi", token);
  if (!found) throw new Error("no ticket");
  return found;
};
const save = async (token: string, registration: RegistrationSchema) =>
  changeRegistration({ token, revision: (await ticket(token)).revision, locale: "fi", registration });
const subjects = (address: string) =>
  server.mails.filter((mail) => JSON.stringify(mail.to).includes(address)).map(({ subject }) => subject);
/** Everything written to a party, including unsent messages, which no longer hold an address. */
const messages = (reach: string) =>
  db().notification.findMany({
    where: { registration: { OR: [{ email: reach }, { phone: reach }] } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
/** Tries every message to an address once, in the given order; those that the server refuses stay. */
async function attempt(recipient: string, order: "oldest" | "newest" = "oldest") {
  const rows = await messages(recipient);
  for (const { id } of order === "oldest" ? rows : rows.reverse())
    await deliverNotification(id, composeMessage).catch(() => undefined);
}
/** The last message of a kind to an address, as it would be sent now. */
async function letter(recipient: string, template: string, now?: Date) {
  const row = (await messages(recipient)).findLast((message) => message.template === template);
  if (!row) throw new Error(`no ${template}`);
  return composeMessage(row, now);
}

test("after a time of refusals only what is still true arrives, in any order", async () => {
  const forumId = await forum("katko", { inDays: 7.05 });
  const [leaver, stayer, changer] = ["lahtija@example.org", "jaaja@example.org", "muuttaja@example.org"] as const;
  server.busy = true;
  const token = await signUp("katko", family(leaver));
  await signUp("katko", family(stayer));
  const changing = await signUp("katko", family(changer));
  await save(changing, family(changer, 2));
  await save(changing, family(changer, 3));
  await sendReminders(later(2));
  for (const address of [leaver, stayer, changer]) await attempt(address);
  expect((await messages(leaver)).map(({ attempts, sentAt }) => [attempts, sentAt])).toEqual([
    [1, null],
    [1, null],
  ]);
  await cancelRegistration({ token });

  server.busy = false;
  await attempt(leaver, "newest");
  await attempt(stayer);
  await attempt(changer);
  expect(subjects(leaver)).toEqual(["Ilmoittautumisesi on peruttu: Testi-ilta katko (fi)"]);
  expect(subjects(stayer)).toEqual([
    "Sinulla on paikka: Testi-ilta katko (fi)",
    "Viikon kuluttua: Testi-ilta katko (fi)",
  ]);
  // Two changes wait: the newer message covers the older one.
  expect(subjects(changer).filter((subject) => subject?.startsWith("Ilmoittautumistasi muutettiin"))).toHaveLength(1);
  expect((await messages(leaver)).map(({ template, lastError }) => [template, lastError])).toEqual([
    ["registration_confirmed", "no longer true"],
    ["reminder_week", "no longer true"],
    ["registration_cancelled", null],
  ]);

  server.busy = true;
  await sendReminders(later(24 * 6.1));
  await attempt(stayer);
  await cancelForum(permitted(canChangeForum, forumSubject(forumId)));
  server.busy = false;
  await attempt(stayer);
  expect(subjects(stayer).slice(2)).toEqual(["Peruttu: Testi-ilta katko (fi)"]);
});

test("a slow server does not get a newer mail to the same party meanwhile", async () => {
  await forum("hidas");
  const token = await signUp("hidas", family("hidas@example.org"));
  let release = () => {};
  server.pause = new Promise<void>((resolve) => {
    release = resolve;
  });
  const [confirmed] = await messages("hidas@example.org");
  const slow = deliverNotification(confirmed?.id ?? "", composeMessage);
  await vi.waitFor(async () => {
    expect((await messages("hidas@example.org"))[0]?.attemptedAt).not.toBeNull();
  });
  // It has been composed by now, or will be after the registration was cancelled, and then is not sent at all.
  await cancelRegistration({ token });
  const [, cancelled] = await messages("hidas@example.org");
  await expect(deliverNotification(cancelled?.id ?? "", composeMessage)).rejects.toThrow("on its way");
  server.pause = null;
  release();
  await slow;
  await deliverNotification(cancelled?.id ?? "", composeMessage);
  expect(subjects("hidas@example.org").at(-1)).toBe("Ilmoittautumisesi on peruttu: Testi-ilta hidas (fi)");
  expect(subjects("hidas@example.org").length).toBeLessThanOrEqual(2);
});

test("of the text messages that waited for a gateway, only true ones are sent", async () => {
  const forumId = await forum("portti", { capacity: 1 });
  const [leaver, waiter] = ["+358401110001", "+358401110002"] as const;
  const by = (phone: string) => party(1, { phone, messageLocale: "fi" });
  const first = await signUp("portti", by(leaver));
  const second = await signUp("portti", by(waiter));
  await cancelRegistration({ token: first });
  await answerOffer({ token: second, offerId: (await ticket(second)).offers[0]?.id ?? "", answer: "accept" });
  await moveForum(permitted(canChangeForum, forumSubject(forumId)), {
    startsAt: later(24 * 40),
    endsAt: later(24 * 40 + 2),
    venueSlug: "testitalo",
  });
  const waiting = await messages(waiter);
  expect(waiting.map(({ template }) => template)).toEqual([
    "registration_waiting",
    "offer_made",
    "registration_confirmed",
    "forum_changed",
  ]);

  const { env } = await import("@/platform/env");
  Object.assign(env(), { SMS_GATEWAY_URL: gateway.url, SMS_GATEWAY_TOKEN: "gateway-secret" });
  await queueWaitingSms();
  await attempt(leaver);
  await attempt(waiter);
  const texts = (to: string) =>
    gateway.taken.filter(({ body }) => body.to === to).map(({ body }) => body.text.split("\n")[0]);
  expect(texts(leaver)).toEqual(["Ilmoittautumisesi on peruttu: Testi-ilta portti (fi)"]);
  expect(texts(waiter)).toEqual([
    "Sinulla on paikka: Testi-ilta portti (fi)",
    "Uusi aika tai paikka: Testi-ilta portti (fi)",
  ]);
});

test("the call list shows only calls that are still needed", async () => {
  const forumId = await forum("soitot", { capacity: 1 });
  const calls = async (now?: Date) =>
    (await listCalls(permitted(canMakeCalls, forumSubject(forumId)), now)).map(
      ({ phone, template }) => `${phone?.slice(-1)} ${template}`,
    );
  const by = (n: number) => party(1, { phone: `04011122${n}${n}`, contactWay: "call" });
  const first = await signUp("soitot", by(1));
  const second = await signUp("soitot", by(2));
  const third = await signUp("soitot", by(3));
  await cancelRegistration({ token: first });
  expect(await calls()).toEqual(["2 offer_made"]);
  await expireOffers(later(49));
  expect(await calls()).toEqual(["3 offer_made"]);
  const move = (days: number) =>
    moveForum(permitted(canChangeForum, forumSubject(forumId)), {
      startsAt: later(24 * days),
      endsAt: later(24 * days + 2),
      venueSlug: "testitalo",
    });
  await move(40);
  await move(41);
  expect(await calls()).toEqual(["3 offer_made", "3 forum_changed"]);
  await cancelForum(permitted(canChangeForum, forumSubject(forumId)));
  // The second let an offer pass, and could still ask for their turn.
  expect((await ticket(second)).status).toBe("lapsed");
  expect((await calls()).sort()).toEqual(["2 forum_cancelled", "3 forum_cancelled"]);
  await cancelRegistration({ token: third });
  expect(await calls()).toEqual(["2 forum_cancelled"]);
  await cancelRegistration({ token: second });
  expect(await calls()).toEqual([]);
  // An event closes the calls that it makes untrue, with a reason; no number is kept for a call that nobody will make.
  const closed = await db().notification.findMany({ where: { forumId, channel: "call" } });
  expect(closed.length).toBeGreaterThan(3);
  for (const call of closed) expect(call).toMatchObject({ lastError: "no longer true", recipient: "" });
});

test("a reminder of the old day is not sent after a move, and a late one says soon", async () => {
  const forumId = await forum("vanha-paiva", { inDays: 7.05 });
  await signUp("vanha-paiva", family("vanha@example.org"));
  await sendReminders(later(2));
  const { startsAt } = await db().forum.findUniqueOrThrow({ where: { id: forumId } });
  const before = (days: number) => new Date(startsAt.getTime() - days * DAY);
  const subject = async (now: Date) => (await letter("vanha@example.org", "reminder_week", now))?.mail.subject;
  expect(await subject(before(6.5))).toContain("Viikon kuluttua");
  expect(await subject(before(4))).toContain("Pian");
  expect(await subject(before(0.5))).toBeUndefined();
  await moveForum(permitted(canChangeForum, forumSubject(forumId)), {
    startsAt: later(24 * 20),
    endsAt: later(24 * 20 + 2),
    venueSlug: "testitalo",
  });
  expect(await subject(new Date())).toBeUndefined();
});

test("letters say who in a family has a seat, a table and childcare, and who waits", async () => {
  const forumId = await forum("kuka", { capacity: 2, childcare: 1, tables: [1] });
  const [table = ""] = (await db().forumSession.findMany({ where: { forumId } })).map(({ id }) => id);
  await signUp("kuka", party([{ sessions: [table] }], { ages: [2] }));
  const people = [{ sessions: [table] }, {}];
  const token = await signUp("kuka", family("kuka@example.org", people, { maySplit: true, ages: [3] }));
  await sendReminders(later(24 * 29.5));
  for (const template of ["registration_confirmed", "reminder_day"]) {
    const words = await letter("kuka@example.org", template);
    expect(words?.mail.text).toContain("Ketkä tulevat: Hlö 1\n");
    expect(words?.mail.text).toContain("Jonossa: Hlö 2\n");
    expect(words?.mail.text).toContain("Pöytä: Pöytä 1 (fi): Hlö 1 (Jonossa)\n");
    expect(words?.mail.text).toContain("Lastenhoito: 1\u00A0lapsi (ikä: 3) (Jonossa)\n");
    expect(words?.sms).toContain("Jonossa: Hlö 2\n");
  }
  await save(token, family("kuka@example.org", [{}, {}], { maySplit: true }));
  const changed = (await letter("kuka@example.org", "registration_changed"))?.mail.text;
  expect(changed).toContain("Jonossa: Hlö 2\n");
  expect(changed).not.toContain("Pöytä:");
});

test("given, offered and missed tables and childcare have their own words: the seat is not in question", async () => {
  const forumId = await forum("lisaa", { childcare: 1, tables: [1] });
  const [table = ""] = (await db().forumSession.findMany({ where: { forumId } })).map(({ id }) => id);
  const first = await signUp("lisaa", party([{ sessions: [table] }], { ages: [2] }));
  const token = await signUp("lisaa", family("lisaa@example.org", [{ sessions: [table] }], { ages: [3] }));
  await cancelRegistration({ token: first });
  const offered = await letter("lisaa@example.org", "offer_made");
  expect(offered?.mail.text).toContain("Paikka: Pöytä 1 (fi) (Hlö 1).\nPaikka lastenhoidossa.\n");
  expect(offered?.mail.text).toContain("Ketkä tulevat: Hlö 1\n");

  await expireOffers(later(49));
  const missed = await letter("lisaa@example.org", "offer_expired");
  expect(missed?.mail.subject).toBe("Vastausaika meni ohi: Testi-ilta lisaa (fi)");
  expect(missed?.mail.text).toContain("Paikka: Pöytä 1 (fi) (Hlö 1).\nPaikka lastenhoidossa.\n");
  expect(missed?.mail.text).toContain("Se, mitä sinulla jo on, on yhä sinun.");
  expect((await ticket(token)).status).toBe("confirmed");

  const today = await forum("lisaa-tanaan", { inDays: 0.9, closesInDays: 0.8, childcare: 1 });
  await signUp("lisaa-tanaan", party(1, { ages: [2] }));
  await signUp("lisaa-tanaan", family("tanaan@example.org", 1, { ages: [3] }));
  await setLimits(permitted(canLimitForum, forumSubject(today)), {
    capacity: null,
    childcareCapacity: 2,
    sessions: {},
    roles: {},
  });
  const given = await letter("tanaan@example.org", "registration_promoted");
  expect(given?.mail.subject).toBe("Sinulle vapautui lisää: Testi-ilta lisaa-tanaan (fi)");
  expect(given?.mail.text).toContain("Paikka lastenhoidossa.\n");
});

test("each of a family's two offers has its own letter, which stops when that offer is answered", async () => {
  await forum("kahdelle", { capacity: 2 });
  const strangers = [await signUp("kahdelle", party()), await signUp("kahdelle", party())] as const;
  const token = await signUp("kahdelle", family("kahdelle@example.org", 2, { maySplit: true }));
  await cancelRegistration({ token: strangers[0] });
  await cancelRegistration({ token: strangers[1] });
  const letters = async () => {
    const rows = (await messages("kahdelle@example.org")).filter(({ template }) => template === "offer_made");
    return Promise.all(rows.map(async (row) => (await composeMessage(row))?.mail.text.match(/Paikat foorumissa.*/g)));
  };
  expect(await letters()).toEqual([["Paikat foorumissa: Hlö 1."], ["Paikat foorumissa: Hlö 2."]]);
  await answerOffer({ token, offerId: (await ticket(token)).offers[0]?.id ?? "", answer: "decline" });
  expect(await letters()).toEqual([undefined, ["Paikat foorumissa: Hlö 2."]]);
});

test("messages use the language chosen last; those about an interpreter follow its state", async () => {
  const forumId = await forum("kieli");
  const token = await signUp("kieli", family("kieli@example.org", [{ language: "so", interpretation: true }]));
  await save(token, {
    ...family("kieli@example.org", [{ language: "so", interpretation: true }]),
    messageLocale: "sv",
  });
  expect((await letter("kieli@example.org", "registration_confirmed"))?.mail).toMatchObject({
    locale: "sv",
    subject: "Du har en plats: Testi-ilta kieli (sv)",
  });
  const decide = (state: "confirmed" | "not_available") =>
    decideLanguage(permitted(canDecideInterpretation, forumSubject(forumId)), {
      language: "so",
      state,
      threshold: null,
      deadlineAt: null,
    });
  await decide("not_available");
  expect((await letter("kieli@example.org", "interpretation_not_available"))?.mail.locale).toBe("so");
  await decide("confirmed");
  expect(await letter("kieli@example.org", "interpretation_not_available")).toBeNull();
  expect((await letter("kieli@example.org", "interpretation_confirmed"))?.mail.locale).toBe("so");
});

test("only messages that will be sent are shown as waiting", async () => {
  const forumId = await forum("jono-ulos");
  const token = await signUp("jono-ulos", family("lahtee@example.org"));
  await signUp("jono-ulos", family("jaa@example.org"));
  await signUp("jono-ulos", party(1, { phone: "0401117771" }));
  const counts = async (now?: Date) =>
    (await countUnsent(forumId, now)).map(({ channel, count }) => `${channel} ${count}`);
  expect(await counts()).toEqual(["email 2", "sms 1"]);
  await cancelRegistration({ token });
  // The confirmation will be dropped and is not counted; the cancellation will be sent.
  expect(await counts()).toEqual(["email 2", "sms 1"]);
  const { startsAt, endsAt } = await db().forum.findUniqueOrThrow({ where: { id: forumId } });
  const moved = { startsAt: new Date(+startsAt + DAY), endsAt: new Date(+endsAt + DAY), venueSlug: "testitalo" };
  await moveForum(permitted(canChangeForum, forumSubject(forumId)), moved);
  const again = {
    startsAt: new Date(+startsAt + 2 * DAY),
    endsAt: new Date(+endsAt + 2 * DAY),
    venueSlug: "testitalo",
  };
  await moveForum(permitted(canChangeForum, forumSubject(forumId)), again);
  // Both parties are told only of the newest time, and so are staff; besides, one gets a confirmation and one a
  // cancellation.
  expect(await counts()).toEqual(["email 4", "sms 2"]);
  const [oldest] = await countUnsent(forumId);
  const first = await db().notification.findFirst({
    where: { recipient: "jaa@example.org" },
    orderBy: { createdAt: "asc" },
  });
  expect(oldest?.since).toEqual(first?.createdAt);
  expect(await counts(new Date(+again.endsAt + HOUR))).toEqual(["email 1"]);
});

test("when a party gives another address, the former one is told so without a way in, and gets nothing else", async () => {
  await forum("uusi-osoite", { capacity: 1 });
  const [former, present] = ["vanha-osoite@example.org", "uusi-osoite@example.org"] as const;
  const token = await signUp("uusi-osoite", family(former));
  const byPhone = await signUp("uusi-osoite", party(1, { phone: "0401118881", contactWay: "listen" }));
  // The confirmation still waits: it goes to the party's present address.
  await save(token, family(present));
  for (const { id } of await messages(present)) await deliverNotification(id, composeMessage);
  expect(subjects(present)).toEqual([
    "Sinulla on paikka: Testi-ilta uusi-osoite (fi)",
    "Ilmoittautumistasi muutettiin: Testi-ilta uusi-osoite (fi)",
  ]);
  expect(subjects(former)).toEqual(["Yhteystietosi muutettiin: Testi-ilta uusi-osoite (fi)"]);
  const told = server.mails.find((mail) => JSON.stringify(mail.to).includes(former));
  const { code } = await ticket(token);
  for (const kept of [token, code, "Hlö 1", present]) {
    expect(told?.text).not.toContain(kept);
    expect(told?.html).not.toContain(kept);
  }
  expect(told?.text).toContain("Jos et muuttanut tätä itse, ota yhteyttä järjestäjään.");

  // Changed and changed back: the message that would have told the kept address is not sent.
  await save(token, family("kolmas@example.org"));
  await save(token, family(present));
  const notes = (await messages(present)).filter(({ template }) => template === "address_changed");
  expect(await Promise.all(notes.map(async (row) => [row.recipient, (await composeMessage(row)) !== null]))).toEqual([
    [former, true],
    [present, false],
    ["kolmas@example.org", true],
  ]);

  // A call waits for the new number; a number given up without a new one gets nothing.
  await cancelRegistration({ token });
  const calls = async () =>
    (
      await db().notification.findMany({ where: { registration: { id: (await ticket(byPhone)).id }, channel: "call" } })
    ).map(({ recipient }) => recipient);
  expect(await calls()).toEqual(["+358401118881"]);
  await save(byPhone, party(1, { phone: "0401118882", contactWay: "listen", messageLocale: "fi" }));
  expect(await calls()).toEqual(["+358401118882"]);
  await save(byPhone, party(1, { email: present, messageLocale: "fi" }));
  const sms = (await messages(present)).filter(({ channel }) => channel === "sms");
  const said = await Promise.all(sms.map(async (row) => [row.template, (await composeMessage(row)) !== null]));
  expect(said.filter(([, says]) => says).map(([template]) => template)).toEqual(["address_changed", "address_changed"]);
});
