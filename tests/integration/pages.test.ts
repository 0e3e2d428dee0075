import { randomUUID } from "node:crypto";
import { beforeEach, expect, test, vi } from "vitest";
import { Permit } from "@/features/access/policy";
import { type Actor, system, type UserActor } from "@/features/access/schema";
import { checkText, publishText, saveText } from "@/features/content/commands";
import { canGiveTextLink, canListTextWork, canPublishText, canWriteText } from "@/features/content/policy";
import { findEditionSubject, findTextAtWork } from "@/features/content/queries";
import { searchTextWork } from "@/features/content/work-list/queries";
import { markupOf } from "@/features/documents/markup/rules";
import { plainWords } from "@/features/documents/schema";
import { givePagePreviewLink, takeOverPage } from "@/features/pages/commands";
import { canManagePages, canPreviewPage } from "@/features/pages/policy";
import {
  findGivenPageLink,
  findPagePreviewSubject,
  getPageAtWork,
  getSitePage,
  listPagePreviews,
  listPagesAtWork,
} from "@/features/pages/queries";
import { PAGE_KEYS } from "@/features/pages/schema";
import { shippedWords } from "@/features/pages/shipped";
import { LOCALE_CODES } from "@/i18n/locales";
import { db } from "@/platform/db/client";
import { permitted } from "../support/permits";

vi.mock("next/cache", () => ({ cacheLife: () => undefined, cacheTag: () => undefined }));

const manage = () => permitted(canManagePages, null);

beforeEach(async () => {
  await db().sitePage.deleteMany();
});

/** A page that staff have taken over, and what they do with its text. */
async function takenOver() {
  const { itemId } = await takeOverPage(manage(), "contact");
  const subject = async (language: string) => {
    const found = await findEditionSubject(itemId, language);
    if (!found) throw new Error("the page has no text");
    return found;
  };
  const write = async (language: string, by?: Actor) => permitted(canWriteText, await subject(language), by);
  return {
    itemId,
    subject,
    write,
    save: async (language: string, change: Record<string, string>, startedFrom: number, read: number | null) => {
      const { title, lead, body } = await shippedWords("contact", language as "fi");
      return saveText(await write(language), { fields: { title, lead, body, ...change }, startedFrom, read });
    },
    publish: async (language: string, revision: number) =>
      publishText(permitted(canPublishText, await subject(language)), { language, revision }),
  };
}

test("readers get the shipped words in every language, and the same ones once a page is taken over", async () => {
  for (const key of PAGE_KEYS) {
    const before = await Promise.all(LOCALE_CODES.map((locale) => getSitePage(locale, key)));
    expect(before.map(({ standing }) => standing.state)).toEqual(LOCALE_CODES.map(() => "original"));
    expect(await getPageAtWork(manage(), key, "ar")).toMatchObject({ key, locale: "ar", text: null });
    await takeOverPage(manage(), key);
    for (const [n, locale] of LOCALE_CODES.entries()) {
      const after = await getSitePage(locale, key);
      expect(after).toMatchObject({ locale, changed: null });
      expect(after.standing).toMatchObject({ state: locale === "fi" ? "original" : "checked", notes: [] });
      expect([after.words.title, after.words.lead]).toEqual([before[n]?.words.title, before[n]?.words.lead]);
      // Shipped words are markup, kept ones are a document. Nothing is lost between them.
      expect(markupOf(after.words.body)).toBe(before[n]?.words.body);
    }
  }
  expect((await listPagesAtWork(manage(), "en")).map(({ key, text }) => [key, text?.languages.size])).toEqual(
    PAGE_KEYS.map((key) => [key, LOCALE_CODES.length]),
  );
});

test("two people who take a page over at once get the same text", async () => {
  const made = await Promise.all([1, 2, 3].map(() => takeOverPage(manage(), "about")));
  expect(new Set(made.map(({ itemId }) => itemId)).size).toBe(1);
  expect(await db().sitePage.count()).toBe(1);
  const { id } = await db().sitePage.findFirstOrThrow();
  expect(await db().auditEntry.count({ where: { action: "page_taken_over", subjectId: id } })).toBe(1);
});

test("what staff publish is what readers see, and the other languages say that they are older", async () => {
  const page = await takenOver();
  expect(await page.save("fi", { lead: "Soita meille tiistaisin." }, 1, null)).toMatchObject({ ok: true, revision: 2 });
  expect((await getSitePage("fi", "contact")).words.lead).toBe((await shippedWords("contact", "fi")).lead);
  expect((await getPageAtWork(manage(), "contact", "fi")).text?.languages.get("fi")).toMatchObject({ seen: false });
  await page.publish("fi", 2);
  expect(await getSitePage("fi", "contact")).toMatchObject({
    words: { lead: "Soita meille tiistaisin." },
    standing: { state: "original" },
    changed: expect.any(Date),
  });
  expect((await getSitePage("ar", "contact")).standing).toEqual({
    state: "older",
    notes: [{ field: "lead", state: "older", original: ["Soita meille tiistaisin."] }],
    original: "fi",
  });
  const previews = await listPagePreviews(permitted(canPreviewPage, { key: "contact", itemId: page.itemId }));
  expect(previews.map(({ language, state }) => [language, state])).toContainEqual(["so", "older"]);

  // Translated again, and checked by somebody else: readers get it without anybody publishing it.
  expect(await page.save("ar", { lead: "اتصل بنا يوم الثلاثاء." }, 1, 2)).toMatchObject({ ok: true, revision: 2 });
  const reader = await page.write("ar", system("reader"));
  expect(await checkText(reader, { revision: 2, read: 2 })).toMatchObject({ state: "checked", published: true });
  expect(await getSitePage("ar", "contact")).toMatchObject({
    words: { lead: "اتصل بنا يوم الثلاثاء." },
    standing: { state: "checked" },
  });
});

test("of two who edit a page at once, the second is told, and keeps what they typed", async () => {
  const page = await takenOver();
  const typedIn = { form: randomUUID(), follows: null, beside: [] };
  const { title, lead, body } = await shippedWords("contact", "fi");
  const attempts = ["Ensimmäinen.", "Toinen."].map(async (first) =>
    saveText(await page.write("fi"), {
      fields: { title, lead: `${first} ${lead}`, body },
      startedFrom: 1,
      read: null,
      typedIn,
    }),
  );
  const results = await Promise.all(attempts);
  expect(results.map(({ ok }) => ok).sort()).toEqual([false, true]);
  expect(results.find(({ ok }) => !ok)).toMatchObject({ reason: "conflict", yours: { title } });
  expect(await db().contentRevision.count({ where: { itemId: page.itemId, language: "fi" } })).toBe(2);
});

test("a hostile document is refused; a page keeps its title, and may lose its body", async () => {
  const page = await takenOver();
  for (const body of [
    "[a](javascript:alert(1))",
    '{"schema":1,"blocks":[{"type":"html","html":"<script>alert(1)</script>"}]}',
    '{"schema":1,"blocks":[',
    "a".repeat(5 * 1024 * 1024),
  ])
    expect(await page.save("fi", { body }, 1, null)).toMatchObject({ ok: false, reason: "garbled" });
  expect(await page.save("fi", { title: " " }, 1, null)).toMatchObject({
    ok: false,
    reason: "lacking",
    fields: ["title"],
  });
  expect(await page.save("fi", { body: "<script>alert(1)</script>" }, 1, null)).toMatchObject({
    ok: true,
    revision: 2,
  });
  await page.publish("fi", 2);
  // It is words like others.
  expect(plainWords((await getSitePage("fi", "contact")).words.body)).toBe("<script>alert(1)</script>");
  expect(await page.save("fi", { body: "" }, 2, null)).toMatchObject({ ok: true, revision: 3 });
  await page.publish("fi", 3);
  expect((await getSitePage("fi", "contact")).words.body).toBe("");
});

test("only administrators look after the pages; translators of any organisation and holders of a link translate them", async () => {
  const page = await takenOver();
  const user = (roles: UserActor["roles"]): UserActor => ({
    ...{ kind: "user", id: randomUUID(), email: "a@example.org", name: null, roles, organisationIds: [randomUUID()] },
    ...{ forumIds: [], forumSessionIds: [], hostedSessionIds: [], ledGroupIds: [], cleared: true, trace: null },
  });
  const [arabic, finnish] = [await page.subject("ar"), await page.subject("fi")];
  expect(arabic).toMatchObject({ organisationId: null, forumId: null, pageKey: "contact" });
  for (const role of ["staff", "counsellor", "translator", "peer_tutor"] as const) {
    expect(Permit.ask(canManagePages, user([role]), null)).toBeNull();
    expect(Permit.ask(canWriteText, user([role]), arabic) !== null).toBe(role === "translator");
    expect(Permit.ask(canWriteText, user([role]), finnish)).toBeNull();
    expect(Permit.ask(canPublishText, user([role]), arabic)).toBeNull();
    expect(Permit.ask(canGiveTextLink, user([role]), arabic)).toBeNull();
  }
  // One who was named for a single forum is not.
  const guest = { ...user(["translator"]), organisationIds: [], forumIds: [randomUUID()] };
  expect(Permit.ask(canWriteText, guest, arabic)).toBeNull();
  const administrator = user(["administrator"]);
  expect(Permit.ask(canGiveTextLink, administrator, arabic)).not.toBeNull();
  const link: Actor = {
    ...{ kind: "link", id: randomUUID(), link: "translator", holder: "Kääntäjä", trace: null },
    ...{ forumId: null, itemId: page.itemId, language: "ar" },
  };
  expect((await findTextAtWork(permitted(canWriteText, arabic, link)))?.kind).toBe("page");
  expect(Permit.ask(canWriteText, link, finnish)).toBeNull();
  expect(Permit.ask(canPublishText, link, arabic)).toBeNull();

  // What is older stands in the list of translation work of those who may do it, and of nobody else.
  await page.save("fi", { title: "Yhteystiedot" }, 1, null);
  const search = { text: "", page: 1, language: "ar" as const };
  const work = await searchTextWork(permitted(canListTextWork, null, administrator), search);
  expect(work.rows.filter(({ kind }) => kind === "page")).toMatchObject([
    { itemId: page.itemId, state: "older", title: "Yhteystiedot", organisation: null, forum: null },
  ]);
  const pagesOf = async (actor: Actor) =>
    (await searchTextWork(permitted(canListTextWork, null, actor), search)).rows.filter(({ kind }) => kind === "page");
  expect(await pagesOf(user(["translator"]))).toMatchObject([{ itemId: page.itemId, state: "older" }]);
  for (const actor of [user(["staff", "counsellor"]), guest]) expect(await pagesOf(actor)).toEqual([]);
});

test("a preview link shows the newest words of one page, and is shown once to who made it", async () => {
  const days = 3;
  expect(await givePagePreviewLink(manage(), "contact", { holder: "Lukija", days })).toEqual({
    ok: false,
    reason: "not_found",
  });
  const page = await takenOver();
  await page.save("fi", { lead: "Vielä salaa." }, 1, null);
  const now = new Date();
  const made = await givePagePreviewLink(manage(), "contact", { holder: "Lukija", days }, now);
  if (!made.ok) throw new Error(made.reason);
  expect(await findGivenPageLink(manage(), "contact", made.id, now)).toMatchObject({
    holder: "Lukija",
    token: made.token,
  });
  expect(await findGivenPageLink(manage(), "about", made.id, now)).toBeNull();
  expect(await findGivenPageLink(manage(), "contact", made.id, new Date(now.getTime() + 16 * 60_000))).toBeNull();
  const reader: Actor = {
    ...{
      kind: "link",
      id: made.id,
      link: "preview",
      holder: "Lukija",
      trace: null,
      forumId: null,
      itemId: page.itemId,
    },
  };
  const subject = await findPagePreviewSubject(page.itemId);
  if (!subject) throw new Error("the text belongs to no page");
  const previews = await listPagePreviews(permitted(canPreviewPage, subject, reader));
  expect(previews.find(({ language }) => language === "fi")?.page.words.lead).toBe("Vielä salaa.");
  expect((await getSitePage("fi", "contact")).words.lead).not.toBe("Vielä salaa.");
  expect(Permit.ask(canPreviewPage, reader, { ...subject, itemId: randomUUID() })).toBeNull();
  expect(Permit.ask(canPreviewPage, { ...reader, link: "translator", language: "fi" }, subject)).toBeNull();
  const log = await db().auditEntry.findMany({ where: { action: "link_created", subjectId: made.id } });
  expect(log).toHaveLength(1);
  expect(JSON.stringify(log.map(({ changes }) => changes))).not.toContain("Lukija");
});
