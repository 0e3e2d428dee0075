import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Locator, Page, Route } from "@playwright/test";
import pg from "pg";
import { asked, expect, fillRegistration, registrationForm, submit, test, words } from "../support/e2e";
import { createForum } from "../support/forums";
import { createLink } from "../support/links";

// What happens to a form that gets no answer: on a bus, behind a proxy that is down, on a failing server.

const databaseUrl = () => process.env.PORTAL_DATABASE_URL ?? "";

async function query<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl() });
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

async function newForum(): Promise<{ id: string; slug: string }> {
  const slug = `katkos-${randomUUID()}`;
  return { slug, id: await createForum(databaseUrl(), { slug, inDays: 70 }) };
}

const registrationsOf = (forumId: string) =>
  query<{ id: string }>(`SELECT id FROM "Registration" WHERE "forumId" = $1`, [forumId]);

/** Handles every form that the page sends; unhandled ones continue normally. */
async function onSending(page: Page, meet: (route: Route) => Promise<void>): Promise<void> {
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.route("**/*", (route) => (route.request().method() === "POST" ? meet(route) : route.fallback()));
}

interface Case {
  name: string;
  /** Opens the form and fills it in. Returns its values by selector, and how to check that it was accepted. */
  fill(
    page: Page,
    locale: string,
  ): Promise<{ kept: [control: Locator, value: string | true][]; taken: () => Promise<void> }>;
}

const FORMS: Case[] = [
  {
    name: "registering",
    async fill(page, locale) {
      const { id, slug } = await newForum();
      await page.goto(`/${locale}/forums/${slug}/register`);
      await fillRegistration(page, "Amina", "amina@example.org");
      await page.locator("summary").filter({ hasText: "2" }).first().click();
      await registrationForm(page).personName(2).fill("Yusuf");
      await registrationForm(page).languageOf(2).selectOption("ckb");
      return {
        kept: [
          [registrationForm(page).name, "Amina"],
          [registrationForm(page).personName(2), "Yusuf"],
          [registrationForm(page).languageOf(2), "ckb"],
          [registrationForm(page).email, "amina@example.org"],
          [registrationForm(page).consent, true],
        ],
        async taken() {
          await expect(page.getByTestId("code")).toBeVisible();
          expect(await registrationsOf(id)).toHaveLength(1);
        },
      };
    },
  },
  {
    name: "signing in",
    async fill(page, locale) {
      await page.goto(`/${locale}/sign-in`);
      await asked(page, words(locale).SignIn.email).fill("bussissa@example.org");
      return {
        kept: [[asked(page, words(locale).SignIn.email), "bussissa@example.org"]],
        taken: () => expect(page).toHaveURL(/sign-in\/code/),
      };
    },
  },
  {
    name: "setting limits",
    async fill(page, locale) {
      const { id } = await newForum();
      await page.goto(`/${locale}/manage/${await createLink(databaseUrl(), "coordinator", id)}/limits`);
      await asked(page, words(locale).Manage.seats).fill("37");
      return {
        kept: [[asked(page, words(locale).Manage.seats), "37"]],
        async taken() {
          await expect(page).toHaveURL(/done=limits/);
          expect(await query(`SELECT capacity FROM "Forum" WHERE id = $1`, [id])).toEqual([{ capacity: 37 }]);
        },
      };
    },
  },
];

for (const { name, fill } of FORMS)
  for (const locale of ["fi", "ar"])
    test(`${name} keeps the form without a network, behind a dead proxy and when the answer is lost, in ${locale}`, async ({
      page,
      context,
    }) => {
      const t = words(locale);
      const { kept, taken } = await fill(page, locale);
      const expectKept = async () => {
        const summary = page.getByRole("alert").filter({ hasText: t.Form.unsent });
        await expect(summary.locator("..")).toBeFocused();
        await expect(summary).toBeInViewport();
        for (const [control, value] of kept)
          await (value === true ? expect(control).toBeChecked() : expect(control).toHaveValue(value));
        await expect(page.getByRole("button", { name: t.Form.sending })).toHaveCount(0);
      };

      await context.setOffline(true);
      await submit(page);
      await expectKept();
      await context.setOffline(false);

      await onSending(page, (route) =>
        route.fulfill({ status: 502, contentType: "text/html", body: "<h1>502 Bad Gateway</h1>" }),
      );
      await submit(page);
      await expectKept();

      let answered: string | undefined;
      await onSending(page, async (route) => {
        answered = (await route.fetch({ maxRedirects: 0 })).headers()["x-action-redirect"]?.split(";")[0];
        await route.abort("connectionreset");
      });
      await submit(page);
      await expectKept();
      expect(answered).toBeTruthy();

      await page.unrouteAll();
      await submit(page);
      await taken();
      if (name === "registering") expect(new URL(page.url()).pathname).toBe(answered);
    });

test("if a reply never comes, the reader is told to wait, then to press again, and one registration is made", async ({
  page,
}) => {
  const t = words("fi");
  const { id, slug } = await newForum();
  await page.clock.install();
  await page.goto(`/fi/forums/${slug}/register`);
  await fillRegistration(page, "Odottaja", "odottaja@example.org");
  let sent = 0;
  await onSending(page, async (route) => {
    sent++;
    await route.fetch({ maxRedirects: 0 });
  });
  await submit(page);
  const sending = page.getByRole("button", { name: t.Form.sending });
  await expect(sending).toBeVisible();
  const status = page.getByRole("status").filter({ hasText: t.Form.slow });
  await expect(status).toHaveCount(0);
  await page.clock.fastForward("00:09");
  await expect(status).toBeVisible();
  await registrationForm(page).email.press("Enter");
  await page.clock.fastForward("01:00");
  const summary = page.getByRole("alert").filter({ hasText: t.Form.unsent });
  await expect(summary.locator("..")).toBeFocused();
  await expect(status).toHaveCount(0);
  await expect(registrationForm(page).name).toHaveValue("Odottaja");
  expect(sent).toBe(1);
  await expect.poll(() => registrationsOf(id)).toHaveLength(1);
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await submit(page);
  await expect(page.getByTestId("code")).toBeVisible();
  expect(await registrationsOf(id)).toHaveLength(1);
});

test("input typed while a form is being sent stays, beside the errors of what was sent", async ({ page }) => {
  const t = words("fi");
  const { slug } = await newForum();
  await page.goto(`/fi/forums/${slug}/register`);
  await fillRegistration(page, "", "lahettaja@example.org");
  let letGo = () => {};
  const typed = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await onSending(page, async (route) => {
    await typed;
    await route.continue();
  });
  await submit(page);
  await expect(page.getByRole("button", { name: t.Form.sending })).toBeVisible();
  await registrationForm(page).name.fill("Ehtinyt");
  await registrationForm(page).consent.uncheck();
  letGo();
  await expect(page.getByRole("alert").filter({ hasText: t.Errors.name_required }).locator("..")).toBeFocused();
  await expect(registrationForm(page).name).toHaveValue("Ehtinyt");
  await expect(registrationForm(page).email).toHaveValue("lahettaja@example.org");
  await expect(registrationForm(page).consent).not.toBeChecked();
});

test("if the server fails, the form stays, with the id from the log, and works once the fault is fixed", async ({
  page,
}) => {
  const t = words("fi");
  const forum = await newForum();
  const fault = `fault_${forum.id.replaceAll("-", "")}`;
  await query(`CREATE FUNCTION ${fault}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'out of order'; END $$`);
  await query(`CREATE TRIGGER ${fault} BEFORE INSERT ON "Registration" FOR EACH ROW WHEN (NEW."forumId" = '${forum.id}')
    EXECUTE FUNCTION ${fault}()`);
  await page.goto(`/fi/forums/${forum.slug}/register`);
  await fillRegistration(page, "Sitkeä", "sitkea@example.org");
  await submit(page);
  const summary = page.getByRole("alert").filter({ hasText: t.Form.failed });
  await expect(summary.locator("..")).toBeFocused();
  const id = new RegExp(`${t.Failure.id.split("{")[0]}(\\d+)`).exec((await summary.textContent()) ?? "")?.[1];
  expect(id).toBeTruthy();
  await expect.poll(() => readFileSync(process.env.PORTAL_LOG_FILE ?? "", "utf8")).toContain(id);
  await expect(registrationForm(page).name).toHaveValue("Sitkeä");
  await query(`DROP FUNCTION ${fault} CASCADE`);
  await submit(page);
  await expect(page.getByTestId("code")).toBeVisible();
});

test("a form from before an update of the portal says so, and keeps the input", async ({ page }) => {
  const t = words("ar");
  const { slug } = await newForum();
  await page.goto(`/ar/forums/${slug}/register`);
  await fillRegistration(page, "Vanha", "vanha@example.org");
  await onSending(page, (route) =>
    route.continue({ headers: { ...route.request().headers(), "next-action": "00".repeat(21) } }),
  );
  await submit(page);
  await expect(page.getByRole("alert").filter({ hasText: t.Form.outdated }).locator("..")).toBeFocused();
  await expect(registrationForm(page).name).toHaveValue("Vanha");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("going back from the browser's own error page restores the input", async ({ page, context }) => {
    const { slug } = await newForum();
    await page.goto(`/fi/forums/${slug}/register`);
    await fillRegistration(page, "Ilman", "ilman@example.org");
    await context.setOffline(true);
    await submit(page);
    await expect(page.locator("main form")).toHaveCount(0);
    await context.setOffline(false);
    await page.goBack();
    await expect(registrationForm(page).name).toHaveValue("Ilman");
    await expect(registrationForm(page).email).toHaveValue("ilman@example.org");
    await submit(page);
    await expect(page.getByTestId("code")).toBeVisible();
  });
});
