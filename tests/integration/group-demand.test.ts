import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import type { UserActor } from "@/features/access/schema";
import { canUseOwnAccount } from "@/features/accounts/policy";
import { countSearch, forgetOldWishes, makeWish, tellWishes, withdrawWish } from "@/features/group-demand/commands";
import { canSeeDemand } from "@/features/group-demand/policy";
import { findWish, searchDemand } from "@/features/group-demand/queries";
import type { DemandFilterSchema, WishSchema } from "@/features/group-demand/schema";
import { wishSchema } from "@/features/group-demand/schema";
import { createGroup, editGroup, endGroup, publishGroup } from "@/features/groups/commands";
import { canCreateGroup, canManageGroup } from "@/features/groups/policy";
import { deliverNotification } from "@/features/notifications/commands";
import { eraseAccount } from "@/features/privacy/commands";
import { register } from "@/features/registration/commands";
import type { SpokenLanguage } from "@/i18n/spoken-languages";
import { addDays } from "@/i18n/time";
import { db } from "@/platform/db/client";
import { createAccount } from "../support/accounts";
import { createForum } from "../support/forums";
import { composeMessage } from "../support/letters";
import { party } from "../support/parties";
import { permitted } from "../support/permits";
import { whereabouts } from "../support/whereabouts";

const url = process.env.DATABASE_URL ?? "";
let organisationId = "";
beforeAll(async () => {
  const forumId = await createForum(url, { slug: "kysynnan-foorumi", inDays: 30 });
  ({ organisationId } = await db().forum.findUniqueOrThrow({ where: { id: forumId } }));
});

const NOW = new Date();
const seen = permitted(canSeeDemand, null);
const demand = async (more: Partial<DemandFilterSchema> = {}, now = NOW) =>
  (
    await searchDemand(
      seen,
      { language: undefined, place: undefined, kind: undefined, period: "12", page: 1, ...more },
      now,
    )
  ).rows;

async function newGroup(language: SpokenLanguage, place: string, more: { full?: boolean } = {}) {
  const details = {
    ...({
      kind: "parents",
      entry: "ask",
      municipalityKey: place,
      district: null,
      placeName: null,
      address: null,
    } as const),
    ...{ placeIsPublic: false, onlineUrl: null, childcare: false, capacity: null, full: false, skipsHolidays: true },
    ...{ contactName: "Testaaja", contactEmail: "testaaja@example.org", contactPhone: null, schedule: null },
    ...{ languages: [language], ...more },
  };
  const made = await createGroup(
    permitted(canCreateGroup, { organisationId }),
    { ...details, language: "fi", title: `Ryhmä ${place}`, summary: "Teetä", description: "Juomme.", firstTime: "" },
    NOW,
  );
  if (!made.ok) throw new Error(made.reason);
  const permit = permitted(canManageGroup, { groupId: made.id, organisationId });
  return { ...made, permit, edit: (seen: number, full: boolean) => editGroup(permit, { ...details, full, seen }, NOW) };
}

const wish = (more: Partial<WishSchema> = {}) =>
  makeWish(
    {
      ...{ submission: randomUUID(), language: "ti", place: "kuopio", onlineToo: false, kind: null },
      ...{ contact: { email: `${randomUUID()}@example.org`, phone: null }, messageLocale: "ar", ...more },
    },
    NOW,
  );
const signedIn = (id: string): UserActor => ({
  ...({ kind: "user", id, email: "", name: null, roles: [], organisationIds: [], forumIds: [] } as const),
  ...{ forumSessionIds: [], hostedSessionIds: [], ledGroupIds: [], cleared: true, trace: null },
});
const told = (recipient: string) => db().notification.findMany({ where: { template: "group_wish_met", recipient } });
const deliver = (id: string) => deliverNotification(id, composeMessage);

test("searches in vain are counted by day, language, place and kind, and others are not", async () => {
  await newGroup("my", "oulu").then(({ permit }) => publishGroup(permit, NOW));
  await newGroup("my", "vaasa", { full: true }).then(({ permit }) => publishGroup(permit, NOW));
  await Promise.all([1, 2, 3].map(() => countSearch({ language: "my", place: "vaasa" }, NOW)));
  await countSearch({ language: "my", place: "vaasa", kind: "youth", childcare: "yes" }, NOW);
  await countSearch({ language: "my", place: "oulu", day: "monday" }, NOW);
  await countSearch({ language: "my" }, NOW);
  await countSearch({ place: "vaasa" }, NOW);
  await countSearch({ language: "bn" }, NOW);
  const rows = await db().groupSearchCount.findMany({ orderBy: [{ language: "asc" }, { kind: "asc" }] });
  expect(rows.map(({ language, place, kind, count }) => [language, place, kind, count])).toEqual([
    ["bn", "", "", 1],
    ["my", "vaasa", "", 3],
    ["my", "vaasa", "youth", 1],
  ]);
  expect(await demand({ language: "my" })).toEqual([
    { language: "my", place: "vaasa", people: 0, searches: 4, wishes: 0, open: 0, full: 1, online: 0 },
    { language: "my", place: "oulu", people: 0, searches: 0, wishes: 0, open: 1, full: 0, online: 0 },
  ]);
  expect(await demand({ language: "bn" })).toMatchObject([{ place: null, searches: 1, open: 0 }]);
});

test("staff see how many speak a language at the forums of a town, but no small numbers", async () => {
  const spoken = async (language: SpokenLanguage, count: number) => {
    for (let n = 0; n < count; n++) {
      const one = party(1, { email: `${language}-${n}@example.org` });
      const registration = { ...one, people: one.people.map((person) => ({ ...person, language })) };
      const made = { slug: "kysynnan-foorumi", locale: "fi", submission: randomUUID(), acceptWaiting: true } as const;
      expect(await register({ ...made, registration })).toMatchObject({ ok: true });
    }
  };
  await spoken("am", 3);
  await spoken("si", 2);
  await spoken("fi", 1);
  const { municipalityKey } = await db().venue.findFirstOrThrow({
    where: { forums: { some: { slug: "kysynnan-foorumi" } } },
  });
  const rows = await demand({ place: municipalityKey });
  const of = (language: string) => rows.find((row) => row.language === language)?.people;
  expect([of("am"), of("si"), of("fi")]).toEqual([3, "few", undefined]);
  // What is asked for and lacking comes before what there is.
  await newGroup("am", municipalityKey).then(({ permit }) => publishGroup(permit, NOW));
  const order = (await demand({ place: municipalityKey })).map(({ open }) => open > 0);
  expect(order).toEqual([...order].sort());
});

test("of a kind, what such a group would meet is counted, and the groups of that kind", async () => {
  const place = "kouvola";
  for (const kind of ["youth", "parents", undefined] as const) await countSearch({ language: "ne", place, kind }, NOW);
  for (const kind of ["youth", "youth", null, "mothers"] as const) await wish({ language: "ne", place, kind });
  const [any] = await demand({ place });
  expect(any).toMatchObject({ language: "ne", searches: 3, wishes: 4, open: 0 });
  expect(await demand({ place, kind: "youth" })).toMatchObject([{ searches: 2, wishes: 3, open: 0 }]);
  // Numbers of people below three stay unsaid.
  expect(await demand({ place, kind: "mothers" })).toMatchObject([{ searches: 1, wishes: "few" }]);
  await newGroup("ne", place).then(({ permit }) => publishGroup(permit, NOW));
  expect(await demand({ place, kind: "youth" })).toMatchObject([{ open: 0 }]);
  expect(await demand({ place, kind: "parents" })).toMatchObject([{ searches: 2, wishes: "few", open: 1 }]);

  // Whose language at forums counts: students for the young, parents for parents.
  const { municipalityKey } = await db().venue.findFirstOrThrow({
    where: { forums: { some: { slug: "kysynnan-foorumi" } } },
  });
  const spoken = async (kind: DemandFilterSchema["kind"]) =>
    (await demand({ place: municipalityKey, language: "am", kind }))[0]?.people ?? 0;
  expect([await spoken("parents"), await spoken("mothers"), await spoken("guidance")]).toEqual([3, 3, 3]);
  expect(await spoken("youth")).toBe(0);
});

test("somebody is told once, of the group that is published, and then forgotten", async () => {
  const email = "odottaja@example.org";
  const { token } = await wish({ contact: { email, phone: null } });
  // A second wish of the same person, which the same group meets, and one of another for a group of another kind.
  await wish({ contact: { email, phone: null }, kind: "parents" });
  const other = await wish({ kind: "youth" });
  await tellWishes(NOW);
  expect(await told(email)).toEqual([]);

  const { permit, slug } = await newGroup("ti", "kuopio");
  await tellWishes(NOW);
  expect(await told(email)).toEqual([]);
  await publishGroup(permit, NOW);
  await Promise.all([tellWishes(NOW), tellWishes(NOW)]);
  await tellWishes(NOW);
  const [message, ...more] = await told(email);
  expect(more).toEqual([]);
  expect(message).toMatchObject({ channel: "email", locale: "ar", sentAt: null });
  expect(await findWish(token)).toMatchObject({ told: true });
  const letter = message && (await composeMessage(message));
  expect(letter?.mail.subject).toContain("ትግርኛ");
  expect(letter?.mail.text).toContain(`/ar/groups/${slug}`);

  await deliver(message?.id ?? "");
  await tellWishes(NOW);
  expect(await findWish(token)).toBeNull();
  await db().demoMail.deleteMany();
  expect(await whereabouts(url, [email])).toEqual([]);
  expect(await demand({ language: "ti", place: "kuopio" })).toMatchObject([{ wishes: 3, open: 1 }]);
  expect(await findWish(other.token)).toMatchObject({ told: false });
});

test("a message that would not be true any more is not sent, and whoever wished goes on waiting", async () => {
  const phone = "+358405557001";
  const { token } = await wish({ language: "ne", place: "pori", contact: { email: null, phone } });
  const group = await newGroup("ne", "pori");
  await publishGroup(group.permit, NOW);
  await tellWishes(NOW);
  const [message] = await told(phone);
  expect(message?.channel).toBe("sms");
  expect(message && (await composeMessage(message))?.sms).toContain(`/groups/${group.slug}`);
  expect(await group.edit(1, true)).toMatchObject({ ok: true });
  expect(message && (await composeMessage(message))).toBeNull();
  // As the worker notes it.
  await db().notification.update({
    where: { id: message?.id ?? "" },
    data: { sentAt: NOW, lastError: "no longer true", recipient: "" },
  });
  await tellWishes(NOW);
  expect(await findWish(token)).toMatchObject({ told: false });
  // It gets room: they are told after all. Then the group ends.
  expect(await group.edit(2, false)).toMatchObject({ ok: true });
  await tellWishes(NOW);
  const [again] = await told(phone);
  expect(again && (await composeMessage(again))?.sms).toContain(group.slug);
  await endGroup(group.permit, NOW);
  expect(again && (await composeMessage(again))).toBeNull();
});

test("a wish for online too is met by an online group, another is not", async () => {
  const [near, any] = [await wish({ language: "sw" }), await wish({ language: "sw", onlineToo: true })];
  const { permit } = await newGroup("sw", "online");
  await publishGroup(permit, NOW);
  await tellWishes(NOW);
  expect(await findWish(near.token)).toMatchObject({ told: false });
  expect(await findWish(any.token)).toMatchObject({ told: true });
});

test("a wish is taken back by its link, with its message, and the same form sent twice is one wish", async () => {
  const email = "peruja@example.org";
  const submission = randomUUID();
  const contact = { email, phone: null };
  const [first, second] = await Promise.all([
    makeWish({
      submission,
      language: "si",
      place: "lahti",
      onlineToo: false,
      kind: null,
      contact,
      messageLocale: "so",
    }),
    makeWish({
      submission,
      language: "si",
      place: "lahti",
      onlineToo: false,
      kind: null,
      contact,
      messageLocale: "so",
    }),
  ]);
  expect(first).toEqual(second);
  const { permit } = await newGroup("si", "lahti");
  await publishGroup(permit, NOW);
  await tellWishes(NOW);
  const [message] = await told(email);
  await withdrawWish(first);
  await withdrawWish(first);
  expect(await findWish(first.token)).toBeNull();
  await deliver(message?.id ?? "");
  expect(await db().demoMail.count({ where: { to: email } })).toBe(0);
  expect(await whereabouts(url, [email])).toEqual([]);
});

test("after a year a wish is forgotten, and after two its number; an account takes its wishes along", async () => {
  const [email, mine] = ["vuosi@example.org", "oma-toive@example.org"];
  const { token } = await wish({ language: "fil", contact: { email, phone: null } });
  await wish({ language: "fil", contact: { email: mine, phone: null } });
  await forgetOldWishes(addDays(NOW, 364));
  expect(await findWish(token)).not.toBeNull();
  await forgetOldWishes(addDays(NOW, 366));
  expect(await findWish(token)).toBeNull();
  expect(await whereabouts(url, [email, mine])).toEqual([]);
  expect(await demand({ language: "fil" })).toMatchObject([{ wishes: "few" }]);
  await countSearch({ language: "fil" }, NOW);
  await forgetOldWishes(addDays(NOW, 733));
  expect(await demand({ language: "fil" })).toEqual([]);

  await wish({ language: "fil", contact: { email: mine, phone: null } });
  const { userId } = await createAccount(url, { email: mine });
  await eraseAccount(permitted(canUseOwnAccount, { userId }, signedIn(userId)), { registrations: true });
  expect(await whereabouts(url, [mine])).toEqual([]);
});

test("the form takes a number or an address, and says what is wrong with either", () => {
  const read = (contact: string) => {
    const rest = { language: "so", place: "turku", messageLocale: "so", onlineToo: "on" };
    const parsed = wishSchema(["FI"]).safeParse({ ...rest, contact });
    return parsed.success ? parsed.data.contact : parsed.error.issues.map(({ path, message }) => [path[0], message]);
  };
  expect(read("٠٤٠ ١٢٣ ٤٥٦٧")).toEqual({ email: null, phone: "+358401234567" });
  expect(read(" Joku@Example.org ")).toEqual({ email: "joku@example.org", phone: null });
  for (const [typed, key] of [
    ["", "contact_needed"],
    ["040 12", "phone_invalid"],
    ["joku@", "email_invalid"],
    ["0600 123 45", "phone_paid"],
    ["+1 212 555 0123", "phone_country"],
  ] as const)
    expect(read(typed)).toEqual([["contact", key]]);
});
