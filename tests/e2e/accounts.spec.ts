import { readFileSync } from "node:fs";
import type { BrowserContext, Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { createAccount, sessionCookieOf } from "../support/accounts";
import {
  asked,
  expect,
  expectWrong,
  fillRegistration,
  mailsTo,
  portalUrl,
  test,
  waitForMail,
  words,
} from "../support/e2e";
import { forumTitle } from "../support/forums";
import { UNVERIFIED } from "../support/sso";

const databaseUrl = () => process.env.PORTAL_DATABASE_URL ?? "";

async function comeIn(context: BrowserContext, account: Parameters<typeof createAccount>[1]): Promise<string> {
  const { userId, token } = await createAccount(databaseUrl(), account);
  await context.addCookies([{ ...sessionCookieOf(token), url: portalUrl() }]);
  return userId;
}

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

/** Asks for a code and types the one that arrives by mail. */
async function signIn(page: Page, locale: string, email: string): Promise<void> {
  const t = words(locale);
  const holds = t.AccountMail.signInText.slice(0, 20);
  const before = (await mailsTo(email, holds)).length;
  await page.goto(`/${locale}/sign-in`);
  await page.getByLabel(t.SignIn.email).fill(email);
  await press(page, t.SignIn.send);
  await expect(page.getByRole("heading", { name: t.SignIn.codeTitle })).toBeVisible();
  const id = page.url().split("/").at(-1) ?? "";
  expect(id).toMatch(/^[\w-]{36}$/);
  const mail = await waitForMail(email, holds, before);
  await page.getByLabel(t.SignIn.code).fill((mail.subject ?? "").replace(/\D/g, "").slice(0, 6));
  await press(page, t.SignIn.signIn);
}

for (const { locale, javaScriptEnabled } of [
  { locale: "fi", javaScriptEnabled: true },
  { locale: "ar", javaScriptEnabled: false },
]) {
  test(`invitation, second factor, work and signing out everywhere, in ${locale}${javaScriptEnabled ? "" : " without JavaScript"}`, async ({
    browser,
    baseURL,
  }) => {
    test.setTimeout(120_000);
    const t = words(locale);
    const email = `opo-${locale}@example.org`;
    const office = await browser.newContext({ baseURL, javaScriptEnabled });
    await comeIn(office, { email: `kutsuja-${locale}@example.org`, roles: ["administrator"] });
    const admin = await office.newPage();
    await test.step("an administrator invites a counsellor", async () => {
      await admin.goto(`/${locale}/work/invitations`);
      await admin.getByLabel(t.Invitations.email, { exact: true }).fill("ei osoite");
      await press(admin, t.Invitations.send);
      await expect(admin.getByRole("alert").filter({ hasText: t.AccountErrors.email_invalid })).toBeVisible();
      await admin.getByLabel(t.Invitations.email, { exact: true }).fill(email);
      await admin.getByLabel(t.Invitations.role).selectOption("counsellor");
      await press(admin, t.Invitations.send);
      await expect(admin.getByRole("status")).toContainText(t.Invitations.doneInvited);
    });

    // At home, on a phone.
    const home = await browser.newContext({ baseURL, javaScriptEnabled, viewport: { width: 320, height: 640 } });
    const page = await home.newPage();
    const invitation = await waitForMail(email);
    const link = /https?:\/\/\S+\/invitations\/[\w-]+/.exec(invitation.text ?? "")?.[0] ?? "";
    await test.step("the counsellor accepts at home, on a phone", async () => {
      await page.goto(link);
      await expect(page.getByRole("heading", { name: t.Invitation.title })).toBeVisible();
      await page.getByLabel(t.Invitation.name).fill("Ohjaaja <script>");
      await press(page, t.Invitation.accept);
      await expect(page.getByRole("heading", { name: t.SecondFactor.addTitle })).toBeVisible();
      // Nothing opens before the second factor is shown.
      await page.goto(`/${locale}/work`);
      await expect(page.getByRole("heading", { name: t.SecondFactor.addTitle })).toBeVisible();
    });
    const letters = ((await page.locator("main code").textContent()) ?? "").replaceAll(" ", "");
    await page.getByLabel(t.SecondFactor.code, { exact: true }).fill("000000");
    await press(page, t.SecondFactor.add);
    await expectWrong(asked(page, t.SecondFactor.code), t.AccountErrors.factor_wrong);
    expect(((await page.locator("main code").textContent()) ?? "").replaceAll(" ", "")).toBe(letters);
    const totp = new TOTP({ secret: Secret.fromBase32(letters), digits: 6, period: 30 });
    await page.getByLabel(t.SecondFactor.code, { exact: true }).fill(totp.generate());
    await press(page, t.SecondFactor.add);
    await expect(page.getByRole("heading", { name: t.SecondFactor.codesTitle })).toBeVisible();
    const codes = await page.locator("main li").allInnerTexts();
    expect(codes).toHaveLength(10);
    await test.step("once the recovery codes are noted, the work opens", async () => {
      await press(page, t.SecondFactor.codesNoted);
      await expect(page.getByRole("heading", { level: 1 })).toContainText("Ohjaaja <script>");
      await expect(page.locator("main")).toContainText(t.Work.forumsNone);
    });

    const door = page.getByRole("banner").getByRole("listitem").last().getByRole("link");
    await test.step("a page that is the same for everybody leads back to the work", async () => {
      await page.goto(`/${locale}/forums`);
      // Without its script the header leads to the user's own page first.
      await expect(door).toHaveText(javaScriptEnabled ? t.Work.work : t.Site.account);
      await door.click();
      await expect(page).toHaveURL(javaScriptEnabled ? `/${locale}/work` : `/${locale}/me`);
    });

    await test.step("the invitation's link has been used; the page says so, with a link to go on", async () => {
      await page.goto(link);
      await expect(page.getByRole("heading", { name: t.Invitation.overTitle })).toBeVisible();
      await expect(page.getByRole("main").getByRole("link", { name: t.Invitation.signIn })).toBeVisible();
    });

    await test.step("the administrator assigns a forum", async () => {
      await admin.goto(`/${locale}/work/users?text=${encodeURIComponent(email)}`);
      await admin.getByRole("link", { name: "Ohjaaja <script>" }).click();
      // It is one of many, so search for it; the result appears in the form.
      await admin.getByLabel(t.StaffLists.addForum).fill(`vastuu-${locale}`);
      await press(admin, t.StaffLists.find);
      await expect(admin.getByRole("heading", { name: new RegExp(`: vastuu-${locale}$`) })).toBeVisible();
      await admin
        .getByLabel(forumTitle(`vastuu-${locale}`, locale))
        .first()
        .check();
      await press(admin, t.Users.save);
      await expect(admin.getByRole("status")).toContainText(t.Users.doneChanged);
    });

    await test.step("the counsellor changes its limits", async () => {
      await page.goto(`/${locale}/work`);
      // It is both among the counsellor's responsibilities and among their forums.
      await page
        .getByRole("link", { name: new RegExp(t.Work.arrange) })
        .first()
        .click();
      await page.getByRole("link", { name: t.Manage.changeLimits }).click();
      await asked(page, t.Manage.seats).fill("12");
      await press(page, t.Manage.saveLimits);
      await expect(page.getByRole("status")).toContainText(t.Manage.doneLimits);
    });

    await test.step("the log shows what was done and who did it", async () => {
      await admin.goto(`/${locale}/work/audit?about=vastuu-${locale}`);
      await expect(admin.locator("table")).toContainText(t.AuditActions.limits_set);
      await expect(admin.locator("table")).toContainText("Ohjaaja <script>");
    });

    await test.step("signing out everywhere", async () => {
      await page.goto(`/${locale}/me`);
      await press(page, t.Me.signOutEverywhere);
      await expect(page.getByRole("status")).toContainText(t.SignIn.doneOutEverywhere);
      await page.goto(`/${locale}/forums`);
      await expect(door).toHaveText(t.Site.account);
      await page.goto(`/${locale}/work`);
      await expect(page.getByRole("heading", { name: t.SignIn.title })).toBeVisible();
    });

    await test.step("back with a mailed code, and a recovery code in place of the phone", async () => {
      await signIn(page, locale, email);
      await expect(page.getByRole("heading", { name: t.SecondFactor.showTitle })).toBeVisible();
      await page.getByLabel(t.SecondFactor.code, { exact: true }).fill(codes[3] ?? "");
      await press(page, t.SecondFactor.show);
      await expect(page.getByRole("heading", { level: 1 })).toContainText("Ohjaaja <script>");
    });
    await Promise.all([office.close(), home.close()]);
  });
}

test("a mother who registered signs in with her address, sees her place, exports her data and erases it", async ({
  page,
}) => {
  const t = words("so");
  const email = "hooyo@example.org";
  await page.goto("/so/forums/omat-sivut/register");
  await fillRegistration(page, "Hooyo", "Hooyo@Example.org");
  await page.locator("main form button[type=submit]").click();
  await expect(page.getByTestId("code")).toBeVisible();
  const code = (await page.getByTestId("code").textContent()) ?? "";
  await signIn(page, "so", email);
  await expect(page.getByRole("heading", { level: 1, name: t.Me.title })).toBeVisible();
  await expect(page.locator("main")).toContainText(code);
  const data = await (await page.request.get("/so/me/data.json")).json();
  expect(data.registrations).toHaveLength(1);
  expect(data.account.email).toBe(email);
  await page.getByRole("link", { name: t.Me.erase }).click();
  await press(page, t.Me.erase);
  await expectWrong(asked(page, t.Me.eraseSure), t.AccountErrors.sure_required);
  await asked(page, t.Me.eraseRegistrations.replace("{email}", email)).check();
  await asked(page, t.Me.eraseSure).check();
  await press(page, t.Me.erase);
  await expect(page.getByRole("status")).toContainText(t.SignIn.doneErased);
  await signIn(page, "so", email);
  await expect(page.locator("main")).toContainText(t.Me.registrationsNone.split("{")[0] ?? "");
});

test("the mail's link signs in with one press; used again, it says so and leads on", async ({ page, browser }) => {
  const t = words("fi");
  await page.goto("/fi/sign-in");
  await page.getByLabel(t.SignIn.email).fill("linkki@example.org");
  await press(page, t.SignIn.send);
  const mail = await waitForMail("linkki@example.org");
  const link = /https?:\/\/\S+\/sign-in\/link\/[\w-]+/.exec(mail.text ?? "")?.[0] ?? "";
  // A mail program opens it first, which does not use it up.
  for (let n = 0; n < 3; n++) expect((await page.request.get(link)).status()).toBe(200);
  await page.goto(link);
  await press(page, t.SignIn.signIn);
  await expect(page.getByRole("heading", { level: 1, name: t.Me.title })).toBeVisible();
  const other = await browser.newPage({ baseURL: portalUrl() });
  await other.goto(link);
  await expect(other.locator("main").getByRole("alert")).toContainText(t.SignIn.problemExpired);
  await expect(other.getByLabel(t.SignIn.email)).toBeVisible();
  await other.close();
});

for (const javaScriptEnabled of [true, false])
  test(`signing in leads on to where an old message wanted to be, ${javaScriptEnabled ? "with" : "without"} JavaScript`, async ({
    browser,
    baseURL,
  }) => {
    const t = words("fi");
    const email = `vanha-linkki-${javaScriptEnabled}@example.org`;
    await createAccount(databaseUrl(), { email, roles: ["peer_tutor"], secondFactor: false });
    const context = await browser.newContext({ baseURL, javaScriptEnabled });
    const page = await context.newPage();
    await page.goto("/fi/sign-in?next=/fi/desk");
    await page.getByLabel(t.SignIn.email).fill(email);
    await press(page, t.SignIn.send);
    const mail = await waitForMail(email);
    await page.getByLabel(t.SignIn.code).fill((mail.subject ?? "").slice(0, 6));
    await press(page, t.SignIn.signIn);
    await expect(page).toHaveURL("/fi/work");
    await expect(page.locator("main")).toContainText(t.Roles.peer_tutor);
    await context.close();
  });

test("a message says what was done, and takes the focus", async ({ page, context }) => {
  const t = words("fi");
  await comeIn(context, { email: "kuittaus@example.org" });
  await page.goto("/fi/me");
  await page.getByLabel(t.Me.name).fill("Toinen nimi");
  await press(page, t.Me.save);
  await expect(page.getByRole("status").filter({ hasText: t.Me.doneProfile }).locator("..")).toBeFocused();
  await press(page, t.Work.signOut);
  await expect(page.getByRole("status").filter({ hasText: t.SignIn.doneOut }).locator("..")).toBeFocused();
});

test("guessing a code is stopped, even with the right one, and the link still works", async ({ page }) => {
  const t = words("fi");
  await page.goto("/fi/sign-in");
  await page.getByLabel(t.SignIn.email).fill("arvattu@example.org");
  await press(page, t.SignIn.send);
  const mail = await waitForMail("arvattu@example.org");
  const right = (mail.subject ?? "").slice(0, 6);
  for (let n = 0; n < 5; n++) {
    await page.getByLabel(t.SignIn.code).fill(`${n}${right.slice(1)}` === right ? "999999" : `${n}${right.slice(1)}`);
    await press(page, t.SignIn.signIn);
    await expectWrong(asked(page, t.SignIn.code), t.AccountErrors.code_wrong);
    await page.reload();
  }
  await page.getByLabel(t.SignIn.code).fill(right);
  await press(page, t.SignIn.signIn);
  await expect(page.locator("main").getByRole("alert")).toContainText("Yritä uudelleen 30 minuutin kuluttua.");
  await page.goto(/https?:\/\/\S+\/sign-in\/link\/[\w-]+/.exec(mail.text ?? "")?.[0] ?? "");
  await press(page, t.SignIn.signIn);
  await expect(page.getByRole("heading", { level: 1, name: t.Me.title })).toBeVisible();
});

test("guessing a second factor is stopped", async ({ page, context }) => {
  const t = words("fi");
  const { token } = await createAccount(databaseUrl(), {
    email: "toinen-lukko@example.org",
    roles: ["staff"],
    secondFactor: false,
  });
  await context.addCookies([{ ...sessionCookieOf(token), url: portalUrl() }]);
  await page.goto("/fi/work");
  for (let n = 0; n < 5; n++) {
    await page.getByLabel(t.SecondFactor.code, { exact: true }).fill(`00000${n}`);
    await press(page, t.SecondFactor.add);
    await expectWrong(asked(page, t.SecondFactor.code), t.AccountErrors.factor_wrong);
    await page.reload();
  }
  await page.getByLabel(t.SecondFactor.code, { exact: true }).fill("000009");
  await press(page, t.SecondFactor.add);
  await expect(page.locator("main").getByRole("alert")).toContainText("Yritä uudelleen 5 minuutin kuluttua.");
});

test("trying out links is stopped, counting sign-in links and invitations together", async ({ browser, baseURL }) => {
  const t = words("fi");
  const context = await browser.newContext({ baseURL, extraHTTPHeaders: { "X-Forwarded-For": "203.0.113.77" } });
  for (let n = 0; n < 30; n++) {
    const wrong = `${String(n).padStart(2, "0")}${"x".repeat(25)}`;
    expect((await context.request.get(`/fi/sign-in/link/${wrong}`)).url()).toContain("problem=expired");
    expect(await (await context.request.get(`/fi/invitations/${wrong}`)).text()).toContain(t.Invitation.overTitle);
  }
  const page = await context.newPage();
  await page.goto(`/fi/invitations/${"y".repeat(27)}`);
  await expect(page.locator("main").getByRole("alert")).toContainText(t.SignIn.problemTooMany);
  await expect(page.getByLabel(t.SignIn.email)).toBeVisible();
  await context.close();
});

test("signing in does not reveal whether an address has an account", async ({ page }) => {
  const t = words("en");
  await createAccount(databaseUrl(), { email: "tunnettu@example.org", roles: ["staff"] });
  const answers: string[] = [];
  for (const email of ["tunnettu@example.org", "tuntematon@example.org"]) {
    await page.goto("/en/sign-in");
    await page.getByLabel(t.SignIn.email).fill(email);
    await press(page, t.SignIn.send);
    await expect(page.getByRole("heading", { name: t.SignIn.codeTitle })).toBeVisible();
    answers.push(((await page.locator("main").textContent()) ?? "").replace(email, ""));
    expect((await waitForMail(email)).subject).toMatch(/^\d{6} /);
  }
  expect(answers[0]).toBe(answers[1]);
});

test("people can sign in with their organisation's sign-on, once it vouches for their address", async ({
  page,
  context,
}) => {
  const t = words("fi");
  await page.goto("/fi/sign-in?next=/fi/work");
  const enter = async (name: string) => {
    await page.getByRole("link", { name: t.SignIn.sso.replace("{name}", "Järjestö") }).click();
    await page.locator("input[name=login]").fill(name);
    await page.locator("input[name=password]").fill("x");
    await page.locator("button[type=submit]").click();
    await page.getByRole("button", { name: "Continue" }).click();
  };
  await createAccount(databaseUrl(), {
    email: "zahra@jarjesto.example.org",
    roles: ["peer_tutor"],
    secondFactor: false,
  });
  await enter("zahra");
  await expect(page).toHaveURL("/fi/work");
  await expect(page.locator("main")).toContainText(t.Roles.peer_tutor);
  const session = (await context.cookies(portalUrl())).find(({ name }) => name === "omapolku-session");
  expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
  await context.clearCookies();
  await page.goto("/fi/sign-in");
  await enter(UNVERIFIED);
  await expect(page.getByRole("alert").filter({ hasText: t.SignIn.problemSsoRefused })).toBeVisible();
  // An answer that nobody asked for, as another site might send.
  await page.goto("/api/auth/callback/sso?code=stolen&state=forged");
  await expect(page.getByRole("alert").filter({ hasText: t.SignIn.problemSsoFailed })).toBeVisible();
});

test("every answer has its security headers, and private pages run scripts by nonce only", async ({
  request,
  page,
}) => {
  for (const path of [
    "/",
    "/fi",
    "/fi/forums",
    "/fi/sign-in",
    "/fi/no-such-page",
    "/api/health",
    "/fi/forums/calendar.ics",
  ]) {
    const headers = (await request.get(path)).headers();
    const policy = headers["content-security-policy"] ?? "";
    for (const part of [
      "default-src 'none'",
      "base-uri 'none'",
      "object-src 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ])
      expect(policy, path).toContain(part);
    expect(policy, path).not.toMatch(/unsafe-eval|https?:|\*/);
    expect(headers, path).toMatchObject({
      "strict-transport-security": expect.stringContaining("max-age=63072000"),
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "same-origin",
      "permissions-policy": expect.stringContaining("camera=()"),
    });
  }
  const policies = await Promise.all(
    [1, 2].map(async () => (await request.get("/fi/sign-in")).headers()["content-security-policy"] ?? ""),
  );
  expect(policies[0]).toMatch(/script-src 'self' 'nonce-[\w+/=]+' 'strict-dynamic';/);
  expect(policies[0]).not.toContain("unsafe-inline");
  expect(policies[0]).not.toBe(policies[1]);
  // An injected script does not run.
  await page.goto("/fi/sign-in");
  await page.evaluate(() => {
    document.body.insertAdjacentHTML("beforeend", '<img src="/no-such-picture" onerror="window.intruder = 1">');
  });
  await page.waitForTimeout(500);
  expect(await page.evaluate(() => "intruder" in window)).toBe(false);
});

test("a form sent from another site does nothing", async ({ request }) => {
  const { token } = await createAccount(databaseUrl(), { email: "csrf@example.org" });
  const { name, value } = sessionCookieOf(token);
  const cookie = `${name}=${value}`;
  const html = await (await request.get("/fi/me", { headers: { Cookie: cookie } })).text();
  const form = [...html.matchAll(/<form[^>]*>(.*?)<\/form>/gs)].at(-1)?.[1] ?? "";
  const fields = Object.fromEntries(
    [...form.matchAll(/<input type="hidden" name="([^"]*)"(?: value="([^"]*)")?/g)].map(([, key = "", text = ""]) => [
      key,
      text.replaceAll("&quot;", '"'),
    ]),
  );
  expect(Object.keys(fields).length).toBeGreaterThan(0);
  const send = (origin: string) =>
    request.post("/fi/me", { headers: { Cookie: cookie, Origin: origin }, multipart: fields, maxRedirects: 0 });
  expect((await send("https://evil.example")).status()).toBeGreaterThanOrEqual(400);
  expect((await request.get("/fi/me", { headers: { Cookie: cookie }, maxRedirects: 0 })).status()).toBe(200);
  expect((await send(portalUrl())).status()).toBe(303);
  expect((await request.get("/fi/me", { headers: { Cookie: cookie }, maxRedirects: 0 })).status()).toBe(307);
});

test("the log holds no secret: no address, name, link, code or cookie", async ({ page }) => {
  const email = "loki-salaisuus@example.org";
  await page.goto("/fi/forums/lokiin/register");
  await fillRegistration(page, "Lokinimi", email);
  await page.locator("main form button[type=submit]").click();
  await expect(page.getByTestId("code")).toBeVisible();
  const ticket = page.url().split("/").at(-1) ?? "";
  await signIn(page, "fi", email);
  await expect(page.getByRole("heading", { level: 1, name: words("fi").Me.title })).toBeVisible();
  const cookies = await page.context().cookies();
  const mail = await waitForMail(email, words("fi").AccountMail.signInText.slice(0, 20));
  await page.goto("/fi/no-such-page");
  const log = readFileSync(process.env.PORTAL_LOG_FILE ?? "", "utf8");
  expect(log).toContain("worker started");
  for (const secret of [
    email,
    "Lokinimi",
    ticket,
    (mail.subject ?? "").slice(0, 6),
    /link\/([\w-]+)/.exec(mail.text ?? "")?.[1] ?? "",
    ...cookies.filter(({ name }) => name === "omapolku-session").map(({ value }) => value),
    "a secret for tests only",
    Buffer.alloc(32, 7).toString("base64"),
  ]) {
    expect(secret.length).toBeGreaterThan(4);
    expect(log).not.toContain(secret);
  }
});
