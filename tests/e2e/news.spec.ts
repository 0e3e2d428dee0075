import { LOCALES } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { inputValue } from "@/i18n/time";
import { expectNoBarriers } from "../support/axe";
import { asked, expect, portalUrl, test, words } from "../support/e2e";
import { jpeg } from "../support/media-files";
import { staffPage } from "../support/staff-page";

// News: read on a small phone and without a script; written, translated, scheduled, moved and taken away by staff.

const SLUG = "mita-opinto-ohjaaja-tekee";

for (const locale of ["fi", "ar"] as const)
  test.describe(`in ${locale}, on a small phone without a script`, () => {
    test.use({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });

    test("a reader finds a post from the front page, reads it, and goes on to others", async ({ page }) => {
      const t = words(locale);
      await page.goto(routes.home(locale));
      await expect(page.locator("section[aria-labelledby=news] article")).toHaveCount(3);
      await page.getByRole("navigation", { name: t.Site.menu }).getByRole("link", { name: t.Site.news }).click();
      await expect(page).toHaveURL(routes.news(locale));
      await page.getByRole("navigation", { name: t.News.tags }).getByRole("link", { name: t.PostTags.school }).click();
      await expect(page).toHaveURL(`/${locale}/news/by/tag-school`);
      await page.locator(`main a[href="${routes.post(locale, SLUG)}"]`).click();
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      expect(await page.evaluate(() => document.documentElement.dir)).toBe(LOCALES[locale].dir);
      await page.getByRole("navigation", { name: t.Post.more }).getByRole("link", { name: t.Post.older }).click();
      await expect(page).not.toHaveURL(routes.post(locale, SLUG));
      await page.goto(routes.post(locale, SLUG));
      await page.getByRole("navigation", { name: t.Post.readIn }).getByRole("link", { name: "Soomaali" }).click();
      await expect(page).toHaveURL(routes.post("so", SLUG));
    });
  });

test("what is not published is nowhere, and a list that does not exist is not found", async ({ request }) => {
  for (const path of [
    "/fi/news/kevaan-foorumit",
    "/fi/news/by/tag-nothing",
    "/fi/news/by/page-900",
    "/fi/news/feeds/x.xml",
  ])
    expect([path, (await request.get(path)).status()]).toEqual([path, 404]);
  for (const path of ["/fi/news", "/fi/news/feeds/atom.xml", "/fi/news/feeds/rss.xml", "/sitemap/fi"])
    expect(await (await request.get(path)).text()).not.toContain("kevaan-foorumit");
});

test("staff write in Finnish, translate, and let it appear; every page follows a change, and it is gone when taken away", async ({
  browser,
  page,
  request,
}) => {
  test.setTimeout(300_000);
  const t = words("fi");
  const title = `Testiuutinen ${process.pid}`;
  const work = await staffPage(browser, "staff");
  const writeBody = async (text: string) => {
    const editor = work.getByRole("textbox", { name: t.TextParts.post_body, exact: true });
    // Once found, the plain field is waited for, also while it is hidden: the editor has to be there first.
    await expect(editor).toHaveAttribute("contenteditable", "true");
    await editor.fill(text);
  };
  await work.goto(routes.newsAtWork("fi"));
  await work.getByRole("link", { name: t.NewsWork.newPost }).click();
  await work.getByRole("button", { name: t.NewsWork.create }).click();
  await expect(work.getByText(t.NewsErrors.title_needed).first()).toBeVisible();
  await work.getByRole("textbox", { name: t.TextParts.post_title }).fill(title);
  await work.getByLabel(t.TextParts.post_lead).fill("Kerromme, mitä sovittiin.");
  await writeBody("Sovimme kolmesta asiasta.");
  await work.getByLabel(t.PostTags.network).check();
  await expectNoBarriers(work, "the form of a post");
  await work.getByRole("button", { name: t.NewsWork.create }).click();
  await expect(work.getByText(t.NewsWork.doneCreated)).toBeVisible();
  await expectNoBarriers(work, "a new post");
  const own = new URL(work.url()).pathname;

  // Its picture: uploaded, chosen, and described in one language so far.
  await work.goto(routes.media("fi"));
  const file = { name: `Kansi ${process.pid}.jpg`, mimeType: "image/jpeg", buffer: await jpeg(803, 451) };
  await asked(work, t.Media.file).setInputFiles(file);
  await asked(work, t.Media.credit).fill("Kuu Kuvaaja");
  await work.getByRole("button", { name: t.Media.upload }).click();
  await expect(work.getByRole("heading", { level: 1 })).toHaveText(`Kansi ${process.pid}`);
  await expect(async () => {
    await work.reload();
    await expect(work.getByRole("img", { name: t.Media.pictureAlt })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await work.goto(own);
  await work.getByRole("link", { name: t.NewsCover.choose }).click();
  await work.getByLabel(`Kansi ${process.pid}`).check();
  await expectNoBarriers(work, "the pictures for a post");
  await work.getByRole("button", { name: t.NewsCover.save }).click();
  await expect(work.getByText(t.NewsWork.doneCovered)).toBeVisible();
  await expectNoBarriers(work, "a post whose picture nobody has described");
  const cover = (await work.getByRole("img", { name: t.NewsCover.present }).getAttribute("src")) ?? "";
  expect([(await work.request.get(cover)).status(), (await request.get(cover)).status()]).toEqual([200, 404]);
  await work.getByRole("main").getByRole("link", { name: "suomi", exact: true }).first().click();
  await expect(work.getByRole("img", { name: t.NewsCover.present })).toBeVisible();
  await work.getByLabel(t.TextParts.post_coverAlt).fill("Tämä kuvaus menee kuvan mukana.");
  await work.getByRole("button", { name: t.Texts.save, exact: true }).click();
  await expect(work.getByText(t.Texts.doneSaved)).toBeVisible();
  await work.getByRole("link", { name: t.Texts.backPost }).click();
  await expect(work.getByText(t.NewsCover.altMissing)).toBeHidden();

  // Without a picture there is nothing to describe. With one, its words come along, and those of before do not return.
  await work.getByRole("link", { name: t.NewsCover.change }).click();
  const alt = asked(work, t.NewsCover.alt);
  await alt.fill("Testikuvassa on neljä väriä.");
  await work.getByLabel(t.NewsCover.none).check();
  await work.getByRole("button", { name: t.NewsCover.save }).click();
  await expect(work.getByRole("alert").getByText(t.NewsErrors.cover_needed)).toBeVisible();
  await expect(alt).toHaveValue("Testikuvassa on neljä väriä.");
  await alt.fill("");
  await work.getByRole("button", { name: t.NewsCover.save }).click();
  await expect(work.getByText(t.NewsWork.doneUncovered)).toBeVisible();
  await work.getByRole("link", { name: t.NewsCover.choose }).click();
  await work.getByLabel(`Kansi ${process.pid}`).check();
  await alt.fill("Testikuvassa on neljä väriä.");
  await work.getByRole("button", { name: t.NewsCover.save }).click();
  await expect(work.getByText(t.NewsWork.doneCovered)).toBeVisible();
  await expect(work.getByText(t.NewsCover.altMissing)).toBeHidden();

  // In Arabic and Somali; readers see them once somebody has published them.
  for (const [language, headline] of [
    ["ar", "خبر تجريبي"],
    ["so", "War tijaabo ah"],
  ] as const) {
    await work.getByRole("main").getByRole("link", { name: LOCALES[language].name, exact: true }).click();
    await work.getByRole("textbox", { name: t.TextParts.post_title }).fill(`${headline} ${process.pid}`);
    await work.getByLabel(t.TextParts.post_lead).fill(headline);
    await writeBody(headline);
    await work.getByRole("button", { name: t.Texts.save, exact: true }).click();
    await expect(work.getByText(t.Texts.doneSaved)).toBeVisible();
    await work.getByRole("button", { name: t.Texts.publish, exact: true }).click();
    await expect(work.getByText(t.Texts.donePublished)).toBeVisible();
    await work.getByRole("link", { name: t.Texts.backPost }).click();
  }

  // It appears by itself at the next minute but one.
  const at = inputValue(new Date(Date.now() + 90_000));
  await work.getByLabel(t.NewsWork.day).fill(at.slice(0, 10));
  await work.getByLabel(t.NewsWork.time).fill(at.slice(11));
  await work.getByRole("button", { name: t.NewsWork.schedule, exact: true }).click();
  await expect(work.getByText(t.NewsWork.doneScheduled)).toBeVisible();
  const places = ["/fi/news", "/fi/news/by/tag-network", "/fi/news/feeds/atom.xml", "/fi/news/feeds/rss.xml", "/fi"];
  for (const path of places) expect(await (await request.get(path)).text()).not.toContain(title);
  for (const path of places)
    await expect
      .poll(async () => (await (await request.get(path)).text()).includes(title), { timeout: 130_000 })
      .toBe(true);
  await page.goto("/ar/news");
  await page.getByRole("link", { name: new RegExp(`خبر تجريبي ${process.pid}`) }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`خبر تجريبي ${process.pid}`);
  await expectNoBarriers(page, "a post in Arabic");
  const arabic = new URL(page.url()).pathname;
  // Nobody has described the picture in Arabic, so its readers hear it in Finnish.
  const described = page.getByRole("img", { name: "Testikuvassa on neljä väriä." });
  await expect(described).toHaveAttribute("lang", "fi");
  await expect(page.getByText("Kuu Kuvaaja")).toBeVisible();
  expect((await request.get(cover)).status()).toBe(200);
  const first = arabic.replace("/ar/", "/fi/");
  await page.goto(first);
  await expectNoBarriers(page, "a post in Finnish");
  expect((await request.get(`${first}/share.png`)).headers()["content-type"]).toBe("image/png");

  // Its address changes: the old one leads to the new one for good.
  await work.goto(`${own}/edit`);
  await work.getByLabel(t.NewsWork.slug).fill(`Uusi osoite ${process.pid}`);
  await work.getByRole("button", { name: t.NewsWork.save, exact: true }).click();
  await expect(work.getByText(t.NewsWork.doneEdited)).toBeVisible();
  const moved = await fetch(`${portalUrl()}${first}`, { redirect: "manual" });
  expect([moved.status, moved.headers.get("location")]).toEqual([308, `/fi/news/uusi-osoite-${process.pid}`]);

  // A change of the words reaches every page; taken away, it is gone everywhere.
  await work.getByRole("main").getByRole("link", { name: "suomi", exact: true }).click();
  await work.getByRole("textbox", { name: t.TextParts.post_title }).fill(`${title} korjattuna`);
  await work.getByRole("button", { name: t.Texts.save, exact: true }).click();
  await work.getByRole("button", { name: t.Texts.publish, exact: true }).click();
  await expect(work.getByText(t.Texts.donePublished)).toBeVisible();
  for (const path of places)
    await expect.poll(async () => (await (await request.get(path)).text()).includes(`${title} korjattuna`)).toBe(true);
  await work.goto(own);
  await work.getByRole("button", { name: t.NewsWork.unpublish }).click();
  await work.getByRole("button", { name: t.NewsWork.unpublishSure }).click();
  await expect(work.getByText(t.NewsWork.doneUnpublished)).toBeVisible();
  for (const path of [...places, "/sitemap/fi"])
    await expect.poll(async () => (await (await request.get(path)).text()).includes(title)).toBe(false);
  for (const path of [first, `/fi/news/uusi-osoite-${process.pid}`, `/fi/news/uusi-osoite-${process.pid}/share.png`])
    await expect.poll(async () => (await request.get(path)).status()).toBe(404);
  expect((await request.get(cover)).status()).toBe(404);
});
