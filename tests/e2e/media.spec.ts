import { routes } from "@/i18n/routes";
import { expectNoBarriers } from "../support/axe";
import { asked, expect, expectWrong, test, words } from "../support/e2e";
import { page as hostilePage, jpeg } from "../support/media-files";

// Pictures: staff upload one without a script, see why another is refused, and nobody else sees it before it is published.

for (const [n, locale] of (["fi", "ar"] as const).entries())
  test(`in ${locale}, a picture is uploaded on a phone without a script, and shows once it is ready`, async ({
    pageOf,
    request,
  }) => {
    test.setTimeout(120_000);
    const { Media: t, MediaErrors: wrong } = words(locale);
    const name = `Retki ${locale} صورة`;
    const page = await pageOf("staff", { javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
    await page.goto(routes.media(locale));
    const send = () => page.getByRole("button", { name: t.upload }).click();
    await asked(page, t.credit).fill("Amina Ali");
    await send();
    await expectWrong(asked(page, t.file), wrong.file_needed);
    await asked(page, t.file).setInputFiles({
      name: "kuva.jpg",
      mimeType: "image/jpeg",
      buffer: Buffer.from(hostilePage),
    });
    await send();
    await expectWrong(asked(page, t.file), wrong.file_type);
    await expect(asked(page, t.credit)).toHaveValue("Amina Ali");
    await asked(page, t.file).setInputFiles({
      name: "suuri.jpg",
      mimeType: "image/jpeg",
      buffer: Buffer.alloc(30 * 1024 * 1024, "x"),
    });
    await send();
    await expectWrong(asked(page, t.file), wrong.file_large);

    const picture = await jpeg(700 + n, 500);
    await asked(page, t.file).setInputFiles({ name: `../${name}.jpg`, mimeType: "text/html", buffer: picture });
    await send();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
    const shown = page.getByRole("main").getByRole("img", { name: t.pictureAlt });
    await expect(async () => {
      await page.reload();
      await expect(shown).toBeVisible({ timeout: 1_000 });
    }).toPass();
    expect(await shown.getAttribute("width")).toBe(String(700 + n));
    await expect(asked(page, t.credit)).toHaveValue("Amina Ali");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);

    const src = (await shown.getAttribute("src")) ?? "";
    const own = await page.request.get(src);
    expect(own.status()).toBe(200);
    expect(own.headers()).toMatchObject({
      "content-type": "image/webp",
      "cache-control": "private, no-cache",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    });
    const head = await page.request.head(src);
    expect([head.status(), head.headers()["content-type"], (await head.body()).length]).toEqual([200, "image/webp", 0]);
    expect((await page.request.get(src, { headers: { "If-None-Match": own.headers().etag ?? "" } })).status()).toBe(
      304,
    );
    for (const address of [
      src,
      src.replace("640", "639"),
      "/media/x/640.webp",
      "/media/..%2F/640.webp",
      "/media/files/x/a.pdf",
    ])
      expect([address, (await request.get(address)).status()]).toEqual([address, 404]);

    // As the picture of a post it cannot be deleted, until the post has none.
    const { NewsWork: news, NewsCover: cover, TextParts: parts } = words(locale);
    const medium = new URL(page.url()).pathname;
    await page.goto(routes.newPost(locale));
    await page.getByRole("textbox", { name: parts.post_title }).fill(`Retkiuutinen ${locale}`);
    await page.getByLabel(parts.post_lead).fill("Retki");
    await page.getByLabel(parts.post_body, { exact: true }).fill("Retki");
    await page.getByRole("button", { name: news.create }).click();
    await page.getByRole("link", { name: cover.choose }).click();
    await page.getByLabel(name).check();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await page.getByRole("button", { name: cover.save }).click();
    await expect(page.getByText(news.doneCovered)).toBeVisible();
    await expect(page.getByText(cover.altMissing)).toBeVisible();
    const post = new URL(page.url()).pathname;
    await page.goto(medium);
    await expect(page.getByText(t.deleteUsed)).toBeVisible();
    await page.goto(`${post}/cover`);
    await page.getByLabel(cover.none).check();
    await page.getByRole("button", { name: cover.save }).click();
    await expect(page.getByText(news.doneUncovered)).toBeVisible();
    await page.goto(medium);

    await page.getByRole("link", { name: t.back }).click();
    await page.getByLabel(t.search, { exact: true }).fill(name.toLowerCase());
    await page.getByRole("button", { name: t.find }).click();
    await page.getByRole("listitem").getByRole("link", { name }).first().click();
    await page.getByRole("button", { name: t.delete }).click();
    await expect(page.getByText(t.doneDeleted)).toBeVisible();
    expect((await page.request.get(src)).status()).toBe(404);
  });

test("with a script, a file that is too large is not even sent, and one that was not refused stays chosen", async ({
  pageOf,
}) => {
  const { Media: t, MediaErrors: wrong } = words("fi");
  const page = await pageOf("staff");
  await page.goto(routes.media("fi"));
  const sent: string[] = [];
  page.on("request", (request) => request.method() === "POST" && sent.push(request.url()));
  await asked(page, t.file).setInputFiles({
    name: "suuri.png",
    mimeType: "image/png",
    buffer: Buffer.alloc(21 * 1024 * 1024),
  });
  await page.getByRole("button", { name: t.upload }).click();
  await expectWrong(asked(page, t.file), wrong.file_large);
  expect(sent).toEqual([]);
  await asked(page, t.credit).fill("x".repeat(100));
  await asked(page, t.file).setInputFiles({ name: "hyva.jpg", mimeType: "image/jpeg", buffer: await jpeg(640, 480) });
  await page.getByRole("button", { name: t.upload }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("hyva");
});

for (const locale of ["fi", "ar"] as const)
  test(`in ${locale}, the list and a picture have no barriers`, async ({ pageOf }) => {
    const t = words(locale).Media;
    const page = await pageOf("staff");
    await page.goto(routes.media(locale));
    await asked(page, t.file).setInputFiles({
      name: "katsottu.jpg",
      mimeType: "image/jpeg",
      buffer: await jpeg(locale === "fi" ? 900 : 901, 600),
    });
    await page.getByRole("button", { name: t.upload }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("katsottu");
    const shown = page.getByRole("main").getByRole("img", { name: t.pictureAlt });
    await expect(async () => {
      await page.reload();
      await expect(shown).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await expectNoBarriers(page, locale);
    await page.getByRole("link", { name: t.back }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(t.title);
    await expectNoBarriers(page, locale);
  });
