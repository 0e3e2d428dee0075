import { randomUUID } from "node:crypto";
import ICAL from "ical.js";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { forumCalendar } from "@/features/forums/calendar";
import { findForum } from "@/features/forums/queries";
import { deliverNotification } from "@/features/notifications/commands";
import { cancelRegistration, changeRegistration, register } from "@/features/registration/commands";
import { findTicket } from "@/features/registration/queries";
import type { Locale } from "@/i18n/locales";
import { db } from "@/platform/db/client";
import { createForum, type TestForum } from "../support/forums";
import { composeMessage } from "../support/letters";
import { type MailServer, startMailServer } from "../support/mail-server";
import { party } from "../support/parties";
import { rewriteText } from "../support/texts";

const MINUTE = 60_000;
let server: MailServer;
beforeAll(async () => {
  server = await startMailServer();
  process.env.SMTP_URL = server.smtpUrl;
});
afterAll(() => server.stop());

const forum = (slug: string, more: Omit<TestForum, "slug"> = {}) =>
  createForum(process.env.DATABASE_URL ?? "", { slug, ...more });
const minutes = (count: number) => new Date(Date.now() + count * MINUTE);

async function page(slug: string, locale: Locale = "fi") {
  const found = await findForum(locale, slug);
  if (!found) throw new Error("no forum");
  return forumCalendar([found], { locale, name: "OmaPolku", method: "PUBLISH", cancelledLabel: "Peruttu" });
}

async function signUp(slug: string, email: string, people = 1) {
  const registration = party(people, { email, messageLocale: "fi" });
  const result = await register({ slug, locale: "fi", submission: randomUUID(), acceptWaiting: true, registration });
  if (!result.ok) throw new Error(result.reason);
  return result.token;
}

/** The calendar file of the last message of a kind to an address, as sent at `at`. */
async function mailed(email: string, template: string, at: Date) {
  const rows = await db().notification.findMany({
    where: { registration: { email } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const row = rows.findLast((message) => message.template === template);
  if (!row) throw new Error(`no ${template}`);
  const composed = await composeMessage(row, at);
  if (!composed) throw new Error(`${template} is not sent`);
  return composed.mail.calendar ?? null;
}

/** Requirements of RFC 5545 for every object that its reader does not check. */
function read(content: string) {
  expect(content.endsWith("\r\nEND:VCALENDAR\r\n")).toBe(true);
  expect(content.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  for (const line of content.split("\r\n")) {
    expect(Buffer.byteLength(line), line).toBeLessThanOrEqual(75);
    expect(line.isWellFormed(), line).toBe(true);
  }
  // The calendar's properties come before its components.
  const properties = content.slice(0, content.indexOf("\r\nBEGIN:"));
  expect(properties).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*VERSION:2\.0[\s\S]*X-WR-TIMEZONE:Europe\/Helsinki/);
  const components = /^(\r\nBEGIN:(VTIMEZONE|VEVENT)\r\n[\s\S]*?\r\nEND:\2)+\r\nEND:VCALENDAR\r\n$/;
  expect(content.slice(properties.length)).toMatch(components);
  const calendar = new ICAL.Component(ICAL.parse(content) as never);
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  return calendar;
}

/** A calendar app with one entry, which accepts a copy only if it is newer by RFC 5546, 2.1.5. */
function calendarApp() {
  let entry: { uid: string; sequence: number; stamp: number; status: string; startsAt: Date } | null = null;
  return {
    take(content: string) {
      const calendar = read(content);
      const [component, ...others] = calendar.getAllSubcomponents("vevent");
      if (!component || others.length > 0) throw new Error("not one event");
      const event = new ICAL.Event(component);
      const copy = {
        uid: event.uid,
        sequence: Number(event.sequence),
        stamp: (component.getFirstPropertyValue("dtstamp") as ICAL.Time).toUnixTime(),
        status:
          calendar.getFirstPropertyValue("method") === "CANCEL"
            ? "CANCELLED"
            : String(component.getFirstPropertyValue("status")),
        startsAt: event.startDate.toJSDate(),
      };
      if (entry) expect(copy.uid).toBe(entry.uid);
      const newer =
        !entry || copy.sequence > entry.sequence || (copy.sequence === entry.sequence && copy.stamp > entry.stamp);
      if (newer) entry = copy;
      return { newer, ...(entry ?? copy) };
    },
  };
}

test("through page, registration, change, move, cancellation and return, each copy is newer and the last is right", async () => {
  const forumId = await forum("kalenteri");
  const app = calendarApp();
  const email = "kalenteri@example.org";
  expect(app.take(await page("kalenteri"))).toMatchObject({ newer: true, status: "CONFIRMED" });
  const token = await signUp("kalenteri", email);
  const take = async (template: string, at: Date) => {
    const calendar = await mailed(email, template, at);
    if (!calendar) throw new Error("no calendar");
    return app.take(calendar.content);
  };
  expect(await take("registration_confirmed", minutes(1))).toMatchObject({ newer: true, status: "CONFIRMED" });
  const { revision } = (await findTicket("fi", token)) ?? { revision: 0 };
  const registration = party(2, { email, messageLocale: "fi" });
  expect(await changeRegistration({ token, revision, locale: "fi", registration })).toMatchObject({ ok: true });
  expect(await take("registration_changed", minutes(2))).toMatchObject({ newer: true });
  // Moved by a day: the page is newer than the earlier mail.
  const { startsAt, endsAt } = await db().forum.findUniqueOrThrow({ where: { id: forumId } });
  const next = (instant: Date) => new Date(instant.getTime() + 24 * 60 * MINUTE);
  await db().forum.update({
    where: { id: forumId },
    data: { startsAt: next(startsAt), endsAt: next(endsAt), updatedAt: minutes(3) },
  });
  const moved = app.take(await page("kalenteri"));
  expect(moved.newer).toBe(true);
  expect(Math.abs(moved.startsAt.getTime() - next(startsAt).getTime())).toBeLessThan(1000);
  await cancelRegistration({ token });
  expect(await take("registration_cancelled", minutes(4))).toMatchObject({ newer: true, status: "CANCELLED" });
  expect(app.take(await page("kalenteri"))).toMatchObject({ newer: false, status: "CANCELLED" });
  await signUp("kalenteri", email);
  expect(await take("registration_confirmed", minutes(5))).toMatchObject({ newer: true, status: "CONFIRMED" });
});

test("only parties that had a seat are told to remove the forum from the calendar", async () => {
  await forum("kalenteri-taysi", { capacity: 1 });
  const seated = await signUp("kalenteri-taysi", "sai@example.org");
  const waiting = await signUp("kalenteri-taysi", "jonotti@example.org");
  await cancelRegistration({ token: waiting });
  await cancelRegistration({ token: seated });
  expect(await mailed("jonotti@example.org", "registration_cancelled", minutes(1))).toBeNull();
  expect(await mailed("sai@example.org", "registration_cancelled", minutes(1))).toMatchObject({ method: "CANCEL" });
});

test("a mail and its calendar name the same method", async () => {
  await forum("kalenteri-posti");
  await signUp("kalenteri-posti", "posti-kalenteri@example.org");
  const [row] = await db().notification.findMany({ where: { recipient: "posti-kalenteri@example.org" } });
  await deliverNotification(row?.id ?? "", composeMessage);
  const file = server.mails.at(-1)?.attachments[0];
  expect(file?.headers.get("content-type")).toMatchObject({ value: "text/calendar", params: { method: "PUBLISH" } });
  expect(read(file?.content.toString() ?? "").getFirstPropertyValue("method")).toBe("PUBLISH");
});

test("texts with commas, line breaks, emoji and Arabic arrive unchanged, folded between characters", async () => {
  const forumId = await forum("kalenteri-teksti");
  const title = `${"أمسية العائلات 👨‍👩‍👧‍👦, ".repeat(9)}; \\ loppu`;
  const summary = `${"ä€👩🏽‍🎓".repeat(40)}\nToinen rivi; "lainaus", loppu`;
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  await rewriteText(client, forumId, "ar", { title, summary });
  await client.end();
  const event = new ICAL.Event(
    read(await page("kalenteri-teksti", "ar")).getFirstSubcomponent("vevent") as ICAL.Component,
  );
  expect(event.summary).toBe(title);
  expect(event.description.startsWith(summary)).toBe(true);
});

test.each([
  "2027-03-28T00:30:00Z",
  "2027-03-28T01:30:00Z",
  "2027-10-30T23:30:00Z",
  "2027-10-31T01:30:00Z",
  "2027-07-01T12:00:00Z",
])("around both clock changes an entry begins when the forum does: %s", async (instant) => {
  const slug = `kello-${instant.slice(5, 13).toLowerCase()}`;
  const id = await forum(slug);
  const startsAt = new Date(instant);
  await db().forum.update({ where: { id }, data: { startsAt, endsAt: new Date(startsAt.getTime() + 120 * MINUTE) } });
  const event = new ICAL.Event(read(await page(slug)).getFirstSubcomponent("vevent") as ICAL.Component);
  expect(event.startDate.toJSDate()).toEqual(startsAt);
  expect(event.endDate.toJSDate()).toEqual(new Date(startsAt.getTime() + 120 * MINUTE));
});

test("a feed without forums is still an iCalendar object", () => {
  const content = forumCalendar([], { locale: "fi", name: "OmaPolku", method: "PUBLISH", cancelledLabel: "Peruttu" });
  expect(read(content).getAllSubcomponents("vtimezone")).toHaveLength(1);
});
