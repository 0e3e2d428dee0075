import { randomUUID } from "node:crypto";
import pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { anonymiseRegistrations } from "@/features/privacy/commands";
import { toTicketExport } from "@/features/privacy/queries";
import { cancelRegistration, changeRegistration, register } from "@/features/registration/commands";
import { valuesOf } from "@/features/registration/components/form/form-values";
import { findTicket } from "@/features/registration/queries";
import { CONSENT_VERSIONS, parseRegistration } from "@/features/registration/schema";
import { db } from "@/platform/db/client";
import { createForum, type TestForum } from "../support/forums";
import { party } from "../support/parties";
import { pressUntilAnswered } from "../support/press";

const url = () => process.env.DATABASE_URL ?? "";
const forum = (slug: string, more: Omit<TestForum, "slug"> = {}) => createForum(url(), { slug, ...more });

async function signUp(slug: string, registration = party(), acceptWaiting = true) {
  const result = await register({ slug, locale: "so", submission: randomUUID(), acceptWaiting, registration });
  if (!result.ok) throw new Error(result.reason);
  return result;
}

const ticketOf = async (token: string) => {
  const ticket = await findTicket("so", token);
  if (!ticket) throw new Error("no ticket");
  return ticket;
};

const messages = (slug: string) =>
  db().notification.findMany({
    where: { registration: { forum: { slug } } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { template: true, recipient: true },
  });

test("a party gets its places, its consent is recorded, and no usable token is stored", async () => {
  await forum("ensin");
  const { token, status } = await signUp("ensin", party(3, { email: "hodan@example.org", ages: [4] }));
  expect(status).toBe("confirmed");
  const ticket = await ticketOf(token);
  expect(ticket).toMatchObject({
    status: "confirmed",
    childcare: { status: "held", ages: [4] },
    forum: { seatsLeft: 37, childcareLeft: 4 },
  });
  expect(ticket.code).toMatch(/^[A-Z0-9]{5}$/);
  const consent = await db().consent.findFirst({ where: { registrationId: ticket.id } });
  expect(consent).toMatchObject({ kind: "privacy_notice", locale: "so", textVersion: CONSENT_VERSIONS.privacy_notice });
  const client = new pg.Client({ connectionString: url() });
  await client.connect();
  const { rows } = await client.query(
    `SELECT r::text AS row FROM "Registration" r UNION ALL SELECT m::text FROM "Message" m UNION ALL SELECT j::text FROM pgboss.job j`,
  );
  await client.end();
  for (const { row } of rows) expect(row).not.toContain(token);
  expect(await findTicket("so", `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`)).toBeNull();
});

describe("refused registrations", () => {
  test.each<[string, Omit<TestForum, "slug">, string]>([
    ["luonnos", { status: "draft" }, "not_found"],
    ["peruttu", { status: "cancelled" }, "cancelled"],
    ["suljettu", { closesInDays: -1 }, "closed"],
    ["mennyt", { inDays: -3 }, "closed"],
    ["ilman", { closesInDays: null }, "no_registration"],
    ["taynna", { capacity: 0 }, "full"],
  ])("%s", async (slug, more, reason) => {
    await forum(slug, more);
    const result = await register({
      slug,
      locale: "fi",
      submission: randomUUID(),
      acceptWaiting: false,
      registration: party(),
    });
    expect(result).toEqual({ ok: false, reason });
    expect(await db().registration.count({ where: { forum: { slug } } })).toBe(0);
  });

  test("an unknown forum, and an unknown link", async () => {
    expect(
      await register({
        slug: "ei-ole",
        locale: "fi",
        submission: randomUUID(),
        acceptWaiting: true,
        registration: party(),
      }),
    ).toEqual({ ok: false, reason: "not_found" });
    expect(await cancelRegistration({ token: "x".repeat(27) })).toEqual({ ok: false, reason: "not_found" });
    expect(await changeRegistration({ locale: "so", token: "", revision: 1, registration: party() })).toEqual({
      ok: false,
      reason: "not_found",
    });
  });
});

test("the same submission makes one registration, even ten times at once; the same people again make two", async () => {
  await forum("sama");
  const submission = randomUUID();
  const registration = party(2, { email: "same@example.org", phone: "0401234567" });
  const send = (id: string) =>
    register({ slug: "sama", locale: "fi", submission: id, acceptWaiting: false, registration });
  const results = await Promise.all(Array.from({ length: 10 }, () => send(submission)));
  expect(new Set(results.map((result) => (result.ok ? result.token : result.reason))).size).toBe(1);
  await send(randomUUID());
  expect(await db().registration.count({ where: { forum: { slug: "sama" } } })).toBe(2);
  expect(await messages("sama")).toHaveLength(2);
});

test("200 at the same instant for 40 places: 40 confirmed, the rest waiting in order of arrival, one message each", async () => {
  await forum("ryntays", { capacity: 40 });
  const press = (registration: ReturnType<typeof party>, submission = randomUUID()) =>
    pressUntilAnswered(async () => {
      const command = { slug: "ryntays", locale: "so" as const, submission, acceptWaiting: true, registration };
      const result = await register(command);
      if (!result.ok) throw new Error(result.reason);
      return result;
    });
  const results = await Promise.all(
    Array.from({ length: 200 }, (_, n) => press(party(1, { email: `p${n}@example.org` }))),
  );
  expect(results.filter(({ status }) => status === "confirmed")).toHaveLength(40);
  const rows = await db().registration.findMany({
    where: { forum: { slug: "ryntays" } },
    orderBy: { arrival: "asc" },
    select: { status: true, code: true, createdAt: true },
  });
  expect(rows.map(({ status }) => status)).toEqual([...Array(40).fill("confirmed"), ...Array(160).fill("waiting")]);
  expect(new Set(rows.map(({ code }) => code)).size).toBe(200);
  const sent = await messages("ryntays");
  expect(sent).toHaveLength(200);
  expect(new Set(sent.map(({ recipient }) => recipient)).size).toBe(200);
  const positions = await Promise.all(
    results
      .filter(({ status }) => status === "waiting")
      .map(async ({ token }) => (await ticketOf(token)).waitingPosition),
  );
  expect(positions.sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual(Array.from({ length: 160 }, (_, n) => n + 1));
});

describe("the waiting list", () => {
  let first: string;
  beforeAll(async () => {
    await forum("jono", { capacity: 3, childcare: 1 });
    first = (await signUp("jono", party(2, { ages: [3] }))).token;
  });

  test("a freed place is offered to the first party that fits, which is told; the others keep their turn", async () => {
    const pair = await signUp("jono", party(2, { email: "pair@example.org" }));
    const single = await signUp("jono", party(1, { email: "single@example.org", ages: [2] }));
    expect([pair.status, single.status]).toEqual(["waiting", "confirmed"]);
    expect((await ticketOf(single.token)).childcare.status).toBe("waiting");
    await cancelRegistration({ token: first });
    expect((await ticketOf(pair.token)).status).toBe("offered");
    expect((await ticketOf(single.token)).childcare.status).toBe("offered");
    expect((await messages("jono")).map(({ template, recipient }) => `${recipient} ${template}`)).toEqual([
      "pair@example.org registration_waiting",
      "single@example.org registration_confirmed",
      "pair@example.org offer_made",
      "single@example.org offer_made",
    ]);
  });

  test("cancelling twice counts once", async () => {
    expect(await cancelRegistration({ token: first })).toMatchObject({ ok: true });
    expect(
      await db().registrationEvent.count({ where: { kind: "cancelled", registration: { forum: { slug: "jono" } } } }),
    ).toBe(1);
  });
});

describe("a change", () => {
  test("within free places is saved, told, and counted", async () => {
    await forum("muutos", { capacity: 5 });
    const { token } = await signUp("muutos", party(2, { email: "a@example.org" }));
    expect(
      await changeRegistration({
        locale: "so",
        token,
        revision: 1,
        registration: party(4, { email: "b@example.org", ages: [1] }),
      }),
    ).toEqual({ ok: true, slug: "muutos" });
    const ticket = await ticketOf(token);
    expect(ticket).toMatchObject({
      status: "confirmed",
      email: "b@example.org",
      revision: expect.any(Number),
      forum: { seatsLeft: 1 },
    });
    expect(ticket.people).toHaveLength(4);
    expect(ticket.childcare.status).toBe("held");
    expect((await messages("muutos")).map(({ template, recipient }) => `${template} ${recipient}`).sort()).toEqual([
      "address_changed a@example.org",
      "registration_changed b@example.org",
      // It had not been sent yet, so it goes to their new address.
      "registration_confirmed b@example.org",
    ]);
  });

  test("beyond the free places leaves everything as it was", async () => {
    await forum("ahdas", { capacity: 3, childcare: 1 });
    const { token } = await signUp("ahdas", party(2, { ages: [5] }));
    await signUp("ahdas");
    expect(await changeRegistration({ locale: "so", token, revision: 1, registration: party(3) })).toEqual({
      ok: false,
      reason: "no_room",
    });
    expect(
      await changeRegistration({ locale: "so", token, revision: 1, registration: party(2, { ages: [5, 6] }) }),
    ).toEqual({
      ok: false,
      reason: "no_childcare_room",
    });
    expect((await ticketOf(token)).people).toHaveLength(2);
  });

  test("from an outdated form is refused, and so is one to a cancelled registration", async () => {
    await forum("kaksi");
    const { token } = await signUp("kaksi");
    const change = (people: number) =>
      changeRegistration({ locale: "so", token, revision: 1, registration: party(people) });
    const results = await Promise.all([change(2), change(3)]);
    expect(results.map(({ ok }) => ok).sort()).toEqual([false, true]);
    await cancelRegistration({ token });
    expect(await change(2)).toEqual({ ok: false, reason: "already_cancelled" });
  });

  test("whose answer was lost counts as the same change when it is sent again", async () => {
    await forum("uudestaan", { capacity: 5, serves: true });
    const { token } = await signUp("uudestaan", party(1, { email: "u@example.org" }));
    const change = (registration: ReturnType<typeof party>) =>
      changeRegistration({ locale: "so", token, revision: 1, registration });
    const wanted = (diet: "halal" | "vegan") =>
      party([{ needs: { diet: [diet] } }, {}], { email: "u@example.org", consents: { diet_health: true } });
    expect(await change(wanted("halal"))).toEqual({ ok: true, slug: "uudestaan" });
    const { revision } = await ticketOf(token);
    expect(await change(wanted("halal"))).toEqual({ ok: true, slug: "uudestaan" });
    expect((await ticketOf(token)).revision).toBe(revision);
    expect(await messages("uudestaan")).toHaveLength(2);
    // Other words in the same old form are another change, made without knowing of the first.
    for (const other of [wanted("vegan"), party(2, { email: "u@example.org" }), party(1, { email: "u@example.org" })])
      expect(await change(other)).toEqual({ ok: false, reason: "changed_meanwhile" });
  });

  test("that changes nothing writes nothing and tells nobody", async () => {
    const forumId = await forum("ennallaan", { serves: true, capacity: 3, tables: [1, 2] });
    const tables = await db().forumSession.findMany({ where: { forumId }, orderBy: { position: "asc" } });
    const sessions = [tables[0]?.id ?? ""];
    await signUp("ennallaan", party([{ sessions }]));
    const { token } = await signUp(
      "ennallaan",
      party([{ sessions, interpretation: true }, {}, { age: "under_13" }], {
        email: "ennallaan@example.org",
        phone: "0401234567",
        contactWay: "listen",
        ages: [3],
        maySplit: true,
        // Consented, but no needs given yet.
        consents: { diet_health: true, photos: true },
      }),
    );
    const stored = async () =>
      JSON.stringify([
        await db().registration.findMany({
          where: { forumId },
          include: { participants: true, claims: true, offers: true, consents: true, notifications: true },
        }),
        await db().registrationEvent.count({ where: { registration: { forumId } } }),
      ]);
    const before = await stored();
    const ticket = await ticketOf(token);
    expect(ticket.people.map(({ seat }) => seat)).toEqual(["held", "waiting", "held"]);
    const parsed = parseRegistration(valuesOf("fi", ticket), "change");
    if (!parsed.ok) throw new Error("the form as it is shown is refused");
    const { registration } = parsed.input;
    const change = { locale: "fi" as const, token, revision: ticket.revision, registration };
    expect(await changeRegistration(change)).toEqual({ ok: true, slug: "ennallaan" });
    expect(await stored()).toBe(before);
    expect(await changeRegistration({ ...change, registration: { ...registration, phone: null } })).toMatchObject({
      ok: true,
    });
    expect(await stored()).not.toBe(before);
  });

  test("of a question sent ahead is kept, also to nothing, and it is forgotten with the party", async () => {
    const forumId = await forum("kysyy", { inDays: 1, closesInDays: 0.5 });
    // Marks that could reverse the words around it, and characters that PostgreSQL refuses, are left out.
    const asked = party(1, { question: "\u202eهل يوجد\n مترجم؟\u0000" });
    const { token } = await signUp("kysyy", asked);
    expect((await ticketOf(token)).question).toBe("هل يوجد مترجم؟");
    expect(toTicketExport(await ticketOf(token))).toMatchObject({ question: "هل يوجد مترجم؟" });
    const change = async (question: string) => {
      const { revision } = await ticketOf(token);
      const registration = party(1, { question });
      expect(await changeRegistration({ locale: "so", token, revision, registration })).toMatchObject({ ok: true });
      return (await ticketOf(token)).question;
    };
    expect(await change("Ma la turjumayaa?")).toBe("Ma la turjumayaa?");
    expect(await change("  ")).toBeNull();
    expect(await change("x".repeat(300))).toBe("x".repeat(300));
    await anonymiseRegistrations(new Date(Date.now() + 40 * 86_400_000));
    expect(await db().registration.findMany({ where: { forumId }, select: { question: true } })).toEqual([
      { question: null },
    ]);
  });

  test("that frees places serves parties that wait", async () => {
    await forum("vapautuu", { capacity: 3 });
    const { token } = await signUp("vapautuu", party(3));
    const waiting = await signUp("vapautuu", party(2));
    await changeRegistration({ locale: "so", token, revision: 1, registration: party(1) });
    expect((await ticketOf(waiting.token)).status).toBe("offered");
  });
});

test("30 days after a forum names and addresses are gone, numbers stay, and the link opens nothing", async () => {
  await forum("vanha", { inDays: 1, closesInDays: 0.5 });
  const { token } = await signUp("vanha", party(2, { email: "vanha@example.org", phone: "0401234567", ages: [3] }));
  const after = (days: number) => new Date(Date.now() + days * 86_400_000);
  await anonymiseRegistrations(after(30));
  expect((await ticketOf(token)).email).toBe("vanha@example.org");
  const due = [{ slug: "vanha", retentionDays: 30, registrations: 1 }];
  expect(await anonymiseRegistrations(after(32), { dryRun: true })).toEqual(due);
  expect((await ticketOf(token)).email).toBe("vanha@example.org");
  expect(await anonymiseRegistrations(after(32))).toEqual(due);
  expect(await findTicket("fi", token)).toBeNull();
  const row = await db().registration.findFirstOrThrow({
    where: { forum: { slug: "vanha" } },
    include: { participants: true, notifications: true },
  });
  expect(row).toMatchObject({ phone: null, email: null, childcareAges: [3] });
  expect(row.participants.map(({ name, spokenLanguage }) => [name, spokenLanguage])).toEqual([
    ["", "so"],
    ["", "so"],
  ]);
  expect(row.notifications.map(({ recipient }) => recipient)).toEqual([""]);
  expect(await anonymiseRegistrations(after(32))).toEqual([]);
});
