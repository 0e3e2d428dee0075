import { expect, test, words } from "../support/e2e";

// The lists of forums and the front page: a filter's effect is announced, and a phone's first screen shows a forum.

const LOCALES = ["fi", "sv", "en", "ar", "so"] as const;
const PHONE = { width: 360, height: 640 };

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("the next page of a list is read from its heading", async ({ page }) => {
      const t = words("fi").Forums;
      await page.goto("/fi/forums");
      await page.getByRole("link", { name: t.following }).click();
      await expect(page).toHaveURL("/fi/forums/by/page-2#found");
      await expect(page.locator("#found")).toBeFocused();
      await page.getByRole("link", { name: t.previous }).click();
      await expect(page).toHaveURL("/fi/forums#found");
      await expect(page.locator("#found")).toBeFocused();
    });

    test("a filter leads to its results, and title, heading and chips name the choices", async ({ page }) => {
      const t = words("fi");
      await page.setViewportSize(PHONE);
      await page.goto("/fi/forums");
      await expect(page.getByLabel(t.Forums.language)).toBeHidden();
      await page.locator("main summary").first().click();
      await page.getByLabel(t.Forums.language).selectOption("fa-AF");
      await page.getByLabel(t.Forums.place).selectOption("vantaa");
      await page.getByRole("button", { name: t.Forums.apply }).click();

      await expect(page).toHaveURL("/fi/forums/by/language-fa-AF/place-vantaa#found");
      await expect(page).toHaveTitle(/دری, Vantaa · OmaPolku$/);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(`${t.Forums.title}: دری, Vantaa`);
      const found = page.getByRole("heading", { name: "1 foorumi", exact: true });
      await expect(found).toBeFocused();
      await expect(found).toBeInViewport();
      await expect(page.locator("article")).toHaveCount(1);
      await expect(page.locator("article")).toBeInViewport();

      const chips = page.getByRole("list", { name: t.Forums.chosen });
      await expect(chips.locator("[lang=fa-AF]")).toHaveText("دری");
      await chips.getByRole("link", { name: `${t.Forums.remove}: Vantaa` }).click();
      await expect(page).toHaveURL("/fi/forums/by/language-fa-AF#found");
      await expect(found).toBeFocused();
      await expect(chips.getByRole("link")).toHaveCount(1);
      await chips.getByRole("link").click();
      await expect(page).toHaveURL("/fi/forums#found");
      await expect(chips).toHaveCount(0);
      await page.goto("/fi/forums/by/language-so/kind-pop_up");
      await chips.getByRole("link", { name: t.Forums.clear }).click();
      await expect(page).toHaveURL("/fi/forums#found");
    });

    test("the filters are open on wide screens", async ({ page }) => {
      const t = words("fi");
      await page.goto("/fi/forums");
      await expect(page.locator("main summary").first()).toBeHidden();
      await page.getByLabel(t.Forums.kind).selectOption("pop_up");
      await page.getByRole("button", { name: t.Forums.apply }).click();
      await expect(page).toHaveURL("/fi/forums/by/kind-pop_up#found");
    });
  });

test("an empty list says so and leads on, for coming and past forums", async ({ page }) => {
  const t = words("fi");
  await page.goto("/fi/forums/by/language-my");
  await expect(page.getByRole("heading", { name: "Ei foorumeita", exact: true })).toBeVisible();
  await expect(page.getByText(t.Forums.emptyTitle)).toBeVisible();
  await page.getByRole("link", { name: t.Forums.emptyOnline }).click();
  await expect(page).toHaveURL("/fi/forums/by/place-online");
  await expect(page.locator("article").first()).toBeVisible();
  await page.goto("/fi/forums/by/past/language-my");
  await expect(page.locator("main")).toContainText(t.Forums.emptyPast);
  await expect(page.locator("main")).not.toContainText(t.Forums.emptyTitle);
  await page.locator("main").getByRole("link", { name: t.Site.past }).click();
  await expect(page).toHaveURL("/fi/forums/by/past");
});

test("a phone's first screen shows a whole forum in the list, and the beginning of one on the front page", async ({
  page,
}) => {
  await page.setViewportSize(PHONE);
  for (const locale of ["fi", "ar", "so"]) {
    await page.goto(`/${locale}/forums`);
    await expect(page.locator("article").first().getByRole("link"), `${locale} list`).toBeInViewport({ ratio: 1 });
    await page.goto(`/${locale}`);
    await expect(page.getByRole("heading", { level: 1 }), `${locale} front page`).toBeInViewport({ ratio: 1 });
    await expect(page.locator("article").first(), `${locale} front page`).toBeInViewport();
    for (const other of LOCALES.filter((code) => code !== locale))
      await expect(page.locator(`main a[hreflang=${other}]`), `${locale} front page`).toBeInViewport({ ratio: 1 });
  }
});

test("past forums have one name on the lists and on the front page, and its short form in the menu", async ({
  page,
}) => {
  for (const locale of ["fi", "ar"]) {
    const { past, pastShort } = words(locale).Site;
    const names = async (path: string) => {
      await page.goto(path);
      return page.locator(`a[href="/${locale}/forums/by/past"]`).allInnerTexts();
    };
    const all = [...(await names(`/${locale}`)), ...(await names(`/${locale}/forums`))];
    expect(all.length, locale).toBe(4);
    const said = all.map((name) => name.replace(/\s+/g, " ").trim());
    expect(said.toSorted(), locale).toEqual([pastShort, pastShort, past, past].toSorted());
    await page.goto(`/${locale}/forums/by/past`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(past);
    await expect(page).toHaveTitle(`${past} · OmaPolku`);
  }
});

test("a card shows a forum's state, and that an interpreter is sought, with a picture and words", async ({ page }) => {
  const t = words("fi");
  const SAID = [
    ["", /Itäkeskuksessa/, `${t.States.full} · ${t.States.waiting}`],
    ["", /Kivilahdessa/, t.States.closed],
    ["", /neuvontapöytä/, t.States.drop_in],
    ["", /Verkkoilta/, `español ${t.LanguageStates.requested}`],
    ["/by/language-sq", /Turun Varissuolla/, t.States.cancelled],
  ] as const;
  for (const [list, title, said] of SAID) {
    const path = `/fi/forums${list}`;
    await page.goto(path);
    const card = page.locator("article").filter({ hasText: title });
    // The forums of other tests may stand before it.
    while ((await card.count()) === 0)
      await page.goto((await page.getByRole("link", { name: t.Forums.following }).getAttribute("href")) ?? "");
    const tag = card.locator("span:has(> svg)", { hasText: said });
    await expect(tag.first(), said).toBeVisible();
  }
});
