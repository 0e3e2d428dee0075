import { createHash, randomBytes } from "node:crypto";
import pg from "pg";
import type { Role } from "@/features/access/schema";

export interface TestAccount {
  email: string;
  roles?: Role[];
  /** Slugs of the organisations that they work for. */
  organisations?: string[];
  /** Slugs of the forums that they look after. */
  forums?: string[];
  /** Slugs of the forums whose sessions they host. */
  hosts?: string[];
  /** Slugs of the groups that they lead, whose pages show them. */
  leads?: string[];
  /** False if they have no second factor or have not shown it yet. */
  secondFactor?: boolean;
  /** False if they have recovery codes that they have not noted yet. */
  noted?: boolean;
}

const digest = (text: string) => createHash("sha256").update(text).digest();

/** Writes a signed-in account directly to the database. Returns its id and the token of its session's cookie. */
export async function createAccount(
  databaseUrl: string,
  {
    email,
    roles = [],
    organisations = [],
    forums = [],
    hosts = [],
    leads = [],
    secondFactor = true,
    noted = true,
  }: TestAccount,
): Promise<{ userId: string; token: string }> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>(
      `INSERT INTO "User" (id, email, name, "emailVerified") VALUES (gen_random_uuid(), $1, $1, now()) RETURNING id`,
      [email],
    );
    const userId = rows[0]?.id ?? "";
    for (const role of roles)
      await client.query(`INSERT INTO "UserRole" ("userId", role) VALUES ($1, $2::"Role")`, [userId, role]);
    await client.query(
      `INSERT INTO "Membership" ("userId", "organisationId") SELECT $1, id FROM "Organisation" WHERE slug = ANY($2)`,
      [userId, organisations],
    );
    await client.query(
      `INSERT INTO "Responsibility" (id, "userId", "forumId") SELECT gen_random_uuid(), $1, id FROM "Forum" WHERE slug = ANY($2)`,
      [userId, forums],
    );
    await client.query(
      `INSERT INTO "Responsibility" (id, "userId", "forumId", "sessionId", kind)
       SELECT gen_random_uuid(), $1, f.id, s.id, 'hosts' FROM "Forum" f JOIN "Session" s ON s."forumId" = f.id WHERE f.slug = ANY($2)`,
      [userId, hosts],
    );
    await client.query(
      `INSERT INTO "GroupTutor" (id, "groupId", "userId", "shownName", "agreedAt")
       SELECT gen_random_uuid(), id, $1, 'Ohjaaja', now() FROM "Group" WHERE slug = ANY($2)`,
      [userId, leads],
    );
    if (secondFactor && (roles.length > 0 || !noted))
      await client.query(
        `INSERT INTO "SecondFactor" ("userId", "sealedSecret", "addedAt", "codesSet", "codesNotedAt")
         VALUES ($1, '\\x00', now(), gen_random_uuid(), $2)`,
        [userId, noted ? new Date() : null],
      );
    const token = randomBytes(32).toString("base64url");
    await client.query(
      `INSERT INTO "SignIn" (id, "tokenHash", "userId", expires, "secondFactorAt")
       VALUES (gen_random_uuid(), $1, $2, now() + interval '12 hours', $3)`,
      [digest(token), userId, secondFactor ? new Date() : null],
    );
    return { userId, token };
  } finally {
    await client.end();
  }
}

/** Writes an open invitation of a peer tutor to the tests' organisation. */
export async function createInvitation(databaseUrl: string): Promise<void> {
  // An invitation without an inviter is void.
  const email = `kutsuja-${randomBytes(4).toString("hex")}@example.org`;
  const { userId } = await createAccount(databaseUrl, { email, roles: ["administrator"] });
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(
    `INSERT INTO "Invitation" (id, "tokenHash", email, role, "organisationId", locale, "invitedById", "expiresAt")
     SELECT gen_random_uuid(), $1, 'kutsuttu@example.org', 'peer_tutor', id, 'fi', $2, now() + interval '1 day'
     FROM "Organisation" WHERE slug = 'testi'`,
    [randomBytes(32), userId],
  );
  await client.end();
}

/** Writes a party that waits for a call and whose phone takes no messages. */
export async function createCall(databaseUrl: string, slug: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ id: string; forumId: string }>(
    `INSERT INTO "Registration" (id, "forumId", code, "tokenHash", "submissionHash", status, "childcareAges", phone,
       "phoneRefusedAt", "messageLocale", "contactWay", "updatedAt")
     SELECT gen_random_uuid(), id, $2, $3, $3, 'confirmed', '{}', '+358401234567', now(), 'so', 'call', now()
     FROM "Forum" WHERE slug = $1 RETURNING id, "forumId"`,
    [slug, randomBytes(3).toString("hex"), randomBytes(32)],
  );
  await client.query(
    `INSERT INTO "Participant" (id, "registrationId", position, name, role, "spokenLanguage", "needsInterpretation", "sessionIds")
     VALUES (gen_random_uuid(), $1, 0, 'Hodan Warsame', 'parent', 'so', false, '{}')`,
    [rows[0]?.id],
  );
  await client.query(
    `INSERT INTO "Message" (id, "eventKey", template, channel, locale, recipient, "registrationId", "forumId")
     VALUES (gen_random_uuid(), gen_random_uuid()::text, 'reminder_day', 'call', 'so', '+358401234567', $1, $2)`,
    [rows[0]?.id, rows[0]?.forumId],
  );
  await client.end();
}

/** A session's cookie, as a browser sends it. */
export const sessionCookieOf = (token: string) => ({ name: "omapolku-session", value: token });
