import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { LOCALES } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { expectNoBarriers, inEachLook, LOOKED_AT_IN } from "../support/axe";
import { asked, expect, portalUrl, test, words } from "../support/e2e";
import { jpeg } from "../support/media-files";
import { staffPage } from "../support/staff-page";

// The editor of documents: by keyboard alone, with a picture, with what word processors put on the clipboard, and beside the
// plain field that works without it.

// A press that nothing takes says where it was, instead of using up the whole test.
test.use({ actionTimeout: 20_000, navigationTimeout: 30_000 });

const FORUM = "perheilta-kontula";

/** A new post, open in the editor of its original: the path of that page. `script`: whether the browser runs any. */
async function openPost(
  page: Page,
  locale: "fi" | "ar",
  title: string,
  body: string,
  { script = true } = {},
): Promise<string> {
  const t = words(locale);
  await page.goto(routes.newPost(locale));
  await asked(page, t.NewsWork.textLanguage).selectOption("fi");
  await page.getByLabel(t.TextParts.post_title).fill(title);
  await page.getByLabel(t.TextParts.post_lead).fill("Ingressi");
  const field = page.getByRole("textbox", { name: t.TextParts.post_body, exact: true });
  // Once found, the plain field is waited for, also while it is hidden: the editor has to be there first.
  if (script) await expect(field).toHaveAttribute("contenteditable", "true");
  await field.fill(body);
  await page.getByRole("button", { name: t.NewsWork.create }).click();
  await expect(page.getByText(t.NewsWork.doneCreated)).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: LOCALES.fi.name, exact: true }).click();
  await expect(page).toHaveURL(/\/work\/texts\//);
  return new URL(page.url()).pathname;
}

const save = (page: Page, locale: "fi" | "ar") =>
  page.getByRole("button", { name: words(locale).Texts.save, exact: true }).click();

/** Adds a picture in another tab. */
async function addPicture(page: Page, locale: "fi" | "ar", name: string, width: number): Promise<void> {
  const t = words(locale).Media;
  const tab = await page.context().newPage();
  await tab.goto(routes.media(locale));
  const buffer = await jpeg(width, 480);
  await asked(tab, t.file).setInputFiles({ name: `${name}.jpg`, mimeType: "image/jpeg", buffer });
  await tab.getByRole("button", { name: t.upload }).click();
  await expect(tab.getByRole("heading", { level: 1 })).toHaveText(name);
  await tab.close();
}

/** How wide a picture is that the browser has. */
const widthOf = (picture: Locator) => picture.evaluate((image: HTMLImageElement) => image.naturalWidth);

for (const locale of LOOKED_AT_IN)
  test(`by keyboard alone, in ${locale}: words, a list, a link, a card and a picture, kept by itself and saved`, async ({
    browser,
  }) => {
    // Every letter is two questions to the browser, and axe looks at the page twice: much for a small machine.
    test.setTimeout(240_000);
    const t = words(locale);
    const page = await staffPage(browser, "staff");
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (/content security policy/i.test(message.text())) complaints.push(message.text());
    });
    const path = await openPost(page, locale, `Näppäimistöllä ${locale} ${process.pid}`, "Alku.");
    const editor = page.getByRole("textbox", { name: t.TextParts.post_body });
    await expect(editor).toHaveAttribute("contenteditable", "true");
    const tools = page.getByRole("toolbar", { name: t.Documents.toolbar });

    // To the editor with the Tab key: its buttons are one stop.
    await page.getByLabel(t.TextParts.post_lead).focus();
    await page.keyboard.press("Tab");
    await expect(tools.getByRole("button", { name: t.Documents.heading2, exact: true })).toBeFocused();
    await page.keyboard.press("Tab");
    await expect(editor).toBeFocused();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("## Otsikko\nKaikki ");
    await page.keyboard.press("ControlOrMeta+b");
    await page.keyboard.type("tulivat");
    await page.keyboard.press("ControlOrMeta+b");
    await page.keyboard.type(".\n- kynä\n");
    await page.keyboard.press("ControlOrMeta+]");
    await page.keyboard.type("sininen\n\n\n");
    await page.keyboard.type("Lue ");
    await page.keyboard.press("ControlOrMeta+k");
    const dialog = page.getByRole("dialog");
    await page.keyboard.insertText("javascript:alert(1)");
    await page.keyboard.press("Enter");
    await expect(dialog.getByText(t.Documents.addressWrong)).toBeVisible();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText("opintopolku.fi");
    await page.keyboard.press("Tab");
    await page.keyboard.insertText("Opintopolku");
    await page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    await expect(editor).toBeFocused();
    await page.keyboard.type(" tästä.");

    // The buttons by the arrow keys; Escape leads back.
    await page.keyboard.press("Alt+F10");
    await expect(tools.getByRole("button", { name: t.Documents.heading2, exact: true })).toBeFocused();
    await page.keyboard.press(locale === "ar" ? "ArrowLeft" : "ArrowRight");
    await expect(tools.getByRole("button", { name: t.Documents.heading3 })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(editor).toBeFocused();
    await page.keyboard.press("Alt+F10");
    await tools.getByRole("button", { name: t.Documents.forum }).press("Enter");
    await dialog.getByLabel(t.Documents.pageAddress).press("Tab");
    await dialog.getByLabel(t.Documents.pageAddress).fill(`https://omapolku.example${routes.forum("so", FORUM)}`);
    await page.keyboard.press("Enter");
    await expect(editor.getByRole("group", { name: t.Documents.forum })).toBeVisible();

    // A picture that was added in another tab meanwhile.
    const name = `Muokkaimen kuva ${locale}`;
    const alt = "Kaksi lasta piirtää";
    await page.keyboard.press("Alt+F10");
    await tools.getByRole("button", { name: t.Documents.picture, exact: true }).press("Enter");
    await expect(dialog.getByRole("status")).not.toHaveText(t.Documents.pickLoading);
    await dialog.getByRole("button", { name: t.Documents.done }).press("Enter");
    await expect(dialog.getByText(t.Documents.pickNeeded)).toBeVisible();
    await addPicture(page, locale, name, locale === "fi" ? 811 : 812);
    await dialog.getByLabel(t.Media.search).fill(name.toUpperCase());
    await page.keyboard.press("Enter");
    const radio = dialog.getByRole("radio", { name });
    await expect(async () => {
      await dialog.getByRole("button", { name: t.Documents.pickRefresh }).press("Enter");
      await expect(radio).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await expectNoBarriers(page, `the pictures in ${locale}`);
    await radio.press("Space");
    await expect(radio).toBeChecked();
    const id = await radio.getAttribute("value");
    await dialog.getByLabel(t.Documents.alt).fill(alt);
    await page.keyboard.press("Enter");
    await expect(editor).toBeFocused();
    const picture = editor.getByRole("img", { name: alt });
    await expect.poll(() => widthOf(picture)).toBe(320);
    await page.keyboard.type("Loppu.");
    await page.keyboard.press("ControlOrMeta+z");
    await page.keyboard.press("ControlOrMeta+Shift+z");
    await expect(page.getByRole("status").filter({ hasText: t.Texts.autoKept.split("{")[0]?.trim() })).toBeVisible();

    await inEachLook(page, locale, async ({ colorScheme, width }) => {
      await expectNoBarriers(page, `the editor in ${locale}, ${colorScheme}, ${width}`);
    });
    await page.reload();
    await expect(editor.getByText("Loppu.")).toBeVisible();
    await expect.poll(() => widthOf(picture)).toBe(320);
    await save(page, locale);
    await expect(page.getByText(t.Texts.doneSaved)).toBeVisible();
    await expect(page).toHaveURL(new RegExp(path));
    await page.getByRole("button", { name: t.Documents.asMarkup }).click();
    await expect(page.getByRole("textbox", { name: t.TextParts.post_body })).toHaveValue(
      [
        "## Otsikko",
        "Kaikki **tulivat**.",
        "- kynä\n  - sininen",
        "Lue [Opintopolku](https://opintopolku.fi/) tästä.",
        `{forum ${FORUM}}`,
        `{picture ${id} | ${alt}}`,
        "Loppu.",
      ].join("\n\n"),
    );
    expect(complaints).toEqual([]);

    // Whoever holds a link to the draft sees its picture. At the same address without what the page adds, nobody does.
    const back = await page.getByRole("link", { name: t.Texts.backPost }).getAttribute("href");
    await page.goto(routes.previewLink(locale, back?.split("/").at(-1) ?? ""));
    await asked(page, t.PostPreview.holder).fill("Lukija");
    await page.getByRole("button", { name: t.PostPreview.submit }).click();
    const address = page.getByText(/\/preview\/[\w-]{27}/);
    const reader = await (await browser.newContext({ baseURL: portalUrl() })).newPage();
    await reader.goto(new URL(((await address.textContent()) ?? "").trim()).pathname);
    const shown = reader.getByRole("img", { name: alt }).first();
    await shown.scrollIntoViewIfNeeded();
    await expect.poll(() => widthOf(shown)).toBeGreaterThan(300);
    const source = await shown.evaluate((image: HTMLImageElement) => image.currentSrc);
    expect((await reader.request.get(source)).headers()["cache-control"]).toBe("private, no-cache");
    expect((await reader.request.get(source.split("?")[0] ?? "")).status()).toBe(404);
    await reader.context().close();
  });

test("what Word puts on the clipboard is cleaned, and what the editor does not know stays where it is", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const t = words("fi");
  const page = await staffPage(browser, "staff");
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (/content security policy/i.test(message.text())) complaints.push(message.text());
  });
  await openPost(page, "fi", `Wordista ${process.pid}`, "Alku.");
  const editor = page.getByRole("textbox", { name: t.TextParts.post_body });
  await expect(editor).toHaveAttribute("contenteditable", "true");
  await editor.press("ControlOrMeta+a");
  await editor.evaluate(
    (element, html) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/html", html);
      clipboardData.setData("text/plain", "tätä ei käytetä");
      element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    },
    readFileSync("tests/fixtures/pasted-from-word.txt", "utf8"),
  );
  await expect(editor.getByRole("heading", { level: 2, name: "Yhteistyöfoorumi Kontulassa" })).toBeVisible();
  await expect(editor.getByRole("heading", { level: 3, name: "Mistä puhuttiin" })).toBeVisible();
  await expect(editor.getByRole("listitem").filter({ hasText: "valintakokeet" }).last()).toBeVisible();
  await expect(editor.getByRole("link", { name: "Opintopolku" })).toHaveAttribute(
    "href",
    "https://opintopolku.fi/konfo/fi/",
  );
  expect(await editor.innerHTML()).not.toMatch(/mso|style=|<img(?! class="ProseMirror)|<font|font-(?:size|family)/i);
  expect(complaints).toEqual([]);

  // A part that cannot be saved stays in the field, and the editor says so instead of dropping it.
  await page.getByRole("button", { name: t.Documents.asMarkup }).click();
  await editor.fill("[a](javascript:alert(1))\n\n{kept 0123456789abcdef}");
  await page.getByRole("button", { name: t.Documents.asEditor }).click();
  await expect(page.getByText(t.Documents.unreadable)).toBeVisible();
  await expect(editor).toHaveValue(/javascript/);
  await save(page, "fi");
  await expect(page.getByText(t.TextErrors.garbled_link).first()).toBeVisible();
  await expect(editor).toHaveValue(/javascript/);
  await editor.fill("{kept 0123456789abcdef}");
  await page.getByRole("button", { name: t.Documents.asEditor }).click();
  await expect(editor.getByText(t.Documents.kept)).toBeVisible();
  await save(page, "fi");
  await expect(page.getByText(t.TextErrors.garbled_kept).first()).toBeVisible();
});

test("without a script the markup comes back as it was, hints included, and readers get the document and no editor", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const t = words("fi");
  const page = await staffPage(browser, "staff", { javaScriptEnabled: false });
  const markup = [
    "### Ensin",
    "Lue [tästä](https://example.org/) **lisää**.",
    "> Sanottu",
    "! Muista tulkki",
    `{forum ${FORUM}}`,
  ].join("\n\n");
  const title = `Ilman komentosarjaa ${process.pid}`;
  const path = await openPost(page, "fi", title, markup, { script: false });
  const field = page.getByRole("textbox", { name: t.TextParts.post_body });
  await expect(field).toHaveValue(markup);
  await page.getByText(t.Documents.help).click();
  await expect(page.getByRole("link", { name: t.Media.back })).toHaveAttribute("href", routes.media("fi"));
  await expect(page.getByText(t.DocumentHints.heading_order)).toBeVisible();
  await expect(page.getByText(t.DocumentHints.link_text)).toBeVisible();
  await field.fill(markup.replace("###", "##").replace("tästä", "Opintopolusta"));
  await save(page, "fi");
  await expect(page.getByText(t.Texts.doneSaved)).toBeVisible();
  await expect(page.getByText(t.DocumentHints.heading_order)).toBeHidden();
  await field.fill(`${markup}\n\n[b](data:text/html,c)`);
  await save(page, "fi");
  await expect(page.getByText(t.TextErrors.garbled_link).first()).toBeVisible();
  await expect(field).toHaveValue(/data:text/);
  await page.goto(path);

  // The same text, with the script.
  const scripted = await browser.newContext({ storageState: await page.context().storageState() });
  const other = await scripted.newPage();
  await other.goto(page.url());
  const editor = other.getByRole("textbox", { name: t.TextParts.post_body });
  await expect(editor.getByRole("heading", { level: 2, name: "Ensin" })).toBeVisible();

  // Published, it is a document for readers, and not one byte of the editor comes along.
  await page.getByRole("link", { name: t.Texts.backPost }).click();
  await page.getByRole("button", { name: t.NewsWork.publish, exact: true }).click();
  await expect(page.getByText(t.NewsWork.donePublished)).toBeVisible();
  await other.goto(routes.news("fi"));
  const loaded = new Set<string>();
  other.on("response", (response) => {
    if (/\.(?:js|css)(?:\?|$)/.test(response.url())) loaded.add(response.url());
  });
  const read = () => Promise.all([...loaded].map(async (url) => (await other.request.get(url)).text()));
  await other.getByRole("link", { name: title }).click();
  await expect(other.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await other.reload();
  await expect(other.getByRole("heading", { level: 2, name: "Ensin" })).toBeVisible();
  await expect(other.getByRole("blockquote")).toHaveText("Sanottu");
  await expect(other.getByRole("main").locator(`a[href="${routes.forum("fi", FORUM)}"]`)).toBeVisible();
  await other.waitForLoadState("networkidle");
  const texts = await read();
  expect(texts.length).toBeGreaterThan(3);
  expect(texts.filter((text) => /ProseMirror|document-embed/.test(text))).toEqual([]);
  await other.goto(path);
  await expect(editor.getByRole("heading", { name: "Ensin" })).toBeVisible();
  expect((await read()).some((text) => text.includes("ProseMirror"))).toBe(true);
  await scripted.close();
});
