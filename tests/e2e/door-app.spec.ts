import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { routes } from "@/i18n/routes";
import { findChromium } from "../../scripts/support/chromium";
import { freePort } from "../../scripts/support/ports";
import { createAccount, sessionCookieOf } from "../support/accounts";
import { expectNoBarriers, inEachLook, LOOKED_AT_IN } from "../support/axe";
import {
  type DoorTestParty,
  hideHeldForums,
  holdForum,
  readLog,
  withdrawLinks,
  writeParties,
} from "../support/door-app";
import { databaseUrl, expect, fillRegistration, portalUrl, submit, test, words } from "../support/e2e";
import { createForum } from "../support/forums";
import { openGate } from "../support/gate";
import { createLink } from "../support/links";
import { fill, ROUTES } from "../support/routes";
import { startSecondServer } from "../support/second-server";
import { staffPage } from "../support/staff-page";

const t = words("fi");

/** Sixty parties of one to four people, 150 people in all; the last two have no seat. */
const PARTIES: DoorTestParty[] = Array.from({ length: 60 }, (_, n) => ({
  code: `W${String(n).padStart(3, "0")}X`,
  people: Array.from({ length: (n % 4) + 1 }, (_, position) => `Ayaan ${n}-${position} Warsame`),
  ...(n === 58 && { status: "waiting" as const }),
  ...(n === 59 && { status: "cancelled" as const }),
}));
const EXPECTED = PARTIES.filter(({ status }) => !status).flatMap(({ people }) => people).length;
const partyOf = (size: number, nth: number) => PARTIES[nth * 4 + size - 1] as DoorTestParty;

test.afterEach(() => hideHeldForums(databaseUrl()));

/** A forum that is held now, with its parties, and a link to its door. */
async function makeDoor(slug: string, parties: readonly DoorTestParty[] = PARTIES) {
  const forumId = await createForum(databaseUrl(), { slug, capacity: 300, inDays: 3 });
  await writeParties(databaseUrl(), forumId, parties);
  await holdForum(databaseUrl(), forumId);
  return { forumId, slug, key: await createLink(databaseUrl(), "door", forumId) };
}

/** Opens a door and waits until the device has its list. */
async function openDoor(page: Page, url: string, expected = EXPECTED): Promise<void> {
  await page.goto(url);
  await expect.poll(() => counts(page), { timeout: 20_000 }).toContain(`/ ${expected}`);
}

/** The counts as a phone shows them: arrived / expected, not registered, without a seat. */
const counts = async (page: Page) =>
  (await page.getByTestId("door-counts").locator("dd").allTextContents()).join(" · ");

/** A party in the list. */
const chosen = (page: Page, code: string) =>
  page.getByRole("region", { name: t.DoorApp.people }).getByRole("button", { name: code });

/** Opens a party by its code and ticks people; nobody named stands for the button for all. */
async function note(page: Page, { code, people }: DoorTestParty, positions?: readonly number[]): Promise<void> {
  await page.getByLabel(t.Door.search).fill(code);
  await chosen(page, code).click();
  const party = page.getByRole("region", { name: code });
  if (positions)
    for (const position of positions) {
      await party.getByRole("checkbox", { name: people[position] ?? "" }).click();
      await expect(party.getByRole("checkbox", { name: people[position] ?? "" })).toBeChecked();
    }
  else {
    await party.getByRole("button", { name: t.DoorApp.all }).click();
    await expect(party.getByText(t.Door.allHere)).toBeVisible();
  }
  await party.getByRole("button", { name: t.DoorApp.back }).click();
}

async function addWalkIns(page: Page, people: number): Promise<void> {
  const section = page.getByRole("region", { name: t.Door.walkInTitle });
  for (let n = 1; n < people; n++) await section.getByRole("button", { name: t.DoorApp.oneMore }).click();
  await section.getByLabel(t.Door.language).selectOption("so");
  await section.getByRole("button", { name: t.Door.countThem, exact: true }).click();
  await expect(section.locator("output")).toHaveText("1");
}

const standing = (page: Page) => page.locator("[data-connection]");
const queued = (count: number) => t.DoorApp.queued.replace("{count}", String(count));

/** Waits until the service worker has kept the shell, the search and, if the browser needs it, the reader of QR codes. */
async function untilKept(page: Page): Promise<void> {
  const kept = () =>
    page.evaluate(async () => {
      const names = (await caches.keys()).filter((name) => name.startsWith("omapolku-door"));
      const urls = await Promise.all(
        names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)),
      );
      const all = urls.flat();
      return {
        controlled: Boolean(navigator.serviceWorker.controller),
        shell: all.includes("/fi/door"),
        scripts: all.filter((path) => path.endsWith(".js")).length > 5,
        reader: "BarcodeDetector" in window || all.some((path) => path.endsWith(".wasm")),
      };
    });
  await expect.poll(kept, { timeout: 30_000 }).toEqual({ controlled: true, shell: true, scripts: true, reader: true });
}

test("two phones, one of them without a network for ten minutes, and the server agree, and nothing is doubled or lost", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const { forumId, key } = await makeDoor(`ovi-kaksi-${Date.now()}`);
  const port = await freePort();
  let server = await startSecondServer({}, port);
  const gate = await openGate(server.url);
  const path = routes.door("fi", key);
  const contexts: BrowserContext[] = [];
  const phone = async (url: string) => {
    const context = await browser.newContext({ viewport: { width: 360, height: 640 } });
    contexts.push(context);
    const page = await context.newPage();
    await openDoor(page, `${url}${path}`);
    return page;
  };
  const a = await phone(server.url);
  const b = await phone(gate.url);
  await untilKept(b);

  // What one notes, the other shows within two seconds.
  await note(a, partyOf(4, 0));
  await expect.poll(() => counts(b), { timeout: 4_000 }).toBe(`4 / ${EXPECTED} · 0`);

  // One phone loses its network, and goes on.
  gate.close();
  await expect(standing(b)).toHaveAttribute("data-connection", "away");
  await note(b, partyOf(4, 1), [0, 1, 3]);
  await note(b, partyOf(3, 2));
  await addWalkIns(b, 3);
  await note(b, partyOf(2, 3), [1]);
  await expect(standing(b)).toContainText(queued(6));

  // Meanwhile the other goes on too, also with a family that the first has let in.
  await note(a, partyOf(3, 2));
  await note(a, partyOf(2, 3), [0]);
  await addWalkIns(a, 2);
  await expect.poll(() => counts(a)).toBe(`8 / ${EXPECTED} · 2`);

  // Reloaded without a network, the phone has everything, and shows it ten minutes later too.
  await b.reload();
  await expect(standing(b)).toContainText(queued(6));
  expect(await counts(b)).toBe(`11 / ${EXPECTED} · 3`);
  await expect(b.getByText(t.DoorApp.queuedTag, { exact: true }).first()).toBeVisible();
  await b.clock.install();
  await b.clock.fastForward("10:00");
  await note(b, partyOf(1, 4));
  await expect(standing(b)).toContainText(queued(7));

  // The server is restarted while the other phone notes somebody.
  await server.stop();
  await note(a, partyOf(1, 5));
  await expect(standing(a)).toContainText(queued(1));
  await expect(standing(a)).toContainText(t.DoorApp.away);
  server = await startSecondServer({}, port);
  await expect(standing(a)).toHaveAttribute("data-connection", "fine", { timeout: 15_000 });
  await expect(standing(a)).not.toContainText(queued(1));

  // With a network again, all agree within two seconds.
  gate.open();
  await b.clock.resume();
  await expect(standing(b)).toContainText(t.DoorApp.fine, { timeout: 15_000 });
  // 4 of the first family, 3 of 4, 3, 2 of 2, 1, 1; and 5 walk-ins.
  const all = `14 / ${EXPECTED} · 5`;
  await expect.poll(() => counts(b), { timeout: 4_000 }).toBe(all);
  await expect.poll(() => counts(a), { timeout: 4_000 }).toBe(all);

  // Somebody was noted by mistake: undone on one phone, gone from both.
  await a.getByRole("button", { name: new RegExp(`${t.Door.undo}.*${partyOf(1, 5).code}`) }).click();
  // The entry goes with its button, and leaves the focus in its list.
  await expect(a.getByRole("heading", { name: t.Door.recent })).toBeFocused();
  const left = `13 / ${EXPECTED} · 5`;
  for (const page of [a, b]) await expect.poll(() => counts(page), { timeout: 6_000 }).toBe(left);

  // The same on the page without a script, and in the database: thirteen entries, each once.
  const plain = await browser.newContext({ javaScriptEnabled: false });
  contexts.push(plain);
  const page = await plain.newPage();
  await page.goto(`${server.url}${path}`);
  expect((await page.getByRole("main").locator("dd").allTextContents()).map((text) => text.trim()).join(" · ")).toBe(
    left,
  );
  const log = await readLog(databaseUrl(), forumId);
  expect(log.arrived).toBe(13);
  expect(log.entries).toHaveLength(new Set(log.entries).size);
  expect(log.entries).toHaveLength(1 + 6 + 3 + 1 + 1 + 1);

  for (const context of contexts) await context.close();
  await gate.stop();
  await server.stop();
});

test("an unknown code is queued, refused in words, and holds nothing up", async ({ page }) => {
  const { forumId, key } = await makeDoor(`ovi-koodi-${Date.now()}`);
  await openDoor(page, `${portalUrl()}${routes.door("fi", key)}`);
  await page.getByLabel(t.Door.search).fill("ZZZZZ");
  await page.getByRole("button", { name: t.DoorApp.noteAnyway.replace("{code}", "ZZZZZ") }).click();
  await expect(page.getByRole("heading", { name: "ZZZZZ" })).toBeFocused();
  await page.getByRole("button", { name: t.DoorApp.noteAnyway.replace("{code}", "ZZZZZ") }).click();
  await expect(page.getByLabel(t.Door.search)).toBeFocused();
  await expect(page.getByText(t.DoorApp.refused.unknown_code)).toBeVisible();
  await note(page, partyOf(1, 0));
  await expect.poll(() => counts(page)).toBe(`1 / ${EXPECTED} · 0`);
  await expect.poll(async () => (await readLog(databaseUrl(), forumId)).entries.length).toBe(1);
  await page.getByRole("button", { name: t.DoorApp.dismiss }).click();
  await expect(page.getByText(t.DoorApp.refusedTitle)).toHaveCount(0);
});

test("an entry that the server fails on holds up neither the others nor what comes from other phones", async ({
  page,
  request,
}) => {
  const { forumId, key } = await makeDoor(`ovi-vika-${Date.now()}`);
  const log = `${portalUrl()}${routes.doorLog("fi", key)}`;
  await page.route(log, (route) =>
    route.request().postData()?.includes('"walk_in"') ? route.fulfill({ status: 500 }) : route.continue(),
  );
  await openDoor(page, `${portalUrl()}${routes.door("fi", key)}`);
  await addWalkIns(page, 2);
  await note(page, partyOf(1, 0));
  await note(page, partyOf(2, 0));
  await expect.poll(async () => (await readLog(databaseUrl(), forumId)).arrived, { timeout: 20_000 }).toBe(3);
  await expect(standing(page)).toContainText(queued(1));
  const entry = { id: randomUUID(), at: new Date().toISOString(), kind: "arrived", code: "W002X", people: null };
  await request.post(log, { data: { list: null, after: 0, entries: [entry] } });
  await expect.poll(() => counts(page), { timeout: 20_000 }).toBe(`6 / ${EXPECTED} · 2`);
  await page.unroute(log);
  await expect(standing(page)).not.toContainText(queued(1), { timeout: 20_000 });
  await expect.poll(async () => (await readLog(databaseUrl(), forumId)).entries.length).toBe(4);
});

test("parties without a seat say so in words, and are let in only by hand", async ({ page }) => {
  const { key } = await makeDoor(`ovi-jono-${Date.now()}`);
  await openDoor(page, `${portalUrl()}${routes.door("fi", key)}`);
  for (const [n, text] of [
    [58, t.Door.states.waiting],
    [59, t.Door.states.cancelled],
  ] as const) {
    const { code } = PARTIES[n] as DoorTestParty;
    await page.getByLabel(t.Door.search).fill(code);
    await chosen(page, code).click();
    await expect(page.getByRole("region", { name: code })).toContainText(text);
  }
  await page.getByRole("checkbox").first().click();
  await expect.poll(() => counts(page)).toBe(`0 / ${EXPECTED} · 0 · 1`);
});

/** Writes a film of a picture, as a camera sees it that somebody holds before a ticket. */
async function film(page: Page, picture: Buffer, name: string): Promise<string> {
  await page.setViewportSize({ width: 640, height: 480 });
  await page.goto(`${portalUrl()}/robots.txt`);
  await page.setContent(
    `<body style="margin:0;height:100vh;display:grid;place-items:center;background:#cbb"><img style="width:300px;transform:rotate(9deg)" src="data:image/png;base64,${picture.toString("base64")}">`,
  );
  const frame = await page.screenshot({ type: "jpeg", quality: 92 });
  const file = join(tmpdir(), `omapolku-${name}-${process.pid}-${Date.now()}.mjpeg`);
  writeFileSync(file, Buffer.concat(Array.from({ length: 10 }, () => frame)));
  return file;
}

test("the camera reads a real ticket, and says so of a ticket for another forum", async ({ page }) => {
  test.setTimeout(120_000);
  const slug = `ovi-kamera-${Date.now()}`;
  const forumId = await createForum(databaseUrl(), { slug, inDays: 3 });
  await page.goto(`${portalUrl()}${routes.register("so", slug)}`);
  await fillRegistration(page, "Hodan Warsame", "kamera@example.org");
  await submit(page);
  const code = (await page.getByTestId("code").textContent()) ?? "";
  const file = await film(page, await page.getByRole("img").screenshot(), "lippu");
  await holdForum(databaseUrl(), forumId);
  const key = await createLink(databaseUrl(), "door", forumId);
  const other = await makeDoor(`ovi-toinen-${Date.now()}`);

  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--use-fake-device-for-media-stream",
      "--use-fake-ui-for-media-stream",
      `--use-file-for-fake-video-capture=${file}`,
    ],
  });
  try {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
    const phone = await context.newPage();
    const blocked: string[] = [];
    phone.on("console", (message) => {
      if (/Content.Security.Policy|Permissions policy/i.test(message.text())) blocked.push(message.text());
    });
    await openDoor(phone, `${portalUrl()}${routes.door("fi", key)}`, 1);
    await phone.getByRole("button", { name: t.DoorApp.scan }).click();
    const party = phone.getByRole("region", { name: code });
    await expect(party).toBeVisible({ timeout: 30_000 });
    await expect(phone.getByRole("status").filter({ hasText: code })).toContainText("Hodan Warsame");
    await party.getByRole("button", { name: t.DoorApp.all }).click();
    await expect.poll(() => counts(phone)).toBe("1 / 1 · 0");
    await expect.poll(async () => (await readLog(databaseUrl(), forumId)).arrived).toBe(1);
    await phone.getByRole("button", { name: t.DoorApp.stopScan }).click();
    await expect(phone.locator("video")).toHaveCount(0);

    await openDoor(phone, `${portalUrl()}${routes.door("fi", other.key)}`);
    await phone.getByRole("button", { name: t.DoorApp.scan }).click();
    await expect(phone.getByText(t.DoorApp.otherForum)).toBeVisible({ timeout: 30_000 });
    expect(await counts(phone)).toBe(`0 / ${EXPECTED} · 0`);
    expect(blocked).toEqual([]);
  } finally {
    await browser.close();
  }
});

test("without a camera, or without a place to keep anything, the page says so and the form works", async ({
  browser,
}) => {
  const { key } = await makeDoor(`ovi-ilman-${Date.now()}`);
  const context = await browser.newContext({ baseURL: portalUrl() });
  const page = await context.newPage();
  await openDoor(page, routes.door("fi", key));
  await page.getByRole("button", { name: t.DoorApp.scan }).click();
  await expect(page.getByText(t.DoorApp.cameraNone).or(page.getByText(t.DoorApp.cameraDenied))).toBeVisible();
  await page.addInitScript(() => Object.defineProperty(window, "indexedDB", { value: undefined }));
  await page.goto(routes.door("fi", key));
  await expect(page.getByText(t.DoorApp.unstored)).toBeVisible();
  await page.getByLabel(t.Door.search).fill("Ayaan 0-0");
  await page.getByRole("button", { name: t.Door.find }).click();
  await expect(page.getByText("W000X").first()).toBeVisible();
  await context.close();
});

/** Everything in the device's databases of doors, as text in both encodings, and the names of the databases. */
const held = (page: Page) =>
  page.evaluate(async () => {
    const found: string[] = [];
    const names = (await indexedDB.databases()).map(({ name = "" }) => name).filter((name) => name.includes("door"));
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const write = (value: unknown): string => {
      if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
        const bytes = new Uint8Array(value instanceof ArrayBuffer ? value : value.buffer);
        return `${new TextDecoder("utf-8").decode(bytes)} ${new TextDecoder("utf-16le").decode(bytes)}`;
      }
      if (value instanceof CryptoKey) return `key, extractable: ${value.extractable}`;
      if (typeof value === "object" && value)
        return Object.entries(value)
          .map(([k, v]) => `${k}=${write(v)}`)
          .join(" ");
      return String(value);
    };
    for (const name of names) {
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const objects = database.transaction(store).objectStore(store);
        const [keys, values] = [await done(objects.getAllKeys()), await done(objects.getAll())];
        found.push(`${name} ${store} ${write(keys)} ${write(values)}`);
      }
      database.close();
    }
    return { names, text: found.join("\n") };
  });

test("a phone whose link is withdrawn while the door is open shows and keeps no names any more", async ({ page }) => {
  const { forumId, key } = await makeDoor(`ovi-veks-${Date.now()}`, PARTIES.slice(0, 4));
  await openDoor(page, `${portalUrl()}${routes.door("fi", key)}`, 10);
  await expect(chosen(page, "W001X")).toBeVisible();
  await withdrawLinks(databaseUrl(), forumId);
  await expect(page.getByText(t.DoorApp.closed)).toBeVisible();
  await expect(chosen(page, "W001X")).toHaveCount(0);
  await expect(page.getByText("Ayaan")).toHaveCount(0);
});

/** The names of the device's databases of single doors. Opens none of them, so that none comes back. */
const heldDoors = (page: Page) =>
  page.evaluate(async () =>
    (await indexedDB.databases()).map(({ name = "" }) => name).filter((name) => name.startsWith("omapolku-door-")),
  );

test("the device holds nothing in clear, its caches nothing personal, and the next day both are gone", async ({
  browser,
}) => {
  const { forumId, key } = await makeDoor(`ovi-salattu-${Date.now()}`);
  const other = await makeDoor(`ovi-huomenna-${Date.now()}`, PARTIES.slice(0, 1));
  const context = await browser.newContext({ baseURL: portalUrl() });
  const page = await context.newPage();
  await openDoor(page, routes.door("fi", key));
  await note(page, partyOf(2, 0), [1]);
  await untilKept(page);
  // What is not sent would stay for a week, as a code.
  await expect.poll(async () => (await readLog(databaseUrl(), forumId)).arrived).toBe(1);
  // What an earlier version left goes with the next opening.
  await page.evaluate(async () => {
    const [name = ""] = (await caches.keys()).filter((known) => known.startsWith("omapolku-door"));
    await (await caches.open(name)).put("/_next/static/chunks/of-an-old-version.js", new Response("old"));
  });
  await page.goto(routes.door("fi", other.key));
  await expect.poll(() => counts(page)).toBe("0 / 1 · 0");
  const cached = () =>
    page.evaluate(async () => {
      const all: string[] = [];
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys())
          all.push(`${request.url} ${(await (await cache.match(request))?.text())?.includes("Ayaan")}`);
      }
      return all.join("\n");
    });
  await expect.poll(cached).not.toContain("of-an-old-version");
  expect(await cached()).not.toMatch(/ true$|\/log\b/m);
  for (const secret of [key, other.key]) expect(await cached()).not.toContain(secret);

  const { names, text } = await held(page);
  expect(names).toHaveLength(3);
  expect(text).toContain("key, extractable: false");
  for (const secret of [key, other.key, "Ayaan", "Warsame", "W001X", "Testi-ilta"]) expect(text).not.toContain(secret);

  // The next day the link opens nothing, and says no name.
  await holdForum(databaseUrl(), forumId, -1.5);
  const answer = await page.request.get(routes.door("fi", key));
  const html = await answer.text();
  expect(html).toContain(t.Door.overTitle);
  expect(html).not.toContain("Ayaan");
  const sent = await page.request.post(routes.doorLog("fi", key), { data: { list: null, after: 0, entries: [] } });
  expect(sent.status()).toBe(404);

  // At the next opening of any door's page after the day, the device has forgotten both.
  const later = await context.newPage();
  await later.clock.install({ time: Date.now() + 2 * 86_400_000 });
  await later.goto(routes.doorShell("fi"));
  await expect(later.getByText(t.DoorApp.unknown)).toBeVisible();
  await page.close();
  await expect.poll(async () => (await held(later)).names.filter((name) => name !== "omapolku-doors")).toEqual([]);
  expect((await held(later)).text).not.toContain("endsAt=");
  await context.close();
});

test("the device forgets the door of a forum that was moved to another day, on the page that says so", async ({
  browser,
}) => {
  const { forumId, key } = await makeDoor(`ovi-siirretty-${Date.now()}`, PARTIES.slice(0, 1));
  const context = await browser.newContext({ baseURL: portalUrl() });
  const page = await context.newPage();
  await openDoor(page, routes.door("fi", key), 1);
  await page.close();
  await holdForum(databaseUrl(), forumId, 5);
  const later = await context.newPage();
  await later.clock.install({ time: Date.now() + 2 * 86_400_000 });
  await later.goto(routes.door("fi", key));
  await expect(later.getByText(t.Door.earlyTitle)).toBeVisible();
  await expect.poll(() => heldDoors(later)).toEqual([]);
  await context.close();
});

test("what was not sent by the end of the day waits for a network without a name, and is refused to a link", async ({
  browser,
}) => {
  const { key } = await makeDoor(`ovi-jalkeen-${Date.now()}`, PARTIES.slice(0, 1));
  const context = await browser.newContext({ baseURL: portalUrl(), serviceWorkers: "block" });
  const log = (url: URL) => url.pathname === routes.doorLog("fi", key);
  const page = await context.newPage();
  await openDoor(page, routes.door("fi", key), 1);
  await context.route(log, (route) => route.abort());
  await expect(standing(page)).toHaveAttribute("data-connection", "away");
  await addWalkIns(page, 2);
  await page.close();
  const later = async () => {
    const opened = await context.newPage();
    await opened.clock.install({ time: Date.now() + 2 * 86_400_000 });
    await opened.goto(routes.door("fi", key));
    return opened;
  };
  const offline = await later();
  await expect.poll(async () => (await held(offline)).text).not.toMatch(/ list (?!\s*$)\S/m);
  expect(await heldDoors(offline)).toHaveLength(1);
  await offline.close();
  await context.unroute(log);
  await context.route(log, (route) => route.fulfill({ status: 404 }));
  const online = await later();
  await expect.poll(() => heldDoors(online)).toEqual([]);
  await context.close();
});

test("the queue of one door outlives another door's opening, and a server that asks for patience is asked once", async ({
  browser,
}) => {
  const one = await makeDoor(`ovi-jonossa-${Date.now()}`, PARTIES.slice(0, 1));
  const other = await makeDoor(`ovi-vieressa-${Date.now()}`, PARTIES.slice(1, 2));
  const context = await browser.newContext({ baseURL: portalUrl(), serviceWorkers: "block" });
  let asked = 0;
  const log = (url: URL) => url.pathname === routes.doorLog("fi", one.key);
  const page = await context.newPage();
  await openDoor(page, routes.door("fi", one.key), 1);
  await context.route(log, (route) => route.abort());
  await addWalkIns(page, 2);
  await page.close();
  const open = async (days: number, key: string) => {
    const opened = await context.newPage();
    await opened.clock.install({ time: Date.now() + days * 86_400_000 });
    await opened.goto(routes.door("fi", key));
    return opened;
  };
  // The other door's page does not know the key of this one. It forgets the names, and leaves what is unsent.
  const beside = await open(2, other.key);
  await expect.poll(async () => (await held(beside)).text).not.toMatch(/ list (?!\s*$)\S/m);
  expect(await heldDoors(beside)).toHaveLength(1);
  await beside.close();
  await context.unroute(log);
  await context.route(log, (route) => {
    asked += 1;
    return route.fulfill({ status: 429, headers: { "Retry-After": "60" } });
  });
  const patient = await open(2, one.key);
  await expect.poll(() => asked).toBe(1);
  await expect.poll(async () => (await held(patient)).text).toMatch(/ queue \S/);
  expect(asked).toBe(1);
  await patient.close();
  // After a week nobody waits any more, whichever door is opened.
  const late = await open(9, other.key);
  await expect.poll(() => heldDoors(late)).toEqual([]);
  await context.close();
});

test("signing out takes the names from the phone, says what is unsent, and sends it after the next signing in", async ({
  browser,
}) => {
  const { forumId, slug } = await makeDoor(`ovi-ulos-${Date.now()}`, PARTIES.slice(0, 4));
  const page = await staffPage(browser, "staff");
  const log = (url: URL) => url.pathname === routes.doorLog("fi", slug);
  await openDoor(page, routes.door("fi", slug), 10);
  await page.context().route(log, (route) => route.abort());
  await note(page, PARTIES[1] as DoorTestParty);
  await expect(standing(page)).toContainText(queued(1));
  await page.goto(routes.me("fi"));
  const leave = page.getByRole("button", { name: t.Work.signOut, exact: true });
  await leave.click();
  await expect(page.getByText(t.Work.unsent.replace("{count}", "1"))).toBeVisible();
  await leave.click();
  await expect(page.getByRole("heading", { level: 1, name: t.SignIn.title })).toBeVisible();
  expect((await held(page)).text).not.toMatch(/ (list|log) (?!\s*$)\S/m);
  expect(await heldDoors(page)).toHaveLength(1);
  await page.context().unroute(log);

  // Whoever signs in on this phone again and opens the door sends what was noted.
  const { token } = await createAccount(databaseUrl(), {
    ...{ email: `ovi-${randomUUID()}@example.org`, roles: ["staff"], organisations: ["testi"] },
  });
  await page.context().addCookies([{ ...sessionCookieOf(token), url: portalUrl() }]);
  await openDoor(page, routes.door("fi", slug), 10);
  await expect.poll(async () => (await readLog(databaseUrl(), forumId)).arrived).toBe(2);

  // Signed out elsewhere, the running page forgets the names as soon as it hears of it.
  await page.context().clearCookies();
  await expect(page.getByText(t.DoorApp.signedOut)).toBeVisible();
  await expect(chosen(page, "W001X")).toHaveCount(0);
  await page.context().close();
});

test("a door's link opens the door and nothing else", async ({ request, baseURL }) => {
  const { key, slug } = await makeDoor(`ovi-muuta-${Date.now()}`);
  const another = await makeDoor(`ovi-vieras-${Date.now()}`);
  const addresses = ROUTES.filter(
    (route) => /\[(token|link|forumKey|key)\]/.test(route) && !route.startsWith("/[locale]/door"),
  );
  expect(addresses.length).toBeGreaterThan(20);
  const read = async (route: string, token: string): Promise<[number, string]> => {
    const known = { "[locale]": "fi", "[token]": token, "[link]": token, "[forumKey]": token };
    const answer = await request.get(`${baseURL}${fill(route, known)}`, { maxRedirects: 0 });
    return [answer.status(), await answer.text()];
  };
  for (const route of addresses) {
    const [status, text] = await read(route, key);
    // As with a token that nobody was given.
    expect([status, route]).toEqual([(await read(route, "x".repeat(27)))[0], route]);
    expect(text, route).not.toContain("Ayaan");
    expect(text, route).not.toContain(slug);
  }
  // Nor with the forum's slug, by which signed-in people open it.
  const stranger = await request.post(`${baseURL}${routes.doorLog("fi", slug)}`, {
    data: { list: null, after: 0, entries: [] },
  });
  expect(stranger.status()).toBe(401);
  const answer = await request.post(`${baseURL}${routes.doorLog("fi", another.key)}`, {
    data: { list: null, after: 0, entries: [] },
  });
  expect(JSON.stringify(await answer.json())).not.toMatch(/\+358|@|phone|email/);
});

test("only the door's page and its shell can use the camera and WebAssembly", async ({ request, baseURL }) => {
  const { key } = await makeDoor(`ovi-kamerat-${Date.now()}`);
  const allowed: string[] = [];
  for (const route of ROUTES) {
    const path = fill(route, { "[locale]": "fi", "[key]": key, "[slug]": "perheilta-tikkurila" });
    const { headers, status } = await request
      .get(`${baseURL}${path}`, { maxRedirects: 0 })
      .then((answer) => ({ headers: answer.headers(), status: answer.status() }));
    const camera = headers["permissions-policy"]?.includes("camera=(self)");
    const assembly = headers["content-security-policy"]?.includes("wasm-unsafe-eval");
    if (camera || assembly) allowed.push(`${route} ${status} ${camera} ${assembly}`);
    else expect(headers["permissions-policy"], path).toContain("camera=()");
  }
  expect(allowed.sort()).toEqual(["/[locale]/door 200 true true", "/[locale]/door/[key] 200 true true"]);
});

for (const locale of LOOKED_AT_IN)
  test(`the door has no barriers and works by keyboard alone, in ${locale}`, async ({ page }) => {
    test.setTimeout(120_000);
    const own = words(locale);
    const { key } = await makeDoor(`ovi-esteet-${locale}-${Date.now()}`);
    await openDoor(page, `${portalUrl()}${routes.door(locale, key)}`);
    await inEachLook(page, locale, ({ width, colorScheme }) => expectNoBarriers(page, `list ${width} ${colorScheme}`));
    await page.getByLabel(own.Door.search).focus();
    await page.keyboard.type("ayan 3-0");
    await expect(page.getByRole("button", { name: "W003X" })).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "W003X" })).toBeFocused();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await expect(page.getByRole("checkbox").first()).toBeChecked();
    await expect(page.getByRole("status").filter({ hasText: "Ayaan 3-0 Warsame" })).toHaveCount(1);
    await inEachLook(page, locale, ({ width, colorScheme }) => expectNoBarriers(page, `party ${width} ${colorScheme}`));
    await page.getByRole("heading", { name: "W003X" }).focus();
    for (let n = 0; n < 5; n++) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect.poll(() => counts(page)).toBe(`4 / ${EXPECTED} · 0`);
    await expect(page.getByRole("heading", { name: "W003X" })).toBeFocused();
    await page.keyboard.press("Tab");
    await page.goto(`${portalUrl()}${routes.doorShell(locale)}`);
    await expect(page.getByText(own.DoorApp.unknown)).toBeVisible();
    await inEachLook(page, locale, ({ width, colorScheme }) => expectNoBarriers(page, `shell ${width} ${colorScheme}`));
  });
