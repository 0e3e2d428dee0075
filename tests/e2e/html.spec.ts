import { HtmlValidate } from "html-validate";
import { createAccount, sessionCookieOf } from "../support/accounts";
import { expect, PLAIN, portalUrl, test } from "../support/e2e";
import { administratorPages, PUBLIC_PAGES } from "./every-page";

// A validator checks the markup of pages as the server sends them: wrong nesting, duplicate ids, labels and references
// without a target, invalid attributes and values.

/** Only the rules of the HTML standard, no matters of style. */
const validator = new HtmlValidate({
  extends: ["html-validate:standard"],
  rules: {
    "no-dup-id": "error",
    "no-missing-references": "error",
    "input-missing-label": "error",
    "aria-label-misuse": "error",
    "no-redundant-for": "off",
  },
});

/** React gives a form that calls an action an empty address, which browsers read as the page's own (HTML, form submission). */
const WRITTEN_BY_REACT = /^Attribute "action" has invalid value ""$/;

/** Only the markup is checked here; other tests check the rest. */
const FURTHER_PUBLIC = ["/embed/forums/place-vantaa", "/sign-in?problem=expired"];
const FURTHER_STAFF = [
  "/manage/roolit",
  "/manage/roolit/language",
  "/manage/roolit/move",
  "/manage/roolit/cancel",
  "/helpers/own/apu",
];

test("the markup of every kind of page is valid", async ({ request }) => {
  // Includes marked Finnish terms.
  const locale = "ar";
  const { userId, token } = await createAccount(process.env.PORTAL_DATABASE_URL ?? "", {
    email: `merkinnat-${process.pid}@example.org`,
    roles: ["administrator"],
  });
  const { name, value } = sessionCookieOf(token);
  const text = `/work/texts/${process.env.PORTAL_TEXT}/ar`;
  const found: string[] = [];
  const validate = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await request.get(`${portalUrl()}${path}`, { headers: { ...PLAIN, ...headers } });
    expect(answer.status(), path).toBe(path.endsWith("/no-such-page") ? 404 : 200);
    const { results } = await validator.validateString(await answer.text());
    for (const { ruleId, message, line, column } of results.flatMap(({ messages }) => messages))
      if (!WRITTEN_BY_REACT.test(message)) found.push(`${path} ${line}:${column} ${ruleId}: ${message}`);
  };
  await validate("/");
  for (const path of [...PUBLIC_PAGES, ...FURTHER_PUBLIC]) await validate(`/${locale}${path}`);
  for (const path of [...administratorPages(userId), ...FURTHER_STAFF, text, `${text}/link`])
    await validate(`/${locale}${path}`, { Cookie: `${name}=${value}` });
  expect(found).toEqual([]);
});
