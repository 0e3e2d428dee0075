import { createHash, randomBytes } from "node:crypto";
import pg from "pg";

/**
 * Writes a test's helper, coordinator, translator or door link, for a forum by its id or slug, and returns its token. A
 * translator's language is Somali.
 */
export async function createLink(
  databaseUrl: string,
  kind: "helper" | "coordinator" | "translator" | "door",
  forum: string | null = null,
  holder = "Testaaja",
): Promise<string> {
  const token = randomBytes(20).toString("base64url");
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(
    `INSERT INTO "AccessLink" (id, kind, "tokenHash", holder, "forumId", language, "expiresAt")
     VALUES (gen_random_uuid(), $1::"AccessLinkKind", $2, $3,
       (SELECT id FROM "Forum" WHERE id::text = $4 OR slug = $4), $5, now() + interval '1 day')`,
    [kind, createHash("sha256").update(token).digest(), holder, forum, kind === "translator" ? "so" : null],
  );
  await client.end();
  return token;
}
