import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { noteEntries } from "@/features/door/commands";
import { canKeepDoor } from "@/features/door/policy";
import { sendReminders } from "@/features/forum-changes/commands";
import { anonymiseRegistrations } from "@/features/privacy/commands";
import { cancelRegistration, register } from "@/features/registration/commands";
import { findTicket } from "@/features/registration/queries";
import { expireOffers } from "@/features/registration/waiting-list/commands";
import { db } from "@/platform/db/client";
import { createForum } from "../support/forums";
import { party } from "../support/parties";
import { forumSubject, permitted } from "../support/permits";

// One forum, or one party, whose rows cannot be written, beside healthy ones. Every job that goes through all of them
// must continue past it, fail at the end to report it, and handle it once it is healthy again.

const DAY = 86_400_000;
const forum = (slug: string, more = {}) => createForum(process.env.DATABASE_URL ?? "", { slug, ...more });

async function signUp(slug: string, email = `${slug}@example.org`) {
  const command = { slug, locale: "fi" as const, submission: randomUUID(), acceptWaiting: true };
  const result = await register({ ...command, registration: party(1, { email }) });
  if (!result.ok) throw new Error(result.reason);
  return result.token;
}

/** Makes every write of a table's rows of one forum, or of one of its parties, fail until `heal` is called. */
async function poison(table: "Message" | "Registration" | "Attendance", slug: string, email?: string) {
  const { id } = await db().forum.findUniqueOrThrow({ where: { slug } });
  // A new row has no old version.
  const sides = table === "Message" ? "NEW.recipient" : "OLD.email";
  const name = `poison_${randomUUID().replaceAll("-", "")}`;
  await db().$executeRawUnsafe(
    `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
       IF NEW."forumId" = '${id}' AND ${email ? `'${email}' IN (${sides})` : "true"} THEN RAISE EXCEPTION 'poisoned'; END IF; RETURN NEW; END $$`,
  );
  await db().$executeRawUnsafe(
    `CREATE TRIGGER ${name} BEFORE ${table === "Message" || !email ? "INSERT OR UPDATE" : "UPDATE"} ON "${table}" FOR EACH ROW EXECUTE FUNCTION ${name}()`,
  );
  return { heal: () => db().$executeRawUnsafe(`DROP FUNCTION ${name}() CASCADE`) };
}

const remindersOf = (slug: string) => db().notification.count({ where: { forum: { slug }, template: "reminder_day" } });

test("if one forum's reminders fail, the others' are written, and the failed ones later", async () => {
  for (const slug of ["kaatuu-a", "toimii", "kaatuu-b"]) {
    await forum(slug, { inDays: 3 });
    await signUp(slug);
  }
  // One before it and one after it, in any order of reading forums.
  const poisons = [await poison("Message", "kaatuu-a"), await poison("Message", "kaatuu-b")];
  const dayBefore = new Date(Date.now() + 2.5 * DAY);
  await expect(sendReminders(dayBefore)).rejects.toMatchObject({ name: "SomeFailed" });
  expect([await remindersOf("kaatuu-a"), await remindersOf("toimii"), await remindersOf("kaatuu-b")]).toEqual([
    0, 1, 0,
  ]);
  for (const { heal } of poisons) await heal();
  await sendReminders(dayBefore);
  expect([await remindersOf("kaatuu-a"), await remindersOf("toimii"), await remindersOf("kaatuu-b")]).toEqual([
    1, 1, 1,
  ]);
});

test("if one forum's offers cannot be ended, the others' are", async () => {
  const tokens = new Map<string, string>();
  for (const slug of ["jumissa-a", "vapaana", "jumissa-b"]) {
    await forum(slug, { capacity: 1 });
    const first = await signUp(slug);
    tokens.set(slug, await signUp(slug));
    await cancelRegistration({ token: first });
  }
  const states = () => Promise.all([...tokens.values()].map(async (token) => (await findTicket("fi", token))?.status));
  const poisons = [await poison("Registration", "jumissa-a"), await poison("Registration", "jumissa-b")];
  const late = new Date(Date.now() + 3 * DAY);
  await expect(expireOffers(late)).rejects.toMatchObject({ name: "SomeFailed" });
  expect(await states()).toEqual(["offered", "lapsed", "offered"]);
  for (const { heal } of poisons) await heal();
  await expireOffers(late);
  expect(await states()).toEqual(["lapsed", "lapsed", "lapsed"]);
});

test("data that is due is removed although one forum fails", async () => {
  for (const slug of ["muistaa-a", "unohtaa", "muistaa-b"]) {
    await forum(slug);
    await signUp(slug);
  }
  const poisons = [await poison("Registration", "muistaa-a"), await poison("Registration", "muistaa-b")];
  const known = async () =>
    (
      await db().registration.findMany({
        where: { forum: { slug: { in: ["muistaa-a", "unohtaa", "muistaa-b"] } }, email: { not: null } },
        select: { forum: { select: { slug: true } } },
      })
    ).map((row) => row.forum.slug);
  const later = new Date(Date.now() + 61 * DAY);
  await expect(anonymiseRegistrations(later)).rejects.toMatchObject({ name: "SomeFailed" });
  expect((await known()).sort()).toEqual(["muistaa-a", "muistaa-b"]);
  for (const { heal } of poisons) await heal();
  await anonymiseRegistrations(later);
  expect(await known()).toEqual([]);
});

test("if the numbers of one door cannot be kept, people are forgotten all the same, and its log later", async () => {
  const forumId = await forum("ovi-kaatuu");
  await signUp("ovi-kaatuu");
  const walkIn = { id: randomUUID(), at: new Date().toISOString(), kind: "walk_in", people: 2, language: null };
  await noteEntries(permitted(canKeepDoor, { ...forumSubject(forumId), day: "on" as const }), [walkIn]);
  const { heal } = await poison("Attendance", "ovi-kaatuu");
  const later = new Date(Date.now() + 61 * DAY);
  await expect(anonymiseRegistrations(later)).rejects.toMatchObject({ name: "SomeFailed" });
  expect(await db().registration.count({ where: { forumId, email: { not: null } } })).toBe(0);
  expect(await db().arrival.count({ where: { forumId } })).toBe(1);
  await heal();
  await anonymiseRegistrations(later);
  expect(await db().arrival.count({ where: { forumId } })).toBe(0);
});

test("if one party of a forum fails, the others get their reminders, offers and data removal", async () => {
  await forum("yksi-kaatuu", { inDays: 3, capacity: 3 });
  const ill = "kaatuja@example.org";
  const places = [await signUp("yksi-kaatuu"), await signUp("yksi-kaatuu", ill), await signUp("yksi-kaatuu")];
  const written = async () =>
    (await db().notification.findMany({ where: { forum: { slug: "yksi-kaatuu" }, template: "reminder_day" } })).map(
      ({ recipient }) => recipient,
    );
  const dayBefore = new Date(Date.now() + 2.5 * DAY);
  const messages = await poison("Message", "yksi-kaatuu", ill);
  await expect(sendReminders(dayBefore)).rejects.toMatchObject({ name: "SomeFailed" });
  expect(await written()).toEqual(["yksi-kaatuu@example.org", "yksi-kaatuu@example.org"]);
  await messages.heal();
  await sendReminders(dayBefore);
  expect((await written()).filter((recipient) => recipient === ill)).toHaveLength(1);
  expect(await written()).toHaveLength(3);

  const waiting = [await signUp("yksi-kaatuu"), await signUp("yksi-kaatuu", ill), await signUp("yksi-kaatuu")];
  for (const token of places) await cancelRegistration({ token });
  const states = () => Promise.all(waiting.map(async (token) => (await findTicket("fi", token))?.status));
  expect(await states()).toEqual(["offered", "offered", "offered"]);
  const registrations = await poison("Registration", "yksi-kaatuu", ill);
  await expect(expireOffers(new Date(Date.now() + 2.9 * DAY))).rejects.toMatchObject({ name: "SomeFailed" });
  expect(await states()).toEqual(["lapsed", "offered", "lapsed"]);
  const named = async () =>
    (
      await db().registration.findMany({
        where: { forum: { slug: "yksi-kaatuu" }, email: { not: null } },
        select: { email: true },
      })
    ).map(({ email }) => email);
  const later = new Date(Date.now() + 61 * DAY);
  await expect(anonymiseRegistrations(later)).rejects.toMatchObject({ name: "SomeFailed" });
  expect(new Set(await named())).toEqual(new Set([ill]));
  await registrations.heal();
  await anonymiseRegistrations(later);
  expect(await named()).toEqual([]);
});
