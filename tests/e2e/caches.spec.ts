import { readFileSync } from "node:fs";
import { get } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import CachePolicy from "http-cache-semantics";
import { expect, fillRegistration, portalUrl, submit, test } from "../support/e2e";
import { fill, isPage, type Known, ROUTES } from "../support/routes";

// A library that reads headers by RFC 9111 judges what caches may keep. Nothing waits: the test sets the clock.
// Addresses come from the build's own manifest, so a new page counts as public until it is listed as personal.

/** For how many seconds shared caches may keep public answers. */
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

/** Routes for people with a link, a session, a form or a language of their own; all others are public. */
const PERSONAL =
  /\[(token|link|forumKey|key|id|\.\.\.rest)\]|^\/(api|choose|demo|errors|language)\/|^\/\[locale\]\/(errors|me|sign-in|work)(\/|$)|\/(register|find)$|\/come(\/|$)/;

const SEEN: Known = {
  "[slug]": "perheilta-tikkurila",
  "[...facets]": "language-so",
  "[...feed]": "atom.xml",
  "[language]": "ar",
};
/** For addresses of groups. */
const SEEN_GROUP = { "[slug]": "kontulan-somalinkieliset-aidit" };
/** For addresses of posts. */
const SEEN_POST = { "[slug]": "ensimmainen-yhteistyofoorumi", "[...facets]": "tag-school" };
const LANGUAGES = ["fi", "ar"];

/** The addresses of a route, one per language. */
const addresses = (route: string, known: Known = SEEN) => [
  ...new Set(
    LANGUAGES.map((locale) =>
      fill(route, {
        ...known,
        ...(route.includes("/groups/") && SEEN_GROUP),
        ...(route.includes("/news/") && SEEN_POST),
        "[locale]": locale,
      }),
    ),
  ),
];
const OPEN = ROUTES.filter((route) => !PERSONAL.test(route));
const PUBLIC_PAGES = [...OPEN.filter(isPage).flatMap((route) => addresses(route)), "/fi/forums/by/past"];
const PUBLIC_FILES = [
  ...OPEN.filter((route) => !isPage(route)).flatMap((route) => addresses(route)),
  "/ar/forums/calendar.ics?language=so",
];

/** How the portal's own script fetches a page. */
const RSC = { rsc: "1" };

/** The address from which a script fetches a page; its headers make Next.js redirect it there. */
async function forScript(path: string): Promise<string> {
  const { response } = await ask({ path, headers: RSC });
  const { pathname, search } = new URL(response.headers.location ?? "", portalUrl());
  expect([response.status, search]).toEqual([307, expect.stringContaining("_rsc")]);
  return `${pathname}${search}`;
}

test("shared caches keep public answers for five seconds, and browsers revalidate them", async () => {
  test.setTimeout(300_000);
  for (const path of [...PUBLIC_PAGES, ...PUBLIC_FILES])
    for (const headers of PUBLIC_PAGES.includes(path) ? [{}, RSC] : [{}]) {
      const address = headers === RSC ? await forScript(path) : path;
      const { request, response } = await ask({ path: address, headers });
      const name = `${address} ${JSON.stringify(headers)} ${response.headers["cache-control"]}`;
      expect(response.status, name).toBe(200);
      // Both count what may be served stale, too.
      const shared = new CachePolicy(request, response, { shared: true });
      expect(shared.timeToLive() / 1000, name).toBeLessThanOrEqual(MOST);
      expect(new CachePolicy(request, response, { shared: false }).timeToLive(), name).toBe(0);
      expect(response.headers["cache-control"], name).not.toContain("stale");
    }
});

test("a cache never confuses a page with its data for scripts", async () => {
  for (const asked of ["/fi/forums", "/ar/forums/perheilta-tikkurila"]) {
    // Under one address, even if someone opens the script's.
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

test("no shared cache keeps missing pages, pages for one visitor or private pages", async ({ page }) => {
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

test("content-named files of the build are kept for ever, and unknown ones are not", async () => {
  const page = await (await fetch(`${portalUrl()}/fi`)).text();
  const [chunk = ""] = /\/_next\/static\/[^"\\]+\.js/.exec(page) ?? [];
  const { request, response } = await ask({ path: chunk });
  expect(new CachePolicy(request, response, { shared: true }).timeToLive() / 1000).toBeGreaterThan(86_400 * 300);
  const old = await ask({ path: chunk.replace(/[^/]+\.js$/, "0123456789abcdef.js") });
  expect(old.response.status).toBe(404);
  expect(new CachePolicy(old.request, old.response, { shared: true }).storable()).toBe(false);
});

test("clients that already have a calendar or a page get a short 304", async ({ request }) => {
  // Other tests write meanwhile, and changed answers are sent whole.
  for (const path of ["/fi/forums/calendar.ics", "/ar/forums/perheilta-tikkurila/calendar.ics", "/fi/forums"])
    await expect(async () => {
      const first = await request.get(path);
      // Not with `fetch`, which tells caches to stay out of conditional requests.
      const again = await request.get(path, { headers: { "If-None-Match": first.headers().etag ?? "" } });
      expect([path, again.status()]).toEqual([path, 304]);
      expect(again.headers()["cache-control"], path).toBe(first.headers()["cache-control"]);
    }).toPass({ timeout: 30_000 });
});

test("an idle connection stays open for longer than nginx keeps it, so that no form is sent on a closed one", async ({
  request,
}) => {
  const { "keep-alive": kept = "" } = (await request.get("/robots.txt")).headers();
  const seconds = Number(/^timeout=(\d+)/.exec(kept)?.[1]);
  const nginx = Number(/keepalive_timeout (\d+)s;/.exec(readFileSync("docs/nginx.conf", "utf8"))?.[1]);
  expect(nginx).toBe(60);
  expect(seconds).toBeGreaterThan(nginx);
});

test("pages and scripts arrive as small as the browser can take them, and say the same in every form", async () => {
  /** How many bytes an address takes on the wire, and a digest of what they say. */
  const sizeOf = (path: string, encoding: string) =>
    new Promise<{ encoding: string; vary: string; bytes: number; words: string }>((resolve, reject) => {
      get(
        `${portalUrl()}${path}`,
        { headers: { "accept-encoding": encoding, range: "bytes=99999-1" } },
        async (answer) => {
          const sent = Buffer.concat(await Array.fromAsync<Buffer>(answer));
          const named = answer.headers["content-encoding"] ?? "";
          const words = named === "br" ? brotliDecompressSync(sent) : named === "gzip" ? gunzipSync(sent) : sent;
          resolve({ encoding: named, vary: answer.headers.vary ?? "", bytes: sent.length, words: words.toString() });
        },
      ).on("error", reject);
    });
  const page = await (await fetch(`${portalUrl()}/fi`)).text();
  const [script = ""] = /\/_next\/static\/[^"\\]+\.js/.exec(page) ?? [];
  const [style = ""] = /\/_next\/static\/[^"\\]+\.css/.exec(page) ?? [];
  for (const path of ["/fi/about", script, style]) {
    const [small, larger, plain] = await Promise.all(
      ["gzip, deflate, br, zstd", "gzip", "identity"].map((encoding) => sizeOf(path, encoding)),
    );
    expect([small?.encoding, larger?.encoding, plain?.encoding], path).toEqual(["br", "gzip", ""]);
    expect(small?.bytes, path).toBeLessThan((larger?.bytes ?? 0) * 0.95);
    for (const one of [small, larger, plain]) {
      expect(one?.words, path).toBe(plain?.words);
      expect(one?.vary.toLowerCase(), path).toContain("accept-encoding");
    }
  }
});
