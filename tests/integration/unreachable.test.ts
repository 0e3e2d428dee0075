import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { system } from "@/features/access/schema";
import { cancelForum } from "@/features/forum-changes/commands";
import { canChangeForum } from "@/features/forum-changes/policy";
import { deliverNotification } from "@/features/notifications/commands";
import { canMakeCalls } from "@/features/notifications/policy";
import { countUnsent } from "@/features/notifications/queries";
import { eraseRegistration } from "@/features/privacy/commands";
import {
  cancelRegistration,
  changeRegistration,
  noteRefusedAddress,
  noteTicketOpened,
  register,
  releasePlaces,
} from "@/features/registration/commands";
import { canReleasePlaces, canSeeUnreachable } from "@/features/registration/policy";
import { findTicket, listUnreachable } from "@/features/registration/queries";
import { db } from "@/platform/db/client";
import { env } from "@/platform/env";
import { startWorker } from "@/worker";
import { listCalls } from "../support/call-list";
import { createForum, type TestForum } from "../support/forums";
import { composeMessage } from "../support/letters";
import { type MailServer, REFUSED, startMailServer } from "../support/mail-server";
import { party } from "../support/parties";
import { forumSubject, permitted } from "../support/permits";
import { LANDLINE, startSmsGateway } from "../support/sms-gateway";
import { whereabouts } from "../support/whereabouts";

const url = process.env.DATABASE_URL ?? "";
let server: MailServer;
let gateway: Awaited<ReturnType<typeof startSmsGateway>>;

beforeAll(async () => {
  server = await startMailServer();
  gateway = await startSmsGateway();
  Object.assign(env(), { SMTP_URL: server.smtpUrl, SMS_GATEWAY_URL: gateway.url });
});
afterAll(() => Promise.all([server.stop(), gateway.stop()]));

const nobody = () => `${REFUSED}-${randomUUID()}@example.org`;
const landline = () => `${LANDLINE}3${String(Math.floor(Math.random() * 1e6)).padStart(6, "0")}`;

async function newForum(more: Omit<TestForum, "slug"> = {}) {
  const slug = `tavoita-${randomUUID()}`;
  const id = await createForum(url, { slug, ...more });
  const subject = forumSubject(id);
  return {
    id,
    slug,
    unreachable: () => listUnreachable(permitted(canSeeUnreachable, subject)),
    calls: () => listCalls(permitted(canMakeCalls, subject)),
    release: (registrationId: string) => releasePlaces(permitted(canReleasePlaces, subject), registrationId),
  };
}

type Reach = Parameters<typeof party>[1];

async function signUp(slug: string, reach: Reach, people = 1) {
  const registration = party(people, reach);
  const result = await register({ slug, locale: "so", submission: randomUUID(), acceptWaiting: true, registration });
  if (!result.ok) throw new Error(result.reason);
  const ticket = await findTicket("so", result.token);
  return { token: result.token, id: ticket?.id ?? "", registration };
}

/** Sends everything that waits for a party, and notes refusals, as the worker would. */
async function deliver(registrationId: string) {
  const waiting = {
    registrationId,
    sentAt: null,
    refusedAt: null,
    recipient: { not: "" },
    channel: { not: "call" },
  } as const;
  for (let rows = await db().notification.findMany({ where: waiting }); rows.length > 0; ) {
    for (const { id } of rows) {
      await deliverNotification(id, composeMessage);
      await noteRefusedAddress(id);
    }
    rows = await db().notification.findMany({ where: waiting });
  }
}

const stored = (id: string) => db().registration.findUniqueOrThrow({ where: { id } });
const messagesOf = (registrationId: string) =>
  db().notification.findMany({ where: { registrationId }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
const change = async (token: string, reach: Reach) => {
  const { revision = 0 } = (await findTicket("so", token)) ?? {};
  return changeRegistration({ token, revision, locale: "so", registration: party(1, reach) });
};

test("an unknown address is tried once; the worker notes it, and staff see whose it is", async () => {
  const forum = await newForum();
  const { id } = await signUp(forum.slug, { email: nobody() });
  const worker = await startWorker();
  try {
    await vi.waitFor(async () => expect((await stored(id)).emailRefusedAt).not.toBeNull(), {
      timeout: 60_000,
      interval: 50,
    });
  } finally {
    await worker.stop();
  }
  expect(await messagesOf(id)).toMatchObject([{ attempts: 1, sentAt: null, lastError: "EENVELOPE 550 5.1.1" }]);
  expect(await countUnsent(forum.id)).toEqual([]);
  expect(await forum.unreachable()).toMatchObject([{ id, phone: null, names: ["Hlö 1"], status: "confirmed" }]);
  // Without a phone nobody is called, until something urgent must be delivered in some way.
  expect(await forum.calls()).toEqual([]);
  await cancelForum(permitted(canChangeForum, forumSubject(forum.id)));
  expect(await forum.calls()).toMatchObject([{ template: "forum_cancelled", phone: null, unreachable: true }]);
});

test("a party whose mail is refused gets a text message instead, and is reachable", async () => {
  const forum = await newForum();
  const { id } = await signUp(forum.slug, { email: nobody(), phone: "+358401230001" });
  await deliver(id);
  expect((await messagesOf(id)).map(({ channel, sentAt }) => [channel, sentAt !== null])).toEqual([
    ["email", false],
    ["sms", true],
  ]);
  expect(gateway.taken.at(-1)?.body.to).toBe("+358401230001");
  expect(await forum.unreachable()).toEqual([]);
  expect(await forum.calls()).toEqual([]);
});

test("a party whose mail and text messages are both refused is called once, and asked for another address", async () => {
  const forum = await newForum();
  const phone = landline();
  const { id, token } = await signUp(forum.slug, { email: nobody(), phone });
  await deliver(id);
  expect(await forum.unreachable()).toMatchObject([{ id, phone }]);
  expect(await forum.calls()).toMatchObject([{ template: "address_refused", phone, unreachable: true }]);
  // Noting it twice, e.g. because a job runs twice, makes one call.
  for (const message of await messagesOf(id)) await noteRefusedAddress(message.id);
  expect(await forum.calls()).toHaveLength(1);
  expect(await findTicket("so", token)).toMatchObject({ status: "confirmed", released: false });
});

test("other refusals by a server mark nobody", async () => {
  const forum = await newForum();
  const { id } = await signUp(forum.slug, { phone: "+358401230002" });
  const [message] = await messagesOf(id);
  for (const status of [422, 404, 503]) {
    gateway.refuse = status;
    await expect(deliverNotification(message?.id ?? "", composeMessage)).rejects.toThrow(String(status));
  }
  gateway.refuse = 0;
  await deliver(id);
  expect(await stored(id)).toMatchObject({ phoneRefusedAt: null });
  expect(await messagesOf(id)).toMatchObject([{ attempts: 4, sentAt: expect.any(Date) }]);
});

test("another address clears the mark and the call, and gets what the former one refused", async () => {
  const forum = await newForum();
  const { id, token } = await signUp(forum.slug, { email: nobody(), phone: landline() });
  await deliver(id);
  expect(await forum.calls()).toHaveLength(1);
  const email = `oikea-${randomUUID()}@example.org`;
  expect(await change(token, { email })).toMatchObject({ ok: true });
  expect(await stored(id)).toMatchObject({ emailRefusedAt: null, phoneRefusedAt: null });
  expect(await forum.unreachable()).toEqual([]);
  expect(await forum.calls()).toEqual([]);
  expect(await db().notification.count({ where: { registrationId: id, channel: "call", sentAt: null } })).toBe(0);
  await deliver(id);
  const subjects = server.mails.filter((mail) => JSON.stringify(mail.to).includes(email)).map(({ subject }) => subject);
  expect(subjects).toHaveLength(2);
  expect(subjects).toContainEqual(expect.stringContaining("Boos"));
});

test("a party that opens its ticket is told there, keeps its places, and counts as reached", async () => {
  const forum = await newForum();
  const { id, token } = await signUp(forum.slug, { email: nobody(), phone: landline() });
  await noteTicketOpened(token);
  expect((await stored(id)).openedAt).toBeNull();
  await deliver(id);
  const [{ id: found = "" } = {}] = await forum.unreachable();
  await noteTicketOpened(token);
  expect(await forum.unreachable()).toEqual([]);
  expect(await forum.calls()).toEqual([]);
  expect(await findTicket("so", token)).toMatchObject({
    emailRefusedAt: expect.any(Date),
    phoneRefusedAt: expect.any(Date),
  });
  expect(await forum.release(found)).toEqual({ ok: false, reason: "reached" });
  expect(await findTicket("so", token)).toMatchObject({ status: "confirmed" });
  // Urgent messages still go on the call list, because nothing can be sent.
  await cancelForum(permitted(canChangeForum, forumSubject(forum.id)));
  expect(await forum.calls()).toMatchObject([{ template: "forum_cancelled", unreachable: false }]);
});

test("no deadline takes places; staff give them to parties that wait, and the ticket says so", async () => {
  const forum = await newForum({ capacity: 1 });
  const lost = await signUp(forum.slug, { email: nobody() });
  const next = await signUp(forum.slug, { email: `jonossa-${randomUUID()}@example.org` });
  expect(await forum.release(lost.id)).toEqual({ ok: false, reason: "reached" });
  await deliver(lost.id);
  expect(await findTicket("so", lost.token)).toMatchObject({ status: "confirmed" });
  expect(await forum.release(next.id)).toEqual({ ok: false, reason: "reached" });
  expect(await forum.release(lost.id)).toEqual({ ok: true, slug: forum.slug });
  expect(await findTicket("so", lost.token)).toMatchObject({ status: "cancelled", released: true });
  expect(await findTicket("so", next.token)).toMatchObject({ status: "offered" });
  expect(await forum.unreachable()).toEqual([]);
  expect(await forum.release(lost.id)).toMatchObject({ ok: true });
  expect(await db().auditEntry.count({ where: { action: "places_released", subjectId: lost.id } })).toBe(1);
  // Nobody releases places of another forum.
  const other = await newForum();
  expect(await other.release(lost.id)).toEqual({ ok: false, reason: "not_found" });
});

/** Delays the server's refusal while something happens to the party. */
async function meanwhile(id: string, act: () => Promise<unknown>) {
  let letGo = () => {};
  server.pause = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const [message] = await messagesOf(id);
  const delivering = deliverNotification(message?.id ?? "", composeMessage);
  await vi.waitFor(async () => expect((await messagesOf(id))[0]?.attemptedAt).not.toBeNull());
  await act();
  server.pause = null;
  letGo();
  await delivering;
  await noteRefusedAddress(message?.id ?? "");
}

test("a refusal after the party was erased leaves nothing behind", async () => {
  const forum = await newForum();
  const [email, phone] = [nobody(), landline()];
  const { id, token } = await signUp(forum.slug, { email, phone });
  await meanwhile(id, () => eraseRegistration({ token, by: system("test") }));
  expect(await whereabouts(url, [email, phone.slice(4)])).toEqual([]);
  expect(await stored(id)).toMatchObject({ emailRefusedAt: null, phoneRefusedAt: null });
  expect(await forum.unreachable()).toEqual([]);
  expect(await forum.calls()).toEqual([]);
});

test("a party erased after a refusal leaves no mark and no code of it", async () => {
  const forum = await newForum();
  const { id, token } = await signUp(forum.slug, { email: nobody(), phone: landline() });
  await deliver(id);
  await noteTicketOpened(token);
  await eraseRegistration({ token, by: system("test") });
  expect(await stored(id)).toMatchObject({ emailRefusedAt: null, phoneRefusedAt: null, openedAt: null });
  for (const message of await messagesOf(id)) expect(message).toMatchObject({ refusedAt: null, recipient: "" });
  await deliver(id);
});

test("a refusal after the party cancelled calls nobody", async () => {
  const forum = await newForum();
  const { id, token } = await signUp(forum.slug, { email: nobody(), phone: landline() });
  await meanwhile(id, () => cancelRegistration({ token }));
  await deliver(id);
  expect(await forum.unreachable()).toEqual([]);
  expect(await forum.calls()).toEqual([]);
});

test("a refusal of a former address says nothing about the new one", async () => {
  const forum = await newForum();
  const { id, token } = await signUp(forum.slug, { email: nobody() });
  const email = `uusi-${randomUUID()}@example.org`;
  await meanwhile(id, () => change(token, { email }));
  expect(await stored(id)).toMatchObject({ email, emailRefusedAt: null });
  expect(await forum.unreachable()).toEqual([]);
});

test("two refusals, a change and a release at once end as in one of their orders", async () => {
  const forum = await newForum({ capacity: 1 });
  const { id, token } = await signUp(forum.slug, { email: nobody(), phone: landline() });
  await signUp(forum.slug, { email: `odottaa-${randomUUID()}@example.org` });
  await deliver(id);
  const refused = await messagesOf(id);
  const [released, changed] = await Promise.all([
    forum.release(id),
    change(token, { email: `ehti-${randomUUID()}@example.org` }),
    ...refused.map((message) => noteRefusedAddress(message.id)),
  ]);
  const { status } = await stored(id);
  expect([released.ok, changed.ok, status]).toEqual(
    status === "cancelled" ? [true, false, "cancelled"] : [false, true, "confirmed"],
  );
});
