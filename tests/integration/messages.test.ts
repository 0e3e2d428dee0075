import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { requestSignIn } from "@/features/accounts/commands";
import { deliverNotification, enqueueNotifications } from "@/features/notifications/commands";
import { register } from "@/features/registration/commands";
import { db, transaction } from "@/platform/db/client";
import { announce } from "../support/announcements";
import { createForum, forumTitle } from "../support/forums";
import { composeMessage } from "../support/letters";
import { DEFERRED, type MailServer, startMailServer } from "../support/mail-server";
import { party } from "../support/parties";

let server: MailServer;

beforeAll(async () => {
  server = await startMailServer();
  process.env.SMTP_URL = server.smtpUrl;
  await createForum(process.env.DATABASE_URL ?? "", { slug: "posti" });
});
afterAll(() => server.stop());

async function signUp(email: string) {
  const result = await register({
    slug: "posti",
    locale: "ar",
    submission: randomUUID(),
    acceptWaiting: true,
    registration: { ...party(2, { email }), messageLocale: "ar" },
  });
  if (!result.ok) throw new Error(result.reason);
  const message = await db().notification.findFirstOrThrow({ where: { recipient: email } });
  return { token: result.token, message };
}

const mailsTo = (address: string) => server.mails.filter((mail) => JSON.stringify(mail.to).includes(address));

test("the mail is in the party's language, with its link and a calendar file", async () => {
  const { token, message } = await signUp("layla@example.org");
  await deliverNotification(message.id, composeMessage);
  const [mail] = mailsTo("layla@example.org");
  expect(mail?.subject).toContain(forumTitle("posti", "ar"));
  expect(mail?.text).toContain(`https://omapolku.test/ar/registrations/${token}`);
  expect(mail?.html).toContain('<html lang="ar" dir="rtl">');
  expect(mail?.messageId).toBe(`<${message.id}@omapolku.test>`);
  const calendar = mail?.attachments[0]?.content.toString() ?? "";
  expect(mail?.attachments[0]?.contentType).toBe("text/calendar");
  expect(calendar).toMatch(/BEGIN:VTIMEZONE[\s\S]*TZID:Europe\/Helsinki/);
  expect(calendar).toContain("DTSTART;TZID=Europe/Helsinki:");
});

test("an announcement carries a one-click address to stop them; no other mail does (RFC 8058)", async () => {
  const result = await register({
    slug: "posti",
    locale: "ar",
    submission: randomUUID(),
    acceptWaiting: true,
    registration: {
      ...party(1, { email: "lista@example.org", consents: { later_forums: true } }),
      messageLocale: "ar",
    },
  });
  if (!result.ok) throw new Error(result.reason);
  const forumId = await createForum(process.env.DATABASE_URL ?? "", { slug: "lista" });
  await announce(forumId);
  for (const { id } of await db().notification.findMany({ where: { recipient: "lista@example.org" } }))
    await deliverNotification(id, composeMessage);
  const headersOf = (holds: string) =>
    mailsTo("lista@example.org")
      .filter(({ subject }) => subject?.includes(holds))
      .map(({ headerLines }) =>
        headerLines.filter(({ key }) => key.startsWith("list-")).map(({ line }) => line.replace(/\r?\n\s*/g, " ")),
      );
  const address = `https://omapolku.test/ar/later-forums/${result.token}/one-click`;
  expect(headersOf(forumTitle("lista", "ar"))).toEqual([
    [`List-Unsubscribe: <${address}>`, "List-Unsubscribe-Post: List-Unsubscribe=One-Click"],
  ]);
  expect(headersOf(forumTitle("posti", "ar"))).toEqual([[]]);
});

test("a message is sent once, however often its job runs", async () => {
  const { message } = await signUp("once@example.org");
  await deliverNotification(message.id, composeMessage);
  await deliverNotification(message.id, composeMessage);
  expect(mailsTo("once@example.org")).toHaveLength(1);
});

test("an event makes one message", async () => {
  const { message } = await signUp("event@example.org");
  const { eventKey, channel, recipient, registrationId, forumId } = message;
  const template = "registration_confirmed";
  await transaction((tx) =>
    enqueueNotifications(tx, [
      { eventKey, template, channel, locale: "ar", recipient, registrationId, forumId: forumId ?? "" },
    ]),
  );
  expect(await db().notification.count({ where: { recipient } })).toBe(1);
});

test("mail that the server does not take is kept with the error's code, and sent later", async () => {
  const { message } = await signUp("later@example.org");
  await expect(
    deliverNotification(message.id, async () => {
      throw Object.assign(new Error("451 try again, later@example.org"), { code: "EENVELOPE", responseCode: 451 });
    }),
  ).rejects.toThrow("451");
  expect(await db().notification.findUniqueOrThrow({ where: { id: message.id } })).toMatchObject({
    sentAt: null,
    attempts: 1,
    lastError: "EENVELOPE 451",
  });
  await deliverNotification(message.id, composeMessage);
  expect(await db().notification.findUniqueOrThrow({ where: { id: message.id } })).toMatchObject({
    sentAt: expect.any(Date),
    attempts: 2,
    lastError: null,
  });
});

test("a rolled back command leaves neither a message nor its job", async () => {
  const { message } = await signUp("rollback@example.org");
  const jobs = () => db().$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM pgboss.job`;
  const before = await jobs();
  await expect(
    transaction(async (tx) => {
      await enqueueNotifications(tx, [
        {
          eventKey: "never",
          template: "registration_changed",
          locale: "fi",
          channel: "email",
          recipient: "x@example.org",
          registrationId: message.registrationId,
          forumId: message.forumId ?? "",
        },
      ]);
      throw new Error("no");
    }),
  ).rejects.toThrow("no");
  expect(await db().notification.count({ where: { eventKey: "never" } })).toBe(0);
  expect(await jobs()).toEqual(before);
});

test("the worker sends each message once, and goes on after one fails", async () => {
  const { startWorker } = await import("@/worker");
  const addresses = Array.from({ length: 30 }, (_, n) => `worker${n}@example.org`);
  const { message } = await signUp(`${DEFERRED}@example.org`);
  const worker = await startWorker();
  try {
    await Promise.all(addresses.map(signUp));
    const arrived = () => addresses.map((address) => mailsTo(address).length);
    await vi.waitFor(() => expect(arrived().every((count) => count > 0)).toBe(true), {
      timeout: 60_000,
      interval: 100,
    });
    expect(arrived()).toEqual(addresses.map(() => 1));
    expect(await db().notification.findUniqueOrThrow({ where: { id: message.id } })).toMatchObject({
      sentAt: null,
      lastError: "EENVELOPE 450 4.2.1",
    });
    // The server's words, which repeat the address, are stored nowhere.
    const [job] = await db().$queryRaw<{ output: unknown }[]>`
      SELECT output FROM pgboss.job WHERE data->>'messageId' = ${message.id}`;
    expect(job?.output).toEqual({ code: "EENVELOPE 450 4.2.1" });
  } finally {
    await worker.stop();
  }
});

test("a code for signing in is sent before what waits already", async () => {
  const { startWorker } = await import("@/worker");
  const waiting = Array.from({ length: 40 }, (_, n) => `waiting${n}@example.org`);
  await Promise.all(waiting.map(signUp));
  await requestSignIn({ email: "code@example.org", locale: "fi", next: null });
  const before = server.mails.length;
  const worker = await startWorker();
  try {
    await vi.waitFor(() => expect(mailsTo("waiting39@example.org")).toHaveLength(1), {
      timeout: 60_000,
      interval: 100,
    });
  } finally {
    await worker.stop();
  }
  // Some batches of five begin together, each in any order.
  const first = server.mails.slice(before, before + 20);
  expect(first.filter((mail) => JSON.stringify(mail.to).includes("code@example.org"))).toHaveLength(1);
});

test("two workers that take the same message send it once", async () => {
  const { message } = await signUp("twice@example.org");
  await Promise.all(Array.from({ length: 5 }, () => deliverNotification(message.id, composeMessage)));
  expect(mailsTo("twice@example.org")).toHaveLength(1);
});
