import { createHash, createHmac, randomUUID } from "node:crypto";
import pg from "pg";
import { TEST_SECRET } from "./secret";
import { writeText } from "./texts";

export interface TestGroup {
  slug: string;
  capacity?: number | null;
  full?: boolean;
  status?: "draft" | "published" | "ended";
  placeIsPublic?: boolean;
  /** The meeting link of an online group; it then meets nowhere else. */
  onlineUrl?: string | null;
  languages?: string[];
  /** The key of its municipality; Turku by default. */
  place?: string;
  /** In how many days it meets next; null if by appointment. */
  inDays?: number | null;
  /** The organisation it belongs to; the tests' own by default. */
  organisationId?: string;
}

/** Where a test's group meets. Only its people may know. */
export const SECRET_PLACE = { placeName: "Asukastupa Salava", address: "Salainen katu 17" } as const;

/** A test group's title in a language; in Arabic without other letters, because tests check that other text is marked. */
export const groupTitle = (slug: string, locale: string) =>
  locale === "ar" ? `مجموعة تجريبية (AR)` : `Ryhmä ${slug} (${locale})`;

/** Writes a test's group directly to the database, with words in all page languages and its next meetings. */
export async function createTestGroup(
  databaseUrl: string,
  group: TestGroup,
): Promise<{ id: string; organisationId: string }> {
  const { slug, status = "published", inDays = 5, languages = ["so"], onlineUrl = null } = group;
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO "Organisation" (id, slug, name) VALUES (gen_random_uuid(), 'testi', 'Testiyhdistys ry') ON CONFLICT DO NOTHING`,
    );
    const { rows } = await client.query<{ id: string; organisationId: string }>(
      `INSERT INTO "Group" (id, slug, kind, status, "organisationId", languages, place, district, "placeName", address, "placeIsPublic",
         "onlineUrl", capacity, "full", "contactName", "contactEmail", "publishedAt", "endedAt", "updatedAt")
       SELECT gen_random_uuid(), $1, 'parents', $2::"GroupStatus", o.id, $3, $4, $5, $6, $7, $8, $9, $10, $11,
         'Testaaja', 'testaaja@example.org', CASE WHEN $2 <> 'draft' THEN now() END, CASE WHEN $2 = 'ended' THEN now() END, now()
       FROM "Organisation" o WHERE CASE WHEN $12::uuid IS NULL THEN o.slug = 'testi' ELSE o.id = $12 END
       RETURNING id, "organisationId"`,
      [
        ...[slug, status, languages, onlineUrl ? "online" : (group.place ?? "turku"), onlineUrl ? null : "Varissuo"],
        ...[onlineUrl ? null : SECRET_PLACE.placeName, onlineUrl ? null : SECRET_PLACE.address],
        ...[group.placeIsPublic ?? false, onlineUrl, group.capacity ?? null, group.full ?? false],
        group.organisationId ?? null,
      ],
    );
    const [row] = rows;
    if (!row) throw new Error("the group was not written");
    const words = ["fi", "sv", "en", "ar", "so"].map((locale) => {
      const title = groupTitle(slug, locale);
      return [locale, { title, summary: title, description: title, firstTime: title }] as const;
    });
    await writeText(client, { groupId: row.id }, Object.fromEntries(words));
    if (inDays !== null)
      await client.query(
        `INSERT INTO "GroupMeeting" (id, "groupId", "scheduledAt", "startsAt", "endsAt")
         SELECT gen_random_uuid(), $1, at, at, at + interval '90 minutes'
         FROM generate_series(0, 2) w, LATERAL (SELECT date_trunc('minute', now()) + make_interval(days => $2 + 7 * w) AS at) meeting`,
        [row.id, inDays],
      );
    return row;
  } finally {
    await client.end();
  }
}

export interface TestMember {
  name?: string;
  status?: "asked" | "waiting" | "member" | "pointed" | "left";
  email?: string | null;
  phone?: string | null;
  contactWay?: "read" | "listen" | "call";
  messageLocale?: string;
  spokenLanguage?: string;
  /** Since when they have their status; now by default. */
  statusAt?: Date;
}

/** What gave somebody their status. */
const EVENTS = {
  asked: "asked",
  waiting: "put_on_waiting_list",
  member: "welcomed",
  pointed: "pointed_elsewhere",
  left: "left",
} as const;

const sha256 = (text: string) => createHash("sha256").update(text).digest();

/** Writes somebody of a group directly to the database. Returns their id and the token of their link. */
export async function createTestMember(
  databaseUrl: string,
  groupId: string,
  member: TestMember = {},
): Promise<{ id: string; token: string }> {
  const { name = "Faadumo", status = "member", email = null, phone = "+358401234567", contactWay = "read" } = member;
  const { messageLocale = "so", spokenLanguage = "so", statusAt = new Date() } = member;
  const id = randomUUID();
  // As the portal derives it; browser tests know the portal's secret, but have none of its settings.
  const token = createHmac("sha256", TEST_SECRET)
    .update(`group-member:${id}`)
    .digest()
    .subarray(0, 20)
    .toString("base64url");
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO "GroupMember" (id, "groupId", name, "spokenLanguage", phone, email, "contactWay", "messageLocale", "tokenHash",
         "submissionHash", status, "statusAt", "leftAt")
       VALUES ($1, $2, $3, $4, $5, $6, $7::"ContactWay", $8, $9, $10, $11::"GroupMemberStatus", $12,
         CASE WHEN $11 = 'left' THEN $12::timestamptz END)`,
      [
        ...[id, groupId, name, spokenLanguage, phone, email, contactWay, messageLocale],
        ...[sha256(token), sha256(id), status, statusAt],
      ],
    );
    await client.query(
      `INSERT INTO "GroupConsent" (id, "memberId", kind, "textVersion", locale, "givenAt") VALUES (gen_random_uuid(), $1, 'privacy_notice', 'test', $2, now())`,
      [id, messageLocale],
    );
    await client.query(
      `INSERT INTO "GroupMemberEvent" ("memberId", kind, status, at) VALUES ($1, $2::"GroupMemberEventKind", $3::"GroupMemberStatus", $4)`,
      [id, EVENTS[status], status, statusAt],
    );
    return { id, token };
  } finally {
    await client.end();
  }
}
