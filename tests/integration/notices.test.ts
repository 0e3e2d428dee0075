import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { cancelForum, moveForum, sendReminders } from "@/features/forum-changes/commands";
import { cancelRegistration, register } from "@/features/registration/commands";
import { composeMessage } from "@/features/registration/mail";
import { findTicket } from "@/features/registration/queries";
import { expireOffers } from "@/features/registration/waiting-list/commands";
import { db } from "@/platform/db/client";
import { canChangeForum } from "../../src/features/forum-changes/policy";
import { createForum } from "../support/forums";
import { party } from "../support/parties";
import { forumSubject, permitted } from "../support/permits";

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

test("a week and a day before, everybody with a place is reminded, once, with what has changed since", async () => {
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

test("who registers in the last week gets the day's reminder only", async () => {
  await forum("viime-tingassa", { inDays: 3, closesInDays: 2 });
  await signUp("viime-tingassa", "myohainen@example.org");
  await sendReminders(new Date(Date.now() + 0.5 * DAY));
  expect(await told("viime-tingassa", "reminder_week", "reminder_day")).toEqual([]);
  await sendReminders(new Date(Date.now() + 2.5 * DAY));
  expect(await told("viime-tingassa", "reminder_day")).toHaveLength(1);
});

test("a new time or place reaches everybody at once, moves the programme, and stands on the page", async () => {
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

test("a cancelled forum tells everybody once, ends its offers and takes no answers", async () => {
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
  expect(letter?.mail.calendar?.method).toBe("CANCEL");
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
  /** A full forum a month ahead, of which one place has been offered to the first of two who wait. */
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

  test("offers end in time for the new day, so that the place can still go to the next", async () => {
    const { forumId, second, third } = await offered("aikaistuu");
    await move(forumId, 30);
    const open = (await findTicket("so", second))?.offers[0];
    expect(((open?.expiresAt.getTime() ?? 0) - Date.now()) / HOUR).toBeCloseTo(3, 1);
    await expireOffers(new Date(Date.now() + 3.5 * HOUR));
    expect((await findTicket("so", second))?.status).toBe("lapsed");
    expect((await findTicket("so", third))?.offers).toHaveLength(1);
  });

  test("on the last day what was offered is given, and that is told", async () => {
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

  test("moved to a later day, offers keep the deadline that was told", async () => {
    const { forumId, second } = await offered("lykkaantyy");
    const before = (await findTicket("so", second))?.offers[0]?.expiresAt;
    await move(forumId, 24 * 60);
    expect((await findTicket("so", second))?.offers[0]?.expiresAt).toEqual(before);
  });

  test("an offer that ends after the forum has begun ends without a word", async () => {
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

  test("the day until which an interpreter can be ordered moves with it", async () => {
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
