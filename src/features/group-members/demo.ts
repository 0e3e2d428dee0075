import "server-only";
import { v5 as uuidOf } from "uuid";
import { Permit } from "@/features/access/policy";
import { system } from "@/features/access/schema";
import { findDemoGroup, findDemoTutor } from "@/features/groups/demo";
import { GROUPS } from "@/features/groups/demo/groups";
import { canLeadGroup, type LeadGroup } from "@/features/groups/policy";
import { LOCALE_CODES, type Locale } from "@/i18n/locales";
import type { SpokenLanguage } from "@/i18n/spoken-languages";
import { addDays, DAY } from "@/i18n/time";
import { db } from "@/platform/db/client";
import { type DemoParts, granted } from "@/platform/demo";
import { hashToken } from "@/platform/security/tokens";
import { askToJoin, leaveGroup } from "./commands";
import { type DemoPeople, PEOPLE, QUESTIONS } from "./demo/people";
import { parseRequest } from "./schema";
import { pointElsewhere, putOnWaitingList, welcomeMember, writeDownMember } from "./tutor/commands";
import { WriteDownSchema } from "./tutor/schema";

/** People of all groups: members since months, requests of these days, waiting lists, and some who left or were pointed elsewhere. */
export const demo: DemoParts = {
  groupMembers: {
    after: ["groups"],
    seed: async (now) => {
      // Groups are filled at the same time; the people of one group in order.
      await Promise.all(PEOPLE.map((people, place) => seedPeople(people, place, now)));
    },
  },
};

type Fate =
  | { kind: "member" | "asked" | "waiting" }
  | { kind: "left"; at: Date }
  | { kind: "pointed"; to: string | null };

/** Somebody, when they asked, and what became of it. */
interface Person {
  name: string;
  at: Date;
  fate: Fate;
}

/** Everybody of a group, first who asked first. */
function peopleOf({ members, asked = [], waiting = [], left = [], pointed = [] }: DemoPeople, since: Date, now: Date) {
  const ago = (days: number) => addDays(now, -days);
  const days = Math.floor((now.getTime() - since.getTime()) / DAY) - 10;
  return [
    ...left.map((name, n): Person => ({ name, at: since, fate: { kind: "left", at: ago(4 + 6 * n) } })),
    ...members.map((name, n): Person => {
      const at = addDays(since, Math.floor((days * n) / members.length));
      return { name, at, fate: { kind: "member" } };
    }),
    ...waiting.map((name, n): Person => ({ name, at: ago(48 - 11 * n), fate: { kind: "waiting" } })),
    ...pointed.map(({ name, to }, n): Person => ({ name, at: ago(9 + 5 * n), fate: { kind: "pointed", to } })),
    ...asked.map((name, n): Person => ({ name, at: ago(6 - 2 * n), fate: { kind: "asked" } })),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
}

async function seedPeople(people: DemoPeople, place: number, now: Date): Promise<void> {
  const { kind, languages, meets } = GROUPS.find(({ key }) => key === people.group) ?? {};
  const group = await findDemoGroup(people.group);
  const subject = { groupId: group.id, organisationId: group.organisationId };
  const tutor = await findDemoTutor(group.id);
  const permit = granted(Permit.ask(canLeadGroup, tutor ?? system("demo"), subject), "lead its groups");
  const since = addDays(now, -7 * (meets?.weeks ?? 20));
  for (const [n, person] of peopleOf(people, since, now).entries()) {
    const language = languages?.[n % 4 === 3 ? languages.length - 1 : 0] ?? "fi";
    const token = await ask(group.slug, person, { number: place * 40 + n, language, young: kind === "youth" });
    await answer(permit, person, token);
  }
  if (tutor)
    for (const [n, name] of (people.called ?? []).entries())
      await writeDown(
        permit,
        name,
        { number: place * 40 + 39 - n, language: languages?.[0] ?? "fi" },
        addDays(now, -2),
      );
}

const localeOf = (language: SpokenLanguage, n: number): Locale =>
  LOCALE_CODES.find((code) => code === language) ?? (n % 2 === 0 ? "fi" : "en");

/** Asks to come to a group, and returns the token of the link. `number` tells people apart over all groups. */
async function ask(
  slug: string,
  { name, at }: Person,
  { number, language, young }: { number: number; language: SpokenLanguage; young: boolean },
): Promise<string> {
  // Most give a number; some only an address; a few keep a screenshot.
  const unreached = number % 17 === 11;
  const byMail = number % 5 === 2;
  const messageLocale = localeOf(language, number);
  const parsed = parseRequest({
    ...{ name, language, messageLocale, consent: "on" },
    phone: unreached || byMail ? "" : `+35840000${3000 + number}`,
    email: (!unreached && number % 3 === 2) || byMail ? `ryhmalainen${number}@example.org` : "",
    screenshot: unreached ? "on" : "",
    contactWay: unreached || byMail ? "read" : (["read", "listen", "read", "call"][number % 4] ?? "read"),
    age: young && number % 5 !== 0 ? "from_13_to_17" : "adult",
    guardian: young && number % 3 === 0 ? `+35840000${5000 + number}` : "",
    question: number % 3 === 1 ? (QUESTIONS[language]?.[number % 2] ?? QUESTIONS[language]?.[0] ?? "") : "",
  });
  if (!parsed.ok) throw new Error(`${name} cannot ask: ${parsed.errors.map(({ key }) => key).join(", ")}`);
  const submission = uuidOf(`${slug} ${name}`, uuidOf.URL);
  const asked = await askToJoin({ slug, submission, locale: messageLocale, request: parsed.input }, at);
  if (!asked.ok) throw new Error(`${name} cannot ask to come to ${slug}: ${asked.reason}`);
  return asked.token;
}

/** What those who lead the group answered a day or two later, and what became of it. */
async function answer(permit: LeadGroup, { name, at, fate }: Person, token: string): Promise<void> {
  if (fate.kind === "asked") return;
  const { id } = await db().groupMember.findUniqueOrThrow({
    where: { tokenHash: hashToken(token) },
    select: { id: true },
  });
  const then = addDays(at, 1 + (name.length % 2));
  const answered =
    fate.kind === "waiting"
      ? await putOnWaitingList(permit, { id }, then)
      : fate.kind === "pointed"
        ? await pointElsewhere(permit, { id, slug: fate.to && (await findDemoGroup(fate.to)).slug }, then)
        : await welcomeMember(permit, { id }, then);
  if (!answered.ok) throw new Error(`${name} cannot be answered: ${answered.reason}`);
  if (fate.kind === "left") await leaveGroup({ token }, fate.at);
}

/** Somebody called, and the tutor wrote them down as a member. */
async function writeDown(
  permit: LeadGroup,
  name: string,
  { number, language }: { number: number; language: SpokenLanguage },
  at: Date,
): Promise<void> {
  const written = await writeDownMember(
    permit,
    WriteDownSchema.parse({
      ...{ name, language, age: "adult", phone: `+35840000${3000 + number}`, email: "", contactWay: "call" },
      ...{ messageLocale: localeOf(language, number), answer: "member", permission: "on" },
      form: uuidOf(name, permit.subject.groupId),
    }),
    at,
  );
  if (!written.ok) throw new Error(`${name} cannot be written down: ${written.reason}`);
}
