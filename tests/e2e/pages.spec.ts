import { expect, fillRegistration, portalUrl, submit, test, words } from "../support/e2e";

const LOCALES = ["fi", "sv", "en", "ar", "so"] as const;

test.describe("the front door", () => {
  test("offers every language by its own name, redirects nobody, and remembers the choice", async ({
    browser,
    baseURL,
  }) => {
    const context = await browser.newContext({ baseURL, locale: "ar" });
    const page = await context.newPage();
    await page.goto("/");
    await expect(page).toHaveURL("/");
    for (const locale of LOCALES)
      await expect(page.locator(`a[hreflang=${locale}]`)).toContainText(words(locale).Entry.choose);
    await expect(page.getByRole("link", { name: words("ar").Entry.continue })).toBeVisible();
    await page.locator("a[hreflang=so]").click();
    await expect(page).toHaveURL("/so");
    const [cookie] = await context.cookies();
    expect(cookie).toMatchObject({ name: "omapolku-language", value: "so", httpOnly: true, sameSite: "Lax" });
    await page.goto("/");
    await expect(page.getByRole("link", { name: words("so").Entry.continue })).toBeVisible();
    await context.close();
  });
});

test("only the browser caches the front door, which depends on its preference and memory", async ({ request }) => {
  const texts = new Set<string>();
  for (const headers of [
    { "Accept-Language": "ar" },
    { "Accept-Language": "so" },
    { "Accept-Language": "so", Cookie: "omapolku-language=sv" },
  ] as Record<string, string>[]) {
    const answer = await request.get("/", { headers });
    texts.add(await answer.text());
    const again = await request.get("/", { headers: { ...headers, "If-None-Match": answer.headers().etag ?? "" } });
    expect([answer.status(), again.status()]).toEqual([200, 304]);
    for (const { "cache-control": kept, vary } of [answer.headers(), again.headers()]) {
      expect(kept).toBe("private, no-cache");
      expect(vary).toContain("Accept-Language, Cookie");
    }
  }
  expect(texts.size).toBe(3);
  // The pages behind it have no address of their own, under which caches would keep them longer.
  for (const path of ["/choose/ar", "/choose/any", "/%63hoose/ar"])
    expect((await request.get(path)).status(), path).toBe(404);
});

test("the language switch stays on the page; lang, dir, canonical and alternates are set by the server", async ({
  page,
  request,
}) => {
  await page.goto("/fi/forums/perheilta-tikkurila");
  await page.locator("header details summary").click();
  await page.locator("header").getByRole("link", { name: "العربية" }).click();
  await expect(page).toHaveURL("/ar/forums/perheilta-tikkurila");
  const html = await (await request.get("/ar/forums/perheilta-tikkurila")).text();
  expect(html).toContain('<html lang="ar" dir="rtl"');
  expect(html).toContain(`<link rel="canonical" href="${portalUrl()}/ar/forums/perheilta-tikkurila"/>`);
  for (const locale of LOCALES)
    expect(html).toContain(`hrefLang="${locale}" href="${portalUrl()}/${locale}/forums/perheilta-tikkurila"`);
  expect(html).toContain('hrefLang="x-default"');
});

test("a text that is missing in a language is shown in another, marked and explained", async ({ page }) => {
  await page.goto("/so/forums/vain-suomeksi");
  await expect(page.getByRole("heading", { level: 1 })).toHaveAttribute("lang", "fi");
  await expect(page.getByText(words("so").Site.fallback.replace("<b>{language}</b>", "suomi"))).toBeVisible();
});

test.describe("lists", () => {
  test("show coming forums ordered by time, and past ones separately with their outcomes", async ({ page }) => {
    await page.goto("/fi/forums");
    const times = await page
      .locator("article time")
      .evaluateAll((elements) => elements.map((element) => element.getAttribute("datetime") ?? ""));
    expect(times).toEqual([...times].sort());
    await page.goto("/fi/forums/by/past");
    await page.locator('article a[href$="2021"]').click();
    await expect(page.getByRole("heading", { name: words("fi").Forum.outcome })).toBeVisible();
  });
});

test.describe("states of a forum", () => {
  test("a draft is hidden, and a cancelled forum says so everywhere", async ({ page, request }) => {
    const t = words("fi");
    for (const path of ["", "/register", "/calendar.ics", "/share.png"])
      expect((await request.get(`/fi/forums/luonnos${path}`)).status(), path).toBe(404);
    const maps = (await (await request.get("/sitemap.xml")).text()).match(/(?<=<loc>)[^<]+/g) ?? [];
    expect(maps).toHaveLength(LOCALES.length);
    for (const map of maps) {
      const text = await (await request.get(new URL(map).pathname)).text();
      expect(text).toContain("/forums/perheilta-turku<");
      expect(text).not.toContain("luonnos");
    }
    expect((await request.get("/sitemap/xx")).status()).toBe(404);
    await page.goto("/fi/forums/perheilta-turku");
    await expect(page).toHaveTitle(new RegExp(`^${t.Forum.cancelledShort}`));
    await expect(page.getByText(t.Forum.cancelledText)).toBeVisible();
    await expect(page.locator('a[href$="/register"]')).toHaveCount(0);
    const calendar = await (await request.get("/fi/forums/perheilta-turku/calendar.ics")).text();
    expect(calendar).toContain("STATUS:CANCELLED");
    await page.goto("/fi/forums/perheilta-turku/register");
    await expect(page.getByText(t.Errors.cancelled)).toBeVisible();
  });

  test("a full forum offers its waiting list, and a pop-up needs no booking", async ({ page }) => {
    const t = words("fi");
    await page.goto("/fi/forums/perheilta-itakeskus");
    await expect(page.getByRole("link", { name: t.Forum.joinWaiting })).toBeVisible();
    await page.goto("/fi/forums/neuvontapiste-espoon-keskus");
    await expect(page.getByText(t.Forum.dropInText)).toBeVisible();
  });
});

test("a registration shows at once in the places of the prerendered page", async ({ page, request }) => {
  const left = async () =>
    /"remainingAttendeeCapacity":(\d+)/.exec(await (await request.get("/fi/forums/tuore")).text())?.[1];
  expect(await left()).toBe("10");
  await page.goto("/fi/forums/tuore/register");
  await fillRegistration(page, "Tuore", "tuore@example.org");
  await submit(page);
  await expect(page.getByTestId("code")).toBeVisible();
  // The very next request, so nobody is shown a place that is gone.
  expect(await left()).toBe("9");
});

test("calendars are iCalendar objects with their time zone", async ({ request }) => {
  const one = await request.get("/ar/forums/perheilta-tikkurila/calendar.ics");
  expect(one.headers()["content-type"]).toBe("text/calendar; charset=utf-8");
  const text = await one.text();
  expect(text).toMatch(/^BEGIN:VCALENDAR\r\n/);
  expect(text.split("\r\n").every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
  expect(text).toMatch(/BEGIN:VTIMEZONE[\s\S]*BEGIN:VEVENT[\s\S]*DTSTART;TZID=Europe\/Helsinki:\d{8}T173000/);
  const feed = await (await request.get("/so/forums/calendar.ics?language=so")).text();
  expect(feed.match(/BEGIN:VEVENT/g)?.length).toBeGreaterThan(0);
  expect((await request.get("/so/forums/calendar.ics?language=tlh")).status()).toBe(404);
});

test("a shared link has a picture and structured data", async ({ page, request }) => {
  const image = await request.get("/ar/forums/perheilta-tikkurila/share.png");
  expect(image.headers()["content-type"]).toBe("image/png");
  expect((await image.body()).length).toBeGreaterThan(10_000);
  await page.goto("/ar/forums/perheilta-tikkurila");
  const event = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? "");
  expect(event).toMatchObject({
    "@type": "Event",
    eventStatus: "https://schema.org/EventScheduled",
    location: { "@type": "Place" },
  });
});

test("every page has its own title, which says what it is and for which forum", async ({ page }) => {
  test.setTimeout(120_000);
  const t = words("fi");
  const seen = new Map<string, string>();
  const titleOf = async (path: string) => {
    await page.goto(path);
    const title = await page.title();
    expect(seen.get(title), `${path}: ${title}`).toBeUndefined();
    seen.set(title, path);
    return title;
  };
  await titleOf("/");
  for (const path of [
    "",
    "/forums",
    "/forums/by/page-2",
    "/forums/by/language-fa-AF/place-vantaa",
    "/forums/by/language-my",
    "/forums/by/place-online",
    "/forums/by/kind-pop_up",
    "/forums/by/past",
    "/forums/by/past/language-so",
    "/forums/perheilta-tikkurila",
    "/forums/perheilta-turku",
    "/forums/perheilta-itakeskus",
    "/forums/neuvontapiste-espoon-keskus",
    "/forums/vain-suomeksi",
    "/forums/perheilta-turku/register",
    "/privacy",
    "/accessibility",
    "/erased",
    "/sign-in",
    `/invitations/${"x".repeat(27)}`,
    `/helpers/${process.env.PORTAL_HELPER}`,
  ])
    expect(await titleOf(`/fi${path}`)).toMatch(/OmaPolku/);
  expect(await titleOf(`/fi/helpers/${process.env.PORTAL_HELPER}/otsikot`)).toMatch(
    new RegExp(`^${t.Helper.formTitle} · .*otsikot`),
  );

  expect(await titleOf("/fi/forums/otsikot/register")).toContain("otsikot");
  await fillRegistration(page, "Otsikko", "otsikko@example.org");
  await submit(page);
  await expect(page.getByTestId("code")).toBeVisible();
  const ticket = new URL(page.url()).pathname;
  const head = (await (await page.request.get(ticket)).text()).split("</head>")[0];
  expect(head).toContain(`<title>${t.Ticket.confirmedTitle} · `);
  for (const [path, heading] of [
    ["", t.Ticket.confirmedTitle],
    ["/change", t.Register.changeTitle],
    ["/slip", t.Ticket.slipTitle],
    ["/data", t.MyData.title],
    ["/erase", t.MyData.eraseTitle],
    ["/cancel", t.Ticket.cancelTitle],
  ]) {
    const title = await titleOf(`${ticket}${path}`);
    expect(title).toContain("otsikot");
    expect(title.startsWith(`${heading} · `), title).toBe(true);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading ?? "");
  }

  const workspace = `/fi/manage/${process.env.PORTAL_MANAGE_TITLED}`;
  for (const [path, heading] of [
    ["", t.Manage.title],
    ["/limits", t.Manage.changeLimits],
    ["/language", t.Manage.changeLanguage],
    ["/move", t.Manage.moveTitle],
    ["/cancel", t.Manage.cancelTitle],
  ]) {
    const title = await titleOf(`${workspace}${path}`);
    expect(title).toContain("otsikot");
    expect(title.startsWith(`${heading} · `), title).toBe(true);
  }

  expect(await titleOf(`/fi/registrations/${"x".repeat(27)}`)).toBe(`${t.NotFound.title} · OmaPolku`);
});

test("the health check reports on the database and the worker", async ({ request }) => {
  expect(await (await request.get("/api/health")).json()).toEqual({ ok: true, database: true, worker: true });
});
