import { randomUUID } from "node:crypto";
import { beforeAll, expect, test, vi } from "vitest";
import type { UserActor } from "@/features/access/schema";
import { saveText, saveTextDraft } from "@/features/content/commands";
import { canWriteText } from "@/features/content/policy";
import { findTextAtWork, findTextOf } from "@/features/content/queries";
import { markupOf } from "@/features/documents/markup/rules";
import { readDocument } from "@/features/documents/schema";
import { createPost, publishPost } from "@/features/news/commands";
import { canCreatePost, canManagePost } from "@/features/news/policy";
import { findPostPage } from "@/features/news/queries";
import { db } from "@/platform/db/client";
import { createAccount } from "../support/accounts";
import { createForum } from "../support/forums";
import { permitted } from "../support/permits";

vi.mock("next/cache", () => ({ cacheLife: () => undefined, cacheTag: () => undefined }));

let organisationId = "";
let writer: UserActor;
beforeAll(async () => {
  const forumId = await createForum(process.env.DATABASE_URL ?? "", { slug: "dokumentit", inDays: 30 });
  ({ organisationId } = await db().forum.findUniqueOrThrow({ where: { id: forumId } }));
  const email = `kirjoittaja-${randomUUID()}@example.org`;
  const { userId: id } = await createAccount(process.env.DATABASE_URL ?? "", { email, roles: ["staff"] });
  writer = {
    ...{ kind: "user", id, email, name: null, roles: ["staff"], organisationIds: [organisationId], forumIds: [] },
    ...{ forumSessionIds: [], hostedSessionIds: [], ledGroupIds: [], cleared: true, trace: null },
  };
});

/** A post with a document, and permits for its text. */
async function newText(body: string) {
  const rest = { tags: [], byline: null, forum: null, group: null, language: "fi" };
  const words = { title: `Otsikko ${randomUUID()}`, lead: "Ingressi." };
  const made = await createPost(permitted(canCreatePost, { organisationId }), { ...words, body, ...rest });
  if (!made.ok) throw new Error(made.reason);
  const { itemId } = (await findTextOf({ kind: "post", id: made.id })) ?? { itemId: "" };
  const edition = (language: string) => ({ itemId, forumId: null, organisationId, sourceLanguage: "fi", language });
  const write = (language: string) => permitted(canWriteText, edition(language), writer);
  const save = (language: string, text: string, startedFrom: number, read: number | null, more = {}) =>
    saveText(write(language), { fields: { ...words, body: text }, startedFrom, read, ...more });
  const stored = async (language: string) => {
    const text = await findTextAtWork(write(language));
    return {
      body: text?.latest?.fields.body ?? "",
      state: text?.state,
      notes: text?.notes ?? [],
      drafts: text?.drafts ?? [],
    };
  };
  const publish = () => publishPost(permitted(canManagePost, { postId: made.id, organisationId }));
  return { ...made, itemId, write, save, stored, publish };
}

const typedIn = () => ({ form: randomUUID(), follows: null, beside: [] });

test("a document is typed as markup, stored as JSON, and read back as it was typed", async () => {
  const markup =
    "## Mistä puhuttiin\n\nKaikki **tulivat**.\n\n- [yhteishausta](https://opintopolku.fi/)\n\n{forum dokumentit}";
  const text = await newText(markup);
  const { body } = await text.stored("fi");
  expect(JSON.parse(body)).toMatchObject({
    schema: 1,
    blocks: [{ type: "heading" }, {}, { type: "list" }, { forum: "dokumentit" }],
  });
  expect(markupOf(body)).toBe(markup);
  // Saving what the page shows changes nothing, from the markup and from the JSON.
  expect(await text.save("fi", markup, 1, null)).toMatchObject({ ok: true, unchanged: true });
  expect(await text.save("fi", `\r\n${markup}\r\n`, 1, null)).toMatchObject({ unchanged: true });
  expect(await text.save("fi", body, 1, null)).toMatchObject({ unchanged: true });
  await text.publish();
  const page = await findPostPage("fi", text.slug);
  expect(page && "post" in page && page.post.text.body).toBe(body);
});

test.each([
  ["a link that runs something", "[a](javascript:alert(1))", { key: "link", line: 1, what: "javascript:alert(1" }],
  ["a link that holds a page", "a\n\n[b](data:text/html,c)", { key: "link", line: 3, what: "data:text/html,c" }],
  ["a picture from elsewhere", "{picture https://evil.example/a.png | b}", { key: "block", line: 1 }],
  ["broken JSON", '{"schema":1,"blocks":[', { key: "block", line: 0 }],
  ["a forged kind", '{"schema":1,"blocks":[{"type":"html","html":"<script>"}]}', { key: "kept" }],
  ["a forged placeholder", "{kept 0123456789abcdef}", { key: "kept" }],
  [
    "a key of the prototype",
    '{"schema":1,"blocks":[{"type":"paragraph","text":[{"text":"a"}],"__proto__":{"b":1}}]}',
    { key: "kept" },
  ],
  ["too many blocks", "a\n\n".repeat(600), { key: "size" }],
])("%s is refused, kept as a draft as it was typed, and never stored as a text", async (_, typed, problem) => {
  const text = await newText("Alku.");
  expect(await text.save("fi", typed, 1, null)).toMatchObject({
    ok: false,
    reason: "garbled",
    problems: { body: problem },
  });
  const draft = { fields: { body: typed }, startedFrom: 1, read: null, typedIn: typedIn() };
  expect(await saveTextDraft(text.write("fi"), draft)).toMatchObject({ ok: true });
  const { body, drafts } = await text.stored("fi");
  expect(markupOf(body)).toBe("Alku.");
  expect(drafts[0]?.fields.body).toBe(typed);
});

test("five megabytes are refused before they are read, and too many words by their number", async () => {
  const text = await newText("Alku.");
  expect(await text.save("fi", "a".repeat(5 * 1024 * 1024), 1, null)).toMatchObject({
    problems: { body: { key: "size" } },
  });
  const long = Array.from({ length: 40 }, () => "sana ".repeat(200)).join("\n\n");
  expect(await text.save("fi", long, 1, null)).toMatchObject({ reason: "too_long", fields: ["body"] });
});

test("letters that hide or turn others are not stored", async () => {
  const text = await newText("a \u202Efdp.exe\u202C b\uD800 \u2067c");
  const { body } = await text.stored("fi");
  expect(body).not.toMatch(/[\u202A-\u202E]|\\ud8/i);
  expect(readDocument(body)?.blocks).toEqual([
    { type: "paragraph", text: [{ text: "a fdp.exe b\uFFFD \u2067c\u2069" }] },
  ]);
});

test("a block of a later version is kept through edits and translations, and nobody brings one in", async () => {
  const text = await newText("Alku.");
  const poll = { type: "poll", options: ["a", "b"] };
  const later = JSON.stringify({ schema: 1, blocks: [{ type: "paragraph", text: [{ text: "Alku." }] }, poll] });
  // As a later version would have stored it.
  const [first] = await db().contentRevision.findMany({ where: { itemId: text.itemId, language: "fi" } });
  const revision = { itemId: text.itemId, language: "fi", number: 2, byKind: "system", byId: null };
  await db().$transaction([
    db().contentRevision.create({ data: { ...revision, fields: { ...(first?.fields as object), body: later } } }),
    db().contentEdition.updateMany({ where: { itemId: text.itemId, language: "fi" }, data: { latest: 2 } }),
  ]);

  const markup = markupOf((await text.stored("fi")).body);
  expect(markup).toMatch(/^Alku\.\n\n\{kept [0-9a-f]{16}\}$/);
  expect(await text.save("fi", markup, 2, null)).toMatchObject({ ok: true, unchanged: true });
  expect(await text.save("fi", `Uusi alku.\n\n${markup}\n\nLoppu.`, 2, null)).toMatchObject({ ok: true, revision: 3 });
  expect(JSON.parse((await text.stored("fi")).body).blocks[2]).toEqual(poll);
  expect(await text.save("so", markup.replace("Alku.", "Bilow."), 0, 3)).toMatchObject({ ok: true });
  expect(JSON.parse((await text.stored("so")).body).blocks[1]).toEqual(poll);

  const other = await newText("Muu.");
  expect(await other.save("fi", markup, 1, null)).toMatchObject({ problems: { body: { key: "kept" } } });
  expect(await other.save("fi", later, 1, null)).toMatchObject({ problems: { body: { key: "kept" } } });
});

test("a translation is older when the words or a link of its original change, not when they are set otherwise", async () => {
  const text = await newText("## Alku\n\nLue [ohje](https://example.org/a). Tule mukaan.");
  await text.save("so", "## Bilow\n\nAkhri [tilmaan](https://example.org/a). Kaalay.", 0, 1);
  expect((await text.stored("so")).state).toBe("unchecked");
  await text.save("fi", "### Alku\n\nLue **[ohje](https://example.org/a)**. *Tule mukaan.*", 1, null);
  expect((await text.stored("so")).state).toBe("unchecked");
  await text.save("fi", "### Alku\n\nLue **[ohje](https://example.org/b)**. *Tule mukaan.*", 2, null);
  const { state, notes } = await text.stored("so");
  expect(state).toBe("older");
  expect(notes.find(({ field }) => field === "body")).toEqual({
    ...{ field: "body", state: "older", original: ["Lue ohje (https://example.org/b)."] },
  });
});

test("two who save at once: one document stands, and the other is a draft with everything in it", async () => {
  const text = await newText("Alku.");
  const saves = await Promise.all(
    ["**Yksi**", "- Kaksi"].map((body) => text.save("fi", body, 1, null, { typedIn: typedIn() })),
  );
  expect(saves.map(({ ok }) => ok).sort()).toEqual([false, true]);
  const { body, drafts } = await text.stored("fi");
  expect([markupOf(body), markupOf(drafts[0]?.fields.body ?? "")].sort()).toEqual(["**Yksi**", "- Kaksi"]);
});
