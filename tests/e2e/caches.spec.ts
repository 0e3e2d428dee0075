import CachePolicy from "http-cache-semantics";
import { expect, fillRegistration, portalUrl, submit, test } from "../support/e2e";
import { fill, isPage, type Known, ROUTES } from "../support/routes";

// What the answers allow is judged by a library that reads headers as RFC 9111 says. Nothing here waits: its clock is ours.
// Every address is taken from the build's own manifest: a new page is public here until it is said to be personal.

/** Seconds for which caches that serve many may keep what is public. */
const MOST = 5;

interface Asked {
  path: string;
  headers?: Record<string, string>;
}

async function ask({ path, headers = {} }: Asked) {
  const sent = { "accept-encoding": "gzip", "accept-language": "fi", ...headers };
  const answer = await fetch(`${portalUrl()}${path}`, { headers: sent, redirect: "manual" });
  await answer.arrayBuffer();
  const request = { url: path, method: "GET", headers: sent };
  return { request, response: { status: answer.status, headers: Object.fromEntries(answer.headers) } };
}

/** What is for those who know a link, have signed in, fill in a form or ask in a language of theirs: all else is public. */
const PERSONAL =
  /\[(token|link|forumKey|id|\.\.\.rest)\]|^\/(api|choose|demo|errors|language)\/|^\/\[locale\]\/(errors|me|sign-in|work)(\/|$)|\/(register|find)$/;

const SEEN: Known = {
  "[slug]": "perheilta-tikkurila",
  "[...facets]": "language-so",
  "[...feed]": "atom.xml",
  "[language]": "ar",
};
const LANGUAGES = ["fi", "ar"];

/** The addresses of a route, one for each language. */
const addresses = (route: string, known: Known = SEEN) => [
  ...new Set(LANGUAGES.map((locale) => fill(route, { ...known, "[locale]": locale }))),
];
const OPEN = ROUTES.filter((route) => !PERSONAL.test(route));
const PUBLIC_PAGES = [...OPEN.filter(isPage).flatMap((route) => addresses(route)), "/fi/forums/by/past"];
const PUBLIC_FILES = [
  ...OPEN.filter((route) => !isPage(route)).flatMap((route) => addresses(route)),
  "/ar/forums/calendar.ics?language=so",
];

/** How the portal's own script asks for a page. */
const RSC = { rsc: "1" };

/** The address at which a script asks for a page: Next.js leads it there, by its headers. */
async function forScript(path: string): Promise<string> {
  const { response } = await ask({ path, headers: RSC });
  const { pathname, search } = new URL(response.headers.location ?? "", portalUrl());
  expect([response.status, search]).toEqual([307, expect.stringContaining("_rsc")]);
  return `${pathname}${search}`;
}

test("what is public is kept for five seconds by caches that serve many, by browsers only to ask again", async () => {
  test.setTimeout(300_000);
  for (const path of [...PUBLIC_PAGES, ...PUBLIC_FILES])
    for (const headers of PUBLIC_PAGES.includes(path) ? [{}, RSC] : [{}]) {
      const address = headers === RSC ? await forScript(path) : path;
      const { request, response } = await ask({ path: address, headers });
      const name = `${address} ${JSON.stringify(headers)} ${response.headers["cache-control"]}`;
      expect(response.status, name).toBe(200);
      // Both count what may be used stale, too.
      const shared = new CachePolicy(request, response, { shared: true });
      expect(shared.timeToLive() / 1000, name).toBeLessThanOrEqual(MOST);
      expect(new CachePolicy(request, response, { shared: false }).timeToLive(), name).toBe(0);
      expect(response.headers["cache-control"], name).not.toContain("stale");
    }
});

test("a page and what a script asks of it are never one for the other", async () => {
  for (const asked of ["/fi/forums", "/ar/forums/perheilta-tikkurila"]) {
    // Under one address, also where someone opens that of the script.
    const path = await forScript(asked);
    const [page, data] = [await ask({ path }), await ask({ path, headers: RSC })];
    expect(page.response.headers["content-type"]).toContain("text/html");
    expect(data.response.headers["content-type"]).toContain("text/x-component");
    for (const [one, other] of [
      [page, data],
      [data, page],
    ] as const) {
      const policy = new CachePolicy(one.request, one.response, { shared: true });
      expect(policy.satisfiesWithoutRevalidation(one.request), path).toBe(true);
      expect(policy.satisfiesWithoutRevalidation(other.request), path).toBe(false);
    }
  }
});

test("what is not there, what is for one visitor and what is private is kept by no cache that serves many", async ({
  page,
}) => {
  test.setTimeout(300_000);
  await page.goto("/fi/forums/rikkeet/register");
  await fillRegistration(page, "Välimuisti", `valimuisti-${process.pid}@example.org`);
  await submit(page);
  await page.waitForURL(/\/registrations\/[\w-]{27}/);
  const token = /registrations\/([\w-]{27})/.exec(page.url())?.[1] ?? "";
  const paths = [
    "/",
    "/ku/forums",
    "/nothing",
    "/fi/forums/not-there",
    "/fi/forums/luonnos/calendar.ics",
    ...ROUTES.filter((route) => PERSONAL.test(route)).flatMap((route) => [
      ...addresses(route),
      ...(route.includes("[token]") ? addresses(route, { ...SEEN, "[token]": token }) : []),
    ]),
  ];
  expect((await ask({ path: `/fi/registrations/${token}` })).response.status).toBe(200);
  for (const path of paths) {
    const { request, response } = await ask({ path });
    const policy = new CachePolicy(request, response, { shared: true });
    expect([path, policy.storable() && policy.timeToLive() > 0]).toEqual([path, false]);
  }
});

test("what a build names by its content is kept for good, and what nobody has built is not", async () => {
  const page = await (await fetch(`${portalUrl()}/fi`)).text();
  const [chunk = ""] = /\/_next\/static\/[^"\\]+\.js/.exec(page) ?? [];
  const { request, response } = await ask({ path: chunk });
  expect(new CachePolicy(request, response, { shared: true }).timeToLive() / 1000).toBeGreaterThan(86_400 * 300);
  const old = await ask({ path: chunk.replace(/[^/]+\.js$/, "0123456789abcdef.js") });
  expect(old.response.status).toBe(404);
  expect(new CachePolicy(old.request, old.response, { shared: true }).storable()).toBe(false);
});

test("whoever has a calendar or a page already is told so in a few bytes", async ({ request }) => {
  // Other tests write meanwhile: what has changed is sent whole.
  for (const path of ["/fi/forums/calendar.ics", "/ar/forums/perheilta-tikkurila/calendar.ics", "/fi/forums"])
    await expect(async () => {
      const first = await request.get(path);
      // Not by `fetch`, which tells caches to keep out of it as soon as it is asked about a version.
      const again = await request.get(path, { headers: { "If-None-Match": first.headers().etag ?? "" } });
      expect([path, again.status()]).toEqual([path, 304]);
      expect(again.headers()["cache-control"], path).toBe(first.headers()["cache-control"]);
    }).toPass({ timeout: 30_000 });
});
