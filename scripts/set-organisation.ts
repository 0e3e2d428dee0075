import { parseArgs } from "node:util";
import { saveOrganisation } from "../src/features/forums/commands";
import { OrganisationSchema } from "../src/features/forums/schema";
import { db } from "../src/platform/db/client";
import { run } from "./support/run";
import { requireSettings } from "./support/settings";

const USAGE = `npm run organisation:set -- SLUG [--name "Example ry"] [--business-id 1234567-1] [--address "Street 1, 00100 Helsinki"]
  [--email mail@example.org] [--phone "+358 …"] [--privacy-contact mail@example.org] [--url https://example.org]`;

// npm run organisation:set: sets an organisation's legal identity. Its forums' forms and tickets name it as the
// controller.
run(async () => {
  const option = { type: "string" } as const;
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      name: option,
      "business-id": option,
      address: option,
      email: option,
      phone: option,
      "privacy-contact": option,
      url: option,
    },
  });
  const { "business-id": businessId, "privacy-contact": privacyContact, ...rest } = values;
  const organisation = OrganisationSchema.safeParse({ ...rest, slug: positionals[0], businessId, privacyContact });
  if (!organisation.success) {
    const wrong = organisation.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
    throw new Error(`${wrong.join("; ")}\nusage:\n${USAGE}`);
  }
  requireSettings(process.env);
  const result = await saveOrganisation(organisation.data);
  if (!result.ok)
    throw new Error(
      result.reason === "name_missing"
        ? "there is no organisation with this slug; a new one needs --name"
        : "this Business ID has a wrong check digit",
    );
  console.log(`${organisation.data.slug} is ${result.created ? "saved" : "up to date"}.`);
  await db().$disconnect();
});
