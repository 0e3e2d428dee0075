import { readFileSync } from "node:fs";
import { request as rawRequest } from "node:http";
import type { Page } from "@playwright/test";
import { sessionCookieOf } from "../support/accounts";
import { expectNoBarriers } from "../support/axe";
import { expect, fillRegistration, portalUrl, submit, test, words } from "../support/e2e";
import { startWithoutDatabase } from "../support/portal";

const LOCALES = ["fi", "sv", "en", "ar", "so"] as const;
const DIRECTIONS = { fi: "ltr", sv: "ltr", en: "ltr", ar: "rtl", so: "ltr" };
const SECURITY = ["content-security-policy", "strict-transport-security", "x-content-type-options", "x-frame-options"];

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** Asks with any method, including TRACE, which fetch refuses. */
function ask(path: string, method = "GET", headers: Record<string, string> = {}, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = rawRequest(portalUrl() + path, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    request.on("error", reject);
    request.end(body);
  });
}

/** Every address of the build, as Next.js lists them, with values for its parameters. */
const ROUTES = Object.values<string>(
  JSON.parse(readFileSync(".next-test/app-path-routes-manifest.json", "utf8")),
).filter((route) => !route.startsWith("/_"));
const VALUES: Record<string, string> = {
  "[locale]": "fi",
  "[slug]": "verbit",
  "[...facets]": "past",
  "[...feed]": "rss.xml",
  "[...rest]": "nothing/here",
};
const addressOf = (route: string) => route.replace(/\[[^\]]+\]/g, (name) => VALUES[name] ?? "x");

/** The pages to which forms are sent, written out so that a page that begins to accept POST is noticed. */
const TAKES_POST =
  /\/(register|join|come|sign-in|sign-in\/(code|link)\/x|sign-in\/second-factor|me|me\/erase|work(?!\/media\/choices$)(\/.*)?|manage\/.*|door\/x(\/(log|register))?|helpers\/.*|translate\/x\/x|invitations\/x|group-wishes\/(new|x)|later-forums\/x(\/one-click)?|members\/x(\/(contact|erase))?|registrations\/x(\/(cancel|change|data|erase))?)$/;
const REFUSED = ["OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "POST"];

test.describe("methods", () => {
  test("every address answers GET and HEAD, forms answer POST, nothing answers anything else, and GET keeps working", async () => {
    test.setTimeout(180_000);
    expect(ROUTES.length).toBeGreaterThan(30);
    const files = ["/icon.svg", "/_next/static/none.js"];
    for (const path of ["/", ...ROUTES.map(addressOf), ...files]) {
      const before = await ask(path);
      const kind = (answer: Answer) => [answer.status, answer.headers["content-type"], answer.body.length > 0];
      for (const method of REFUSED) {
        const answer = await ask(path, method);
        const name = `${method} ${path}`;
        if (method === "POST" && TAKES_POST.test(path)) {
          expect(answer.status, name).not.toBe(405);
          continue;
        }
        expect(answer.status, name).toBe(405);
        expect(answer.headers.allow, name).toBe(TAKES_POST.test(path) ? "GET, HEAD, POST" : "GET, HEAD");
        expect(answer.headers["cache-control"], name).toBe("private, no-store");
        for (const header of SECURITY) expect(answer.headers[header], `${name}: ${header}`).toBeTruthy();
      }
      const head = await ask(path, "HEAD");
      expect([head.status, head.body.length], `HEAD ${path}`).toEqual([before.status, 0]);
      expect(kind(await ask(path)), path).toEqual(kind(before));
    }
  });

  for (const methods of [REFUSED, ["HEAD"]])
    test(`${methods.join(", ")} at the moment when an entry of the cache has ended leaves the next GET whole`, async ({
      page,
    }) => {
      const paths = [
        ...LOCALES.flatMap((locale) => [`/${locale}/forums/verbit/share.png`, `/${locale}/forums/verbit`]),
        "/sitemap.xml",
        "/fi/forums",
      ];
      const before = await Promise.all(paths.map((path) => ask(path)));
      // A registration expires the cache of its forum and of all lists.
      await page.goto("/fi/forums/verbit/register");
      await fillRegistration(page, "Verbi", `verbi-${methods.length}@example.org`);
      await submit(page);
      await expect(page.getByTestId("code")).toBeVisible();
      for (const path of paths) for (const method of methods) await ask(path, method);
      for (const [n, path] of paths.entries()) {
        const answer = await ask(path);
        expect([answer.status, answer.headers["content-type"]], path).toEqual([
          200,
          before[n]?.headers["content-type"],
        ]);
        expect(answer.body.length, path).toBeGreaterThan((before[n]?.body.length ?? 0) / 2);
      }
    });
});

/** The text of an error in a language, as shown without a script, and a link to go on. */
async function expectWords(page: Page, locale: (typeof LOCALES)[number], title: string): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("lang", locale);
  await expect(page.locator("html")).toHaveAttribute("dir", DIRECTIONS[locale]);
  await expect(page).toHaveTitle(`${title} · OmaPolku`);
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  const main = page.getByRole("main");
  await expect(main.locator(`a[href="/${locale}"]`)).toBeVisible();
  await expect(main.locator(`a[href="/${locale}/forums"]`)).toBeVisible();
}

function expectErrorHeaders(headers: Record<string, string | string[] | undefined>, name: string): void {
  expect(headers["cache-control"], name).toBe("private, no-store");
  expect(headers["content-type"], name).toBe("text/html; charset=utf-8");
  for (const header of SECURITY) expect(headers[header], `${name}: ${header}`).toBeTruthy();
}

const NOWHERE = [
  "/nothing",
  "/nothing/here",
  "/forums/ei-ole",
  "/forums/luonnos",
  "/forums/ei-ole/register",
  "/forums/ei-ole/calendar.ics",
  "/forums/ei-ole/share.png",
  "/forums/by/language-xx",
  "/forums/by/%25",
  "/registrations/xyz",
  `/registrations/${"x".repeat(27)}`,
  `/registrations/${"x".repeat(27)}/cancel`,
  `/registrations/${"x".repeat(27)}/data.json`,
  `/manage/${"x".repeat(27)}`,
  `/helpers/${"x".repeat(27)}`,
  "/invitations/xyz/more",
  `/later-forums/${"x".repeat(27)}`,
  "/errors/failure",
  "/%E0%A4%A",
  "/%ff",
];

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  for (const locale of ["fi", "ar"] as const) {
    test(`what does not exist is told in ${locale} with a way on`, async ({ page }) => {
      const { NotFound } = words(locale);
      for (const path of NOWHERE) {
        const answer = await page.goto(`/${locale}${path}`);
        expect(answer?.status(), path).toBe(404);
        expectErrorHeaders((await answer?.allHeaders()) ?? {}, path);
        await expectWords(page, locale, NotFound.title);
      }
    });
  }

  for (const path of ["/xx/forums", "/xx", "/nothing", "/%ff", "/xx/%", "/choose/fi", "/errors/failure", "/api/none"])
    test(`outside every language (${path}) it is told in all of them`, async ({ page }) => {
      const answer = await page.goto(path);
      expect(answer?.status()).toBe(404);
      expectErrorHeaders((await answer?.allHeaders()) ?? {}, path);
      for (const locale of LOCALES) {
        await expect(page.getByRole("heading", { name: words(locale).NotFound.title })).toBeVisible();
        await expect(page.locator(`[lang=${locale}] a[href="/${locale}/forums"]`)).toBeVisible();
      }
    });

  test("without the database, forms and tickets say so in the page's language, and prerendered pages stay up", async ({
    page,
  }) => {
    test.setTimeout(120_000);
    const server = await startWithoutDatabase();
    try {
      for (const locale of ["fi", "ar"] as const)
        for (const path of [
          "/forums/perheilta-tikkurila/register",
          `/registrations/${"x".repeat(27)}`,
          "/sign-in/code/00000000-0000-4000-8000-000000000000",
        ]) {
          const answer = await page.goto(`${server.url}/${locale}${path}`);
          expect(answer?.status(), path).toBe(500);
          expectErrorHeaders((await answer?.allHeaders()) ?? {}, path);
          await expectWords(page, locale, words(locale).Failure.title);
        }
      // Lists and forum pages are as old as the build; tests/e2e/hanging.spec.ts shows that they stay up after they
      // were read.
      for (const path of ["/", "/ar/accessibility", "/sv/privacy"])
        expect((await page.goto(server.url + path))?.status(), path).toBe(200);
      expect((await fetch(`${server.url}/api/health`)).status).toBe(503);
    } finally {
      await server.stop();
    }
  });
});

test("axe finds nothing on error pages as sent, in either direction", async ({ page }) => {
  // With scripting off, axe cannot run either, so only the portal's own scripts are blocked.
  await page.route("**/_next/static/**/*.js", (route) => route.abort());
  const server = await startWithoutDatabase();
  try {
    for (const address of [
      ...["fi", "ar"].flatMap((locale) => [
        `/${locale}/registrations/xyz`,
        `${server.url}/${locale}/forums/perheilta-tikkurila/register`,
      ]),
      "/xx/forums",
    ]) {
      await page.goto(address);
      await expectNoBarriers(page, address);
    }
  } finally {
    await server.stop();
  }
});

test("requests that the framework refuses get an explanation: another origin, a broken or overlong body", async () => {
  const form = { "Content-Type": "multipart/form-data; boundary=x" };
  const cases: [string, number, keyof ReturnType<typeof words>, Answer][] = [
    ["origin", 403, "Refused", await ask("/ar/sign-in", "POST", { ...form, Origin: "null" }, "--x--\r\n")],
    ["broken", 400, "Refused", await ask("/ar/sign-in", "POST", form, "no part of anything")],
    ["too long", 413, "Refused", await ask("/ar/sign-in", "POST", form, "x".repeat(1024 * 1024 + 1))],
    ["not taken", 405, "Refused", await ask("/ar/privacy", "POST", form, "--x--\r\n")],
    ["trace", 405, "Refused", await ask("/ar/sign-in", "TRACE")],
  ];
  for (const [name, status, namespace, answer] of cases) {
    expect(answer.status, name).toBe(status);
    expectErrorHeaders(answer.headers, name);
    const html = answer.body.toString();
    expect(html, name).toContain('<html lang="ar" dir="rtl"');
    expect(html, name).toContain((words("ar")[namespace] as { title: string }).title);
  }
});

test("with a script an error page works: its links use the client router, and back", async ({ page }) => {
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (message) => {
    if (/hydrat|Content Security Policy/i.test(message.text())) wrong.push(message.text());
  });
  await page.goto(`/so/registrations/${"x".repeat(27)}`);
  await expectWords(page, "so", words("so").NotFound.title);
  await page.evaluate(() => Object.assign(window, { same: true }));
  await page.getByRole("link", { name: words("so").NotFound.forums }).click();
  await expect(page).toHaveURL("/so/forums");
  await expect(page.locator("article").first()).toBeVisible();
  expect(await page.evaluate(() => "same" in window)).toBe(true);
  await page.goBack();
  await expect(page.getByRole("heading", { name: words("so").NotFound.title })).toBeVisible();
  expect(wrong).toEqual([]);
});

test("an error in the client router keeps title and focus, and leads on", async ({ page }) => {
  const server = await startWithoutDatabase();
  try {
    const t = words("ar");
    // Somebody who seems to be signed in: only the database knows who it is.
    await page.context().addCookies([{ ...sessionCookieOf("x".repeat(43)), url: server.url }]);
    await page.goto(`${server.url}/ar/privacy`);
    const title = await page.title();
    await page.getByRole("link", { name: t.Site.me }).first().click();
    const heading = page.getByRole("heading", { level: 1, name: t.Failure.title });
    await expect(heading).toBeFocused();
    await expect(page).toHaveTitle(`${t.Failure.title} · OmaPolku`);
    await expect(page.getByRole("link", { name: t.NotFound.home })).toBeVisible();
    await expect(page.getByRole("link", { name: t.NotFound.forums })).toHaveAttribute("href", "/ar/forums");
    await page.goBack();
    await expect(page).toHaveURL(`${server.url}/ar/privacy`);
    await expect(heading).toBeHidden();
    await expect(page).not.toHaveTitle(new RegExp(t.Failure.title));
    expect(title).not.toContain(t.Failure.title);
  } finally {
    await server.stop();
  }
});

test("an error for one of the portal's scripts is not a page, and nobody caches it", async () => {
  const answer = await ask("/xx/forums?_rsc=1", "GET", { rsc: "1" });
  if (answer.status >= 400) expect(answer.headers["cache-control"]).toBe("private, no-store");
  const refused = await ask("/fi/privacy", "POST", { "next-action": "x" });
  expect([refused.status, refused.body.length]).toEqual([405, 0]);
});

test("outside the demo: the demo's mailbox; in production: the styleguide", async ({ request }) => {
  expect((await request.get("/demo/mailbox")).status()).toBe(404);
  expect((await request.get("/styleguide")).status()).toBe(404);
});
