import pg from "pg";
import type { Standing } from "@/features/content/rules";

type Query = Pick<pg.Client, "query">;
type Fields = Readonly<Record<string, string>>;

/**
 * Writes a test's text directly to the database: an original in Finnish (or the first language given) and checked
 * translations, all published.
 */
export async function writeText(
  client: Query,
  owner:
    | { forumId: string }
    | { sessionId: string }
    | { venueId: string }
    | { groupId: string }
    | { postId: string }
    | { pageId: string },
  words: Readonly<Record<string, Fields>>,
  first = "fi",
): Promise<void> {
  const [column = "", id = ""] = Object.entries(owner)[0] ?? [];
  const source = first in words ? first : Object.keys(words)[0];
  await client.query(
    `INSERT INTO "ContentItem" (id, "${column}", "sourceLanguage") VALUES (gen_random_uuid(), $1, $2)`,
    [id, source],
  );
  const values = [id, source, JSON.stringify(words)];
  const given = `jsonb_each($3::jsonb) given (language, fields), (SELECT id FROM "ContentItem" WHERE "${column}" = $1::uuid) item`;
  // A translation refers to its original, which an earlier statement must have written.
  await client.query("BEGIN");
  for (const [which, read] of [
    ["=", "NULL::text, NULL::int"],
    ["<>", "$2::text, 1"],
  ])
    await client.query(
      `INSERT INTO "ContentRevision" ("itemId", language, number, "readLanguage", read, fields, "byKind", "byId")
       SELECT id, language, 1, ${read}, fields, 'system', 'writer' FROM ${given} WHERE language ${which} $2::text`,
      values,
    );
  await client.query(
    `INSERT INTO "ContentCheck" (id, "itemId", language, number, "sourceLanguage", read, fields, "byKind", "byId")
     SELECT gen_random_uuid(), id, language, 1, $2::text, 1, ARRAY(SELECT jsonb_object_keys(fields)), 'system', 'reader'
     FROM ${given} WHERE language <> $2::text`,
    values,
  );
  await client.query(
    `INSERT INTO "ContentEdition" ("itemId", language, latest, published, fields, title, state, "workState")
     SELECT id, language, 1, 1, fields, COALESCE(fields->>'title', ''), state, state
     FROM ${given}, LATERAL (SELECT CASE WHEN language = $2::text THEN 'original' ELSE 'checked' END::"ContentState" AS state) stands`,
    values,
  );
  await client.query("COMMIT");
}

/** Changes parts of a forum's text in one language directly in the database, as a published small correction. */
export async function rewriteText(client: Query, forumId: string, language: string, fields: Fields): Promise<void> {
  const values = [forumId, language, JSON.stringify(fields)];
  const latest = `"ContentRevision" r JOIN "ContentEdition" e ON e."itemId" = r."itemId" AND e.language = r.language AND e.latest = r.number
    WHERE e."forumId" = $1::uuid AND e.language = $2`;
  await client.query("BEGIN");
  await client.query(
    `INSERT INTO "ContentRevision" ("itemId", language, number, "readLanguage", read, fields, small, "byKind", "byId")
     SELECT r."itemId", r.language, r.number + 1, r."readLanguage", r.read, r.fields || $3::jsonb, true, 'system', 'writer' FROM ${latest}`,
    values,
  );
  await client.query(
    `UPDATE "ContentEdition" e SET latest = latest + 1, published = latest + 1, fields = e.fields || $3::jsonb,
       title = COALESCE((e.fields || $3::jsonb)->>'title', '')
     WHERE e."forumId" = $1::uuid AND e.language = $2`,
    values,
  );
  await client.query("COMMIT");
}

/** Sets the published state of a forum's text, or of its sessions', for a test of what readers see. */
export async function tellReaders(
  client: Query,
  of: "forum" | "session",
  forumId: string,
  language: string,
  { state, notes }: Pick<Standing, "state" | "notes">,
): Promise<void> {
  const owner = of === "forum" ? `"forumId" = $1` : `"sessionId" IN (SELECT id FROM "Session" WHERE "forumId" = $1)`;
  await client.query(
    `UPDATE "ContentEdition" SET state = $3::"ContentState", notes = $4::jsonb WHERE ${owner} AND language = $2`,
    [forumId, language, state, JSON.stringify(notes)],
  );
}

/** Gives a forum's text what its page has forms for: a second Somali revision, and unchecked Swedish. Returns its id. */
export async function prepareTexts(databaseUrl: string, forumId: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await rewriteText(client, forumId, "so", { summary: "Soo koobid" });
    await client.query(
      `UPDATE "ContentEdition" SET "workState" = 'unchecked' WHERE "forumId" = $1 AND language = 'sv'`,
      [forumId],
    );
  } finally {
    await client.end();
  }
  return findTextId(databaseUrl, forumId);
}

/** The id of a forum's text. */
export async function findTextId(databaseUrl: string, forumId: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const found = await client.query<{ id: string }>(`SELECT id FROM "ContentItem" WHERE "forumId" = $1`, [forumId]);
    return found.rows[0]?.id ?? "";
  } finally {
    await client.end();
  }
}
