import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { type Actor, system, type UserActor } from "@/features/access/schema";
import { createAccessLink, revokeAccessLink } from "@/features/accounts/commands";
import { canListLinks, canWithdrawLink } from "@/features/accounts/policy";
import { findAccessLink, findLinkSubject, searchAccessLinks } from "@/features/accounts/queries";
import { anonymiseRegistrations, eraseRegistration, setConsent, stopLaterForums } from "@/features/privacy/commands";
import { canCountNeeds } from "@/features/privacy/policy";
import { countNeeds, wantsLaterForums } from "@/features/privacy/queries";
import { changeRegistration, register } from "@/features/registration/commands";
import { valuesOf } from "@/features/registration/components/form/form-values";
import { canRegisterOthers, type RegisterOthers } from "@/features/registration/policy";
import { findTicket } from "@/features/registration/queries";
import type { RegistrationSchema } from "@/features/registration/schema";
import { CONSENT_VERSIONS, parseRegistration } from "@/features/registration/schema";
import { db } from "@/platform/db/client";
import { env } from "@/platform/env";
import { consumeRateLimit } from "@/platform/security/rate-limit";
import { ACTORS } from "../support/actors";
import { announce } from "../support/announcements";
import { createForum } from "../support/forums";
import { composeMessage } from "../support/letters";
import { party } from "../support/parties";
import { forumSubject, helper, permitted } from "../support/permits";

const DAY = 86_400_000;
const forum = (slug: string, more = {}) => createForum(process.env.DATABASE_URL ?? "", { slug, ...more });

async function signUp(slug: string, registration: RegistrationSchema, helper?: RegisterOthers) {
  const result = await register({
    slug,
    locale: "so",
    submission: randomUUID(),
    acceptWaiting: true,
    registration,
    ...(helper && { helper }),
  });
  if (!result.ok) throw new Error(result.reason);
  return result.token;
}

const eater = (diet: string, note = "") =>
  party([{ needs: { diet: [diet] as never, access: ["wheelchair"], note } }], { consents: { diet_health: true } });

test("diet and access needs are stored encrypted, shown to their own people, and counted for the caterer", async () => {
  const forumId = await forum("ruoka", { serves: true });
  const token = await signUp("ruoka", eater("halal", "pähkinä on vaarallinen"));
  await signUp("ruoka", eater("halal"));
  await signUp("ruoka", eater("vegan"));
  const rows = await db().$queryRaw<{ text: string }[]>`
    SELECT p::text AS text FROM "Participant" p UNION ALL SELECT encode(p."sealedNeeds", 'escape') FROM "Participant" p`;
  for (const { text } of rows) expect(text).not.toMatch(/halal|vegan|vaarallinen/);
  expect((await findTicket("so", token))?.people[0]?.needs).toEqual({
    diet: ["halal"],
    access: ["wheelchair"],
    note: "pähkinä on vaarallinen",
  });
  expect(await countNeeds(permitted(canCountNeeds, forumSubject(forumId)))).toEqual({
    people: 3,
    closed: 0,
    needs: [
      { need: "halal", people: 2 },
      { need: "vegan", people: 1 },
      { need: "wheelchair", people: 3 },
    ],
    notes: ["pähkinä on vaarallinen"],
  });
});

test("needs are kept only if the forum serves them and with consent, and removed when it is withdrawn", async () => {
  await forum("ei-ruokaa");
  await signUp("ei-ruokaa", eater("halal"));
  const forumId = await forum("suostumus", { serves: true });
  await signUp("suostumus", {
    ...eater("halal"),
    consents: { diet_health: false, photos: false, later_forums: false },
  });
  expect(
    await db().participant.count({
      where: { registration: { forum: { slug: { in: ["ei-ruokaa", "suostumus"] } } }, sealedNeeds: { not: null } },
    }),
  ).toBe(0);
  const token = await signUp("suostumus", eater("vegan"));
  expect((await countNeeds(permitted(canCountNeeds, forumSubject(forumId)))).needs).toHaveLength(2);
  await setConsent({ token, kind: "diet_health", given: false, locale: "fi" });
  expect((await countNeeds(permitted(canCountNeeds, forumSubject(forumId)))).needs).toEqual([]);
});

test("each consent records its text, language and times; given again, it is a new record", async () => {
  await forum("kuvat");
  const token = await signUp("kuvat", party(1, { consents: { photos: true } }));
  for (const given of [false, false, true, true]) await setConsent({ token, kind: "photos", given, locale: "ar" });
  const consents = ((await findTicket("so", token))?.consents ?? []).filter(({ kind }) => kind === "photos");
  expect(consents.map(({ locale, textVersion, withdrawnAt }) => [locale, textVersion, withdrawnAt !== null])).toEqual([
    ["so", CONSENT_VERSIONS.photos, true],
    ["ar", CONSENT_VERSIONS.photos, false],
  ]);
  const { revision = 0 } = (await findTicket("so", token)) ?? {};
  await changeRegistration({ token, revision, locale: "fi", registration: party(1) });
  expect(
    (await findTicket("so", token))?.consents.some(({ kind, withdrawnAt }) => kind === "photos" && !withdrawnAt),
  ).toBe(false);
});

test("a form opened before a consent was withdrawn does not restore it", async () => {
  await forum("vanha-lomake", { serves: true });
  const registration = party([{ needs: { diet: ["halal"] } }], { consents: { diet_health: true, later_forums: true } });
  const token = await signUp("vanha-lomake", registration);
  for (const takeBack of [
    () => setConsent({ token, kind: "diet_health", given: false, locale: "so" }),
    () => stopLaterForums({ token }),
  ]) {
    const { revision = 0 } = (await findTicket("so", token)) ?? {};
    await takeBack();
    expect(await changeRegistration({ token, revision, locale: "so", registration })).toEqual({
      ok: false,
      reason: "changed_meanwhile",
    });
  }
  const ticket = await findTicket("so", token);
  expect(ticket?.consents.filter(({ withdrawnAt }) => !withdrawnAt).map(({ kind }) => kind)).toEqual([
    "privacy_notice",
  ]);
  expect(ticket?.people[0]?.needs.diet).toEqual([]);
  // A command that changes nothing must not make anybody's form outdated.
  await setConsent({ token, kind: "photos", given: false, locale: "so" });
  await stopLaterForums({ token });
  expect((await findTicket("so", token))?.revision).toBe(ticket?.revision);
});

test("needs that no longer open break neither the ticket nor the mail", async () => {
  await forum("uusi-avain", { serves: true });
  const token = await signUp("uusi-avain", { ...eater("halal"), email: "avain@example.org" });
  const { DATA_KEY } = env();
  Object.assign(env(), { DATA_KEY: Buffer.alloc(32, 8) });
  try {
    const ticket = await findTicket("so", token);
    expect(ticket?.people[0]).toMatchObject({ name: "Hlö 1", needs: { diet: [], access: [], note: "" } });
    const message = await db().notification.findFirstOrThrow({ where: { recipient: "avain@example.org" } });
    expect((await composeMessage(message))?.mail.text).toContain("Hlö 1");
  } finally {
    Object.assign(env(), { DATA_KEY });
  }
  expect((await findTicket("so", token))?.people[0]?.needs.diet).toEqual(["halal"]);
});

test("saving a form after DATA_KEY changed keeps needs that do not open, or says that it cannot", async () => {
  const forumId = await forum("lukossa", { serves: true });
  const told = (diet: string) => ({ diet: [diet] as never, access: [], note: "" });
  const none = { diet: [], access: [], note: "" };
  const family = (...people: Parameters<typeof party>[0] & object[]) =>
    party(people, { consents: { diet_health: true } });
  const token = await signUp("lukossa", family({ needs: told("halal") }, { needs: told("vegan") }, { needs: none }));
  const save = async (registration: RegistrationSchema) =>
    changeRegistration({
      token,
      revision: (await findTicket("so", token))?.revision ?? 0,
      locale: "so",
      registration,
    });
  const { DATA_KEY } = env();
  Object.assign(env(), { DATA_KEY: Buffer.alloc(32, 8) });
  try {
    // As the form shows them: no needs. The second person gives theirs again.
    const shown = family({ needs: none }, { needs: told("no_nuts") }, { needs: none });
    expect(await save(shown)).toMatchObject({ ok: true });
    expect(await countNeeds(permitted(canCountNeeds, forumSubject(forumId)))).toMatchObject({
      people: 3,
      closed: 1,
      needs: [{ need: "no_nuts", people: 1 }],
    });
    const [first, ...others] = shown.people;
    const reordered = { ...shown, people: [...others, ...(first ? [first] : [])] };
    expect(await save(reordered)).toEqual({ ok: false, reason: "needs_closed" });
  } finally {
    Object.assign(env(), { DATA_KEY });
  }
  const people = (await findTicket("so", token))?.people;
  expect(people?.[0]?.needs.diet).toEqual(["halal"]);
});

test("saving an unchanged form after DATA_KEY changed removes neither the needs nor the consent", async () => {
  await forum("avain-vaihtui", { serves: true });
  const token = await signUp("avain-vaihtui", eater("halal"));
  const { DATA_KEY } = env();
  Object.assign(env(), { DATA_KEY: Buffer.alloc(32, 8) });
  try {
    const ticket = await findTicket("so", token);
    if (!ticket) throw new Error("no ticket");
    const parsed = parseRegistration({ ...valuesOf("so", ticket), "people.0.name": "Toinen nimi" }, "change");
    if (!parsed.ok) throw new Error("the form as it is shown is refused");
    const { registration } = parsed.input;
    const result = await changeRegistration({ token, revision: ticket.revision, locale: "so", registration });
    expect(result).toMatchObject({ ok: true });
  } finally {
    Object.assign(env(), { DATA_KEY });
  }
  expect((await findTicket("so", token))?.people).toMatchObject([{ name: "Toinen nimi", needs: { diet: ["halal"] } }]);
});

test("erasing removes all personal data at once, frees the places, and leaves only numbers", async () => {
  await forum("poista", { capacity: 2, serves: true });
  const token = await signUp("poista", { ...eater("halal"), email: "pois@example.org", phone: "+358401234567" });
  const waiting = await signUp("poista", party(2));
  expect(await eraseRegistration({ token, by: system("test") })).toEqual({ ok: true, slug: "poista" });
  expect(await eraseRegistration({ token, by: system("test") })).toEqual({ ok: false, reason: "not_found" });
  expect(await findTicket("so", token)).toBeNull();
  expect((await findTicket("so", waiting))?.status).toBe("offered");
  const rows = await db().$queryRaw<{ text: string }[]>`
    SELECT r::text AS text FROM "Registration" r UNION ALL SELECT p::text FROM "Participant" p UNION ALL SELECT m::text FROM "Message" m`;
  for (const { text } of rows) expect(text).not.toMatch(/pois@example|358401234567/);
  expect(await db().participant.count({ where: { registration: { forum: { slug: "poista" } }, role: "parent" } })).toBe(
    3,
  );
});

test("people who agreed to hear about later forums keep an address only for that, are told once, and can stop it", async () => {
  await forum("ennen", { inDays: 1, closesInDays: 0.5 });
  const token = await signUp("ennen", party(1, { email: "kuulija@example.org", consents: { later_forums: true } }));
  await signUp("ennen", party(1, { email: "muu@example.org" }));
  await signUp("ennen", party(1, { email: "jo-mukana@example.org", consents: { later_forums: true } }));
  await anonymiseRegistrations(new Date(Date.now() + 40 * DAY));
  expect(await findTicket("so", token)).toBeNull();
  const rows = await db().registration.findMany({ where: { forum: { slug: "ennen" } }, orderBy: { arrival: "asc" } });
  expect(rows.map(({ email }) => email)).toEqual(["kuulija@example.org", null, "jo-mukana@example.org"]);

  const forumId = await forum("jalkeen", { inDays: 60 });
  await signUp("jalkeen", party(1, { email: "jo-mukana@example.org" }));
  expect(await announce(forumId)).toEqual({
    ok: true,
    slug: "jalkeen",
    told: 1,
  });
  await announce(forumId);
  const told = await db().notification.findMany({ where: { template: "forum_announced" } });
  expect(told.map(({ recipient }) => recipient)).toEqual(["kuulija@example.org"]);
  const letter = told[0] && (await composeMessage(told[0]));
  expect(letter?.mail.text).toContain(`https://omapolku.test/so/later-forums/${token}`);
  expect(await wantsLaterForums(token)).toBe(true);
  expect(await stopLaterForums({ token })).toBe(true);
  expect(await wantsLaterForums(token)).toBe(false);
  expect((await db().registration.findMany({ where: { email: "kuulija@example.org" } })).length).toBe(0);
  expect(await stopLaterForums({ token: "x".repeat(27) })).toBe(false);
});

test("an announcement uses the newest language choice, counts its recipients, and skips people already registered", async () => {
  await db().consent.updateMany({ data: { withdrawnAt: new Date() } });
  await forum("kieli-2025");
  await forum("kieli-2026");
  const listener = (messageLocale: string, email: string, phone = "") =>
    party(1, { email, phone, messageLocale, consents: { later_forums: true } });
  await signUp("kieli-2025", listener("ar", "kielet@example.org"));
  const newest = await signUp("kieli-2026", listener("sv", "kielet@example.org"));
  await signUp("kieli-2026", listener("fi", "posti-ja-puhelin@example.org", "040 777 1234"));
  const forumId = await forum("kieli-uusi", { inDays: 60 });
  await signUp("kieli-uusi", party(1, { phone: "040 777 1234" }));
  const told = () => db().notification.findMany({ where: { forumId, template: "forum_announced" } });

  expect(await announce(forumId)).toMatchObject({ told: 1 });
  expect((await told()).map(({ recipient, locale }) => [recipient, locale])).toEqual([["kielet@example.org", "sv"]]);
  expect(await announce(forumId)).toMatchObject({ told: 0 });
  for (const { eventKey } of await told()) expect(eventKey).not.toContain("@");
  // An address keeps what it was told: also through a later registration, and after the earlier ones are gone.
  await forum("kieli-2027");
  await signUp("kieli-2027", listener("so", "kielet@example.org"));
  await signUp("kieli-2027", listener("so", "uusi-kuulija@example.org"));
  expect(await announce(forumId)).toMatchObject({ told: 1 });
  expect((await told()).map(({ recipient }) => recipient)).toEqual(["kielet@example.org", "uusi-kuulija@example.org"]);
  await db().notification.updateMany({ where: { forumId }, data: { sentAt: new Date() } });
  await setConsent({ token: newest, kind: "later_forums", given: false, locale: "so" });
  expect(await announce(forumId)).toMatchObject({ told: 0 });
  await eraseRegistration({ token: newest, by: system("test") });
  expect(await announce(forumId)).toMatchObject({ told: 0 });
});

test("an announcement goes where messages are accepted, and is not counted elsewhere", async () => {
  await db().consent.updateMany({ data: { withdrawnAt: new Date() } });
  await forum("torjutut");
  const listener = (email: string, phone = "") => party(1, { email, phone, consents: { later_forums: true } });
  await signUp("torjutut", listener("tavoitettu@example.org", "040 777 2001"));
  await signUp("torjutut", listener("torjuu@example.org", "040 777 2002"));
  await signUp("torjutut", listener("torjuu-kaiken@example.org"));
  await db().registration.updateMany({
    where: { email: { startsWith: "torjuu" } },
    data: { emailRefusedAt: new Date() },
  });
  const forumId = await forum("torjuttujen-uusi", { inDays: 60 });
  expect(await announce(forumId)).toMatchObject({ told: 2 });
  const told = await db().notification.findMany({ where: { forumId, template: "forum_announced" } });
  expect(told.map(({ channel, recipient }) => `${channel} ${recipient}`).sort()).toEqual([
    "email tavoitettu@example.org",
    "sms +358407772002",
  ]);
  expect(await announce(forumId)).toMatchObject({ told: 0 });
});

test("each forum keeps personal data for its own retention period", async () => {
  const forumId = await forum("lyhyt", { inDays: 1, closesInDays: 0.5 });
  await db().forum.update({ where: { id: forumId }, data: { retentionDays: 7 } });
  await signUp("lyhyt", party(1, { email: "lyhyt@example.org" }));
  const due = await anonymiseRegistrations(new Date(Date.now() + 9 * DAY));
  expect(due).toEqual([{ slug: "lyhyt", retentionDays: 7, registrations: 1 }]);
});

test("a helper's link records who registered a family, opens nothing else, and ends when it expires or is withdrawn", async () => {
  const forumId = await forum("apu");
  await forum("toinen-apu");
  const link = await createAccessLink({
    kind: "helper",
    holder: "Vertaisohjaaja Hodan",
    forumSlug: "apu",
    days: 7,
    by: system("test"),
  });
  if (!link.ok) throw new Error(link.reason);
  expect(await findAccessLink(link.token, "helper")).toEqual({
    id: link.id,
    kind: "helper",
    itemId: null,
    language: null,
    holder: "Vertaisohjaaja Hodan",
    forumId,
  });
  expect(await findAccessLink(link.token, "coordinator")).toBeNull();
  expect(await findAccessLink(link.token, "helper", new Date(Date.now() + 8 * DAY))).toBeNull();
  const may = permitted(canRegisterOthers, { forumId }, helper(link.id, forumId));
  const token = await signUp("apu", party(2), may);
  expect((await findTicket("so", token))?.helper).toBe("Vertaisohjaaja Hodan");
  const row = await db().registration.findFirstOrThrow({ where: { helperLinkId: link.id } });
  expect(row.permissionAt).toBeInstanceOf(Date);
  await expect(signUp("toinen-apu", party(), may)).rejects.toThrow("not_found");
  const subject = await findLinkSubject(link.id);
  if (!subject) throw new Error("no such link");
  await revokeAccessLink(permitted(canWithdrawLink, subject, ACTORS.administrator));
  expect(await findAccessLink(link.token, "helper")).toBeNull();
  expect(
    await createAccessLink({ kind: "coordinator", holder: "X", forumSlug: null, days: 1, by: system("test") }),
  ).toEqual({
    ok: false,
    reason: "forum_needed",
  });
});

test("staff see and withdraw the links of forums that they manage; administrators see all", async () => {
  const ids = await Promise.all(["linkit", "linkit-muu"].map((slug) => forum(slug)));
  const forums = await db().forum.findMany({ where: { id: { in: ids } }, orderBy: { slug: "asc" } });
  const make = (holder: string, forumSlug: string | null) =>
    createAccessLink({ kind: "helper", holder, forumSlug, days: 7, by: system("test") });
  const own = await make("Linkkien Oma", "linkit");
  await make("Linkkien Muu", "linkit-muu");
  await make("Linkkien Kaikki", null);
  if (!own.ok) throw new Error(own.reason);
  const staff: Actor = { ...(ACTORS.staff as UserActor), organisationIds: [], forumIds: [forums[0]?.id ?? ""] };
  const see = async (actor: Actor) => {
    const { links, total } = await searchAccessLinks(permitted(canListLinks, null, actor), {
      text: "linkkien",
      page: 1,
    });
    return [total, links.map(({ holder }) => holder).sort()];
  };
  expect(await see(staff)).toEqual([1, ["Linkkien Oma"]]);
  expect(await see(ACTORS.administrator)).toEqual([3, ["Linkkien Kaikki", "Linkkien Muu", "Linkkien Oma"]]);

  const subject = await findLinkSubject(own.id);
  const permit = permitted(canWithdrawLink, subject ?? { id: "", forum: null, ownerOf: null }, staff);
  await revokeAccessLink(permit);
  await revokeAccessLink(permit);
  const after = await searchAccessLinks(permitted(canListLinks, null, staff), { text: "", page: 1 });
  expect(after.links.map(({ state }) => state)).toEqual(["withdrawn"]);
  const entries = await db().auditEntry.findMany({ where: { action: "link_revoked", subjectId: own.id } });
  expect(entries).toHaveLength(1);
});

test("a limit counts simultaneous requests correctly, and restarts when its window has passed", async () => {
  const limit = { act: "test", times: 20, within: 600 };
  const results = await Promise.all(Array.from({ length: 50 }, () => consumeRateLimit(limit, "192.0.2.1")));
  expect(results.filter(Boolean)).toHaveLength(20);
  expect(await consumeRateLimit(limit, "192.0.2.2")).toBe(true);
  const rows = await db().rateLimit.findMany();
  for (const { key } of rows) expect(key).not.toContain("192.0.2");
  await db().rateLimit.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } });
  expect(await consumeRateLimit(limit, "192.0.2.1")).toBe(true);
});
