import { expect, fillRegistration, registrationForm, submit, test, words } from "../support/e2e";
import { forumTitle } from "../support/forums";
import type { Line } from "../support/line";
import { type SecondServer, startSecondServer } from "../support/second-server";

// A second server on the same build and the same database, on a line that can hang, so that the other tests' portal
// goes on.
let line: Line;
let url: string;
let server: SecondServer;

test.beforeAll(async () => {
  server = await startSecondServer();
  ({ line, url } = server);
});
test.afterAll(() => server.stop());

/** Fails if nobody answers. Does not measure how long it takes. */
const get = (path: string) => fetch(`${url}${path}`, { signal: AbortSignal.timeout(20_000), redirect: "manual" });

test("while the database hangs, public pages stay up and forms keep the input; then everything recovers", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const t = words("so");
  // Both visitors wait during the same hang, one with JavaScript and one without.
  const visitors = await Promise.all(
    [true, false].map(async (javaScriptEnabled) => {
      const context = await browser.newContext({ javaScriptEnabled, baseURL: url });
      const page = await context.newPage();
      // A registration expires the lists and the forum's own page.
      await page.goto("/fi/forums/katko/register");
      await fillRegistration(page, "Ennen", `ennen-${javaScriptEnabled}@example.org`);
      await submit(page);
      await expect(page.getByTestId("code")).toBeVisible();
      await page.goto("/so/forums/katko/register");
      await fillRegistration(page, "Aamina", `katko-${javaScriptEnabled}@example.org`);
      await registrationForm(page).phone.fill("040 123 9876");
      return { context, page };
    }),
  );

  line.hang();
  const health = await get("/api/health");
  expect([health.status, await health.json()]).toEqual([503, { ok: false, database: false, worker: false }]);
  // Nobody has read these from this server, and the registrations have expired the pages that the build made.
  const paths = ["/so", "/so/forums", "/so/forums/katko", "/ar", "/ar/forums/katko", "/ar/forums/calendar.ics"];
  for (const path of [...paths, "/so/groups", "/so/news"]) {
    const answer = await get(path);
    expect([path, answer.status]).toEqual([path, 200]);
    if (path.endsWith("katko")) expect(await answer.text()).toContain(forumTitle("katko", path.slice(1, 3)));
  }
  await Promise.all(
    visitors.map(async ({ page }) => {
      await submit(page);
      await expect(page.getByRole("alert").filter({ hasText: t.Form.busy })).toBeVisible({ timeout: 60_000 });
      await expect(registrationForm(page).name).toHaveValue("Aamina");
      await expect(registrationForm(page).phone).toHaveValue("040 123 9876");
      await expect(registrationForm(page).consent).toBeChecked();
    }),
  );

  line.resume();
  for (const { context, page } of visitors) {
    await submit(page);
    await expect(page.getByTestId("code")).toBeVisible();
    await context.close();
  }
  await expect(async () => expect((await get("/api/health")).status).toBe(200)).toPass();
});
