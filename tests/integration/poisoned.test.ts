import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { sendReminders } from "@/features/forum-changes/commands";
import { anonymiseRegistrations } from "@/features/privacy/commands";
import { cancelRegistration, register } from "@/features/registration/commands";
import { findTicket } from "@/features/registration/queries";
import { expireOffers } from "@/features/registration/waiting-list/commands";
import { db } from "@/platform/db/client";
import { createForum } from "../support/forums";
import { party } from "../support/parties";

// One forum whose rows cannot be written, beside one that is well: whatever goes through all of them goes past it, says so by
// failing at the end, and serves it once it is well again.

const DAY = 86_400_000;
const forum = (slug: string, more = {}) => createForum(process.env.DATABASE_URL ?? "", { slug, ...more });

async function signUp(slug: string) {
  const command = { slug, locale: "fi" as const, submission: randomUUID(), acceptWaiting: true };
  const result = await register({ ...command, registration: party(1, { email: `${slug}@example.org` }) });
  if (!result.ok) throw new Error(result.reason);
  return result.token;
}

/** Makes every write of a table's rows of one forum fail until `heal` is called. */
async function poison(table: "Message" | "Registration", slug: string) {
  const { id } = await db().forum.findUniqueOrThrow({ where: { slug } });
  const name = `poison_${randomUUID().replaceAll("-", "")}`;
  await db().$executeRawUnsafe(
    `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
       IF NEW."forumId" = '${id}' THEN RAISE EXCEPTION 'poisoned'; END IF; RETURN NEW; END $$`,
  );
  await db().$executeRawUnsafe(
    `CREATE TRIGGER ${name} BEFORE INSERT OR UPDATE ON "${table}" FOR EACH ROW EXECUTE FUNCTION ${name}()`,
  );
  return { heal: () => db().$executeRawUnsafe(`DROP FUNCTION ${name}() CASCADE`) };
}

const remindersOf = (slug: string) => db().notification.count({ where: { forum: { slug }, template: "reminder_day" } });

test("reminders of one forum that fail stop no other's, and are written once they can be", async () => {
  for (const slug of ["kaatuu-a", "toimii", "kaatuu-b"]) {
    await forum(slug, { inDays: 3 });
    await signUp(slug);
  }
  // One before it and one after it, in whatever order forums are read.
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

test("offers of one forum that cannot be ended stop no other's", async () => {
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

test("what is due to be forgotten is forgotten though one forum fails", async () => {
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
