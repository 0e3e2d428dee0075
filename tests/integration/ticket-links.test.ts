import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { cancelForum, moveForum, setMeetingLink } from "@/features/forum-changes/commands";
import { canChangeForum } from "@/features/forum-changes/policy";
import { findForum } from "@/features/forums/queries";
import { stopLaterForums } from "@/features/privacy/commands";
import { cancelRegistration, register, renewLink } from "@/features/registration/commands";
import { findRenewed, findTicket, findTicketById } from "@/features/registration/queries";
import { db } from "@/platform/db/client";
import { createForum, type TestForum } from "../support/forums";
import { composeMessage } from "../support/letters";
import { party } from "../support/parties";
import { forumSubject, permitted } from "../support/permits";

const MEETING = "https://kokous.example.org/huone?pwd=salainen";
const url = () => process.env.DATABASE_URL ?? "";

async function newForum(more: Omit<TestForum, "slug"> = {}) {
  const slug = `linkki-${randomUUID()}`;
  return { slug, id: await createForum(url(), { slug, ...more }) };
}

async function signUp(slug: string, registration = party()) {
  const result = await register({ slug, locale: "so", submission: randomUUID(), acceptWaiting: true, registration });
  if (!result.ok) throw new Error(result.reason);
  return result.token;
}

test("an online forum's link is only for people with a seat: not for people who wait, nor on the page", async () => {
  const { slug, id } = await newForum({ capacity: 1, onlineUrl: MEETING });
  const seated = await signUp(slug);
  const waiting = await signUp(slug);
  expect((await findTicket("fi", seated))?.onlineUrl).toBe(MEETING);
  expect((await findTicket("fi", waiting))?.onlineUrl).toBeNull();
  // Their letters and calendars give it as the forum's address.
  expect((await findTicket("fi", seated))?.forum.address).toBe(MEETING);
  expect((await findTicket("fi", waiting))?.forum.address).toBeNull();
  expect(JSON.stringify(await findForum("fi", slug))).not.toContain("kokous.example.org");
  await cancelRegistration({ token: seated });
  expect((await findTicket("fi", seated))?.onlineUrl).toBeNull();
  await cancelForum(permitted(canChangeForum, forumSubject(id)));
  expect((await findTicket("fi", waiting))?.onlineUrl).toBeNull();
});

test("a forum that moved to a building shows no link, even if one was set before", async () => {
  const { slug, id } = await newForum({ onlineUrl: MEETING });
  const token = await signUp(slug);
  const { startsAt, endsAt } = await db().forum.findUniqueOrThrow({ where: { id } });
  const moved = { startsAt, endsAt, venueSlug: "testitalo" };
  expect(await moveForum(permitted(canChangeForum, forumSubject(id)), moved)).toEqual({ ok: true, slug });
  expect((await findTicket("fi", token))?.onlineUrl).toBeNull();
});

test("a coordinator sets and changes the link; the log records that, but not the link", async () => {
  const { slug, id } = await newForum({ onlineUrl: null });
  const token = await signUp(slug, party(1, { email: "verkossa@example.org" }));
  const permit = permitted(canChangeForum, forumSubject(id));
  expect((await findTicket("fi", token))?.onlineUrl).toBeNull();
  for (let again = 0; again < 2; again++)
    expect(await setMeetingLink(permit, { onlineUrl: MEETING })).toEqual({ ok: true, slug });
  expect((await findTicket("fi", token))?.onlineUrl).toBe(MEETING);
  const entries = await db().auditEntry.findMany({ where: { action: "meeting_link_set", subjectId: id } });
  expect(entries.map(({ changes }) => changes)).toEqual([{ onlineUrl: [null, "kokous.example.org"] }]);
  // People with a seat are told of a new one, and nobody else.
  const messages = () =>
    db().notification.count({
      where: { forumId: id, template: "forum_changed", registration: { status: "confirmed" } },
    });
  expect(await messages()).toBe(0);
  await setMeetingLink(permit, { onlineUrl: `${MEETING}2` });
  expect(await messages()).toBe(1);
  await cancelForum(permit);
  expect(await setMeetingLink(permit, { onlineUrl: null })).toEqual({ ok: false, reason: "not_published" });
});

test("a renewed link opens what the old one opened; the old one opens nothing and is recognised", async () => {
  const { slug } = await newForum();
  const first = await signUp(slug, party(2, { email: "perhe@example.org" }));
  const { id = "", code } = (await findTicket("fi", first)) ?? {};
  const second = await renewLink({ token: first });
  if (!second.ok) throw new Error(second.reason);
  expect(second.token).not.toBe(first);
  expect(await findTicket("fi", second.token)).toMatchObject({ id, code, token: second.token });
  // Messages are composed by id when they are sent, so waiting ones carry the new link.
  expect(await findTicketById("fi", id)).toMatchObject({ token: second.token });
  expect(await findTicket("fi", first)).toBeNull();
  expect(await renewLink({ token: first })).toEqual({ ok: false, reason: "not_found" });
  expect(await cancelRegistration({ token: first })).toEqual({ ok: false, reason: "not_found" });
  const third = await renewLink({ token: second.token });
  for (const old of [first, second.token])
    expect(await findRenewed("fi", old)).toMatchObject({ email: "testaaja@example.org" });
  expect(third.ok && (await findRenewed("fi", third.token))).toBeNull();
  expect(await findRenewed("fi", "x".repeat(27))).toBeNull();
  const events = await db().registrationEvent.findMany({ where: { registrationId: id, kind: "link_renewed" } });
  expect(events).toHaveLength(2);
});

test("the party is told its new link, in its language, on a channel that reaches it; of two only the last is told", async () => {
  const { slug } = await newForum();
  const told = async (reach: { email?: string; phone?: string }) => {
    const first = await signUp(slug, party(1, reach));
    const { id = "" } = (await findTicket("fi", first)) ?? {};
    let token = first;
    for (let time = 0; time < 2; time++) {
      const renewed = await renewLink({ token });
      if (renewed.ok) token = renewed.token;
    }
    const messages = await db().notification.findMany({
      where: { registrationId: id, template: "link_renewed" },
      orderBy: { createdAt: "asc" },
    });
    const words = await Promise.all(messages.map((message) => composeMessage(message)));
    return { token, messages, words };
  };
  const mailed = await told({ email: "uusi@example.org" });
  expect(mailed.messages.map(({ channel, recipient }) => [channel, recipient])).toEqual([
    ["email", "uusi@example.org"],
    ["email", "uusi@example.org"],
  ]);
  expect(mailed.words[0]).toBeNull();
  expect(mailed.words[1]?.mail).toMatchObject({
    locale: "so",
    subject: `Linkigaagu waa cusub yahay: Testi-ilta ${slug} (so)`,
  });
  expect(mailed.words[1]?.mail.text).toContain(`https://omapolku.test/so/registrations/${mailed.token}`);
  const texted = await told({ phone: "040 111 2299" });
  expect(texted.messages.map(({ channel }) => channel)).toEqual(["sms", "sms"]);
  expect(texted.words[1]?.sms).toContain(`https://omapolku.test/so/registrations/${texted.token}`);
  // People who keep a screenshot see the new link on the page where they renewed it.
  expect((await told({})).messages).toEqual([]);
});

test("a link can be renewed six times a day, and others' addresses no more often than changes may write to them", async () => {
  const { slug } = await newForum();
  const from = { network: "192.0.2.50" };
  let token = await signUp(slug, party(1, { email: "monta@example.org" }));
  const answers: string[] = [];
  for (let time = 0; time < 8; time++) {
    const renewed = await renewLink({ token, from });
    answers.push(renewed.ok ? "renewed" : renewed.reason);
    if (renewed.ok) token = renewed.token;
  }
  expect(answers).toEqual([...Array(6).fill("renewed"), "renewed_many", "renewed_many"]);
  // A refusal changes nothing.
  expect(await findTicket("fi", token)).not.toBeNull();
  expect(await db().notification.count({ where: { recipient: "monta@example.org", template: "link_renewed" } })).toBe(
    6,
  );
  const others = await Promise.all([1, 2, 3].map((n) => signUp(slug, party(n, { email: "monta@example.org" }))));
  const more: string[] = [];
  for (let other of others)
    for (let time = 0; time < 3; time++) {
      const renewed = await renewLink({ token: other, from });
      more.push(renewed.ok ? "renewed" : renewed.reason);
      if (renewed.ok) other = renewed.token;
    }
  expect(more).toEqual([...Array(6).fill("renewed"), ...Array(3).fill("email_many")]);
});

test("two renewals at once make one new link, and the slower is told that its link is old", async () => {
  const { slug } = await newForum();
  const token = await signUp(slug);
  const results = await Promise.all([renewLink({ token }), renewLink({ token })]);
  expect(results.map(({ ok }) => ok).sort()).toEqual([false, true]);
});

test("the same form sent again finds its registration under its present link", async () => {
  const { slug } = await newForum();
  const command = { slug, locale: "so" as const, submission: randomUUID(), acceptWaiting: true, registration: party() };
  const first = await register(command);
  if (!first.ok) throw new Error(first.reason);
  const renewed = await renewLink({ token: first.token });
  expect(await register(command)).toMatchObject({ ok: true, token: renewed.ok && renewed.token });
});

test("messages about later forums can be stopped with the link in them, even if it was renewed", async () => {
  const { slug } = await newForum();
  const token = await signUp(slug, party(1, { email: "myohemmin@example.org", consents: { later_forums: true } }));
  await renewLink({ token });
  expect(await stopLaterForums({ token })).toBe(true);
  expect(await stopLaterForums({ token: "x".repeat(27) })).toBe(false);
});
