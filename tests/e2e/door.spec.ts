import type { Page } from "@playwright/test";
import { formatNumericDate } from "@/i18n/formatting";
import { routes } from "@/i18n/routes";
import { countAudited, createFamily, shiftForum } from "../support/door";
import { expect, portalUrl, submit, test, words } from "../support/e2e";
import { createForum } from "../support/forums";
import { createLink } from "../support/links";
import { staffPage } from "../support/staff-page";

const databaseUrl = () => process.env.PORTAL_DATABASE_URL ?? "";
const PHONE = { javaScriptEnabled: false, viewport: { width: 320, height: 640 } };

/** Expects that the page does not scroll sideways; while one page follows another there is no document for a moment. */
const fits = (page: Page) =>
  expect(async () => {
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  }).toPass();

for (const locale of ["fi", "ar"] as const)
  test(`the door is kept with a link, on a phone and without a script, in ${locale}`, async ({ browser }) => {
    test.setTimeout(120_000);
    const { Door, DoorLinks, DoorErrors, Register, Links } = words(locale);
    const slug = `ovi-${locale}-${process.pid}`;
    await createForum(databaseUrl(), { slug, inDays: 0, closesInDays: -1, capacity: 5 });
    await createFamily(databaseUrl(), { slug, code: "KT4RN", names: ["Xasan Cali", "Caasha", "Cabdi", "Ifrah"] });
    const staff = await staffPage(browser, "staff", PHONE);
    const door = await (await browser.newContext({ ...PHONE, baseURL: portalUrl() })).newPage();
    const holder = `Ovi ${locale} ${process.pid}`;

    const address = await test.step("staff give a link, which is shown once", async () => {
      await staff.goto(routes.manage(locale, slug));
      await staff.getByRole("link", { name: DoorLinks.title }).click();
      await staff.getByLabel(DoorLinks.holder).fill(holder);
      await submit(staff);
      const shown = staff.getByText(/\/door\/[\w-]{27}$/);
      await expect(shown).toBeVisible();
      await fits(staff);
      return shown.textContent();
    });
    const key = address?.split("/").at(-1) ?? "";

    await test.step("a family of four is found by its sound; three have come", async () => {
      await door.goto(routes.door(locale, key));
      await door.getByLabel(Door.search).fill(locale === "ar" ? "حسن" : "Hassan");
      await door.getByRole("button", { name: Door.find }).click();
      await door.getByRole("checkbox", { name: "Cabdi" }).uncheck();
      await fits(door);
      await door.getByRole("button", { name: Door.note }).click();
      await expect(door.getByText("3 / 4")).toBeVisible();
      await fits(door);
    });

    await test.step("nobody is noted without a tick, and the late one comes", async () => {
      await door.goto(routes.door(locale, key, { text: "kt4rn" }));
      await door.getByRole("checkbox", { name: "Cabdi" }).uncheck();
      await door.getByRole("button", { name: Door.noteOne }).click();
      await expect(door.getByRole("alert")).toContainText(DoorErrors.people_needed);
      await door.goto(routes.door(locale, key, { text: "kt4rn" }));
      await door.getByRole("button", { name: Door.noteOne }).click();
      await expect(door.getByText("4 / 4")).toBeVisible();
    });

    await test.step("others are counted, and one of the last entries is undone", async () => {
      await door.getByLabel(Door.howMany).fill("51");
      await door.getByRole("button", { name: Door.countThem }).click();
      await expect(door.getByRole("alert")).toContainText(DoorErrors.walk_ins_invalid);
      await door.goto(routes.door(locale, key));
      await door.getByLabel(Door.howMany).fill("3");
      await door.getByLabel(Door.language).selectOption("so");
      await door.getByRole("button", { name: Door.countThem }).click();
      await expect(door.getByRole("definition").nth(1)).toHaveText("3");
      await door
        .getByRole("button", { name: new RegExp(`^${Door.undo}`) })
        .first()
        .click();
      await expect(door.getByText(Door.doneUndone)).toBeVisible();
      await expect(door.getByRole("definition").nth(1)).toHaveText("0");
    });

    await test.step("somebody is registered for the last seat, and nobody after them", async () => {
      for (const seats of [1, 0]) {
        await door.goto(routes.door(locale, key));
        await door.getByRole("link", { name: Door.register }).click();
        await fits(door);
        await door.getByLabel(Register.personName).first().fill("Hodan");
        await door.getByRole("checkbox", { name: Register.permission }).check();
        await door.getByRole("checkbox", { name: Register.consentBehalf }).check();
        await submit(door);
        if (seats === 1) await expect(door.getByText("5 / 5")).toBeVisible();
        else
          await expect(door.locator("#form-errors, [role=alert]").first()).toContainText(
            words(locale).Errors.door_full,
          );
      }
    });

    await test.step("the link opens nothing but this door", async () => {
      for (const other of [
        routes.manage(locale, key),
        routes.people(locale, key),
        routes.doorLink(locale, key),
        routes.helper(locale, key),
        routes.translate(locale, key),
        routes.ticket(locale, key),
      ])
        expect((await door.goto(other))?.status(), other).toBe(404);
    });

    await test.step("before and after the forum's day it says so in words, and shows and takes nothing", async () => {
      for (const [days, title] of [
        [2, Door.earlyTitle],
        [-4, Door.overTitle],
      ] as const) {
        await shiftForum(databaseUrl(), slug, days);
        await door.goto(routes.door(locale, key, { text: "KT4RN" }));
        await expect(door.getByText(title)).toBeVisible();
        await expect(door.getByText("Testaaja", { exact: false }).first()).toBeVisible();
        await expect(door.getByText("Xasan")).toHaveCount(0);
        await fits(door);
        expect((await door.goto(routes.doorRegister(locale, key)))?.status()).toBe(404);
        expect((await send(key, { list: null, after: 0, entries: [] })).status).toBe(404);
      }
      await shiftForum(databaseUrl(), slug, 2);
    });

    await test.step("a forum of several days names its first and its last", async () => {
      const { startsAt, endsAt } = await shiftForum(databaseUrl(), slug, 3, 2);
      await door.goto(routes.door(locale, key));
      for (const day of [startsAt, endsAt]) await expect(door.getByRole("main")).toContainText(formatNumericDate(day));
      await shiftForum(databaseUrl(), slug, -3, -2);
    });

    await test.step("staff see who came, and withdraw the link", async () => {
      await staff.goto(routes.people(locale, slug));
      await expect(staff.getByRole("table").getByText(words(locale).People.arrivedStates.yes).first()).toBeVisible();
      await fits(staff);
      await staff.goto(routes.links(locale, { text: holder }));
      await expect(staff.getByText(Links.door)).toBeVisible();
      await staff.getByRole("listitem").filter({ hasText: holder }).locator("summary").click();
      await staff.getByRole("button", { name: new RegExp(`^${Links.confirm}`) }).click();
      expect((await door.goto(routes.door(locale, key)))?.status()).toBe(404);
    });
  });

/** Sends to a door's log as a device does. */
async function send(key: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${portalUrl()}${routes.doorLog("fi", key)}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

test("devices send what they noted and hear what others did; strangers and other forums get nothing", async () => {
  const slug = `ovi-loki-${process.pid}`;
  const forumId = await createForum(databaseUrl(), { slug, inDays: 0, closesInDays: -1 });
  await createFamily(databaseUrl(), { slug, code: "KT4RN", names: ["Xasan Cali", "Caasha"] });
  const key = await createLink(databaseUrl(), "door", forumId);
  const known = await (await send(key, { list: null, after: 0, entries: [] })).json();
  const people = [known.list.parties[0].numbers[1]];
  const entry = { id: crypto.randomUUID(), at: new Date().toISOString(), kind: "arrived", code: "KT4RN", people };
  const ask = { list: null, after: 0, entries: [entry, { ...entry, id: "x" }] };
  const first = await (await send(key, ask)).json();
  expect(first).toMatchObject({
    list: { parties: [{ code: "KT4RN", state: "confirmed", people: ["Xasan Cali", "Caasha"], unseated: [] }] },
    ...{ entries: [{ ...entry, seq: 1 }], cursor: 1, more: false, accepted: [entry.id] },
    refused: [{ id: "x", reason: "invalid" }],
  });
  const again = await (await send(key, { list: first.list.version, after: 1, entries: [entry] })).json();
  expect(again).toEqual({ list: null, entries: [], cursor: 1, more: false, accepted: [entry.id], refused: [] });
  expect(await countAudited(databaseUrl(), forumId, "door_list_taken")).toBe(2);

  expect((await send(slug, ask)).status).toBe(401);
  expect((await send("x".repeat(27), ask)).status).toBe(404);
  expect((await send(key, ask, { "Content-Type": "text/plain" })).status).toBe(415);
  expect((await send(key, { list: 1 })).status).toBe(400);
  expect((await send(key, { ...ask, entries: Array(501).fill(entry) })).status).toBe(400);
});
