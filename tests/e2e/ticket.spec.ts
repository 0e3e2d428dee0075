import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import pg from "pg";
import { clippedContent, restyle, TEXT_SPACING } from "../support/clipped";
import {
  asked,
  expect,
  expectWrong,
  fillRegistration,
  question,
  submit,
  test,
  waitForMail,
  words,
} from "../support/e2e";
import { createForum } from "../support/forums";
import { createLink } from "../support/links";
import { readQrCode } from "../support/qr-code";
import { rewriteText } from "../support/texts";

const READERS = [
  { width: 320, css: "", reader: "" },
  { width: 320, css: TEXT_SPACING, reader: "with text spaced out" },
  { width: 320, css: "html { font-size: 150% }", reader: "with text at 150 %" },
  { width: 320, css: "html { font-size: 200% }", reader: "with text at 200 %" },
  { width: 344, css: "", reader: "" },
  { width: 360, css: "html { font-size: 150% }", reader: "with text at 150 %" },
  { width: 360, css: "html { font-size: 200% }", reader: "with text at 200 %" },
  { width: 360, css: `html { font-size: 150% } ${TEXT_SPACING}`, reader: "with text at 150 %, spaced out" },
  { width: 1280, css: "", reader: "" },
];

/** The widest possible code, and a title in another language than the page's. */
async function makeWide(databaseUrl: string, forumId: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`UPDATE "Registration" SET code = 'WMWMW' WHERE "forumId" = $1`, [forumId]);
  const title = "Maahanmuuttajaneuvontaviikon perheilta Hervannassa: Soomaali, kurmandži, العربية";
  await rewriteText(client, forumId, "fi", { title });
  await client.end();
}

for (const locale of ["fi", "ar"])
  test(`nothing of the ticket is cut off, on paper neither, however narrow the screen and large the text, in ${locale}`, async ({
    page,
  }) => {
    const databaseUrl = process.env.PORTAL_DATABASE_URL ?? "";
    const slug = `lippu-${locale}-${Date.now()}`;
    const forumId = await createForum(databaseUrl, { slug, locales: ["fi"], inDays: 71 });
    await page.goto(`/${locale}/forums/${slug}/register`);
    await fillRegistration(page, "Abdirahman Mohamed Abdullahi", "lippu@example.org");
    await submit(page);
    await expect(page.getByTestId("code")).toBeVisible();
    await makeWide(databaseUrl, forumId);
    const ticket = page.url();
    const cut: string[] = [];
    for (const path of [ticket, `${ticket}/slip`]) {
      await page.goto(path);
      await expect(page.getByTestId("code")).toHaveText("WMWMW");
      for (const { width, css, reader } of READERS) {
        await page.setViewportSize({ width, height: 640 });
        const back = await restyle(page, css);
        const where = `${path === ticket ? "ticket" : "slip"} at ${width} px ${reader}`;
        for (const line of await clippedContent(page)) cut.push(`${where}: ${line}`);
        if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth))
          cut.push(`${where}: the page scrolls sideways`);
        // Cameras need the code's modules at their full size, with the quiet zone around them.
        const { width: code = 0 } = (await page.getByRole("img").boundingBox()) ?? {};
        if (code < 136) cut.push(`${where}: the QR code is ${code} px wide`);
        await back();
      }
    }
    expect(cut).toEqual([]);
  });

test("a ticket fits on one screen of a small phone, and its code shows without scrolling", async ({ page }) => {
  const databaseUrl = process.env.PORTAL_DATABASE_URL ?? "";
  const slug = `kuva-${Date.now()}`;
  await createForum(databaseUrl, { slug, inDays: 72 });
  await page.setViewportSize({ width: 360, height: 560 });
  // Of the five languages, Somali takes the most room.
  await page.goto(`/so/forums/${slug}/register`);
  await fillRegistration(page, "Amina Hassan", "kuva@example.org");
  await submit(page);
  await expect(page.getByTestId("code")).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole("img")).toBeInViewport({ ratio: 1 });
  const card = page.getByRole("region").filter({ has: page.getByTestId("code") });
  expect((await card.boundingBox())?.height).toBeLessThanOrEqual(540);
  // Time and place are also in the picture that she takes without scrolling.
  const [when, where] = await card.locator("dd").all();
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
  await expect(when ?? card).toBeInViewport({ ratio: 1 });
  await expect(where ?? card).toBeInViewport({ ratio: 1 });
});

async function register(page: Page, locale: string, slug: string, name = "Hodan"): Promise<string> {
  await page.goto(`/${locale}/forums/${slug}/register`);
  await fillRegistration(page, name, `${slug}-${Math.random().toString(36).slice(2)}@example.org`);
  await submit(page);
  await expect(page.getByTestId("code")).toBeVisible();
  return page.url();
}

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a photograph of a ticket opens the forum's page and nothing of the party; its link stands beside it", async ({
    page,
    baseURL,
  }) => {
    const slug = `valokuva-${Date.now()}`;
    await createForum(process.env.PORTAL_DATABASE_URL ?? "", { slug, inDays: 73 });
    const ticket = await register(page, "so", slug, "Hodan Warsame");
    const code = (await page.getByTestId("code").textContent()) ?? "";
    const inPicture = `${baseURL}/so/forums/${slug}#${code}`;
    for (const path of [ticket, `${ticket}/slip`]) {
      await page.goto(path);
      expect(await readQrCode(await page.getByRole("img").screenshot())).toBe(inPicture);
      await expect(page.locator("main")).toContainText(ticket);
    }
    const saved = await page.request.get(`${ticket}/ticket.png`);
    expect(await readQrCode(await saved.body())).toBe(inPicture);

    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(inPicture);
    await expect(page.getByRole("link", { name: words("so").Forum.register }).first()).toBeVisible();
    await expect(page.locator("body")).not.toContainText("Hodan Warsame");
    await expect(page.locator("body")).not.toContainText(code);
    // Playwright's urls include the fragment of a document, which the browser does not send.
    expect(asked.filter((url) => url.replace(/#.*$/, "").includes(code))).toEqual([]);
  });

  for (const locale of ["fi", "ar", "so"])
    test(`a ticket is saved as a picture, in ${locale}`, async ({ page }) => {
      const t = words(locale);
      const slug = `tallenna-${locale}-${Date.now()}`;
      await createForum(process.env.PORTAL_DATABASE_URL ?? "", { slug, inDays: 73 });
      await register(page, locale, slug);
      const code = await page.getByTestId("code").textContent();
      const started = page.waitForEvent("download");
      await page.getByRole("link", { name: t.Ticket.savePicture }).click();
      const download = await started;
      expect(download.suggestedFilename()).toBe(`omapolku-${code}.png`);
      const picture = readFileSync(await download.path());
      // PNG's own signature, then its width and height.
      expect(picture.subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
      expect(picture.readUInt32BE(16)).toBe(1080);
      expect(picture.readUInt32BE(20)).toBeGreaterThan(1300);
    });

  test("only a party with a place gets a picture, and no cache keeps it", async ({ page }) => {
    const slug = `kuvitta-${Date.now()}`;
    await createForum(process.env.PORTAL_DATABASE_URL ?? "", { slug, capacity: 1, inDays: 73 });
    const seated = await register(page, "fi", slug);
    const waiting = await register(page, "fi", slug);
    const t = words("fi");
    await expect(page.getByText(t.Ticket.codeHintWaiting)).toBeVisible();
    await expect(page.getByText(t.Ticket.codeHint)).toHaveCount(0);
    await expect(page.getByRole("link", { name: t.Ticket.savePicture })).toHaveCount(0);
    const answer = await page.request.get(`${seated}/ticket.png`);
    expect([answer.status(), answer.headers()["cache-control"]]).toEqual([200, "private, no-store"]);
    expect((await page.request.get(`${waiting}/ticket.png`)).status()).toBe(404);
    expect((await page.request.get(`${seated.slice(0, -3)}xxx/ticket.png`)).status()).toBe(404);
  });

  test("a link that somebody else has can be replaced; the old one says so, and whom to ask", async ({ page }) => {
    const t = words("ar");
    const slug = `vaihto-${Date.now()}`;
    await createForum(process.env.PORTAL_DATABASE_URL ?? "", { slug, inDays: 74 });
    const old = await register(page, "ar", slug);
    const code = (await page.getByTestId("code").textContent()) ?? "";
    await expect(page.locator("main")).toContainText(old);
    await page.locator("summary", { hasText: t.Ticket.renewTitle }).click();
    await page.getByRole("button", { name: t.Ticket.renew }).click();
    await expect(page.getByText(t.Ticket.renewed)).toBeVisible();
    const renewed = page.url().split("?")[0] ?? "";
    expect(renewed).not.toBe(old);
    await expect(page.getByTestId("code")).toHaveText(code);
    for (const path of ["", "/change", "/cancel", "/data", "/slip"]) {
      await page.goto(`${old}${path}`);
      await expect(page.getByRole("heading", { level: 1, name: t.Ticket.renewedTitle })).toBeVisible();
      await expect(page.getByRole("link", { name: "testaaja@example.org" })).toBeVisible();
      await expect(page.locator("main")).not.toContainText(code);
    }
    await page.goto(renewed);
    await expect(page.getByTestId("code")).toHaveText(code);
  });

  async function onlineForum(): Promise<string> {
    const slug = `kirje-verkossa-${Date.now()}`;
    await createForum(process.env.PORTAL_DATABASE_URL ?? "", {
      slug,
      inDays: 75,
      onlineUrl: "https://kokous.example.org/huone",
    });
    return slug;
  }

  test("the ticket of a party with a seat has an online forum's link, once a coordinator set it", async ({ page }) => {
    const t = words("fi");
    const slug = `verkossa-${Date.now()}`;
    const databaseUrl = process.env.PORTAL_DATABASE_URL ?? "";
    const id = await createForum(databaseUrl, { slug, capacity: 1, inDays: 75, onlineUrl: null });
    const seated = await register(page, "fi", slug);
    await expect(page.getByText(t.Ticket.joinLater)).toBeVisible();
    const waiting = await register(page, "fi", slug);
    await page.goto(`/fi/manage/${await createLink(databaseUrl, "coordinator", id)}`);
    await expect(page.getByText(t.Manage.linkMissing)).toBeVisible();
    await page.getByRole("link", { name: t.Manage.changeLink }).click();
    await asked(page, t.Manage.onlineUrl).fill("http://kokous.example.org/huone");
    await submit(page);
    await expectWrong(asked(page, t.Manage.onlineUrl), t.ManageErrors.link_invalid);
    await asked(page, t.Manage.onlineUrl).fill("https://kokous.example.org/huone");
    await submit(page);
    await expect(page.getByText(t.Manage.doneLink)).toBeVisible();
    await page.goto(seated);
    await expect(page.getByRole("link", { name: t.Ticket.join })).toHaveAttribute(
      "href",
      "https://kokous.example.org/huone",
    );
    // In the letter, and in its calendar file.
    await page.goto(`/fi/forums/${await onlineForum()}/register`);
    await fillRegistration(page, "Kirje", "kirje-verkossa@example.org");
    await submit(page);
    const mail = await waitForMail("kirje-verkossa@example.org");
    expect(mail.text).toContain("https://kokous.example.org/huone");
    const calendar = Buffer.from(mail.attachments[0]?.content ?? "").toString("utf8");
    expect(calendar.replaceAll("\r\n ", "")).toContain("kokous.example.org/huone");
    for (const path of [waiting, `/fi/forums/${slug}`, `/fi/forums/${slug}/register`]) {
      await page.goto(path);
      expect(await page.content()).not.toContain("kokous.example.org");
    }
  });
});

test("lapsed places are not shown as waiting, and a new turn is offered while possible", async ({ page }) => {
  const databaseUrl = process.env.PORTAL_DATABASE_URL ?? "";
  const t = words("fi").Ticket;
  const slug = `rauennut-${Date.now()}`;
  const forumId = await createForum(databaseUrl, { slug, locales: ["fi"], childcare: 2, inDays: 72 });
  await page.goto(`/fi/forums/${slug}/register`);
  await fillRegistration(page, "Hodan", "rauennut@example.org");
  await (await question(page, "child.0")).fill("3");
  await submit(page);
  await expect(page.getByTestId("code")).toBeVisible();
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const stand = (status: string) =>
    client.query(`UPDATE "Claim" SET status = $2 WHERE "forumId" = $1 AND kind <> 'seats'`, [forumId, status]);
  const main = page.locator("main");
  await stand("lapsed");
  await page.reload();
  await expect(main).toContainText("Ei paikkaa eikä enää jonossa: 1 lapsi");
  await expect(page.getByRole("button", { name: t.queueAgain })).toBeVisible();
  await stand("offered");
  await page.reload();
  await expect(main).toContainText("Paikka 1 lapselle (ikä: 3) odottaa vastaustasi");
  await client.query(`UPDATE "Claim" SET status = 'lapsed' WHERE "forumId" = $1`, [forumId]);
  await client.query(`UPDATE "Registration" SET status = 'lapsed' WHERE "forumId" = $1`, [forumId]);
  await page.reload();
  await expect(main).toContainText(`${t.lapsedText} ${t.lapsedAgain}`);
  await client.query(`UPDATE "Forum" SET "startsAt" = now() - interval '1 hour' WHERE id = $1`, [forumId]);
  await client.end();
  await expect(async () => {
    await page.reload();
    await expect(main).not.toContainText(t.lapsedAgain);
  }).toPass();
  await expect(main).toContainText(t.lapsedText);
  await expect(page.getByRole("button", { name: t.queueAgain })).toHaveCount(0);
});
