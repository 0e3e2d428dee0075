import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Locator,
  type Page,
} from "@playwright/test";
import type { ParsedMail } from "mailparser";
import type { Role } from "@/features/access/schema";
import type { Locale } from "@/i18n/locales";
import type { Messages } from "@/i18n/messages";
import { typesetAll } from "@/i18n/typesetting";
import { readMessages } from "../../scripts/support/contributions";
import { createAccount, sessionCookieOf } from "./accounts";

/** What this worker has read of the portal's words, by language: a hundred files each. */
const read = new Map<string, Messages>();

/** The portal's words in one language, so that tests find elements as readers do. */
export function words(locale: string): Messages {
  const known = read.get(locale) ?? (typesetAll(locale as Locale, readMessages(locale)) as unknown as Messages);
  read.set(locale, known);
  return known;
}

export const portalUrl = () => process.env.PORTAL_URL ?? "";

/** Asks for answers as they are: compressing each takes a fifth of the time of tests that ask for every page (record 038). */
export const PLAIN = { "Accept-Encoding": "identity" };

export const databaseUrl = () => process.env.PORTAL_DATABASE_URL ?? "";

interface PortalFixtures {
  baseURL: string;
  /** Opens a page for a new signed-in account with a role, in the tests' organisation unless another is named. */
  pageOf(role: Role, options?: BrowserContextOptions & { organisation?: string }): Promise<Page>;
}

/** Tests that run against the running portal. */
export const test = base.extend<PortalFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern
  baseURL: async ({}, use) => use(portalUrl()),
  pageOf: async ({ browser, baseURL }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (role, { organisation = "testi", ...options } = {}) => {
      const email = `${role}-${randomUUID()}@example.org`;
      const { token } = await createAccount(databaseUrl(), { email, roles: [role], organisations: [organisation] });
      const context = await browser.newContext({ baseURL, ...options });
      contexts.push(context);
      await context.addCookies([{ ...sessionCookieOf(token), url: baseURL }]);
      return context.newPage();
    });
    // An open page keeps its timers and requests running during later tests.
    for (const context of contexts) await context.close();
  },
});
export { expect };

/** The mails to an address that the SMTP server has taken so far and whose subject or text contains a word. */
export async function mailsTo(address: string, holds = ""): Promise<ParsedMail[]> {
  const { href } = new URL(`?${new URLSearchParams({ to: address })}`, process.env.PORTAL_MAIL_URL);
  const mails: ParsedMail[] = await (await fetch(href)).json();
  return mails.filter(({ subject, text }) => `${subject} ${text}`.includes(holds));
}

/** The first such mail, or the first after `after` of them, as soon as the SMTP server has it. */
export async function waitForMail(address: string, holds = "", after = 0): Promise<ParsedMail> {
  for (const until = Date.now() + 30_000; Date.now() < until; await sleep(100)) {
    const found = (await mailsTo(address, holds))[after];
    if (found) return found;
  }
  throw new Error(`no mail to ${address}`);
}

/** The first text message to a number (E.164) that contains some words, as soon as the gateway has it. */
export async function waitForText(number: string, holds: string): Promise<string> {
  for (const until = Date.now() + 30_000; Date.now() < until; await sleep(100)) {
    const texts: { to: string; text: string }[] = await (await fetch(process.env.PORTAL_SMS_URL ?? "")).json();
    const found = texts.find(({ to, text }) => to === number && text.includes(holds));
    if (found) return found.text;
  }
  throw new Error(`no such text message to ${number}`);
}

/** A question of a form by its name. Opens the folds around it, as readers do. */
export async function question(page: Page, name: string): Promise<Locator> {
  const closed = page.locator(`main details:not([open]):has([id="${name}"]) > summary`);
  while (await closed.count()) await closed.first().click();
  return page.locator(`[id="${name}"]`);
}

/** The control with a label, in the forms of the page's main part. */
export const asked = (page: Page, label: string): Locator =>
  page.getByRole("main").locator("form").getByLabel(label, { exact: true });

/** The control for a part of a forum's text, on the page where it is edited. */
export function part(page: Page, name: "title" | "summary" | "description" | "audience"): Locator {
  const [, locale = ""] = new URL(page.url()).pathname.split("/");
  return asked(page, words(locale).TextParts[`forum_${name}`]);
}

/** Expects that a control is marked as invalid and that the message is part of its description. */
export async function expectWrong(control: Locator, message: string): Promise<void> {
  const literally = message.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(/\s+/g, "\\s+");
  await expect(control).toHaveAttribute("aria-invalid", "true");
  await expect(control).toHaveAccessibleDescription(new RegExp(literally));
}

/** A Finnish mobile number that no other test uses, because one number allows only some registrations a day. */
export const someNumber = () => `04012${String(Math.floor(Math.random() * 100_000)).padStart(5, "0")}`;

/** The controls of the open registration form, for a family or for someone who registers for one. */
export function registrationForm(page: Page) {
  const [, locale = "", part] = new URL(page.url()).pathname.split("/");
  const { Register, Needs } = words(locale);
  const behalf = part === "helpers";
  /** A further person of the party, from 2 on: each has a group. */
  const person = (number: number) =>
    page.getByRole("group", { name: Register.person.replace("{number}", String(number)), exact: true });
  /** What the first person wishes is asked after everything about the others. */
  const wish = (label: string) =>
    page.getByRole("main").getByRole("group", { name: Register.wishes }).first().getByLabel(label, { exact: true });
  return {
    // Further people of the party have the same label below.
    name: asked(page, behalf ? Register.personName : Register.name).first(),
    phone: asked(page, Register.phone),
    email: asked(page, Register.email),
    guardian: asked(page, Register.guardian),
    question: asked(page, Register.question),
    // Of the first person, as the name.
    age: asked(page, Register.age).first(),
    diet: (diet: keyof typeof Needs) => wish(Needs[diet]),
    needsNote: wish(Register.needsNote),
    needsConsent: wish(Register.consentDietHealth),
    photos: asked(page, Register.consentPhotos),
    screenshot: asked(page, behalf ? Register.slip : Register.screenshot),
    maySplit: asked(page, Register.maySplit),
    messageLocale: asked(page, Register.messageLocale),
    permission: asked(page, Register.permission),
    language: asked(page, Register.language),
    /** The age of a child for the childcare, from 1 on. */
    child: (number: number) => asked(page, Register.childAge.replace("{number}", String(number))),
    consent: asked(page, behalf ? Register.consentBehalf : Register.consent),
    person,
    languageOf: (number: number) => person(number).getByLabel(Register.personLanguage, { exact: true }),
    interpreterOf: (number: number) => person(number).getByLabel(Register.personInterpretation, { exact: true }),
    personName: (number: number) => person(number).getByLabel(Register.personName, { exact: true }),
    dietOf: (number: number, diet: keyof typeof Needs) => person(number).getByLabel(Needs[diet], { exact: true }),
    needsConsentOf: (number: number) => person(number).getByLabel(Register.consentDietHealth, { exact: true }),
  };
}

/** Fills in the least that a registration needs. */
export async function fillRegistration(page: Page, name: string, email: string): Promise<void> {
  const form = registrationForm(page);
  await form.name.fill(name);
  await (await question(page, "email")).fill(email);
  await form.consent.check();
}

/** Sends the form in the main part, not one in the header. */
export async function submit(page: Page): Promise<void> {
  await page.locator("main form button[type=submit]").click();
}
