import pg from "pg";
import { routes } from "@/i18n/routes";
import { createForum } from "../support/forums";
import { createLink } from "../support/links";
import type { Portal } from "../support/portal";

// What the door of a large forum costs: its pages, and a phone that comes back after hours without a network.

/** A forum whose day is today, with this many parties of one to three people; half of them have arrived. */
export const DOOR_FORUM = "kasvu-ovi";
const PARTIES = 2_000;
/** Entries that a phone has queued, and the most milliseconds that sending them may take. */
const QUEUED = 500;
const BOUND = 2_000;
const TIMES = 9;

/** Writes the forum with its parties, directly. */
export async function fillDoor(databaseUrl: string): Promise<void> {
  const forumId = await createForum(databaseUrl, { slug: DOOR_FORUM, inDays: 0, closesInDays: -1, capacity: null });
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      `CREATE TEMP TABLE party AS
         SELECT gen_random_uuid() AS id, n, 'K' || lpad(upper(to_hex(n)), 4, 'H') AS code, 1 + n % 3 AS size FROM generate_series(1, ${PARTIES}) n;
       INSERT INTO "Registration" (id, "forumId", code, "tokenHash", "submissionHash", status, "childcareAges", "messageLocale", "updatedAt")
         SELECT id, '${forumId}', code, sha256((id || 'token')::bytea), sha256((id || 'form')::bytea), 'confirmed', '{}', 'so', now() FROM party;
       INSERT INTO "Participant" (id, "registrationId", position, name, role, "spokenLanguage", "sessionIds")
         SELECT gen_random_uuid(), p.id, s - 1, (ARRAY['Xasan', 'Caasha', 'محمد', 'Олена', 'Amina', 'Juhani'])[1 + (p.n + s) % 6] || ' ' || p.n,
           'parent', (ARRAY['so', 'ar', 'uk', 'fi'])[1 + p.n % 4], '{}' FROM party p, generate_series(1, p.size) s;
       INSERT INTO "Claim" (id, "registrationId", "forumId", kind, needs, status)
         SELECT gen_random_uuid(), id, '${forumId}', 'seats', jsonb_build_object('forum', size, 'role:parent', size), 'held' FROM party;
       INSERT INTO "Arrival" ("forumId", id, seq, kind, at, "receivedAt", "registrationId")
         SELECT '${forumId}', gen_random_uuid(), row_number() OVER (ORDER BY n), 'arrived', now(), now(), id FROM party WHERE n % 2 = 0;
       ANALYZE`,
    );
  } finally {
    await client.end();
  }
}

/** Prints how long it takes to synchronise a phone's queue; throws if that is above the bound. */
export async function measureDoor({ url, databaseUrl }: Portal): Promise<void> {
  const key = await createLink(databaseUrl, "door", DOOR_FORUM);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ code: string }>(
    `SELECT code FROM "Registration" WHERE "forumId" = (SELECT id FROM "Forum" WHERE slug = $1) ORDER BY code LIMIT ${QUEUED}`,
    [DOOR_FORUM],
  );
  await client.end();
  const send = async (body: unknown) => {
    const began = performance.now();
    const answer = await fetch(`${url}${routes.doorLog("fi", key)}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    const said: { cursor: number; list: { version: string } | null; accepted: string[] } = await answer.json();
    return { time: performance.now() - began, ...said };
  };
  const queued: number[] = [];
  const nothing: number[] = [];
  const opened: number[] = [];
  let cursor = 0;
  let version: string | null = null;
  for (let n = 0; n < TIMES; n++) {
    const first = await send({ list: null, after: 0, entries: [] });
    opened.push(first.time);
    version = first.list?.version ?? null;
    const at = new Date().toISOString();
    const entries = rows.map(({ code }) => ({ id: crypto.randomUUID(), at, kind: "arrived", code, people: null }));
    const sent = await send({ list: version, after: cursor, entries });
    if (sent.accepted.length !== QUEUED) throw new Error(`${sent.accepted.length} of ${QUEUED} were accepted`);
    queued.push(sent.time);
    cursor = sent.cursor;
    nothing.push((await send({ list: version, after: cursor, entries: [] })).time);
  }
  const median = (times: number[]) => Math.round(times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0);
  console.table([
    { request: `first, with ${PARTIES} parties`, "median ms": median(opened) },
    { request: `${QUEUED} queued arrivals`, "median ms": median(queued) },
    { request: "nothing new", "median ms": median(nothing) },
  ]);
  if (median(queued) > BOUND) throw new Error(`${QUEUED} queued arrivals took more than ${BOUND} ms`);
}
