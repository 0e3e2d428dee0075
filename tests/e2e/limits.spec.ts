import type { APIRequestContext } from "@playwright/test";
import { asked, expect, expectWrong, fillRegistration, registrationForm, submit, test, words } from "../support/e2e";

/** The header that the proxy in front of the portal writes. */
const from = (address: string) => ({ extraHTTPHeaders: { "x-forwarded-for": address } });

/**
 * Opens a registration form, unless `opened` is its page, and sends it like a browser without JavaScript. Returns the
 * answer's status, page and redirect.
 */
async function sendForm(request: APIRequestContext, slug: string, values: Record<string, string>, opened?: string) {
  const path = `/fi/forums/${slug}/register`;
  const html = opened ?? (await (await request.get(path)).text());
  const form = html.slice(html.indexOf("<form", html.indexOf("<main")));
  const multipart: Record<string, string> = {};
  for (const [input] of form.slice(0, form.indexOf("</form>")).matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const read = (name: string) => (input.match(new RegExp(`${name}="([^"]*)"`))?.[1] ?? "").replaceAll("&quot;", '"');
    multipart[read("name")] = read("value");
  }
  const answer = await request.post(path, {
    multipart: {
      ...multipart,
      "people.0.role": "parent",
      "people.0.language": "so",
      "people.0.age": "adult",
      messageLocale: "so",
      contactWay: "read",
      screenshot: "on",
      consent: "on",
      ...values,
    },
    maxRedirects: 0,
  });
  return { status: answer.status(), page: await answer.text(), to: answer.headers().location ?? "" };
}

for (const locale of ["en", "ar"]) {
  test(`a number that costs extra, or of a country that messages do not go to, is refused beside its field in ${locale}`, async ({
    page,
  }) => {
    const t = words(locale);
    await page.goto(`/${locale}/forums/lomake/register`);
    await fillRegistration(page, "Kallis", "kallis@example.org");
    for (const [typed, message] of [
      ["+1 900 555 0199", t.Errors.phone_paid],
      ["+7 916 123 45 67", t.Errors.phone_country],
      ["12345", t.Errors.phone_invalid],
    ]) {
      await registrationForm(page).phone.fill(typed ?? "");
      await submit(page);
      await expectWrong(registrationForm(page).phone, message ?? "");
      await expect(registrationForm(page).phone).toHaveValue(typed ?? "");
      await expect(registrationForm(page).name).toHaveValue("Kallis");
    }
  });
}

test("one network leaves a quarter of a forum to others, and is told whom to ask", async ({ playwright, baseURL }) => {
  const t = words("fi");
  const answers: number[] = [];
  let last = "";
  // Each from another address with the same 64 bits.
  for (let n = 0; n < 17; n++) {
    const request = await playwright.request.newContext({ baseURL, ...from(`2001:db8:77:1::${n}`) });
    const { status, page } = await sendForm(request, "rajat", { "people.0.name": `Vieras ${n}` });
    answers.push(status);
    last = page;
    await request.dispose();
  }
  expect(answers).toEqual([...Array(16).fill(303), 200]);
  expect(last).toContain(t.Errors.network_many.split(".")[0]);
  expect(last).toContain("Testaaja");
  expect(last).toContain("testaaja@example.org");
  expect(last).toContain("Vieras 16");
  const other = await playwright.request.newContext({ baseURL, ...from("2001:db8:77:2::1") });
  expect((await sendForm(other, "rajat", { "people.0.name": "Naapuri" })).status).toBe(303);
  await other.dispose();
});

test("one mail address accepts six registrations a day from one network; the seventh is refused beside the field", async ({
  playwright,
  baseURL,
}) => {
  const t = words("fi");
  const request = await playwright.request.newContext({ baseURL, ...from("192.0.2.77") });
  for (let n = 0; n < 7; n++) {
    const values = { "people.0.name": `Tuttu ${n}`, email: `tuttu+${n}@example.org` };
    const { status, page } = await sendForm(request, "lomake", values);
    expect(status).toBe(n < 6 ? 303 : 200);
    if (n === 6) expect(page).toContain(t.Errors.email_many);
  }
  await request.dispose();
});

test("people who go back without a script, change something and send the form again are led to their registration", async ({
  playwright,
  baseURL,
}) => {
  const t = words("fi");
  const request = await playwright.request.newContext({ baseURL, ...from("192.0.2.80") });
  const opened = await (await request.get("/fi/forums/lomake/register")).text();
  const first = await sendForm(request, "lomake", { "people.0.name": "Palaaja" }, opened);
  expect(first.status).toBe(303);
  // The browser shows the page as it was, with the input.
  expect(await sendForm(request, "lomake", { "people.0.name": "Palaaja" }, opened)).toMatchObject({ to: first.to });
  const changed = await sendForm(request, "lomake", { "people.0.name": "Palaaja Toinen" }, opened);
  expect(changed.status).toBe(200);
  expect(changed.page).toContain(t.Errors.already_registered);
  expect(changed.page).toContain(`href="${new URL(first.to, baseURL).pathname}/change"`);
  expect(changed.page).toContain("Palaaja Toinen");
  // People who send it again register others.
  const others = await sendForm(request, "lomake", { "people.0.name": "Palaaja Toinen" }, changed.page);
  expect(others.status).toBe(303);
  expect(others.to).not.toBe(first.to);
  await request.dispose();
});

test("one network can stop announcements with one click six hundred times in ten minutes, and another still can", async ({
  playwright,
  baseURL,
}) => {
  const path = `/fi/later-forums/${"x".repeat(27)}/one-click`;
  const click = async (request: APIRequestContext) =>
    (await request.post(path, { form: { "List-Unsubscribe": "One-Click" } })).status();
  const provider = await playwright.request.newContext({ baseURL, ...from("192.0.2.81") });
  const answers: number[] = [];
  for (let n = 0; n < 30; n++) answers.push(...(await Promise.all(Array.from({ length: 20 }, () => click(provider)))));
  expect(new Set(answers)).toEqual(new Set([404]));
  expect(await click(provider)).toBe(429);
  const other = await playwright.request.newContext({ baseURL, ...from("192.0.2.82") });
  expect(await click(other)).toBe(404);
  await Promise.all([provider.dispose(), other.dispose()]);
});

test("after a stranger caused ten sign-in mails to an address, its owner still gets one", async ({
  browser,
  baseURL,
}) => {
  const t = words("fi");
  const ask = async (address: string) => {
    const context = await browser.newContext({ baseURL, ...from(address) });
    const page = await context.newPage();
    await page.goto("/fi/sign-in");
    await asked(page, t.SignIn.email).fill("kohde@example.org");
    await submit(page);
    await page.waitForLoadState();
    const refused = page.getByRole("alert").filter({ hasText: t.AccountErrors.too_many.split("{")[0]?.trim() });
    await expect(refused.or(asked(page, t.SignIn.code))).toBeVisible();
    const answer = (await refused.isVisible()) ? "refused" : "sent";
    await context.close();
    return answer;
  };
  const answers: string[] = [];
  for (let n = 0; n < 7; n++) answers.push(await ask("192.0.2.78"));
  expect(answers).toEqual([...Array(5).fill("sent"), "refused", "refused"]);
  expect(await ask("192.0.2.79")).toBe("sent");
});
