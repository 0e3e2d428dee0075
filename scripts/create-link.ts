import { parseArgs } from "node:util";
import { system } from "../src/features/access/schema";
import { createAccessLink } from "../src/features/accounts/commands";
import { LOCALE_CODES } from "../src/i18n/locales";
import { routes } from "../src/i18n/routes";
import { db } from "../src/platform/db/client";
import { env } from "../src/platform/env";
import { run } from "./support/run";
import { requireSettings } from "./support/settings";

const USAGE = `npm run link:create -- helper "Name of the holder" [--forum SLUG] [--days 90]
npm run link:create -- coordinator "Name of the holder" --forum SLUG [--days 365]`;

// npm run link:create: makes a link for someone without an account, to register others or to manage one forum.
run(async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { forum: { type: "string" }, days: { type: "string" } },
  });
  const [kind, holder] = positionals;
  const days = Number(values.days ?? (kind === "helper" ? 90 : 365));
  if ((kind !== "helper" && kind !== "coordinator") || !holder || !(days > 0)) throw new Error(`usage:\n${USAGE}`);
  requireSettings(process.env);
  const result = await createAccessLink({
    kind,
    holder,
    forumSlug: values.forum ?? null,
    days,
    by: system("link:create"),
  });
  if (!result.ok)
    throw new Error(
      result.reason === "no_such_forum" ? "there is no forum with this slug" : "a coordinator needs --forum SLUG",
    );
  const route = kind === "helper" ? routes.helper : routes.manage;
  console.log(`For ${holder}, for ${days} days. Keep it secret: whoever has it can use it.\n`);
  for (const locale of LOCALE_CODES) console.log(`${locale}  ${env().APP_URL}${route(locale, result.token)}`);
  await db().$disconnect();
});
