import "server-only";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Permit } from "@/features/access/policy";
import { system } from "@/features/access/schema";
import { createText } from "@/features/content/commands";
import { canCreateText } from "@/features/content/policy";
import { findOwnerSubject } from "@/features/content/queries";
import type { ContentOwner } from "@/features/content/schema";
import { LOCALE_CODES, type Locale } from "@/i18n/locales";
import { DAY, instantOf } from "@/i18n/time";
import { db } from "@/platform/db/client";
import type { DemoParts } from "@/platform/demo";
import { saveOrganisation } from "./commands";
import { FORUMS, ORGANISATIONS, VENUES } from "./demo/forums";
import type { DemoForum, DemoTexts } from "./demo/types";

/** A believable year of forums around today, all published except drafts; forum-changes cancels the cancelled ones. */
export const demo: DemoParts = {
  forums: {
    after: [],
    seed: async (now) => {
      const texts = new Map(LOCALE_CODES.map((locale) => [locale, readTexts(locale)]));
      for (const { slug, name, url } of ORGANISATIONS)
        await saveOrganisation({ ...inventedIdentity(slug), slug, name, url });
      for (const venue of VENUES) await seedVenue(venue, texts);
      for (const forum of FORUMS) await seedForum(forum, texts, now);
    },
  },
};

type Texts = ReadonlyMap<Locale, DemoTexts>;

function readTexts(locale: Locale): DemoTexts {
  return JSON.parse(readFileSync(resolve(import.meta.dirname, "demo/texts", `${locale}.json`), "utf8"));
}

/** A legal identity that nobody can take for a real one; the demo's pages say that it is invented. */
const inventedIdentity = (slug: string) => ({
  businessId: "0000000-0",
  address: "Keksitty katu 1, 00000 Helsinki",
  email: `${slug}@example.org`,
  privacyContact: `tietosuoja.${slug}@example.org`,
});

// No command makes a venue or a forum for the demo: this feature writes its own tables directly.

async function seedVenue(venue: (typeof VENUES)[number], texts: Texts): Promise<void> {
  // The network's own project made the venues; any organisation can choose them.
  const organisation = { connect: { slug: ORGANISATIONS[0]?.slug ?? "" } };
  const { id } = await db().venue.create({ data: { ...venue, organisation } });
  const words = [...texts].flatMap(([locale, { venues }]) => {
    const parts = venues[venue.slug];
    return parts ? [[locale, { ...parts }] as const] : [];
  });
  await seedText({ kind: "venue", id }, words);
}

/** Writes a text, with Finnish as the original if there is any, and checked translations. Throws if it is refused. */
async function seedText(
  owner: ContentOwner,
  words: readonly (readonly [Locale, Readonly<Record<string, string>>])[],
): Promise<void> {
  const [first] = words;
  if (!first) return;
  const subject = await findOwnerSubject(owner);
  const permit = subject && Permit.ask(canCreateText, system("demo"), subject);
  const text = { sourceLanguage: first[0], words: Object.fromEntries(words), checkedBy: "demo-reader" };
  const made = permit && (await createText(permit, text));
  if (!made?.ok) throw new Error(`the text of a ${owner.kind}: ${made?.reason} ${made?.fields.join(", ")}`);
}

async function seedForum(forum: DemoForum, texts: Texts, now: Date): Promise<void> {
  const day = dayOf(forum, now);
  const translated = [...texts].flatMap(([locale, { forums }]) => {
    const words = forum.lacks?.includes(locale) ? undefined : forums[forum.key];
    return words ? [{ locale, ...words }] : [];
  });
  const { id, sessions } = await db().forum.create({
    include: { sessions: { orderBy: { position: "asc" } } },
    data: {
      slug: forum.key,
      kind: forum.kind,
      status: forum.status === "draft" ? "draft" : "published",
      startsAt: at(day, forum.starts),
      endsAt: at(day, forum.ends),
      registrationClosesAt: closingOf(forum, day),
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
      sessions: {
        create: forum.sessions.map((session, position) => ({
          position,
          startsAt: at(day, session.starts),
          endsAt: at(day, session.ends),
          room: session.room ?? null,
          track: session.track ?? null,
          capacity: seatsAtTable(forum, session),
          languages: { create: session.languages.map((language) => ({ language })) },
        })),
      },
    },
  });
  await seedText(
    { kind: "forum", id },
    translated.map(({ locale, sessions: _, ...words }) => [locale, words]),
  );
  for (const session of sessions)
    await seedText(
      { kind: "session", id: session.id },
      translated.flatMap(({ locale, sessions: words }) => {
        const parts = words[session.position];
        return parts ? [[locale, { ...parts }] as const] : [];
      }),
    );
}

/** Evenings are from Tuesday to Thursday, and not around Christmas. */
function isForumDay(day: Date): boolean {
  const monthDay = (day.getUTCMonth() + 1) * 100 + day.getUTCDate();
  return [2, 3, 4].includes(day.getUTCDay()) && monthDay < 1217 && monthDay > 108;
}

/** The day of a demo forum as YYYY-MM-DD: this many days from today, moved by `snap` to the next Tuesday to Thursday. */
function dayOf(forum: DemoForum, today: Date): string {
  if (typeof forum.day === "string") return forum.day;
  const day = new Date(today.getTime() + forum.day * DAY);
  while (forum.snap && !isForumDay(day)) day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}

/** The last minute of registration; null if the forum takes none. */
function closingOf({ closesDaysBefore }: DemoForum, day: string): Date | null {
  if (closesDaysBefore === null) return null;
  return at(new Date(Date.parse(day) - closesDaysBefore * DAY).toISOString().slice(0, 10), "23:59");
}

/** The instant of a time of day in Helsinki. Every time in the demo exists. */
function at(day: string, time: string): Date {
  const instant = instantOf(day, time);
  if (!instant) throw new Error(`there is no ${day} ${time}`);
  return instant;
}

/** Seats at one of several parallel tables: a little more room than if everybody chose evenly. */
function seatsAtTable(forum: DemoForum, session: DemoForum["sessions"][number]): number | null {
  const tables = forum.sessions.filter(({ starts }) => starts === session.starts).length;
  return tables > 1 && forum.capacity ? Math.ceil(forum.capacity / tables) + 2 : null;
}
