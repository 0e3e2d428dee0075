import { randomUUID } from "node:crypto";
import pg from "pg";
import { expect, test } from "vitest";
import { system } from "@/features/access/schema";
import { eraseRegistration } from "@/features/privacy/commands";
import { register } from "@/features/registration/commands";
import { db } from "@/platform/db/client";
import { hashToken } from "@/platform/security/tokens";
import { migrate } from "../../scripts/support/migrations";
import { announce } from "../support/announcements";
import { createForum } from "../support/forums";
import { party } from "../support/parties";
import { whereabouts } from "../support/whereabouts";

const MIGRATION = "20261124024100_forget_addresses";
const url = process.env.DATABASE_URL ?? "";

async function signUp(slug: string, email: string, laterForums = true) {
  const result = await register({
    slug,
    locale: "so",
    submission: randomUUID(),
    acceptWaiting: true,
    registration: party(1, { email, phone: "040 555 9900", consents: { later_forums: laterForums } }),
  });
  if (!result.ok) throw new Error(result.reason);
  const { id } = await db().registration.findUniqueOrThrow({ where: { tokenHash: hashToken(result.token) } });
  return { id, token: result.token };
}

/**
 * Writes a message in the former format: its key has the address, its error the mail server's words; with its mail and
 * its job.
 */
async function oldMessage(
  registrationId: string,
  recipient: string,
  more: { forumId: string; template?: "forum_announced" | "registration_confirmed"; sent?: boolean },
): Promise<string> {
  const { forumId, template = "forum_announced", sent = true } = more;
  const { id } = await db().notification.create({
    data: {
      eventKey:
        template === "forum_announced"
          ? `forum:${forumId}:announced:${recipient}:forum_announced:email`
          : `registration:${registrationId}:9:${template}:email`,
      template,
      locale: "so",
      recipient,
      registrationId,
      forumId,
      sentAt: sent ? new Date() : null,
      lastError: `550 5.1.1 <${recipient}>: no such mailbox`,
    },
  });
  await db().demoMail.create({
    data: { messageId: `<${id}@omapolku.test>`, to: recipient, subject: "", locale: "so", text: recipient, html: "" },
  });
  await db().$executeRaw`
    INSERT INTO pgboss.job (name, data, state, output)
    SELECT 'deliver-message', ${JSON.stringify({ messageId: id })}::jsonb, 'failed',
      ${JSON.stringify({ message: `550 5.1.1 <${recipient}>` })}::jsonb`;
  return id;
}

/** Applies the migration again, as to a database that does not have it yet. */
async function migrateAnew(): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`DELETE FROM "_prisma_migrations" WHERE migration_name = $1`, [MIGRATION]);
  await client.end();
  expect(await migrate(url)).toEqual([MIGRATION]);
}

const emailsOf = (slug: string) =>
  db().registration.findMany({ where: { forum: { slug } }, orderBy: { arrival: "asc" }, select: { email: true } });

test("leftover addresses are removed, and people who got an announcement do not get it again", async () => {
  await createForum(url, { slug: "ennen" });
  const forumId = await createForum(url, { slug: "jalkeen", inDays: 60 });
  const about = { forumId };

  const erased = await signUp("ennen", "erased@example.org");
  await eraseRegistration({ token: erased.token, by: system("test") });
  await oldMessage(erased.id, "erased@example.org", about);
  await oldMessage(erased.id, "erased@example.org", { ...about, template: "registration_confirmed", sent: false });

  // The nightly job anonymised it while they stopped the messages.
  const stopped = await signUp("ennen", "stopped@example.org", false);
  await oldMessage(stopped.id, "stopped@example.org", { ...about, sent: false });
  // Anonymised, still listening, and told or about to be told.
  const told = await signUp("ennen", "told@example.org");
  await oldMessage(told.id, "told@example.org", about);
  const waiting = await signUp("ennen", "waiting@example.org");
  const queued = await oldMessage(waiting.id, "waiting@example.org", { ...about, sent: false });
  await db().registration.updateMany({
    where: { id: { in: [stopped.id, told.id, waiting.id] } },
    data: { anonymisedAt: new Date() },
  });

  // Told twice, in the former format, because they had changed their address.
  const moved = await signUp("ennen", "new@example.org");
  const first = await oldMessage(moved.id, "old@example.org", about);
  const second = await oldMessage(moved.id, "new@example.org", about);
  await signUp("ennen", "fresh@example.org");

  await migrateAnew();

  const keys = await db().notification.findMany({ where: { forumId, template: "forum_announced" } });
  for (const { eventKey } of keys) expect(eventKey).not.toContain("@");
  const keyOf = new Map(keys.map(({ id, eventKey }) => [id, eventKey]));
  expect(keyOf.get(first)).toBe(`forum:${forumId}:announced:${moved.id}:forum_announced:email`);
  expect(keyOf.get(second)).toBe(`forum:${forumId}:announced:${second}:forum_announced:email`);
  expect(keyOf.get(queued)).toBe(`forum:${forumId}:announced:${waiting.id}:forum_announced:email`);
  expect(await whereabouts(url, ["erased@example.org", "stopped@example.org"])).toEqual([]);
  expect(await whereabouts(url, ["told@example.org"])).toEqual(["Registration.email"]);
  expect(await whereabouts(url, ["waiting@example.org"])).toEqual(["Message.recipient", "Registration.email"]);
  // An active registration keeps everything.
  expect(await whereabouts(url, ["new@example.org"])).toEqual([
    "DemoMail.text",
    "DemoMail.to",
    "Message.recipient",
    "Registration.email",
  ]);
  expect(await whereabouts(url, ["no such mailbox", "5.1.1"])).toEqual([]);
  expect((await emailsOf("ennen")).map(({ email }) => email)).toEqual([
    null,
    null,
    "told@example.org",
    "waiting@example.org",
    "new@example.org",
    "fresh@example.org",
  ]);

  expect(await announce(forumId)).toMatchObject({ told: 1 });
  const unsent = await db().notification.findMany({ where: { forumId, sentAt: null, recipient: { not: "" } } });
  expect(unsent.map(({ recipient }) => recipient).sort()).toEqual(["fresh@example.org", "waiting@example.org"]);
  // Applying it again does no harm.
  await migrateAnew();
  expect(await announce(forumId)).toMatchObject({ told: 0 });
});
