import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer, get } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { chromium, devices } from "@playwright/test";
import autocannon from "autocannon";
import { runProgram, startProgram, stopProgram, untilHealthy } from "../../scripts/support/children";
import { ensureChromium } from "../../scripts/support/chromium";
import { freePort } from "../../scripts/support/ports";
import { run } from "../../scripts/support/run";
import { createForum } from "../support/forums";
import { startPortal } from "../support/portal";
import { TEST_SECRET } from "../support/secret";
import { measureGrowth } from "./growth";

// npm run bench -- --growth: see growth.ts. npm run bench: compares the portal with plain Node and with a bare page of
// the same framework, in one run on one machine. Compare the ratios, never the numbers of two machines.

const SECONDS = Number(process.env.BENCH_SECONDS ?? 5);
const ROUNDS = 3;
const CONNECTIONS = 32;
const KILOBYTE = 1024;

/**
 * How many kilobytes a cold public page may cost a family's data plan: visible content, and scripts beyond those of a
 * bare page, both with gzip, which is all that the bare page's server knows. Of the scripts, two times five are the
 * framework's own link, which the bare page does not use, and which the bundler puts both into the page's file and into
 * that of the not-found page.
 */
const PAGE_BOUNDS = { shown: 58, ours: 17 };
/**
 * The form may cost more: it holds the questions for the first people without asking a server again, and the one client
 * component for all forms, which keeps the input when the network breaks.
 */
const FORM_BOUNDS = { shown: 60, ours: 22 };

interface Load {
  perSecond: number;
  p50: number;
  p99: number;
}

async function load(url: string): Promise<Load> {
  const { requests, latency, non2xx, errors } = await autocannon({ url, connections: CONNECTIONS, duration: SECONDS });
  if (non2xx + errors > 0) throw new Error(`${url}: ${non2xx} bad answers, ${errors} errors`);
  return { perSecond: requests.average, p50: latency.p50, p99: latency.p99 };
}

/** The middle of several rounds. The targets take turns, so that noise does not hit only one of them. */
async function compare(targets: Record<string, string>): Promise<Map<string, Load>> {
  const rounds = new Map<string, Load[]>(Object.keys(targets).map((name) => [name, []]));
  for (const url of Object.values(targets)) await autocannon({ url, connections: CONNECTIONS, duration: 1 });
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, url] of Object.entries(targets)) rounds.get(name)?.push(await load(url));
  return new Map(
    [...rounds].map(([name, loads]) => {
      const middle = loads.sort((a, b) => a.perSecond - b.perSecond)[Math.floor(ROUNDS / 2)];
      if (!middle) throw new Error("no rounds");
      return [name, middle];
    }),
  );
}

/** The bytes that a phone receives for a cold page, compressed, by kind, and the addresses of its scripts. */
async function transferred(
  executablePath: string,
  url: string,
): Promise<{ bytes: Record<string, number>; scripts: string[] }> {
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  try {
    const context = await browser.newContext(devices["Pixel 5"]);
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await cdp.send("Network.enable");
    const kinds = new Map<string, string>();
    const bytes: Record<string, number> = { Document: 0, Stylesheet: 0, Font: 0, Script: 0 };
    const scripts: string[] = [];
    cdp.on("Network.responseReceived", ({ requestId, type, response }) => {
      kinds.set(requestId, type);
      if (type === "Script") scripts.push(response.url);
    });
    cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      const kind = kinds.get(requestId) ?? "Other";
      bytes[kind] = (bytes[kind] ?? 0) + encodedDataLength;
    });
    await page.goto(url, { waitUntil: "networkidle" });
    return { bytes, scripts };
  } finally {
    await browser.close();
  }
}

/** The bytes of some addresses with gzip, which every server knows. */
async function withGzip(urls: readonly string[]): Promise<number> {
  const sizes = urls.map(async (url) => {
    const asking = get(url, { headers: { "Accept-Encoding": "gzip" } });
    const [answer] = await once(asking, "response");
    return (await buffer(answer)).length;
  });
  return (await Promise.all(sizes)).reduce((sum, one) => sum + one, 0);
}

/** Forums with room for everybody, over which the registrations are spread. */
const CROWDED = ["bench-1", "bench-2", "bench-3", "bench-4"];
const FAMILIES = 16;
/** How many families open the form before they all send it. */
const OPEN_FORMS = 1600;

/** The register command in its own process, on the portal's database. */
async function commandLoad(databaseUrl: string): Promise<Load> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      "--conditions=react-server",
      "--import=tsx",
      "tests/bench/registrations.ts",
      String(FAMILIES),
      String(SECONDS * 2),
      ...CROWDED,
    ],
    {
      env: {
        ...process.env,
        DATABASE_URL: databaseUrl,
        APP_URL: "http://localhost",
        APP_SECRET: TEST_SECRET,
        DATA_KEY: Buffer.alloc(32, 7).toString("base64"),
        DEMO: "true",
        LOG_LEVEL: "error",
      },
    },
  );
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}

/** Summarises how long each request took. */
function summarise(waits: number[], seconds: number): Load {
  const sorted = [...waits].sort((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);
  return { perSecond: waits.length / seconds, p50: at(0.5), p99: at(0.99) };
}

/** Repeats work with this many families at once, after a warm-up; `work` returns the milliseconds that count. */
async function sustain(seconds: number, work: (n: number) => Promise<number | undefined>): Promise<Load> {
  let n = 0;
  let waits: number[] = [];
  const everybody = (length: number) =>
    Promise.all(
      Array.from({ length: FAMILIES }, async () => {
        for (const until = Date.now() + length * 1000; Date.now() < until; ) {
          const wait = await work(n++);
          if (wait === undefined) return;
          waits.push(wait);
        }
      }),
    );
  await everybody(2);
  waits = [];
  const began = performance.now();
  await everybody(seconds);
  return summarise(waits, (performance.now() - began) / 1000);
}

/** Gives each family its own address, because limits on one address are not what is measured. */
function addressOf(k: number): Record<string, string> {
  return { "X-Forwarded-For": `10.${(k >> 16) & 255}.${(k >> 8) & 255}.${k & 255}` };
}

/** Opens a form like a browser without scripts, and fills it in. */
async function openForm(page: string, k: number): Promise<FormData> {
  const form = await (await fetch(`${page}/register`, { headers: addressOf(k) })).text();
  const fields = new FormData();
  for (const [, attributes = ""] of form.matchAll(/<input type="hidden"([^>]*)>/g)) {
    const name = attributes.match(/name="([^"]*)"/)?.[1];
    const value = attributes.match(/value="([^"]*)"/)?.[1] ?? "";
    if (name) fields.append(name, value.replaceAll("&quot;", '"').replaceAll("&amp;", "&"));
  }
  for (let person = 0; person <= k % 3; person++) {
    fields.set(`people.${person}.name`, `Qof ${person}`);
    fields.set(`people.${person}.role`, "parent");
    fields.set(`people.${person}.age`, "adult");
    fields.set(`people.${person}.language`, "so");
  }
  const rest = { email: `reis${k}@example.org`, messageLocale: "so", contactWay: "read", consent: "on" };
  for (const [name, value] of Object.entries(rest)) fields.set(name, value);
  return fields;
}

/** Sends a filled-in form; returns the ticket's address and the milliseconds until the answer. */
async function sendForm(page: string, fields: FormData, k: number) {
  const began = performance.now();
  const sent = await fetch(`${page}/register`, {
    method: "POST",
    body: fields,
    headers: addressOf(k),
    redirect: "manual",
  });
  const ticket = sent.headers.get("location");
  if (sent.status !== 303 || !ticket) throw new Error(`the form was answered with ${sent.status}`);
  return { ticket, wait: performance.now() - began };
}

/** Families who have opened the form and all send it: the opening of a popular forum. */
async function sendingLoad(pageOf: (k: number) => string): Promise<Load> {
  const open: { fields: FormData; k: number }[] = [];
  for (let k = 0; k < OPEN_FORMS; k += FAMILIES)
    open.push(
      ...(await Promise.all(
        Array.from({ length: FAMILIES }, async (_, m) => ({ fields: await openForm(pageOf(k + m), k + m), k: k + m })),
      )),
    );
  return sustain(SECONDS * 2, async () => {
    const next = open.pop();
    return next && (await sendForm(pageOf(next.k), next.fields, next.k)).wait;
  });
}

/** Families who look at the forum's page, open the form, send it, and see their ticket: four pages each. */
function journeyLoad(portalUrl: string, pageOf: (k: number) => string): Promise<Load> {
  return sustain(SECONDS * 3, async (n) => {
    const k = OPEN_FORMS + n;
    await (await fetch(pageOf(k), { headers: addressOf(k) })).text();
    const { ticket, wait } = await sendForm(pageOf(k), await openForm(pageOf(k), k), k);
    await (await fetch(new URL(ticket, portalUrl), { headers: addressOf(k) })).text();
    return wait;
  });
}

run(async () => {
  if (process.argv.includes("--growth")) {
    await measureGrowth();
    process.exit(0);
  }
  const executablePath = ensureChromium();
  const portal = await startPortal(
    async (databaseUrl) => {
      for (const slug of CROWDED) await createForum(databaseUrl, { slug, capacity: null, childcare: 500 });
    },
    // Logging every statement costs a server more than the statement, and nobody runs one like that.
    { logLevel: "info" },
  );
  try {
    const list = `${portal.url}/fi/forums`;
    const forum = `${portal.url}/fi/forums/perheilta-tikkurila`;
    const body = Buffer.from(await (await fetch(forum)).arrayBuffer());

    const listBytes = (await (await fetch(list)).arrayBuffer()).byteLength;

    const raw = createServer((_request, response) => {
      response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", "Content-Length": body.length }).end(body);
    });
    await new Promise<void>((resolve) => raw.listen(0, "127.0.0.1", resolve));
    const rawUrl = `http://127.0.0.1:${(raw.address() as AddressInfo).port}/`;

    const barePort = await freePort();
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      BENCH_LIST_BYTES: String(listBytes),
      BENCH_FORUM_BYTES: String(body.length),
    };
    await runProgram("next", ["build", "tests/bench/bare"], env);
    const bare = startProgram("next", ["start", "tests/bench/bare", "--port", String(barePort)], env, "ignore");
    const bareUrl = `http://localhost:${barePort}`;
    try {
      await untilHealthy(`${bareUrl}/list`, bare);
      const results = await compare({
        "(a) plain Node, bytes of our forum page": rawUrl,
        "(b) bare Next page as large as our list": `${bareUrl}/list`,
        "(c) forum list": list,
        "(b) bare Next page as large as our forum page": `${bareUrl}/forum`,
        "(c) forum page": forum,
      });
      console.log(
        `\n${CONNECTIONS} connections, ${ROUNDS} rounds of ${SECONDS} s, the middle one; list ${Math.round(listBytes / KILOBYTE)} KB, forum page ${Math.round(body.length / KILOBYTE)} KB\n`,
      );
      let reference = 0;
      console.table(
        [...results].map(([target, { perSecond, p50, p99 }]) => {
          if (target.startsWith("(b)")) reference = perSecond;
          return {
            target,
            "requests/s": Math.round(perSecond),
            "p50 ms": p50,
            "p99 ms": p99,
            "(c) to its (b)": target.startsWith("(c)") ? (perSecond / reference).toFixed(2) : "",
          };
        }),
      );

      const pageOf = (k: number) => `${portal.url}/so/forums/${CROWDED[k % CROWDED.length]}`;
      console.log(
        `Registrations, ${FAMILIES} families at a time at ${CROWDED.length} forums, messages sent meanwhile\n`,
      );
      console.table(
        Object.entries({
          "register command, one process": await commandLoad(portal.databaseUrl),
          "sending a form that is open, over HTTP": await sendingLoad(pageOf),
          "page, form, sending, ticket, over HTTP": await journeyLoad(portal.url, pageOf),
        }).map(([what, { perSecond, p50, p99 }]) => ({
          what,
          "registrations/s": Math.round(perSecond),
          "p50 ms": p50,
          "p99 ms": p99,
        })),
      );

      const framework = await withGzip((await transferred(executablePath, `${bareUrl}/list`)).scripts);
      console.log("Transferred for a cold page on a phone, compressed, in KB\n");
      const rows = [];
      const above: string[] = [];
      for (const [name, url, bounds] of [
        ["forum list", list, PAGE_BOUNDS],
        ["forum page", forum, PAGE_BOUNDS],
        ["registration form", `${forum}/register`, FORM_BOUNDS],
        ["forum page (ar)", forum.replace("/fi/", "/ar/"), PAGE_BOUNDS],
      ] as const) {
        const { bytes, scripts } = await transferred(executablePath, url);
        const { Document = 0, Stylesheet = 0, Font = 0, Script = 0, Fetch: unasked = 0 } = bytes;
        const inKb = (bytes: number) => (bytes / KILOBYTE).toFixed(1);
        const shown = Document + Stylesheet + Font;
        const ours = (await withGzip(scripts)) - framework;
        if (shown > bounds.shown * KILOBYTE || ours > bounds.ours * KILOBYTE || unasked > 0) above.push(name);
        rows.push({
          page: name,
          HTML: inKb(Document),
          CSS: inKb(Stylesheet),
          fonts: inKb(Font),
          "HTML+CSS+fonts": `${inKb(shown)} (≤ ${bounds.shown})`,
          JavaScript: inKb(Script),
          "with gzip, framework": inKb(framework),
          "with gzip, ours": `${inKb(ours)} (≤ ${bounds.ours})`,
          "unasked (0)": inKb(unasked),
        });
      }
      console.table(rows);
      if (above.length > 0) throw new Error(`heavier than its bound: ${above.join(", ")}`);
    } finally {
      await stopProgram(bare);
      raw.close();
    }
  } finally {
    await portal.stop();
  }
  process.exit(0);
});
