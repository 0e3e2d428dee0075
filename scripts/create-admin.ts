import { system } from "../src/features/access/schema";
import { createAdministrator } from "../src/features/accounts/commands";
import { Email } from "../src/features/accounts/schema";
import { LOCALE_CODES } from "../src/i18n/locales";
import { routes } from "../src/i18n/routes";
import { db } from "../src/platform/db/client";
import { env } from "../src/platform/env";
import { run } from "./support/run";
import { requireSettings } from "./support/settings";

// npm run admin:create EMAIL: makes the owner of an address an administrator, who adds a second factor when signing in.
run(async () => {
  const email = Email.safeParse(process.argv[2]);
  if (!email.success) throw new Error("usage: npm run admin:create name@example.org");
  requireSettings(process.env);
  const { created } = await createAdministrator({ email: email.data, name: null, by: system("admin:create") });
  console.log(created ? `${email.data} is now an administrator.` : `${email.data} is already an administrator.`);
  console.log("\nSign in with a code from your mail, then add a second factor:\n");
  for (const locale of LOCALE_CODES)
    console.log(`${locale}  ${env().APP_URL}${routes.signIn(locale, { next: routes.work(locale) })}`);
  await db().$disconnect();
});
