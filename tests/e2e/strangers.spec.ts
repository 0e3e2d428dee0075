import { createAccount, sessionCookieOf } from "../support/accounts";
import { expect, fillRegistration, portalUrl, question, submit, test, words } from "../support/e2e";
import { askRaw, BOUNDARY, beginRaw, chunked, multipart, type RawAnswer } from "../support/raw-http";
import { fill, type Known, manifest, ROUTES } from "../support/routes";
import { startSecondServer } from "../support/second-server";

// Whatever somebody sends, by hand or with a program, signed in or not, the portal never fails, and explains what it
// refuses, with a link to go on. Addresses come from the build's own manifest.

/** True to send everything to every address, after a change to how addresses, headers or forms are read. */
const ALL = process.env.STRANGERS === "all";

/** A third of the kinds, a different one each time: every address gets some of them, and many addresses get each. */
const inTurn = <T>(all: readonly T[], turn: number): T[] => all.filter((_, n) => ALL || (n + turn) % 3 === 0);

interface Asker {
  name: string;
  headers: string[];
  known: Known;
  /** The first turn, so that the two visitors send different things to an address. */
  first: number;
}

/** Parameters of pages that anyone can open. */
const STRANGER: Known = {
  "[locale]": "fi",
  "[slug]": "rikkeet",
  "[...facets]": "past",
  "[...feed]": "rss.xml",
  "[...rest]": "nothing",
  "[language]": "ar",
  "[suggested]": "fi",
  "[kind]": "failure",
};

/** The token of a new registration's ticket, and the parameters that a signed-in user knows. */
const asked: { token: string; staff: Asker; stranger: Asker } = {} as typeof asked;

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage({ baseURL: portalUrl() });
  await page.goto("/fi/forums/rikkeet/register");
  await fillRegistration(page, "Rikkoja", `rikkoja-${process.pid}@example.org`);
  await submit(page);
  await page.waitForURL(/\/registrations\/[\w-]{27}/);
  const token = /registrations\/([\w-]{27})/.exec(page.url())?.[1] ?? "";
  await page.close();
  const account = await createAccount(process.env.PORTAL_DATABASE_URL ?? "", {
    email: `rikkoja-${process.pid}-${Date.now()}@example.org`,
    roles: ["administrator", "staff", "counsellor", "peer_tutor"],
    organisations: ["testi"],
    forums: ["rikkeet"],
  });
  const cookie = sessionCookieOf(account.token);
  Object.assign(asked, {
    token,
    stranger: { name: "stranger", headers: [], known: { ...STRANGER, "[token]": token }, first: 0 },
    staff: {
      name: "staff",
      headers: [`Cookie: ${cookie.name}=${cookie.value}`],
      known: { ...STRANGER, "[forumKey]": "rikkeet", "[link]": "own", "[form]": "limits", "[id]": account.userId },
      first: 1,
    },
  });
});

const SECURITY = ["content-security-policy", "strict-transport-security", "x-content-type-options", "x-frame-options"];

/** What is wrong with an answer; null if nothing is. The portal's own scripts read the status and show their own words. */
function fault(
  path: string,
  { status, headers, body }: RawAnswer,
  { bodyless = false, script = false },
): string | null {
  if (status === 0) return "no answer";
  // The status for a busy database, which the answer explains in JSON.
  if (path.startsWith("/api/health") && status === 503) return null;
  if (status >= 500) return `${status}`;
  // The page that other sites can frame is marked only by its policy, also when it redirects.
  const framed = headers["content-security-policy"]?.includes("frame-ancestors *") && path.includes("/embed/");
  const missing = SECURITY.filter((name) => !headers[name] && !(framed && name === "x-frame-options"));
  if (missing.length > 0) return `${status} without ${missing}`;
  if (status < 400 || bodyless || script) return null;
  const language = /^\/(fi|sv|en|ar|so)(\/|$)/.exec(path)?.[1];
  if (!body.includes("<h1") || !body.includes(`href="/${language ?? "fi"}/forums"`)) return `${status} without words`;
  return language && !body.includes(`<html lang="${language}"`) ? `${status} not in the reader's language` : null;
}

interface Sent {
  method?: string;
  path: string;
  headers?: readonly string[];
  body?: string;
  script?: boolean;
}

/** Sends everything, a few at a time, and lists what made the portal fail. */
async function faults(all: readonly Sent[]): Promise<string[]> {
  const found: string[] = [];
  const queue = [...all];
  const host = `Host: ${new URL(portalUrl()).host}`;
  const work = async () => {
    for (let next = queue.pop(); next; next = queue.pop()) {
      const { method = "GET", path, headers = [], body = "", script = false } = next;
      const isChunked = headers.some((header) => /^transfer-encoding/i.test(header));
      const length = body && !isChunked ? [`Content-Length: ${Buffer.byteLength(body)}`] : [];
      const answer = await askRaw(portalUrl(), [`${method} ${path} HTTP/1.1`, host, ...headers, ...length], body);
      const wrong = fault(path, answer, { bodyless: method === "HEAD", script });
      const what = headers.filter((header) => !header.startsWith("Cookie")).join(" ");
      if (wrong) found.push(`${wrong}: ${method} ${path.slice(0, 120)} ${what} ${body.slice(0, 200)}`);
    }
  };
  await Promise.all(Array.from({ length: 6 }, work));
  return found;
}

const HOSTILE = [
  "%00",
  "%ff",
  "%25",
  "%ed%a0%80",
  "..%2f..%2fetc",
  "%E2%80%AE",
  "constructor",
  "a".repeat(300),
  "%5C",
  "own",
];

const names = (value: string) =>
  ["text", "about", "action", "from", "until", "before", "role", "page", "forum", "when", "done", "next", "problem"]
    .concat(["language", "place", "kind", "calls", "guardians", "photos", "told", "stay", "sent"])
    .concat(["ids", "organisation", "period", "draft", "month", "year", "municipality"])
    .map((name) => `${name}=${value}`)
    .join("&");
const QUERIES = [
  names("%00"),
  names("%ff%ed%a0%80"),
  names("%E2%80%AE"),
  names("constructor"),
  names("99999999999999999999"),
  names("-1"),
  `from=0001-01-01&until=9999-12-31&before=9223372036854775808`,
  `text=${"x".repeat(8000)}`,
  Array.from({ length: 100 }, (_, n) => `text=${n}&page=${n}&done=${n}`).join("&"),
  "[]=x&text[a]=b&%=&&==",
];

test.describe("strange requests", () => {
  for (const who of ["stranger", "staff"] as const) {
    test(`paths and queries that nobody means, by ${who}`, async () => {
      test.setTimeout(300_000);
      const { known, headers, first } = asked[who];
      const paths = ROUTES.flatMap((route, n) => [
        fill(route, known),
        ...inTurn(QUERIES, first + n).map((query) => `${fill(route, known)}?${query}`),
        ...(route.match(/\[[^\]]+\]/g) ?? []).flatMap((name, parameter) =>
          inTurn(HOSTILE, first + n + parameter).map((value) => fill(route, { ...known, [name]: value })),
        ),
      ]);
      expect(paths.length).toBeGreaterThan(ROUTES.length * (ALL ? 12 : 5));
      expect(await faults(paths.map((path) => ({ path, headers })))).toEqual([]);
    });
  }

  test("methods of every kind", async () => {
    test.setTimeout(120_000);
    const methods = ["HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "LOCK", "PURGE", "M-SEARCH"];
    const all = ROUTES.flatMap((route) =>
      methods.map((method) => ({ method, path: fill(route, asked.stranger.known), headers: ["Content-Length: 0"] })),
    );
    expect(await faults(all)).toEqual([]);
  });

  test("meaningless headers", async () => {
    test.setTimeout(180_000);
    const RSC = "RSC: 1";
    const odd: string[][] = [
      [RSC, "Next-Router-State-Tree: garbage"],
      [RSC, "Next-Router-State-Tree: %7B%22a%22:1%7D"],
      [RSC, "Next-Router-Prefetch: 1", "Next-Router-Segment-Prefetch: /../../x"],
      [RSC, "Next-Url: %00"],
      ["x-middleware-subrequest: src/proxy:src/proxy:src/proxy:src/proxy:src/proxy"],
      ["x-invoke-path: /x", "x-invoke-status: 500", "x-matched-path: /x"],
      ["Cookie: =;;=%%%;omapolku-language=%00;omapolku-session=%ff"],
      ["X-Forwarded-For: , , ,\u0001", "X-Forwarded-Host: [::", "X-Forwarded-Proto: gopher", "X-Request-Id: %00"],
      [`Accept-Language: ${"x;q=NaN,".repeat(300)}`],
      ["Accept-Encoding: gzip;q=0, *;q=0", "Range: bytes=99999-1", "If-Modified-Since: never", 'If-None-Match: "\xff'],
      ["Upgrade: websocket", "Sec-WebSocket-Key: x"],
      ["Expect: 200-maybe"],
      ["Next-Action: x"],
    ];
    const all = [asked.stranger, asked.staff].flatMap(({ known, headers, first }) =>
      ROUTES.flatMap((route, n) =>
        inTurn(odd, first + n).map((more) => ({
          path: fill(route, known),
          headers: [...more, ...(more.some((header) => header.startsWith("Cookie")) ? [] : headers)],
          script: more.includes(RSC) || more.includes("Next-Action: x"),
        })),
      ),
    );
    expect(await faults(all)).toEqual([]);
  });

  test("data that is not a request", async () => {
    const host = "Host: x";
    const all: [string[], number][] = [
      [["GARBAGE"], 400],
      [["GET /fi HTTP/1.1"], 400],
      [["GET /fi HTTP/1.1", host, "x y: z"], 400],
      [["GET /fi HTTP/1.1", host, `X: ${"y".repeat(20_000)}`], 431],
      [["NONSENSE /fi HTTP/1.1", host], 400],
      [["GET /fi/\xe4\xff HTTP/1.1", host], 400],
      [["GET /fi/a b HTTP/1.1", host], 400],
      [["OPTIONS * HTTP/1.1", host], 405],
      [["GET /fi/sign-in HTTP/1.1", "Host: a b<>"], 200],
      [["GET /_next/image?url=%2Ficon.svg&w=64&q=75 HTTP/1.1", host], 400],
      [["GET /_next/static/..%2f..%2fpackage.json HTTP/1.1", host], 404],
      [["GET /fi/ HTTP/1.1", host], 308],
      [["GET //example.org/%2e%2e HTTP/1.1", host], 308],
    ];
    for (const [head, status] of all) {
      const answer = await askRaw(portalUrl(), head);
      expect([answer.status, fault("/", answer, {})], head.join(" ").slice(0, 80)).toEqual([status, null]);
    }
    // A chunk without a length: the request is invalid before its page is known to hold a form.
    const head = ["POST /fi/sign-in HTTP/1.1", host, FORM, "Transfer-Encoding: chunked"];
    const broken = await askRaw(portalUrl(), head, "zz\r\nxx\r\n");
    expect([broken.status, broken.body.includes("<h1")]).toEqual([400, true]);
  });
});

/** Every action of the build by its id, and other possible ids. */
const ACTION_IDS = Object.keys(manifest("server/server-reference-manifest.json").node);
const FORM = `Content-Type: multipart/form-data; boundary=${BOUNDARY}`;
const TEXT = "Content-Type: text/plain;charset=UTF-8";
const NOBODYS_ID = `40${"a".repeat(40)}`;

/** An action's fields as a page without a script sends them, with the arguments that the page bound. */
const bound = (id: string, args: unknown, more: [string, string][] = []) =>
  multipart([
    ["$ACTION_REF_1", ""],
    ["$ACTION_1:0", JSON.stringify({ id, bound: "$@1" })],
    ["$ACTION_1:1", typeof args === "string" ? args : JSON.stringify(args)],
    ["$ACTION_KEY", "k0"],
    ...more,
  ]);

/** Bodies that none of our forms sends. */
const BODIES: Omit<Sent, "path">[] = [
  { headers: [FORM], body: "no part of anything" },
  { headers: [FORM], body: multipart([["a", "b"]]).slice(0, 60) },
  { headers: ["Content-Type: multipart/form-data"], body: multipart([["a", "b"]]) },
  { headers: [FORM], body: `--${BOUNDARY}--\r\n` },
  { headers: [FORM, "Content-Length: 0"] },
  { headers: [FORM], body: multipart([["a", "x".repeat(1_100_000)]]) },
  { headers: [FORM, "Transfer-Encoding: chunked"], body: chunked(multipart([["a", "x".repeat(1_100_000)]])) },
  { headers: [FORM, "Content-Encoding: gzip"], body: multipart([["a", "b"]]) },
  { headers: ["Content-Type: application/x-www-form-urlencoded"], body: "a=b" },
  { headers: ["Content-Type: application/json"], body: "{}" },
  { headers: ["Content-Type: text/xml"], body: "<x/>" },
  { headers: [TEXT], body: "x" },
  { headers: [], body: "x" },
  { headers: [FORM, "Origin: null"], body: multipart([["a", "b"]]) },
  { headers: [FORM, "Origin: https://example.org"], body: multipart([["a", "b"]]) },
  { headers: [FORM, "Origin: zzz"], body: multipart([["a", "b"]]) },
  { headers: [FORM], body: multipart(Array.from({ length: 3000 }, (_, n) => [`f${n}`, "x"])) },
  { headers: [FORM], body: multipart([["__proto__", "x"]]) },
  { headers: [FORM], body: multipart([["$ACTION_KEY", "x"]]) },
  { headers: [FORM], body: multipart([["$ACTION_REF_1", ""]]) },
  { headers: [FORM], body: multipart([["$ACTION_ID_zzz", ""]]) },
  { headers: [FORM], body: multipart([[`$ACTION_ID_${NOBODYS_ID}`, ""]]) },
  { headers: ["Next-Action: x", TEXT], body: "[]", script: true },
  { headers: [`Next-Action: ${NOBODYS_ID}`, TEXT], body: "[]", script: true },
  { headers: [`Next-Action: ${NOBODYS_ID}`, FORM], body: multipart([["0", "[]"]]), script: true },
  {
    headers: [`Next-Action: ${NOBODYS_ID}`, "Content-Type: application/x-www-form-urlencoded"],
    body: "a",
    script: true,
  },
];

/** Forged calls of an existing action. */
const forged = (id: string): Omit<Sent, "path">[] => [
  ...["junk", "[]", "[null,null,null,null]", '["fi","a","b","c","d"]', '["fi",{"then":1},{"a":"$@1"},null]'].map(
    (body) => ({
      headers: [`Next-Action: ${id}`, TEXT],
      body,
      script: true,
    }),
  ),
  ...[["fi", null], ["fi", "rikkeet", null], ["\u0000", "\u0000"], ["fi", "\u0000", "\u0000", {}], [], "{"].map(
    (args) => ({
      headers: [FORM],
      body: bound(id, args),
    }),
  ),
  {
    headers: [FORM],
    body: bound(
      id,
      ["fi", "rikkeet", { values: {}, errors: {}, attempt: 0 }],
      [
        ["stamp", "\u0000"],
        ["text", "\ud800"],
        ["people.0.name", "\u0000\u202e"],
      ],
    ),
  },
  { headers: [FORM], body: multipart([[`$ACTION_ID_${id}`, ""]]) },
];

for (const who of ["stranger", "staff"] as const)
  test(`whatever is sent to a form, by ${who}`, async () => {
    test.setTimeout(300_000);
    const { known, headers, first } = asked[who];
    const ticket = `/fi/registrations/${asked.token}`;
    const pages = ["/fi/forums/rikkeet/register", "/ar/sign-in", `${ticket}/change`, "/fi/work/links"];
    const forms = [
      ...pages,
      fill("/[locale]/manage/[forumKey]/limits", known),
      fill("/[locale]/helpers/[link]/apu", known),
    ];
    const sent = forms.flatMap((path) => BODIES.map((one) => ({ ...one, path })));
    const calls = ACTION_IDS.flatMap((id, n) =>
      inTurn(forged(id), first + n).map((one) => ({ ...one, path: "/fi/me" })),
    );
    expect(calls.length).toBeGreaterThan(ACTION_IDS.length * 3);
    // A page accepts only its own actions; actions of others are tried on one page in each part of the portal.
    const elsewhere = ACTION_IDS.flatMap((id, n) =>
      inTurn(pages, first + n).map((path) => ({ path, headers: [FORM], body: bound(id, ["fi", "rikkeet", 1, null]) })),
    );
    const all = [...sent, ...calls, ...elsewhere].map((one) => ({ ...one, method: "POST" }));
    expect(await faults(all.map((one) => ({ ...one, headers: [...(one.headers ?? []), ...headers] })))).toEqual([]);
  });

test("a refusal says whose fault it is: a truncated form, an overlong one, one from another site", async () => {
  const path = "/ar/sign-in";
  const host = `Host: ${new URL(portalUrl()).host}`;
  const post = async (headers: string[], body: string) => {
    const length = headers.some((header) => /^transfer/i.test(header)) ? [] : [`Content-Length: ${body.length}`];
    return (await askRaw(portalUrl(), [`POST ${path} HTTP/1.1`, host, ...headers, ...length], body)).status;
  };
  const long = multipart([["a", "x".repeat(1_100_000)]]);
  expect(await post([FORM], "no part of anything")).toBe(400);
  expect(await post([FORM], long)).toBe(413);
  expect(await post([FORM, "Transfer-Encoding: chunked"], chunked(long))).toBe(413);
  expect(await post([FORM, "Origin: null"], multipart([]))).toBe(403);
  expect(await post([FORM, "Origin: https://example.org"], multipart([]))).toBe(403);
});

test("forty forms of ten megabytes at once are refused in words, and everyone else is answered meanwhile", async () => {
  test.setTimeout(120_000);
  const path = "/fi/forums/rikkeet/register";
  const host = `Host: ${new URL(portalUrl()).host}`;
  const whole = Buffer.from(multipart([["a", "x".repeat(10 * 1024 * 1024)]]));
  const inChunks = Buffer.from(chunked(whole.toString()));
  // Half of them declare their length.
  const senders = Array.from({ length: 40 }, (_, n) => {
    const [length, body] =
      n % 2 === 0 ? [`Content-Length: ${whole.length}`, whole] : ["Transfer-Encoding: chunked", inChunks];
    return { body, ...beginRaw(portalUrl(), [`POST ${path} HTTP/1.1`, host, FORM, length]) };
  });
  await Promise.all(senders.map(({ body, write }) => write(body.subarray(0, body.length / 2))));
  for (const other of [path, "/so/forums", `/ar/registrations/${asked.token}`])
    expect([other, (await askRaw(portalUrl(), [`GET ${other} HTTP/1.1`, host])).status]).toEqual([other, 200]);
  const answers = await Promise.all(
    senders.map(({ body, write, answer }) => {
      void write(body.subarray(body.length / 2));
      return answer;
    }),
  );
  expect(answers.map((answer) => [answer.status, fault(path, answer, {})])).toEqual(answers.map(() => [413, null]));
});

test("a proxy's host header counts if a proxy is trusted, and otherwise not at all", async () => {
  const body = multipart([["email", "not an address"]]);
  const elsewhere = "https://example.org";
  /** The answer to a form of another site, with a header that presents that site as the portal itself. */
  const post = async (url: string, header: string) => {
    const headers = [
      `Host: ${new URL(url).host}`,
      FORM,
      `Origin: ${elsewhere}`,
      header,
      `Content-Length: ${body.length}`,
    ];
    return (await askRaw(url, ["POST /fi/sign-in HTTP/1.1", ...headers], body)).status;
  };
  const direct = await startSecondServer({ TRUSTED_PROXIES: "0" });
  try {
    for (const header of ["X-Forwarded-Host: example.org", "x-forwarded-host: example.org, example.org"]) {
      expect(await post(portalUrl(), header)).not.toBe(403);
      expect(await post(direct.url, header)).toBe(403);
    }
    expect(await post(direct.url, "Forwarded: host=example.org")).toBe(403);
  } finally {
    await direct.stop();
  }
});

test("one click in a mail program stops announcements, from anywhere and any number of times; opening the address does nothing", async ({
  page,
}) => {
  await page.goto("/fi/forums/rikkeet/register");
  await fillRegistration(page, "Lopettaja", `lopettaja-${process.pid}@example.org`);
  await (await question(page, "consent.later_forums")).check();
  await submit(page);
  await page.waitForURL(/\/registrations\/[\w-]{27}/);
  const token = /registrations\/([\w-]{27})/.exec(page.url())?.[1] ?? "";
  const oneClick = (of: string) => `${portalUrl()}/fi/later-forums/${of}/one-click`;
  const { LaterForums } = words("fi");
  await page.goto(oneClick(token));
  await expect(page).toHaveURL(`/fi/later-forums/${token}`);
  await expect(page.getByText(LaterForums.hears)).toBeVisible();
  const post = async (of: string, body: string) => {
    const headers = { "Content-Type": "application/x-www-form-urlencoded", Origin: "https://mail.example.org" };
    return (await fetch(oneClick(of), { method: "POST", body, headers, redirect: "manual" })).status;
  };
  expect(await post(token, "something=else")).toBe(400);
  expect(await post("x".repeat(27), "List-Unsubscribe=One-Click")).toBe(404);
  await page.reload();
  await expect(page.getByText(LaterForums.hears)).toBeVisible();
  expect(await post(token, "List-Unsubscribe=One-Click")).toBe(200);
  expect(await post(token, "List-Unsubscribe=One-Click")).toBe(200);
  await page.reload();
  await expect(page.getByText(LaterForums.stopped)).toBeVisible();
});
