import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import ICAL from "ical.js";
import { expectNoBarriers } from "../support/axe";
import { expect, portalUrl, test, words } from "../support/e2e";

// What other sites use of a list: feeds, calendars, and a page that they can frame.

/** Another site, which frames one of our addresses. */
async function partnerSite(source: string): Promise<{ url: string; server: Server }> {
  const server = createServer((_, answer) => {
    answer.setHeader("Content-Type", "text/html");
    answer.end(`<!doctype html><title>Koulu</title><iframe src="${source}" width="320" height="600"></iframe>`);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server };
}

for (const [locale, facets, shown] of [
  ["fi", "place-vantaa", "perheilta-tikkurila"],
  ["ar", "language-fa-AF", "perheilta-tikkurila"],
] as const)
  for (const colorScheme of ["light", "dark"] as const)
    test.describe(`${locale}, ${colorScheme}`, () => {
      test.use({ colorScheme });

      test("another site can frame a list, which contains no script and leads to the portal", async ({ page }) => {
        const site = await partnerSite(`${portalUrl()}/${locale}/embed/forums/${facets}`);
        try {
          await page.setViewportSize({ width: 360, height: 800 });
          await page.goto(site.url);
          const frame = page.frameLocator("iframe");
          const link = frame.locator(`a[href="${portalUrl()}/${locale}/forums/${shown}"]`);
          await expect(link).toBeVisible();
          await expect(link).toHaveAttribute("target", "_blank");
          const found = page.frames().find((one) => one.url().includes("/embed/"));
          expect(await found?.evaluate(() => document.scripts.length)).toBe(0);
          expect(
            await found?.evaluate(() => [document.documentElement.scrollWidth <= innerWidth, document.dir]),
          ).toEqual([true, locale === "ar" ? "rtl" : "ltr"]);
          expect(await found?.evaluate(() => getComputedStyle(document.body).paddingTop)).toBe("16px");

          await page.goto(`${portalUrl()}/${locale}/embed/forums/${facets}`);
          await expectNoBarriers(page, facets);
        } finally {
          site.server.close();
        }
      });
    });

test("no other page can be framed", async ({ page }) => {
  for (const path of ["/fi/forums", "/fi/embedded", "/fi/embed/forums/nobody", "/fi/sign-in"]) {
    const answer = await page.request.get(path);
    expect(answer.headers()["content-security-policy"], path).toContain("frame-ancestors 'none'");
    expect(answer.headers()["x-frame-options"], path).toBe("DENY");
  }
  const site = await partnerSite(`${portalUrl()}/fi/forums`);
  try {
    await page.goto(site.url);
    await expect(page.frameLocator("iframe").locator("h1", { hasText: words("fi").Forums.title })).toHaveCount(0);
  } finally {
    site.server.close();
  }
});

test("Atom and RSS list the coming forums, and send little if nothing is new", async ({ page }) => {
  await page.goto("/fi/forums");
  const read = async (path: string) => {
    const answer = await page.request.get(path);
    expect(answer.status(), path).toBe(200);
    const text = await answer.text();
    return page.evaluate((xml) => {
      const parsed = new DOMParser().parseFromString(xml, "application/xml");
      if (parsed.querySelector("parsererror")) throw new Error(parsed.documentElement.outerHTML);
      const all = (name: string) => [...parsed.getElementsByTagName(name)].map((one) => one.textContent ?? "");
      return {
        root: parsed.documentElement.nodeName,
        ids: [...all("id"), ...all("guid")],
        titles: all("title"),
        all: xml,
      };
    }, text);
  };
  const atom = await read("/fi/forums/feeds/atom.xml");
  expect(atom.root).toBe("feed");
  expect(atom.ids.filter((id) => /^urn:uuid:/.test(id)).length).toBeGreaterThan(3);
  expect(new Set(atom.ids).size).toBe(atom.ids.length);
  expect(atom.all).not.toContain("luonnos");

  const rss = await read("/ar/forums/feeds/language-fa-AF/rss.xml");
  expect(rss.root).toBe("rss");
  expect(rss.all).toContain(`${portalUrl()}/ar/forums/perheilta-tikkurila`);
  expect(rss.ids.length).toBeLessThan(atom.ids.length);

  const answer = await page.request.get("/fi/forums/feeds/atom.xml");
  const again = await page.request.get("/fi/forums/feeds/atom.xml", {
    headers: { "if-none-match": answer.headers().etag ?? "" },
  });
  expect(again.status()).toBe(304);
});

test("a list of one organisation has its name, feeds and calendar; an unknown organisation has nothing", async ({
  page,
}) => {
  const t = words("fi");
  await page.goto("/fi/forums");
  const choice = page.getByLabel(t.Forums.organisation, { exact: true });
  const [slug = "", name = ""] = await choice
    .locator("option")
    .nth(1)
    .evaluate((option: HTMLOptionElement) => [option.value, option.label]);
  await choice.selectOption(slug);
  await page.getByRole("button", { name: t.Forums.apply }).click();
  await expect(page).toHaveURL(`/fi/forums/by/organisation-${slug}#found`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`${t.Forums.title}: ${name}`);

  await page.locator("summary", { hasText: t.Forums.partners }).click();
  await expect(page.getByLabel(t.Forums.embedCode)).toHaveValue(
    new RegExp(`<iframe src="${portalUrl()}/fi/embed/forums/organisation-${slug}"`),
  );
  const calendar = await page.request.get(`/fi/forums/feeds/organisation-${slug}/calendar.ics`);
  expect(new ICAL.Component(ICAL.parse(await calendar.text())).getAllSubcomponents("vevent").length).toBeGreaterThan(0);
  for (const path of [
    "/by/organisation-nobody",
    "/feeds/organisation-nobody/atom.xml",
    "/feeds/past/rss.xml",
    "/feeds/x",
  ])
    expect((await page.request.get(`/fi/forums${path}`)).status(), path).toBe(404);
});
