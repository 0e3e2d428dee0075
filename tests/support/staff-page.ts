import { randomUUID } from "node:crypto";
import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import type { Role } from "@/features/access/schema";
import { createAccount, sessionCookieOf } from "./accounts";
import { portalUrl } from "./e2e";

/** The page of a user who is signed in with a role in the tests' organisation. */
export async function staffPage(browser: Browser, role: Role, options: BrowserContextOptions = {}): Promise<Page> {
  const email = `${role}-${randomUUID()}@example.org`;
  const { token } = await createAccount(process.env.PORTAL_DATABASE_URL ?? "", {
    ...{ email, roles: [role], organisations: ["testi"] },
  });
  const context = await browser.newContext({ baseURL: portalUrl(), ...options });
  await context.addCookies([{ ...sessionCookieOf(token), url: portalUrl() }]);
  return context.newPage();
}
