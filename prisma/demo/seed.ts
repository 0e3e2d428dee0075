import "server-only";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { system } from "../../src/features/access/schema";
import { createAccessLink, createDemoAccount } from "../../src/features/accounts/commands";
import { choicesOf } from "../../src/features/forums/rules";
import { cancelRegistration, register } from "../../src/features/registration/commands";
import { RegistrationSchema } from "../../src/features/registration/schema";
import { LOCALE_CODES, type Locale } from "../../src/i18n/locales";
import type { SpokenLanguage } from "../../src/i18n/spoken-languages";
import { DAY, instantOf } from "../../src/i18n/time";
import { db } from "../../src/platform/db/client";
import { env } from "../../src/platform/env";
import { deriveToken } from "../../src/platform/security/tokens";
import { ACCOUNTS } from "./accounts";
import { FORUMS, ORGANISATIONS, VENUES } from "./forums";
import type { DemoContent, DemoForum } from "./types";

/** A legal identity that nobody can take for a real one; pages of the demo say that it is invented. */
const inventedIdentity = (slug: string) => ({
  businessId: "0000000-0",
  address: "Keksitty katu 1, 00000 Helsinki",
  email: `${slug}@example.org`,
  privacyContact: `tietosuoja.${slug}@example.org`,
});

/** Aliases of the demo's families, by the language they speak; all invented. */
const NAMES: Partial<Record<SpokenLanguage, string[]>> = {
  so: ["Hodan", "Abdi", "Ifrah", "Cabdulle", "Sahra", "Yusuf"],
  ar: ["أم ليلى", "سامر", "هدى", "كريم", "نور", "Abu Omar"],
  "fa-AF": ["زهرا", "فرید", "Mariam", "نادر", "شبنم"],
  fa: ["پریسا", "رضا", "Shirin"],
  uk: ["Оксана", "Тарас", "Леся", "Остап"],
  ru: ["Ирина", "Борис", "Анна", "Лев"],
  ckb: ["شیلان", "ئازاد", "Nazdar", "هێمن"],
  kmr: ["Berfîn", "Azad", "Rojda"],
  fi: ["Maija", "Otso", "Aino", "Eero"],
  en: ["Grace", "Samuel", "Joy"],
  sv: ["Elsa", "Nils"],
  fr: ["Aimée", "Patrice"],
  et: ["Kadri", "Mart"],
  vi: ["Lan", "Minh"],
};

function readContent(locale: Locale): DemoContent {
  return JSON.parse(readFileSync(resolve("prisma/demo/content", `${locale}.json`), "utf8"));
}

/** Evenings are held from Tuesday to Thursday, and not around Christmas. */
function isForumDay(day: Date): boolean {
  const monthDay = (day.getUTCMonth() + 1) * 100 + day.getUTCDate();
  return [2, 3, 4].includes(day.getUTCDay()) && monthDay < 1217 && monthDay > 108;
}

/** The day of a demo forum as YYYY-MM-DD: so many days from today, and with `snap` on the next Tuesday to Thursday. */
function dayOf(forum: DemoForum, today: Date): string {
  if (typeof forum.day === "string") return forum.day;
  const day = new Date(today.getTime() + forum.day * DAY);
  while (forum.snap && !isForumDay(day)) day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}

/** The instant of a time of day in Helsinki; the demo's are all there. */
function at(day: string, time: string): Date {
  const instant = instantOf(day, time);
  if (!instant) throw new Error(`there is no ${day} ${time}`);
  return instant;
}

/** A whole number that follows from a text and a counter: the demo is the same at every seeding. */
function pick(seed: string, n: number, below: number): number {
  let hash = 17;
  for (const character of `${seed}:${n}`) hash = (hash * 31 + character.charCodeAt(0)) >>> 0;
  return hash % below;
}

/** Seats at one of several tables of the same time: a little more room than if all chose evenly. */
function seatsAtTable(forum: DemoForum, session: DemoForum["sessions"][number]): number | null {
  const tables = forum.sessions.filter(({ starts }) => starts === session.starts).length;
  return tables > 1 && forum.capacity ? Math.ceil(forum.capacity / tables) + 2 : null;
}

/** Families until the forum holds the people it should: registered by the same command as everybody. */
async function seedParties(forum: DemoForum, now: Date): Promise<void> {
  const { sessions, servesMeal } = await db().forum.findUniqueOrThrow({
    where: { slug: forum.key },
    select: { sessions: true, servesMeal: true },
  });
  const slots = choicesOf(sessions);
  const offered = forum.languages.filter(({ state }) => state !== "not_available").map(({ language }) => language);
  for (let seats = 0, n = 0; seats < forum.taken; n++) {
    const language = offered[pick(forum.key, n, offered.length)] ?? "fi";
    const names = NAMES[language] ?? ["Aino"];
    const size = Math.min(1 + pick(forum.key, n + 100, 3), forum.taken - seats);
    const role = pick(forum.key, n, 7) === 0 ? "counsellor" : forum.kind === "student_evening" ? "student" : "parent";
    const messageLocale = LOCALE_CODES.find((code) => code === language) ?? "fi";
    const registration = RegistrationSchema.parse({
      people: Array.from({ length: size }, (_, p) => ({
        name: names[(n + p) % names.length],
        role: p === 0 ? role : pick(forum.key, n + p, 2) === 0 ? "parent" : "student",
        language,
        interpretation: language !== "fi" && p === 0 ? "on" : undefined,
        age: p > 0 && pick(forum.key, n + p, 2) === 1 ? "from_13_to_17" : "adult",
        sessions: slots.flatMap((slot, s) => slot[pick(forum.key, n + s, slot.length)]?.id ?? []),
        needs: {
          diet:
            servesMeal && pick(forum.key, n + p, 3) === 0
              ? [pick(forum.key, n, 2) === 0 ? "halal" : "lactose_free"]
              : [],
          access: [],
          note: "",
        },
      })),
      phone: `+35840000${String(1000 + n)}`,
      email: pick(forum.key, n, 3) === 0 ? `family${n}@example.org` : "",
      screenshot: undefined,
      messageLocale,
      contactWay: (["read", "listen", "call"] as const)[pick(forum.key, n, 3)],
      consents: { diet_health: "on", photos: pick(forum.key, n, 2) === 0 ? "on" : undefined },
      childAges: forum.childcare && pick(forum.key, n, 4) === 0 ? [String(2 + pick(forum.key, n, 8))] : [],
    });
    const submission = crypto.randomUUID();
    await register({ slug: forum.key, submission, acceptWaiting: true, locale: messageLocale, registration }, now);
    seats += size;
  }
}

/**
 * Fills an empty database with a believable year of forums, relative to today; `seedOnce` sees to it that it is empty.
 * Families are registered through the portal's own command, a little before the deadline of their forum.
 */
export async function seedDemo(now = new Date()): Promise<void> {
  const content = Object.fromEntries(LOCALE_CODES.map((locale) => [locale, readContent(locale)])) as Record<
    Locale,
    DemoContent
  >;
  await db().organisation.createMany({
    data: ORGANISATIONS.map((each) => ({ ...each, ...inventedIdentity(each.slug) })),
  });
  for (const venue of VENUES) {
    await db().venue.create({
      data: {
        ...venue,
        translations: {
          create: LOCALE_CODES.flatMap((locale) => {
            const words = content[locale].venues[venue.slug];
            return words ? [{ locale, ...words }] : [];
          }),
        },
      },
    });
  }
  for (const forum of FORUMS) {
    const day = dayOf(forum, now);
    const startsAt = at(day, forum.starts);
    const closesDay = new Date(Date.parse(day) - (forum.closesDaysBefore ?? 0) * DAY).toISOString().slice(0, 10);
    const closesAt = forum.closesDaysBefore === null ? null : at(closesDay, "23:59");
    const locales = LOCALE_CODES.filter(
      (locale) => content[locale].forums[forum.key] && !forum.lacks?.includes(locale),
    );
    await db().forum.create({
      data: {
        slug: forum.key,
        kind: forum.kind,
        // Registered for while it is open; what staff decided comes at the end.
        status: forum.status === "draft" ? "draft" : "published",
        startsAt,
        endsAt: at(day, forum.ends),
        registrationClosesAt: closesAt,
        capacity: forum.capacity,
        childcareCapacity: forum.childcare,
        servesMeal: forum.kind === "family_evening" || forum.kind === "cooperation_forum",
        arrangesAccess: forum.venue !== "verkossa" && forum.kind !== "pop_up",
        roleLimits: { create: forum.kind === "cooperation_forum" ? [{ role: "expert", capacity: 12 }] : [] },
        contactName: forum.contact.name,
        contactEmail: forum.contact.email,
        contactPhone: forum.contact.phone ?? null,
        onlineUrl: forum.onlineUrl ?? null,
        organisation: { connect: { slug: forum.organisation } },
        venue: { connect: { slug: forum.venue } },
        translations: {
          create: locales.map((locale) => {
            const { sessions: _, ...words } = content[locale].forums[forum.key] as DemoContent["forums"][string];
            return { locale, ...words, state: "reviewed" as const };
          }),
        },
        languages: { create: forum.languages.map((offer) => ({ main: false, ...offer })) },
        sessions: {
          create: forum.sessions.map((session, position) => ({
            position,
            startsAt: at(day, session.starts),
            endsAt: at(day, session.ends),
            room: session.room ?? null,
            track: session.track ?? null,
            capacity: seatsAtTable(forum, session),
            languages: { create: session.languages.map((language) => ({ language })) },
            translations: {
              create: locales.flatMap((locale) => {
                const words = content[locale].forums[forum.key]?.sessions[position];
                return words ? [{ locale, ...words }] : [];
              }),
            },
          })),
        },
      },
    });
    if (closesAt && forum.status !== "draft")
      await seedParties(forum, new Date(Math.min(now.getTime(), closesAt.getTime() - DAY)));
    if (forum.status === "cancelled") {
      await db().forum.update({ where: { slug: forum.key }, data: { status: "cancelled", cancelledAt: now } });
    }
  }
  // One family has cancelled where others wait: its places are on offer.
  const full = FORUMS.find(({ key }) => key === "perheilta-itakeskus");
  const leaving =
    full &&
    (await db().registration.findFirst({
      where: { forum: { slug: full.key }, status: "confirmed" },
      orderBy: { arrival: "asc" },
      select: { id: true },
    }));
  if (leaving) await cancelRegistration({ token: deriveToken("registration", leaving.id) }, now);
  // The links that a peer tutor and a coordinator would get: shown on the demo's mailbox page.
  await createAccessLink(
    { kind: "helper", holder: "Hodan Jaamac", forumSlug: null, days: 365, by: system("demo") },
    now,
  );
  const arranged = FORUMS.find(({ key }) => key === "perheilta-itakeskus") ?? FORUMS[0];
  if (arranged)
    await createAccessLink(
      { kind: "coordinator", holder: arranged.contact.name, forumSlug: arranged.key, days: 365, by: system("demo") },
      now,
    );
  if (env().DEMO) await seedAccounts(now);
}

/** An account for each role; the participant's has registered for two forums. */
async function seedAccounts(now: Date): Promise<void> {
  for (const account of ACCOUNTS) await createDemoAccount(account, now);
  const participant = ACCOUNTS.find(({ roles }) => roles.length === 0);
  for (const slug of ["perheilta-tikkurila", "perheilta-kivilahti"]) {
    const registration = RegistrationSchema.parse({
      people: [{ name: participant?.name, role: "parent", language: "fi", age: "adult", sessions: [] }],
      phone: "",
      email: participant?.email,
      messageLocale: "fi",
      contactWay: "read",
      consents: {},
      childAges: [],
    });
    await register({ slug, submission: crypto.randomUUID(), acceptWaiting: true, locale: "fi", registration }, now);
  }
}
