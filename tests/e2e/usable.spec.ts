import { routes } from "@/i18n/routes";
import { restyle } from "../support/clipped";
import { asked, expect, submit, test, waitForMail, words } from "../support/e2e";
import { forumTitle } from "../support/forums";

const LOCALES = ["fi", "sv", "en", "ar", "so"] as const;

test("every public page has a link to sign in, in a header of two rows on the smallest phone", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  for (const locale of LOCALES) {
    await page.goto(`/${locale}/forums`);
    const tops = await page
      .locator("header nav li")
      .evaluateAll((entries) => entries.map((entry) => entry.getBoundingClientRect().top));
    expect(new Set(tops).size, locale).toBe(1);
    expect((await page.locator("header").boundingBox())?.height, locale).toBeLessThan(145);
    await page.getByRole("link", { name: words(locale).Site.account, exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`/${locale}/sign-in`));
  }
});

test("the language menu is readable at large letters, and closes by Escape and on leaving it", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  for (const locale of ["fi", "ar"]) {
    await page.goto(`/${locale}/forums`);
    await restyle(page, "html { font-size: 200% }");
    const menu = page.locator("header details");
    await menu.locator("summary").click();
    for (const link of await menu.getByRole("link").all()) {
      const box = await link.boundingBox();
      expect(box?.x, locale).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0), locale).toBeLessThanOrEqual(320);
    }
    await page.keyboard.press("Tab");
    await page.keyboard.press("Escape");
    await expect(menu).not.toHaveAttribute("open");
    await expect(menu.locator("summary")).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(menu).toHaveAttribute("open");
    for (let n = 0; n <= LOCALES.length; n++) await page.keyboard.press("Tab");
    await expect(menu).not.toHaveAttribute("open");
  }
});

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("a form that comes back with errors says so first in its title, and says whom to ask", async ({ page }) => {
      for (const locale of ["fi", "ar"]) {
        const t = words(locale);
        await page.goto(`/${locale}/forums/lomake/register`);
        const title = await page.title();
        await expect(page.locator("main form").getByText(t.Site.help)).toBeVisible();
        await expect(page.locator("main form a[href^='mailto:']")).toBeVisible();
        await submit(page);
        await expect(page.getByRole("alert").filter({ hasText: t.Errors.name_required })).toBeVisible();
        await expect(page).toHaveTitle(t.Form.titleOfErrors.replace("{title}", title));
        if (!javaScriptEnabled) continue;
        // The router may set the title again; the prefix stays.
        await page.evaluate((plain) => {
          document.title = plain;
        }, title);
        await expect(page).toHaveTitle(t.Form.titleOfErrors.replace("{title}", title));
        await page.locator("main a[href$='/forums/lomake']").first().click();
        await expect(page).toHaveURL(/\/forums\/lomake$/);
        await expect(page).toHaveTitle(`${forumTitle("lomake", locale)} · OmaPolku`);
      }
    });
  });

test("errors and dead ends say whom to ask", async ({ page }) => {
  for (const path of ["/so/no-such-page", "/so/sign-in", "/so/invitations/no-such-invitation", "/xx/nothing"]) {
    await page.goto(path);
    await expect(page.getByText(words("so").Site.help).first(), path).toBeVisible();
    await expect(page.locator("main a[href^='mailto:']").first(), path).toBeVisible();
  }
});

test("a page opened from far down begins at its top, without smooth scrolling", async ({ page }) => {
  await page.goto("/fi/forums");
  const last = page.locator("article a").last();
  await last.scrollIntoViewIfNeeded();
  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(window, { seen });
    addEventListener("scroll", () => seen.push(scrollY));
  });
  const from = await page.evaluate(() => scrollY);
  expect(from).toBeGreaterThan(500);
  await last.click();
  await expect(page).not.toHaveURL(/forums$/);
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
  const seen = await page.evaluate(() => (window as unknown as { seen: number[] }).seen);
  expect(seen.filter((y) => y > 0 && y < from - 100)).toEqual([]);
});

test("the mail's code can be pasted with the words around it", async ({ page }) => {
  await page.goto("/fi/sign-in");
  await asked(page, words("fi").SignIn.email).fill("liitetty@example.org");
  await submit(page);
  await expect(page).toHaveURL(/sign-in\/code/);
  const code = /\b\d{6}\b/.exec((await waitForMail("liitetty@example.org")).text ?? "")?.[0] ?? "";
  await asked(page, words("fi").SignIn.code).fill("");
  await asked(page, words("fi").SignIn.code).focus();
  await page.keyboard.insertText(`Koodi: ${code}`);
  await submit(page);
  await expect(page).toHaveURL(/\/fi\/me/);
});

test("on paper there is no dark mode and nothing to press; with forced colours, buttons keep their edges", async ({
  page,
}) => {
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await page.goto("/fi/forums/perheilta-tikkurila");
  const body = await page.evaluate(() => {
    const { color } = getComputedStyle(document.body);
    return { color, ground: getComputedStyle(document.documentElement).backgroundColor };
  });
  expect(body).toEqual({ color: "rgb(23, 51, 44)", ground: "rgb(255, 255, 255)" });
  for (const link of await page.locator('main a[href$="/register"]').all()) await expect(link).toBeHidden();
  await page.emulateMedia({ media: "screen", forcedColors: "active" });
  await expect(page.locator('main a[href$="/register"]').first()).toHaveCSS("border-top-width", "2px");
});

test("a reader who asks for more contrast gets edges and quiet words as strong as the rest", async ({ page }) => {
  await page.emulateMedia({ contrast: "more" });
  await page.goto("/fi/forums/lomake/register");
  const colours = await page.evaluate(() => {
    const style = getComputedStyle(document.documentElement);
    return ["--ink-soft", "--ink", "--line", "--edge"].map((name) => style.getPropertyValue(name));
  });
  expect(colours[0]).toBe(colours[1]);
  expect(colours[2]).toBe(colours[3]);
});

test("a page loads no other page unasked", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.resourceType() === "fetch" || request.resourceType() === "document") asked.push(request.url());
  });
  await page.goto("/fi/forums", { waitUntil: "networkidle" });
  const [address] = asked;
  const link = page.getByRole("contentinfo").getByRole("link", { name: words("fi").Site.glossary, exact: true });
  await link.scrollIntoViewIfNeeded();
  await link.hover();
  // A script that watches what comes into view has been told of the link, and has had time to ask for its page.
  await link.evaluate(
    (element) =>
      new Promise<void>((resolve) => {
        new IntersectionObserver(([seen]) => {
          if (seen?.isIntersecting) requestIdleCallback(() => resolve());
        }).observe(element);
      }),
  );
  expect(asked).toEqual([address]);
  // Followed, it is the first page that is asked for.
  await link.click();
  await expect(page).toHaveURL(routes.glossary("fi"));
  expect(new Set(asked.slice(1).map((url) => new URL(url).pathname))).toEqual(new Set([routes.glossary("fi")]));
});

test("on a slow network a link that was pressed shows so until its page comes", async ({ page }) => {
  await page.goto("/fi/forums/lomake");
  await page.route(/\/fi\/forums\/lomake\/register/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await route.continue();
  });
  await page.locator('main a[href$="/register"]:visible').first().click();
  await expect(page.locator("main a .turning").first()).toBeVisible();
  await expect(page).toHaveURL(/register$/);
});
