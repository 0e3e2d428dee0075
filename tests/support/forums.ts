import { randomBytes } from "node:crypto";
import pg from "pg";
import { findTextId, writeText } from "./texts";

export interface TestForum {
  slug: string;
  capacity?: number | null;
  childcare?: number | null;
  /** In how many days it begins; it lasts two hours. */
  inDays?: number;
  /** In how many days registration closes; null for no registration. */
  closesInDays?: number | null;
  status?: "draft" | "published" | "cancelled";
  /** Page languages with texts. */
  locales?: string[];
  /** The language of its original; Finnish by default. */
  original?: string;
  /** Parallel tables, each with its seats. */
  tables?: (number | null)[];
  /** Limits by role. */
  roles?: Record<string, number>;
  /** Its online address; null if it is online but the address is not set yet. */
  onlineUrl?: string | null;
  /** Its texts were copied from another forum, and nobody has looked at their dates and places. */
  copied?: boolean;
  /** The form asks about diets and access needs. */
  serves?: boolean;
}

const DAY = 86_400_000;

/**
 * A test forum's title in a language. In Arabic it uses no other letters than those of a name, because tests check that
 * text in another language is marked.
 */
export const forumTitle = (slug: string, locale: string) =>
  locale === "ar" ? `أمسية تجريبية ${slug.toUpperCase()} (AR)` : `Testi-ilta ${slug} (${locale})`;

/** The title of the table with this number, in the same way. */
export const sessionTitle = (number: number, locale: string) =>
  locale === "ar" ? `طاولة ${number} (AR)` : `Pöytä ${number} (${locale})`;

/** Writes a test's forum directly to the database: tests begin from states, not from screens. Returns its id. */
export async function createForum(databaseUrl: string, forum: TestForum): Promise<string> {
  const { slug, capacity = 40, childcare = 5, inDays = 30, closesInDays = inDays - 2, status = "published" } = forum;
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    // Forums begin at whole minutes, except one that is about to begin.
    const exact = Date.now() + inDays * DAY;
    const startsAt = new Date(inDays < 1 ? exact : exact - (exact % 60_000));
    await client.query(
      `INSERT INTO "Organisation" (id, slug, name) VALUES (gen_random_uuid(), 'testi', 'Testiyhdistys ry') ON CONFLICT DO NOTHING`,
    );
    await client.query(
      `INSERT INTO "Venue" (id, slug, name, place, municipality, "streetAddress", "postalCode")
       VALUES (gen_random_uuid(), 'testitalo', 'Testitalo', 'turku', 'Turku', 'Testikatu 1', '20100') ON CONFLICT DO NOTHING`,
    );
    await client.query(
      `INSERT INTO "Venue" (id, slug, name, online, place) VALUES (gen_random_uuid(), 'testiverkko', 'Verkossa', true, 'online')
       ON CONFLICT DO NOTHING`,
    );
    const { rows } = await client.query<{ id: string }>(
      `INSERT INTO "Forum" (id, slug, kind, status, "startsAt", "endsAt", "registrationClosesAt", capacity, "childcareCapacity",
         "contactName", "contactEmail", "organisationId", "venueId", "updatedAt")
       SELECT gen_random_uuid(), $1, 'family_evening', $2::"ForumStatus", $3::timestamptz, $3::timestamptz + interval '2 hours', $4, $5, $6,
         'Testaaja', 'testaaja@example.org', o.id, v.id, now()
       FROM "Organisation" o, "Venue" v WHERE o.slug = 'testi' AND v.slug = $7 RETURNING id`,
      [
        slug,
        status,
        startsAt,
        closesInDays === null ? null : new Date(Date.now() + closesInDays * DAY),
        capacity,
        childcare,
        forum.onlineUrl === undefined ? "testitalo" : "testiverkko",
      ],
    );
    const id = rows[0]?.id;
    if (!id) throw new Error("the forum was not written");
    const locales = forum.locales ?? ["fi", "sv", "en", "ar", "so"];
    const words = (locale: string) => {
      const title = forumTitle(slug, locale);
      return [locale, { title, summary: title, description: title, audience: title }] as const;
    };
    await writeText(client, { forumId: id }, Object.fromEntries(locales.map(words)), forum.original);
    if (forum.copied)
      await client.query(
        `INSERT INTO "CopiedText" ("itemId", language)
         SELECT "itemId", language FROM "ContentEdition" WHERE "forumId" = $1`,
        [id],
      );
    await client.query(
      `INSERT INTO "ForumLanguage" ("forumId", language, state, main) VALUES ($1, 'fi', 'confirmed', true), ($1, 'so', 'confirmed', false)`,
      [id],
    );
    await client.query(`UPDATE "Forum" SET "servesMeal" = $2, "arrangesAccess" = $2, "onlineUrl" = $3 WHERE id = $1`, [
      id,
      forum.serves ?? false,
      forum.onlineUrl ?? null,
    ]);
    for (const [role, limit] of Object.entries(forum.roles ?? {}))
      await client.query(
        `INSERT INTO "ForumRoleLimit" ("forumId", role, capacity) VALUES ($1, $2::"ParticipantRole", $3)`,
        [id, role, limit],
      );
    for (const [position, seats] of (forum.tables ?? []).entries()) {
      const { rows: tables } = await client.query<{ id: string }>(
        `INSERT INTO "Session" (id, "forumId", position, "startsAt", "endsAt", room, capacity)
         VALUES (gen_random_uuid(), $1, $2, $3::timestamptz + interval '1 hour', $3::timestamptz + interval '2 hours', $4, $5) RETURNING id`,
        [id, position, startsAt, `Luokka ${position + 1}`, seats],
      );
      await writeText(
        client,
        { sessionId: tables[0]?.id ?? "" },
        Object.fromEntries(["fi", "ar", "so"].map((locale) => [locale, { title: sessionTitle(position + 1, locale) }])),
        forum.original,
      );
    }
    return id;
  } finally {
    await client.end();
  }
}

/** Writes a forum for a test of its text. Returns its id, its slug and the id of the text. */
export async function createForumWithText(
  databaseUrl: string,
  forum: Partial<TestForum> = {},
): Promise<{ id: string; slug: string; itemId: string }> {
  const slug = `sanat-${randomBytes(4).toString("hex")}`;
  const id = await createForum(databaseUrl, { slug, ...forum });
  return { id, slug, itemId: await findTextId(databaseUrl, id) };
}

/** The id of a forum's first session. */
export async function findSessionId(databaseUrl: string, slug: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ id: string }>(
    `SELECT s.id FROM "Session" s JOIN "Forum" f ON f.id = s."forumId" WHERE f.slug = $1 ORDER BY s.position LIMIT 1`,
    [slug],
  );
  await client.end();
  return rows[0]?.id ?? "";
}
