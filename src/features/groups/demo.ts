import "server-only";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type GroupSubject, Permit } from "@/features/access/policy";
import { system, type UserActor } from "@/features/access/schema";
import { createDemoAccount } from "@/features/accounts/demo";
import { checkText, saveText } from "@/features/content/commands";
import { canWriteText } from "@/features/content/policy";
import { findEditionSubject, findTextOf } from "@/features/content/queries";
import { LOCALE_CODES, type Locale } from "@/i18n/locales";
import type { SpokenLanguage } from "@/i18n/spoken-languages";
import { addDays, HOUR, instantOf } from "@/i18n/time";
import { db } from "@/platform/db/client";
import { type DemoParts, granted } from "@/platform/demo";
import { env } from "@/platform/env";
import {
  addBreak,
  cancelMeeting,
  createGroup,
  linkForum,
  moveMeeting,
  nameTutor,
  noteVisit,
  publishGroup,
  showOneself,
} from "./commands";
import { type DemoGroup, GROUPS } from "./demo/groups";
import { canCreateGroup, canManageGroup, canShowOneself, type ManageGroup } from "./policy";
import { dayOf } from "./rules";
import { type ScheduleInput, weekdayOf } from "./schema";

/** Peer groups of many languages that have met for months, with what happens to groups: a cancelled evening, a break. */
export const demo: DemoParts = {
  groups: {
    after: ["forums", "accounts"],
    seed: async (now) => {
      const texts = new Map(LOCALE_CODES.map((locale) => [locale, readTexts(locale)]));
      for (const group of GROUPS) await seedGroup(group, texts, now);
    },
  },
};

type Words = { title: string; summary: string; description: string; firstTime: string };
type Texts = ReadonlyMap<Locale, Readonly<Record<string, Words>>>;

function readTexts(locale: Locale): Readonly<Record<string, Words>> {
  return JSON.parse(readFileSync(resolve(import.meta.dirname, "demo/texts", `${locale}.json`), "utf8"));
}

/** The first meeting: so many weeks ago, on the next such weekday. */
function scheduleOf({ meets }: DemoGroup, now: Date): ScheduleInput | null {
  if (!meets) return null;
  let first = addDays(now, -7 * meets.weeks);
  while (weekdayOf(first) !== meets.day) first = addDays(first, 1);
  const startsAt = instantOf(dayOf(first), meets.from);
  const endsAt = instantOf(dayOf(first), meets.until);
  if (!startsAt || !endsAt) throw new Error(`there is no ${dayOf(first)} ${meets.from}`);
  const minutes = (endsAt.getTime() - startsAt.getTime()) / 60_000;
  return { startsAt, minutes, rhythm: meets.rhythm, alsoOn: meets.alsoOn ?? [], lastDay: null };
}

async function seedGroup(group: DemoGroup, texts: Texts, now: Date): Promise<void> {
  const { key, kind, languages, place, venue, contact, tutor, forum } = group;
  const words = texts.get("fi")?.[key];
  if (!words) throw new Error(`the group ${key} has no words`);
  const organisation = await db().organisation.findUniqueOrThrow({ where: { slug: group.organisation } });
  const made = await createGroup(
    granted(Permit.ask(canCreateGroup, system("demo"), { organisationId: organisation.id }), "make groups"),
    {
      ...words,
      ...{ kind, languages, municipalityKey: place, language: "fi", schedule: scheduleOf(group, now) },
      district: group.district ?? null,
      placeName: venue?.name ?? null,
      address: venue?.address ?? null,
      placeIsPublic: venue?.isPublic ?? false,
      onlineUrl: place === "online" ? "https://kokous.example.org/ryhma" : null,
      entry: group.entry ?? "ask",
      childcare: group.childcare ?? false,
      capacity: group.capacity ?? null,
      full: group.full ?? false,
      skipsHolidays: true,
      contactName: contact.name,
      contactEmail: contact.email,
      contactPhone: contact.phone ?? null,
    },
    now,
  );
  if (!made.ok) throw new Error(`the group ${key}: ${made.reason}`);
  const subject = { groupId: made.id, organisationId: organisation.id };
  const permit = granted(Permit.ask(canManageGroup, system("demo"), subject), "look after groups");
  for (const [locale, all] of texts) {
    const translated = group.lacks?.includes(locale) || locale === "fi" ? undefined : all[key];
    if (translated) await translate(made.id, locale, translated, group.unchecked?.includes(locale) !== true, now);
  }
  if (forum) await linkForum(permit, { slug: forum });
  if (tutor && env().DEMO) {
    const { email, name, locale, shownName } = tutor;
    if ((await db().user.count({ where: { email } })) === 0)
      await createDemoAccount(
        { email, name, locale, roles: ["peer_tutor"], organisationSlugs: [], forumSlugs: [] },
        now,
      );
    const named = await nameTutor(permit, { email }, now);
    if (!named.ok) throw new Error(`the tutor of ${key}: ${named.reason}`);
    await showTutor(subject, { shownName, languages: tutor.languages }, now);
  }
  if (group.breakWeeks)
    await addBreak(
      permit,
      { firstDay: dayOf(addDays(now, -2)), lastDay: dayOf(addDays(now, 7 * group.breakWeeks)) },
      now,
    );
  await publishGroup(permit, now);
  const meetings = await db().groupMeeting.findMany({
    where: { groupId: made.id, startsAt: { gt: now } },
    orderBy: { startsAt: "asc" },
    take: 3,
  });
  const [next, second, third] = meetings;
  if (group.cancels && second) await cancelMeeting(permit, { id: second.id }, now);
  await seedHistory(group, { ...made, permit }, next?.id, now);
  if (group.moves && third)
    await moveMeeting(
      permit,
      {
        id: third.id,
        startsAt: new Date(third.startsAt.getTime() + HOUR),
        endsAt: new Date(third.endsAt.getTime() + HOUR),
      },
      now,
    );
}

/** A tutor agrees to what the group's page shows of them. */
async function showTutor(
  subject: GroupSubject,
  shown: { shownName: string; languages: SpokenLanguage[] },
  now: Date,
): Promise<void> {
  const tutor = await findDemoTutor(subject.groupId);
  const permit = granted(tutor && Permit.ask(canShowOneself, tutor, subject), "show a tutor");
  await showOneself(permit, shown, now);
}

/** A group of the demo by its key; throws if there is none. */
export async function findDemoGroup(key: string): Promise<{ id: string; slug: string; organisationId: string }> {
  const title = readTexts("fi")[key]?.title;
  if (!title) throw new Error(`the demo has no group ${key}`);
  return db().group.findFirstOrThrow({
    where: { editions: { some: { language: "fi", title } } },
    select: { id: true, slug: true, organisationId: true },
  });
}

/** Whoever leads a group of the demo, as they act themselves. Null if nobody does: outside the demo there are no accounts. */
export async function findDemoTutor(groupId: string): Promise<UserActor | null> {
  const [led] = await listDemoTutors(groupId);
  return led?.tutor ?? null;
}

/** Somebody who leads a group, with what policies know of it. */
export interface DemoTutor {
  tutor: UserActor;
  subject: GroupSubject;
}

/** All who lead groups of the demo, or those of one group. */
export async function listDemoTutors(groupId?: string): Promise<DemoTutor[]> {
  const led = await db().groupTutor.findMany({
    where: groupId ? { groupId } : {},
    select: {
      user: { select: { id: true, email: true, name: true } },
      group: { select: { id: true, organisationId: true } },
    },
    orderBy: { group: { slug: "asc" } },
  });
  return led.map(({ user, group }) => ({
    tutor: {
      ...{ kind: "user", ...user, roles: ["peer_tutor"], organisationIds: [], forumIds: [], forumSessionIds: [] },
      ...{ hostedSessionIds: [], ledGroupIds: [group.id], cleared: true, trace: null },
    },
    subject: { groupId: group.id, organisationId: group.organisationId },
  }));
}

/** Which of the last meetings a group had to cancel, by how many it was ago, if it has met for long. */
const MISSED = 5;
/** For how many of the last meetings people said that they would come along. */
const VISITED = 3;

/** What has happened so far: an evening on which the tutor was ill, and people who said that they would come along. */
async function seedHistory(
  { entry, languages }: DemoGroup,
  { id: groupId, slug, permit }: { id: string; slug: string; permit: ManageGroup },
  next: string | undefined,
  now: Date,
): Promise<void> {
  const past = await db().groupMeeting.findMany({
    where: { groupId, endsAt: { lt: now } },
    orderBy: { startsAt: "desc" },
    take: MISSED + 1,
  });
  const missed = past[MISSED];
  if (missed) await cancelMeeting(permit, { id: missed.id }, addDays(missed.startsAt, -1));
  if (entry !== "come") return;
  const visited = past.slice(0, VISITED).map(({ id, startsAt }) => ({ id, at: addDays(startsAt, -1) }));
  // Some say which language they speak, some do not.
  for (const [n, { id, at }] of [...(next ? [{ id: next, at: now }] : []), ...visited].entries())
    for (const language of [...languages.slice(0, 1 + (n % 2)), undefined])
      await noteVisit({ slug, meeting: id, language }, null, at);
}

/** Translates a group's words, and has somebody else check them. */
async function translate(groupId: string, locale: Locale, fields: Words, checked: boolean, now: Date): Promise<void> {
  const text = await findTextOf({ kind: "group", id: groupId });
  const subject = text && (await findEditionSubject(text.itemId, locale));
  if (!subject) throw new Error("the group has no text");
  const permit = granted(Permit.ask(canWriteText, system("demo"), subject), "translate");
  const saved = await saveText(permit, { fields: { ...fields }, startedFrom: 0, read: 1 }, now);
  if (!saved.ok) throw new Error(`the text of a group: ${saved.reason}`);
  if (!checked) return;
  const reader = granted(Permit.ask(canWriteText, system("demo-reader"), subject), "check");
  await checkText(reader, { revision: saved.revision, read: 1 }, now);
}
