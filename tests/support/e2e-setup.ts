import { OTHER_CALL, OWN_CALL } from "../access/notifications";
import { DOOR_PARTY, DOOR_SLUG, OTHER_PARTY, OWN_PARTY } from "../access/registration";
import { OTHER_SLUG, OWN_SLUG } from "./access";
import { createForumToday } from "./door";
import { createForum, findSessionId } from "./forums";
import { createLink } from "./links";
import { prepareNetwork } from "./network";
import { createOfferedParty } from "./offered-party";
import { startPortal } from "./portal";
import { prepareTexts } from "./texts";

/** Forums that tests change, one each, so that tests do not interfere. */
export const JOURNEY_LOCALES = ["fi", "ar", "so"] as const;

/** Starts the portal before the browser tests and stops it after them. Tests find its addresses in the environment. */
export default async function setup() {
  const prepare = async (databaseUrl: string) => {
    await prepareNetwork(databaseUrl);
    const own = await createForum(databaseUrl, {
      slug: "roolit",
      inDays: 60,
      tables: [3],
      serves: true,
      onlineUrl: null,
    });
    process.env.PORTAL_SESSION = await findSessionId(databaseUrl, OWN_SLUG);
    process.env.PORTAL_OTHER_SESSION = await findSessionId(databaseUrl, OTHER_SLUG);
    process.env.PORTAL_TEXT = await prepareTexts(databaseUrl, own);
    await createOfferedParty(databaseUrl, { id: OWN_PARTY, slug: OWN_SLUG, code: "KT4RN", call: OWN_CALL });
    await createOfferedParty(databaseUrl, { id: OTHER_PARTY, slug: OTHER_SLUG, code: "WM7AC", call: OTHER_CALL });
    await createForumToday(databaseUrl, { slug: DOOR_SLUG, party: DOOR_PARTY, code: "DFE4X" });
    for (const locale of JOURNEY_LOCALES)
      await createForum(databaseUrl, { slug: `matka-${locale}`, capacity: 10, inDays: 2, closesInDays: 1 });
    for (const locale of JOURNEY_LOCALES)
      await createForum(databaseUrl, {
        slug: `perheet-${locale}`,
        capacity: 2,
        childcare: 1,
        tables: [2, 1],
        serves: true,
        inDays: 20,
      });
    const arranged = await createForum(databaseUrl, {
      slug: "koordinaattori",
      capacity: 2,
      tables: [3, 3],
      serves: true,
      inDays: 50,
    });
    process.env.PORTAL_MANAGE = await createLink(databaseUrl, "coordinator", arranged);
    const titled = await createForum(databaseUrl, { slug: "otsikot", inDays: 47 });
    process.env.PORTAL_MANAGE_TITLED = await createLink(databaseUrl, "coordinator", titled);
    process.env.PORTAL_HELPER = await createLink(databaseUrl, "helper");
    await createForum(databaseUrl, { slug: "apu", inDays: 51, childcare: null });
    for (const locale of ["fi", "ar"]) await createForum(databaseUrl, { slug: `vastuu-${locale}`, inDays: 62 });
    await createForum(databaseUrl, { slug: "omat-sivut", inDays: 63 });
    await createForum(databaseUrl, { slug: "lokiin", inDays: 64 });
    // Nobody of those who manage it looks after it in person: what they do there may be ended.
    await createForum(databaseUrl, { slug: "nimetyt", inDays: 65 });
    await createForum(databaseUrl, { slug: "nappaimisto", inDays: 40 });
    await createForum(databaseUrl, { slug: "lomake", inDays: 41 });
    await createForum(databaseUrl, { slug: "kahdesti", inDays: 42 });
    await createForum(databaseUrl, { slug: "viimeinen", capacity: 1, inDays: 43 });
    await createForum(databaseUrl, { slug: "tuore", capacity: 10, inDays: 44 });
    await createForum(databaseUrl, { slug: "verbit", capacity: 10, inDays: 47 });
    await createForum(databaseUrl, { slug: "luonnos", status: "draft", inDays: 45 });
    // An incomplete draft that nobody can publish.
    await createForum(databaseUrl, { slug: "pidetty", inDays: -3, closesInDays: -5 });
    await createForum(databaseUrl, { slug: "kesken", status: "draft", inDays: 45, closesInDays: 46, tables: [3, 3] });
    // A draft with copied texts that nobody has looked at.
    await createForum(databaseUrl, { slug: "kopio", status: "draft", inDays: 45, closesInDays: 46, copied: true });
    await createForum(databaseUrl, { slug: "rajat", capacity: 20, inDays: 47 });
    await createForum(databaseUrl, { slug: "rikkeet", inDays: 49 });
    await createForum(databaseUrl, { slug: "katko", capacity: 20, inDays: 48 });
    await createForum(databaseUrl, { slug: "vain-suomeksi", locales: ["fi"], inDays: 46 });
  };
  const portal = await startPortal(prepare, { texts: true });
  process.env.PORTAL_URL = portal.url;
  process.env.PORTAL_DATABASE_URL = portal.databaseUrl;
  process.env.PORTAL_MAIL_URL = portal.mailUrl;
  process.env.PORTAL_SMS_URL = portal.smsUrl ?? "";
  process.env.PORTAL_LOG_FILE = portal.logFile;
  process.env.PORTAL_SETTINGS = JSON.stringify(portal.settings);
  return () => portal.stop();
}
