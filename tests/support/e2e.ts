import { setTimeout as sleep } from "node:timers/promises";
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import type { ParsedMail } from "mailparser";
import type { Locale } from "@/i18n/locales";
import type { Messages } from "@/i18n/messages";
import { typesetAll } from "@/i18n/typesetting";
import { readMessages } from "../../scripts/support/contributions";

/** The portal's words in one language, so that tests find elements as readers do. */
export function words(locale: string): Messages {
  return typesetAll(locale as Locale, readMessages(locale)) as unknown as Messages;
}

export const portalUrl = () => process.env.PORTAL_URL ?? "";

/** Tests that run against the running portal. */
export const test = base.extend<{ baseURL: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
  baseURL: async ({}, use) => use(portalUrl()),
});
export { expect };

/** The mails to an address that the SMTP server has taken so far and whose subject or text contains a word. */
export async function mailsTo(address: string, holds = ""): Promise<ParsedMail[]> {
  const mails: ParsedMail[] = await (await fetch(process.env.PORTAL_MAIL_URL ?? "")).json();
  return mails.filter(
    (mail) => JSON.stringify(mail.to).includes(address) && `${mail.subject} ${mail.text}`.includes(holds),
  );
}

/** The first such mail, or the first after `after` of them, as soon as the SMTP server has it. */
export async function waitForMail(address: string, holds = "", after = 0): Promise<ParsedMail> {
  for (const until = Date.now() + 30_000; Date.now() < until; await sleep(100)) {
    const found = (await mailsTo(address, holds))[after];
    if (found) return found;
  }
  throw new Error(`no mail to ${address}`);
}

/** A question of a form by its name. Opens the folds around it, as readers do. */
export async function question(page: Page, name: string): Promise<Locator> {
  const closed = page.locator(`main details:not([open]):has([id="${name}"]) > summary`);
  while (await closed.count()) await closed.first().click();
  return page.locator(`[id="${name}"]`);
}

/** A Finnish mobile number that no other test uses, because one number allows only some registrations a day. */
export const someNumber = () => `04012${String(Math.floor(Math.random() * 100_000)).padStart(5, "0")}`;

/** Fills in the least that a registration needs. */
export async function fillRegistration(page: Page, name: string, email: string): Promise<void> {
  await page.locator('[id="people.0.name"]').fill(name);
  await (await question(page, "email")).fill(email);
  await page.locator("#consent").check();
}

/** Sends the form in the main part, not one in the header. */
export async function submit(page: Page): Promise<void> {
  await page.locator("main form button[type=submit]").click();
}
