import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { cancelForum, leaveOutSession, moveForum, sendReminders } from "@/features/forum-changes/commands";
import { canChangeForum, canLimitForum } from "@/features/forum-changes/policy";
import {
  countListeners,
  listLiftedLimits,
  previewCancel,
  previewLeaveOut,
  previewMove,
} from "@/features/forum-changes/queries";
import { deliverNotification } from "@/features/notifications/commands";
import { cancelRegistration, changeRegistration, register } from "@/features/registration/commands";
import { findTicket } from "@/features/registration/queries";
import { expireOffers } from "@/features/registration/waiting-list/commands";
import { db } from "@/platform/db/client";
import { createAccount } from "../support/accounts";
import { announce } from "../support/announcements";
import { createForum } from "../support/forums";
import { composeMessage } from "../support/letters";
import { party } from "../support/parties";
import { forumSubject, permitted } from "../support/permits";
import { setResponsibilities } from "../support/responsibilities";

const DAY = 86_400_000;
const forum = (slug: string, more = {}) => createForum(process.env.DATABASE_URL ?? "", { slug, ...more });

async function signUp(slug: string, email: string) {
  const result = await register({
    slug,
    locale: "so",
    submission: randomUUID(),
    acceptWaiting: true,
    registration: party(1, { email }),
  });
  if (!result.ok) throw new Error(result.reason);
  return result.token;
}

const told = async (slug: string, ...templates: string[]) =>
  (await db().notification.findMany({ where: { forum: { slug } }, orderBy: { createdAt: "asc" } })).filter(
    ({ template }) => templates.includes(template),
  );

test("a week and a day before, every party with a place is reminded, once, with all changes since", async () => {
  const forumId = await forum("muistutus", { inDays: 10, closesInDays: 9, capacity: 1 });
  await signUp("muistutus", "tulija@example.org");
  await signUp("muistutus", "jonottaja@example.org");
  const { startsAt, endsAt } = await db().forum.findUniqueOrThrow({ where: { id: forumId } });
  const before = (days: number) => new Date(startsAt.getTime() - days * DAY);
  const reminders = () => told("muistutus", "reminder_week", "reminder_day");

  await sendReminders(before(7.1));
  expect(await reminders()).toEqual([]);
  await sendReminders(before(7));
  await sendReminders(before(6.9));
  expect((await reminders()).map(({ recipient, template }) => [recipient, template])).toEqual([
    ["tulija@example.org", "reminder_week"],
  ]);

  await moveForum(permitted(canChangeForum, forumSubject(forumId)), {
    startsAt: new Date(startsAt.getTime() + DAY / 24),
    endsAt,
    venueSlug: "testitalo",
  });
  await sendReminders(before(0.9));
  await sendReminders(before(0.8));
  const [, last, ...none] = await reminders();
  expect([last?.template, none]).toEqual(["reminder_day", []]);
  const letter = last && (await composeMessage(last));
  expect(letter?.mail.text).toContain("Waqtigu waa cusub yahay");
});

test("parties that register in the last week get only the day's reminder", async () => {
  await forum("viime-tingassa", { inDays: 3, closesInDays: 2 });
  await signUp("viime-tingassa", "myohainen@example.org");
  await sendReminders(new Date(Date.now() + 0.5 * DAY));
  expect(await told("viime-tingassa", "reminder_week", "reminder_day")).toEqual([]);
  await sendReminders(new Date(Date.now() + 2.5 * DAY));
  expect(await told("viime-tingassa", "reminder_day")).toHaveLength(1);
});

test("a new time or place is told to everybody at once, moves the programme, and is shown on the page", async () => {
  const forumId = await forum("siirto", { capacity: 1, tables: [3, 3] });
  const token = await signUp("siirto", "a@example.org");
  await signUp("siirto", "jono@example.org");
  const gone = await signUp("siirto", "lahtenyt@example.org");
  await cancelRegistration({ token: gone });
  await db().venue.create({ data: { slug: "toinen-talo", name: "Toinen talo", municipalityKey: "turku" } });
  const before = await db().forum.findUniqueOrThrow({ where: { id: forumId }, include: { sessions: true } });
  const startsAt = new Date(before.startsAt.getTime() + DAY);
  const command = { forumId, startsAt, endsAt: new Date(before.endsAt.getTime() + DAY), venueSlug: "toinen-talo" };
  expect(await moveForum(permitted(canChangeForum, forumSubject(forumId)), command)).toEqual({
    ok: true,
    slug: "siirto",
  });
  expect(await moveForum(permitted(canChangeForum, forumSubject(forumId)), command)).toEqual({
    ok: false,
    reason: "unchanged",
  });
  expect(await moveForum(permitted(canChangeForum, forumSubject(forumId)), { ...command, endsAt: startsAt })).toEqual({
    ok: false,
    reason: "time_invalid",
  });

  const after = await db().forum.findUniqueOrThrow({ where: { id: forumId }, include: { sessions: true } });
  expect(after.sessions[0]?.startsAt.getTime()).toBe((before.sessions[0]?.startsAt.getTime() ?? 0) + DAY);
  expect(after.registrationClosesAt?.getTime()).toBe((before.registrationClosesAt?.getTime() ?? 0) + DAY);
  expect((await told("siirto", "forum_changed")).map(({ recipient }) => recipient).sort()).toEqual([
    "a@example.org",
    "jono@example.org",
  ]);
  const ticket = await findTicket("so", token);
  expect(ticket?.forum.changes.map(({ kind }) => kind)).toEqual(["time", "place"]);
  expect(ticket?.forum.changes[1]?.previousVenue).toBe("Testitalo");
});

test("a cancelled forum tells everybody once, ends its offers and accepts no answers", async () => {
  const forumId = await forum("perutaan", { capacity: 1 });
  const first = await signUp("perutaan", "eka@example.org");
  const second = await signUp("perutaan", "toka@example.org");
  await cancelRegistration({ token: first });
  expect((await findTicket("so", second))?.offers).toHaveLength(1);
  await cancelForum(permitted(canChangeForum, forumSubject(forumId)));
  await cancelForum(permitted(canChangeForum, forumSubject(forumId)));
  const messages = await told("perutaan", "forum_cancelled");
  expect(messages.map(({ recipient }) => recipient)).toEqual(["toka@example.org"]);
  expect((await findTicket("so", second))?.offers).toEqual([]);
  const letter = messages[0] && (await composeMessage(messages[0]));
  expect(letter?.mail.subject).toContain("perutaan");
  // They were offered a seat and never had one, so nothing must be removed from their calendar.
  expect(letter?.mail.calendar).toBeUndefined();
  const result = await register({
    slug: "perutaan",
    locale: "so",
    submission: randomUUID(),
    acceptWaiting: true,
    registration: party(),
  });
  expect(result).toEqual({ ok: false, reason: "cancelled" });
});

describe("a forum moved to an earlier day", () => {
  const HOUR = DAY / 24;
  /** A full forum a month ahead; one place is offered to the first of two waiting parties. */
  async function offered(slug: string) {
    const forumId = await forum(slug, { capacity: 1 });
    const first = await signUp(slug, `${slug}-eka@example.org`);
    const second = await signUp(slug, `${slug}-toka@example.org`);
    const third = await signUp(slug, `${slug}-kolmas@example.org`);
    await cancelRegistration({ token: first });
    return { forumId, second, third };
  }
  const move = (forumId: string, hours: number) => {
    const startsAt = new Date(Date.now() + hours * HOUR);
    const endsAt = new Date(startsAt.getTime() + 2 * HOUR);
    return moveForum(permitted(canChangeForum, forumSubject(forumId)), { startsAt, endsAt, venueSlug: "testitalo" });
  };

  test("ends offers in time for the new day, so that the place can still go to the next party", async () => {
    const { forumId, second, third } = await offered("aikaistuu");
    await move(forumId, 30);
    const open = (await findTicket("so", second))?.offers[0];
    expect(((open?.expiresAt.getTime() ?? 0) - Date.now()) / HOUR).toBeCloseTo(3, 1);
    await expireOffers(new Date(Date.now() + 3.5 * HOUR));
    expect((await findTicket("so", second))?.status).toBe("lapsed");
    expect((await findTicket("so", third))?.offers).toHaveLength(1);
  });

  test("gives offered places on the last day, and says so", async () => {
    const { forumId, second, third } = await offered("huomenna");
    await move(forumId, 20);
    expect(await findTicket("so", second)).toMatchObject({ status: "confirmed", offers: [] });
    expect((await findTicket("so", third))?.status).toBe("waiting");
    expect((await told("huomenna", "registration_promoted")).map(({ recipient }) => recipient)).toEqual([
      "huomenna-toka@example.org",
    ]);
    await expireOffers(new Date(Date.now() + 50 * HOUR));
    expect(await told("huomenna", "offer_expired")).toEqual([]);
  });

  test("moving to a later day keeps the deadlines of offers", async () => {
    const { forumId, second } = await offered("lykkaantyy");
    const before = (await findTicket("so", second))?.offers[0]?.expiresAt;
    await move(forumId, 24 * 60);
    expect((await findTicket("so", second))?.offers[0]?.expiresAt).toEqual(before);
  });

  test("an offer that expires after the forum has begun ends silently", async () => {
    const { forumId, second } = await offered("alkoi-jo");
    const startsAt = new Date(Date.now() + HOUR);
    await db().forum.update({
      where: { id: forumId },
      data: { startsAt, endsAt: new Date(startsAt.getTime() + HOUR) },
    });
    await expireOffers(new Date(Date.now() + 49 * HOUR));
    expect((await findTicket("so", second))?.status).toBe("lapsed");
    expect(await told("alkoi-jo", "offer_expired")).toEqual([]);
  });

  test("the deadline for ordering an interpreter moves with the forum", async () => {
    const forumId = await forum("tulkkipaiva", { inDays: 60 });
    const { startsAt } = await db().forum.findUniqueOrThrow({ where: { id: forumId } });
    const key = { forumId_language: { forumId, language: "so" } };
    await db().forumLanguage.update({
      where: key,
      data: { deadlineAt: new Date(startsAt.getTime() - 20 * DAY) },
    });
    await move(forumId, 24 * 30);
    const after = await db().forum.findUniqueOrThrow({ where: { id: forumId } });
    const language = await db().forumLanguage.findUniqueOrThrow({ where: key });
    expect(language.deadlineAt).toEqual(new Date(after.startsAt.getTime() - 20 * DAY));
    const other = { forumId_language: { forumId, language: "fi" } };
    expect((await db().forumLanguage.findUniqueOrThrow({ where: other })).deadlineAt).toBeNull();
  });
});

describe("a forum that is shortened or moved", () => {
  const HOUR = DAY / 24;
  const change = (forumId: string) => permitted(canChangeForum, forumSubject(forumId));

  test("leaves out what begins after its new end, with everything that parties held, waited for and were offered there", async () => {
    const forumId = await forum("lyhenee", { tables: [1, 3] });
    const sessions = await db().forumSession.findMany({ where: { forumId }, orderBy: { position: "asc" } });
    const [small = "", large = ""] = sessions.map(({ id }) => id);
    const before = await db().forum.findUniqueOrThrow({ where: { id: forumId } });
    // The second table begins half an hour earlier: it is shortened, not left out.
    await db().forumSession.update({
      where: { id: large },
      data: { startsAt: new Date(before.startsAt.getTime() + HOUR / 2) },
    });
    const signUpAt = async (session: string, email: string) => {
      const registration = party([{ sessions: [session] }], { email });
      const command = { slug: "lyhenee", locale: "fi" as const, submission: randomUUID(), acceptWaiting: true };
      const result = await register({ ...command, registration });
      if (!result.ok) throw new Error(result.reason);
      return result.token;
    };
    const first = await signUpAt(small, "lyh-a@example.org");
    const offered = await signUpAt(small, "lyh-b@example.org");
    const waiting = await signUpAt(small, "lyh-c@example.org");
    const other = await signUpAt(large, "lyh-d@example.org");
    await cancelRegistration({ token: first });
    expect((await findTicket("fi", offered))?.offers).toHaveLength(1);
    const stale = (await findTicket("fi", offered))?.revision ?? 0;

    const to = {
      startsAt: before.startsAt,
      endsAt: new Date(before.startsAt.getTime() + HOUR),
      venueSlug: "testitalo",
    };
    expect(await previewMove(change(forumId), to)).toEqual({
      ok: true,
      preview: { parties: 3, offers: 0, interpreters: 0, sessions: 1, choosers: 2, closes: false },
    });
    expect(await moveForum(change(forumId), to)).toEqual({ ok: true, slug: "lyhenee" });

    expect(await db().forumSession.findMany({ where: { forumId }, select: { id: true, endsAt: true } })).toEqual([
      { id: large, endsAt: to.endsAt },
    ]);
    for (const token of [offered, waiting]) {
      const ticket = await findTicket("fi", token);
      expect(ticket).toMatchObject({ status: "confirmed", offers: [], people: [{ seat: "held", sessions: [] }] });
      expect(ticket?.forum.changes.map(({ kind }) => kind)).toEqual(["time", "programme"]);
    }
    expect((await findTicket("fi", other))?.people[0]?.sessions).toEqual([{ id: large, status: "held" }]);
    // A form that still shows the table is not accepted.
    const command = { token: offered, revision: stale, locale: "fi" as const, registration: party(1) };
    expect(await changeRegistration(command)).toEqual({ ok: false, reason: "changed_meanwhile" });
    // Nothing is left to expire, and its message is not sent.
    const letters = await told("lyhenee", "offer_made");
    expect(letters).toHaveLength(1);
    expect(letters[0] && (await composeMessage(letters[0]))).toBeNull();
    const news = (await told("lyhenee", "forum_changed"))[0];
    expect((news && (await composeMessage(news)))?.mail.text).toContain("barnaamijka");
  });

  test("can leave out a single session: the parties that chose it are counted, keep the rest, and are told", async () => {
    const forumId = await forum("ilman-poytaa", { tables: [1, 3] });
    const [table = "", left = ""] = (
      await db().forumSession.findMany({ where: { forumId }, orderBy: { position: "asc" } })
    ).map(({ id }) => id);
    const signUpAt = async (session: string, email: string, more = {}) => {
      const registration = party([{ sessions: [session] }], { email, ...more });
      const command = { slug: "ilman-poytaa", locale: "fi" as const, submission: randomUUID(), acceptWaiting: true };
      const result = await register({ ...command, registration });
      if (!result.ok) throw new Error(result.reason);
      return result.token;
    };
    const first = await signUpAt(table, "po-a@example.org");
    const offered = await signUpAt(table, "po-b@example.org");
    const called = await signUpAt(table, "po-c@example.org", { phone: "0401113331", contactWay: "call" });
    await signUpAt(left, "po-d@example.org");
    await cancelRegistration({ token: first });
    const tutor = await createAccount(process.env.DATABASE_URL ?? "", { email: "poydan-vetaja@example.org" });
    await setResponsibilities(tutor.userId, [`session:${table}`]);

    expect(await previewLeaveOut(change(forumId), table)).toEqual({ choosers: 2, offers: 1 });
    expect(await previewLeaveOut(change(forumId), left)).toEqual({ choosers: 1, offers: 0 });
    expect(await previewLeaveOut(change(forumId), randomUUID())).toBeNull();
    expect(await leaveOutSession(change(await forum("toinen-ohjelma")), { sessionId: table })).toEqual({
      ok: false,
      reason: "not_found",
    });
    expect(await leaveOutSession(change(forumId), { sessionId: table })).toEqual({ ok: true, slug: "ilman-poytaa" });
    expect(await leaveOutSession(change(forumId), { sessionId: table })).toMatchObject({ reason: "not_found" });

    for (const token of [offered, called])
      expect(await findTicket("fi", token)).toMatchObject({
        status: "confirmed",
        offers: [],
        people: [{ seat: "held", sessions: [] }],
      });
    const news = await told("ilman-poytaa", "programme_changed");
    expect(news.map(({ recipient, channel }) => `${channel} ${recipient}`).sort()).toEqual([
      "call +358401113331",
      "email po-b@example.org",
      "email po-c@example.org",
    ]);
    const letter = news[0] && (await composeMessage({ ...news[0], locale: "fi" }));
    expect(letter?.mail.text).toContain("barnaamij");
    const staff = await told("ilman-poytaa", "staff_forum_changed");
    expect(staff.map(({ recipient }) => recipient).sort()).toEqual([
      "poydan-vetaja@example.org",
      "testaaja@example.org",
    ]);
    expect((await findTicket("fi", offered))?.forum.changes.map(({ kind }) => kind)).toEqual(["programme"]);
    // The offer of the table alone is not sent any more, nor anything about it to a party that now cancels.
    const [offer] = await told("ilman-poytaa", "offer_made");
    expect(offer && (await composeMessage(offer))).toBeNull();
    await cancelRegistration({ token: called });
    const call = (await told("ilman-poytaa", "programme_changed")).find(({ channel }) => channel === "call");
    expect(call).toMatchObject({ lastError: "no longer true", recipient: "" });
  });

  test("requests interpreters again if they were booked for another time; within the old time they still come", async () => {
    const forumId = await forum("tulkit-uudestaan");
    const before = await db().forum.findUniqueOrThrow({ where: { id: forumId } });
    const states = async () =>
      Object.fromEntries(
        (await db().forumLanguage.findMany({ where: { forumId } })).map(({ language, state }) => [language, state]),
      );
    const at = (from: number, to: number) => ({
      startsAt: new Date(before.startsAt.getTime() + from * HOUR),
      endsAt: new Date(before.startsAt.getTime() + to * HOUR),
      venueSlug: "testitalo",
    });
    expect(await previewMove(change(forumId), at(0, 1.5))).toMatchObject({ preview: { interpreters: 0 } });
    await moveForum(change(forumId), at(0, 1.5));
    expect(await states()).toEqual({ fi: "confirmed", so: "confirmed" });
    expect(await previewMove(change(forumId), at(1, 2.5))).toMatchObject({ preview: { interpreters: 1 } });
    await moveForum(change(forumId), at(1, 2.5));
    expect(await states()).toEqual({ fi: "confirmed", so: "requested" });
  });

  test("warns before a move to a day on which registration would be over", async () => {
    const forumId = await forum("sulkeutuu", { inDays: 30, closesInDays: 20 });
    const startsAt = new Date(Date.now() + 5 * DAY);
    const to = { startsAt, endsAt: new Date(startsAt.getTime() + 2 * HOUR), venueSlug: "testitalo" };
    expect(await previewMove(change(forumId), to)).toMatchObject({ preview: { parties: 0, closes: true } });
    const past = { ...to, startsAt: new Date(Date.now() - DAY) };
    expect(await previewMove(change(forumId), past)).toEqual({ ok: false, reason: "time_invalid" });
  });

  test("counts the effects of cancelling and announcing before anybody is told", async () => {
    const forumId = await forum("lasketaan", { capacity: 1 });
    const first = await signUp("lasketaan", "las-a@example.org");
    await signUp("lasketaan", "las-b@example.org");
    await signUp("lasketaan", "las-c@example.org");
    await cancelRegistration({ token: first });
    expect(await previewCancel(change(forumId))).toMatchObject({ parties: 2, offers: 1, interpreters: 1 });
    // Who let the offer pass could still ask for their turn: a move tells them nothing, a cancellation does.
    await db().offer.updateMany({ where: { forumId }, data: { expiresAt: new Date(Date.now() - HOUR) } });
    await expireOffers();
    const place = await db().forum.findUniqueOrThrow({ where: { id: forumId }, include: { venue: true } });
    const to = {
      startsAt: place.startsAt,
      endsAt: new Date(place.endsAt.getTime() + HOUR),
      venueSlug: place.venue.slug,
    };
    expect(await previewMove(change(forumId), to)).toMatchObject({ preview: { parties: 1 } });
    expect(await previewCancel(change(forumId))).toMatchObject({ parties: 2 });
    await cancelForum(change(forumId));
    const told = await db().notification.findMany({ where: { forumId, template: "forum_cancelled" } });
    expect(told.map(({ recipient }) => recipient).sort()).toEqual(["las-b@example.org", "las-c@example.org"]);
    await forum("aiempi");
    const registration = party(1, { email: "kuulija@example.org", consents: { later_forums: true } });
    await register({ slug: "aiempi", locale: "fi", submission: randomUUID(), acceptWaiting: true, registration });
    const later = await forum("kuulutetaan");
    const count = await countListeners(change(later));
    expect(count).toBeGreaterThan(0);
    expect(await announce(later)).toMatchObject({ ok: true, told: count });
    expect(await countListeners(change(later))).toBe(0);
  });
});

test("names limits that would be removed, with how many parties wait for their places", async () => {
  const forumId = await forum("rajat", { capacity: 1, childcare: null, tables: [2, null], roles: { parent: 1 } });
  await signUp("rajat", "raj-a@example.org");
  await signUp("rajat", "raj-b@example.org");
  const [table = "", free = ""] = (
    await db().forumSession.findMany({ where: { forumId }, orderBy: { position: "asc" } })
  ).map(({ id }) => id);
  const permit = permitted(canLimitForum, forumSubject(forumId));
  const kept = { capacity: 1, childcareCapacity: null, sessions: { [table]: 2, [free]: null }, roles: { parent: 1 } };
  expect(await listLiftedLimits(permit, kept)).toEqual({ pools: [], waiting: 0 });
  expect(await listLiftedLimits(permit, { ...kept, capacity: null })).toEqual({ pools: ["forum"], waiting: 1 });
  const none = { ...kept, sessions: { [table]: null, [free]: null }, roles: {} };
  expect((await listLiftedLimits(permit, none)).pools.toSorted()).toEqual(["role:parent", `session:${table}`]);
});

test("tells staff of two moves during an outage in one letter that covers both", async () => {
  const forumId = await forum("kahdesti-siirretty");
  const permit = permitted(canChangeForum, forumSubject(forumId));
  const { startsAt, endsAt } = await db().forum.findUniqueOrThrow({ where: { id: forumId } });
  const move = (days: number, venueSlug = "testitalo") =>
    moveForum(permit, {
      startsAt: new Date(startsAt.getTime() + days * DAY),
      endsAt: new Date(endsAt.getTime() + days * DAY),
      venueSlug,
    });
  const letter = async (n: number) => {
    const found = (await told("kahdesti-siirretty", "staff_forum_changed"))[n];
    if (!found) throw new Error(`no letter ${n}`);
    return found;
  };
  const text = async (n: number) => (await composeMessage(await letter(n)))?.mail.text ?? null;
  const changes = (letter: string | null) => letter?.match(/Aika on muuttunut|Paikka on muuttunut/g);
  await move(1);
  expect(changes(await text(0))).toEqual(["Aika on muuttunut"]);
  await deliverNotification((await letter(0)).id, composeMessage);
  await createForum(process.env.DATABASE_URL ?? "", { slug: "kahdesti-muualla", status: "draft", onlineUrl: null });
  await move(1, "testiverkko");
  await move(2, "testiverkko");
  expect(await text(1)).toBeNull();
  expect(changes(await text(2))).toEqual(["Paikka on muuttunut", "Aika on muuttunut"]);
  await deliverNotification((await letter(1)).id, composeMessage);
  // Dropped, because the other letter covers it.
  expect(changes(await text(2))).toEqual(["Paikka on muuttunut", "Aika on muuttunut"]);
});

test("tells people who look after it or a part of it, in their language, except whoever made the change", async () => {
  const forumId = await forum("vastuulliset", { tables: [3] });
  const { id: sessionId } = await db().forumSession.findFirstOrThrow({ where: { forumId } });
  const url = process.env.DATABASE_URL ?? "";
  const [tutor, interpreter, stranger] = await Promise.all(
    (["peer_tutor", "interpreter", "staff"] as const).map((role) =>
      createAccount(url, { email: `vastuu-${role}@example.org`, roles: [role] }),
    ),
  );
  await db().user.updateMany({ where: { email: "vastuu-interpreter@example.org" }, data: { locale: "sv" } });
  await setResponsibilities(tutor?.userId ?? "", ["role:peer_tutor", `forum:${forumId}`]);
  await setResponsibilities(interpreter?.userId ?? "", ["role:interpreter", `session:${sessionId}`]);
  expect(stranger).toBeDefined();
  const permit = permitted(canChangeForum, forumSubject(forumId));
  const { startsAt, endsAt } = await db().forum.findUniqueOrThrow({ where: { id: forumId } });
  const later = (date: Date) => new Date(date.getTime() + DAY);
  await moveForum(permit, { startsAt: later(startsAt), endsAt: later(endsAt), venueSlug: "testitalo" });
  const letters = await told("vastuulliset", "staff_forum_changed");
  expect(letters.map(({ recipient, locale }) => [recipient, locale]).sort()).toEqual([
    ["testaaja@example.org", "fi"],
    ["vastuu-interpreter@example.org", "sv"],
    ["vastuu-peer_tutor@example.org", "fi"],
  ]);
  const letter = letters.find(({ locale }) => locale === "sv");
  const text = (letter && (await composeMessage(letter)))?.mail.text;
  expect(text).toContain("Tiden har ändrats.");
  expect(text).toContain("Tolkar som ännu inte är bekräftade: Soomaali");

  await cancelForum(permit);
  expect(letter && (await composeMessage(letter))).toBeNull();
  const last = await told("vastuulliset", "staff_forum_cancelled");
  expect(last).toHaveLength(3);
  expect((last[0] && (await composeMessage(last[0])))?.mail.subject).toContain("vastuulliset");
});
