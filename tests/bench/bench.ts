import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { chromium, devices } from "@playwright/test";
import autocannon from "autocannon";
import { runProgram, startProgram, stopProgram, untilHealthy } from "../../scripts/support/children";
import { ensureChromium } from "../../scripts/support/chromium";
import { freePort } from "../../scripts/support/embedded-postgres";
import { run } from "../../scripts/support/run";
import { createForum } from "../support/forums";
import { startPortal } from "../support/portal";

// npm run bench: what the portal costs beside plain Node and beside a bare page of the same framework, all in one run on
// one machine. Ratios are to be compared, never the numbers of two machines.

const SECONDS = Number(process.env.BENCH_SECONDS ?? 5);
const ROUNDS = 3;
const CONNECTIONS = 32;
const KILOBYTE = 1024;

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

/** The middle round of several, the targets taking turns so that a noisy moment does not fall on one of them alone. */
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

/** Bytes that a phone receives for a cold page, compressed as sent, by kind. */
async function transferred(executablePath: string, url: string): Promise<Record<string, number>> {
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
    cdp.on("Network.responseReceived", ({ requestId, type }) => kinds.set(requestId, type));
    cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      const kind = kinds.get(requestId) ?? "Other";
      bytes[kind] = (bytes[kind] ?? 0) + encodedDataLength;
    });
    await page.goto(url, { waitUntil: "networkidle" });
    return bytes;
  } finally {
    await browser.close();
  }
}

/** Forums with room for everybody, that the registrations are spread over. */
const CROWDED = ["bench-1", "bench-2", "bench-3", "bench-4"];
const FAMILIES = 16;

/** The register command in a process of its own, on the portal's database. */
function commandLoad(databaseUrl: string): Load {
  const output = execFileSync(
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
        APP_SECRET: "a secret for tests only, forty letters long",
        DATA_KEY: Buffer.alloc(32, 7).toString("base64"),
        DEMO: "true",
        LOG_LEVEL: "error",
      },
      encoding: "utf8",
    },
  );
  return JSON.parse(output.trim().split("\n").at(-1) ?? "");
}

/**
 * Families as browsers without scripts send them: each looks at the forum's page, opens the form, sends it, and sees its
 * ticket. Measured are whole registrations per second, and how long the sending took.
 */
async function journeyLoad(portalUrl: string): Promise<Load> {
  const waits: number[] = [];
  let n = 0;
  const family = async (until: number) => {
    while (Date.now() < until) {
      const k = n++;
      // Families come from addresses of their own: limits on one address are not what is measured.
      const headers = { "X-Forwarded-For": `10.${(k >> 16) & 255}.${(k >> 8) & 255}.${k & 255}` };
      const page = `${portalUrl}/so/forums/${CROWDED[k % CROWDED.length]}`;
      await (await fetch(page, { headers })).text();
      const form = await (await fetch(`${page}/register`, { headers })).text();
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
      for (const [name, value] of Object.entries({
        email: `reis${k}@example.org`,
        messageLocale: "so",
        contactWay: "read",
        consent: "on",
      }))
        fields.set(name, value);
      const began = performance.now();
      const sent = await fetch(`${page}/register`, { method: "POST", body: fields, headers, redirect: "manual" });
      waits.push(performance.now() - began);
      const ticket = sent.headers.get("location");
      if (sent.status !== 303 || !ticket) throw new Error(`the form was answered with ${sent.status}`);
      await (await fetch(new URL(ticket, portalUrl), { headers })).text();
    }
  };
  const everybody = (seconds: number) =>
    Promise.all(Array.from({ length: FAMILIES }, () => family(Date.now() + seconds * 1000)));
  await everybody(3);
  waits.length = 0;
  const began = performance.now();
  await everybody(SECONDS * 3);
  const perSecond = waits.length / ((performance.now() - began) / 1000);
  waits.sort((a, b) => a - b);
  const at = (share: number) => Math.round(waits[Math.floor(waits.length * share)] ?? 0);
  return { perSecond, p50: at(0.5), p99: at(0.99) };
}

run(async () => {
  const executablePath = ensureChromium();
  const portal = await startPortal(async (databaseUrl) => {
    for (const slug of CROWDED) await createForum(databaseUrl, { slug, capacity: null, childcare: 500 });
  });
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

      console.log(
        `Registrations, ${FAMILIES} families at a time at ${CROWDED.length} forums, messages sent meanwhile\n`,
      );
      console.table(
        Object.entries({
          "register command, one process": commandLoad(portal.databaseUrl),
          "page, form, sending, ticket over HTTP": await journeyLoad(portal.url),
        }).map(([what, { perSecond, p50, p99 }]) => ({
          what,
          "registrations/s": Math.round(perSecond),
          "p50 ms": p50,
          "p99 ms": p99,
        })),
      );

      const bareBytes = await transferred(executablePath, `${bareUrl}/list`);
      console.log("Transferred for a cold page on a phone, compressed, in KB\n");
      const rows = [];
      for (const [name, url] of [
        ["forum list", list],
        ["forum page", forum],
        ["registration form", `${forum}/register`],
        ["forum page (ar)", forum.replace("/fi/", "/ar/")],
      ] as const) {
        const { Document = 0, Stylesheet = 0, Font = 0, Script = 0 } = await transferred(executablePath, url);
        const inKb = (bytes: number) => (bytes / KILOBYTE).toFixed(1);
        rows.push({
          page: name,
          HTML: inKb(Document),
          CSS: inKb(Stylesheet),
          fonts: inKb(Font),
          "HTML+CSS+fonts (≤ 60)": inKb(Document + Stylesheet + Font),
          "JavaScript, framework": inKb(bareBytes.Script ?? 0),
          "JavaScript, ours (≤ 15)": inKb(Script - (bareBytes.Script ?? 0)),
        });
      }
      console.table(rows);
    } finally {
      await stopProgram(bare);
      raw.close();
    }
  } finally {
    await portal.stop();
  }
  process.exit(0);
});
