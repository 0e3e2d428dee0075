import type { SpokenLanguage } from "@/i18n/spoken-languages";
import { addDays, HOUR, inputValue, instantOf, overlap } from "@/i18n/time";
import type { PlannedLanguages } from "./schema";

/** A text's title or a room's name, and its language. */
export interface Named {
  text: string;
  language: string;
}

/** The facts that decide whether a forum can be published. */
export interface PlanFacts {
  startsAt: Date;
  endsAt: Date;
  /** Null if it opens on publication. */
  registrationOpensAt: Date | null;
  /** Null if nobody needs to register. */
  registrationClosesAt: Date | null;
  online: boolean;
  onlineUrl: string | null;
  contactName: string;
  contactEmail: string;
  /** The venue's text says how to get in. */
  venueExplained: boolean;
  /** `deadline`: until when an interpreter can be ordered. */
  languages: readonly {
    language: SpokenLanguage;
    main: boolean;
    state: "requested" | "confirmed" | "not_available";
    deadline: Date;
  }[];
  /** Page languages without a current translation of the forum's own text: readers would see another language. */
  untranslated: readonly string[];
  /** Titles of texts, the forum's or a session's, whose newest words are not published. */
  unseen: readonly Named[];
  /** Titles of copied texts that name dates or places that nobody has looked at. */
  flagged: readonly Named[];
  sessions: readonly PlannedSession[];
}

interface PlannedSession {
  id: string;
  /** Null if no text of it is published. */
  title: Named | null;
  startsAt: Date;
  endsAt: Date;
  room: string | null;
  /** Ids of the users who look after it. */
  hosts: readonly string[];
}

/** Something that a forum lacks, or that would go wrong. */
export interface Finding {
  key: (typeof FINDINGS)[number];
  /** True if it must be fixed before publishing; otherwise it is only pointed out. */
  needed: boolean;
  /** The titles of sessions or texts that it is about. */
  titles?: Named[];
  room?: Named;
  spoken?: SpokenLanguage[];
  /** Page languages. */
  written?: string[];
}

const FINDINGS = [
  "starts_past",
  "ends_first",
  "closes_late",
  "opens_late",
  "language_none",
  "contact_none",
  "session_unnamed",
  "session_outside",
  "text_flagged",
  "link_none",
  "room_twice",
  "host_twice",
  "interpreter_late",
  "closed_already",
  "text_unseen",
  "untranslated",
  "venue_unexplained",
] as const;

/**
 * What a forum lacks before it can be published, and what would go wrong: first what must be fixed, then what may be
 * intended.
 */
export function checkPlan(plan: PlanFacts, now: Date): Finding[] {
  const { startsAt, endsAt, registrationOpensAt, registrationClosesAt, languages, sessions } = plan;
  const needed: (Omit<Finding, "needed"> | false)[] = [
    startsAt <= now && { key: "starts_past" },
    endsAt <= startsAt && { key: "ends_first" },
    registrationClosesAt !== null && registrationClosesAt > startsAt && { key: "closes_late" },
    opensLate({ registrationOpensAt, registrationClosesAt }) && { key: "opens_late" },
    !languages.some(({ main }) => main) && { key: "language_none" },
    (!plan.contactName || !plan.contactEmail) && { key: "contact_none" },
    about(
      "session_unnamed",
      sessions.filter(({ title }) => title === null),
    ),
    about(
      "session_outside",
      sessions.filter((session) => session.startsAt < startsAt || session.endsAt > endsAt),
    ),
    plan.flagged.length > 0 && { key: "text_flagged", titles: [...plan.flagged] },
  ];
  const late = languages.filter(({ main, state, deadline }) => !main && state === "requested" && deadline < now);
  const look: (Omit<Finding, "needed"> | false)[] = [
    plan.online && plan.onlineUrl === null && { key: "link_none" },
    ...twice(sessions, ({ room }) => (room === null ? [] : [room.trim().toLowerCase()])).map((pair) => {
      const found = about("room_twice", pair);
      return found && { ...found, room: roomOf(pair[0]?.room) };
    }),
    ...twice(sessions, ({ hosts }) => hosts).map((pair) => about("host_twice", pair)),
    late.length > 0 && { key: "interpreter_late", spoken: late.map(({ language }) => language) },
    registrationClosesAt !== null && registrationClosesAt <= now && startsAt > now && { key: "closed_already" },
    plan.unseen.length > 0 && { key: "text_unseen", titles: [...plan.unseen] },
    plan.untranslated.length > 0 && { key: "untranslated", written: [...plan.untranslated] },
    !plan.venueExplained && { key: "venue_unexplained" },
  ];
  return [
    ...needed.flatMap((found) => (found ? { ...found, needed: true } : [])),
    ...look.flatMap((found) => (found ? { ...found, needed: false } : [])),
  ];
}

/** Whether registration would open only after it has closed. */
export function opensLate({
  registrationOpensAt: opens,
  registrationClosesAt: closes,
}: Pick<PlanFacts, "registrationOpensAt" | "registrationClosesAt">): boolean {
  return opens !== null && closes !== null && opens >= closes;
}

function about(
  key: Finding["key"],
  sessions: readonly PlannedSession[],
): { key: Finding["key"]; titles: Named[] } | false {
  return sessions.length > 0 && { key, titles: sessions.map(({ title, room }) => title ?? roomOf(room)) };
}

/** Room names are Finnish. */
const roomOf = (room: string | null | undefined): Named => ({ text: room ?? "–", language: "fi" });

/** Pairs of sessions at the same time that share something that exists only once. */
function twice(
  sessions: readonly PlannedSession[],
  of: (session: PlannedSession) => readonly string[],
): PlannedSession[][] {
  return sessions.flatMap((one, n) =>
    sessions
      .slice(n + 1)
      .filter((other) => overlap(one, other) && of(one).some((thing) => of(other).includes(thing)))
      .map((other) => [one, other]),
  );
}

/** A plan's languages as its boxes show them. */
export function plannedLanguages({ languages }: Pick<PlanFacts, "languages">): PlannedLanguages {
  const of = (spoken: boolean) => languages.filter(({ main }) => main === spoken).map(({ language }) => language);
  return { main: of(true), interpreted: of(false) };
}

/** Slugs that mean something else below /forums, or look like a link's token (27 characters). */
const RESERVED = new Set(["by", "feeds", "find", "new"]);
const TOKEN_LENGTH = 27;
const LONGEST = 60;

/** The slug of a forum whose title leaves none: its kind and its day, e.g. `family-evening-2027-03-04`. */
export function plainName(kind: string, startsAt: Date): string {
  return `${kind.replaceAll("_", "-")}-${inputValue(startsAt).slice(0, 10)}`;
}

/**
 * A forum's slug from its title, in lower-case ASCII: ä and å become a, ö becomes o. If a title in another script
 * leaves too little, uses `instead`. If the slug is taken, adds the next free number.
 */
export function slugFor(title: string, instead: string, isTaken: (slug: string) => boolean): string {
  const words = title
    .normalize("NFKD")
    .replaceAll(/\p{Mark}/gu, "")
    .toLowerCase()
    .replaceAll(/ø/g, "o")
    .replaceAll(/æ/g, "ae")
    .replaceAll(/ß/g, "ss");
  const latin = [...words.matchAll(/[a-z0-9]+/g)].map(([word]) => word).join("-");
  const letters = words.replaceAll(/[^\p{Letter}]/gu, "").length;
  const kept = latin.replaceAll(/[^a-z]/g, "").length;
  let name = kept >= 3 && kept * 2 >= letters ? latin : instead;
  if (name.length > LONGEST) name = name.slice(0, LONGEST).replace(/-[^-]*$/, "");
  for (let n = 1; ; n++) {
    const slug = n === 1 ? name : `${name}-${n}`;
    if (!RESERVED.has(slug) && slug.length !== TOKEN_LENGTH && !isTaken(slug)) return slug;
  }
}

/**
 * The start and end of a forum on another day (`YYYY-MM-DD`), at times of the Helsinki clock (`HH:MM`). A forum that
 * went past midnight or over several days ends as many days later. A time in the hour that spring skips becomes one
 * hour later. Null if it would end before it begins.
 */
export function timesOn(
  day: string,
  { startTime, endTime }: { startTime: string; endTime: string },
  before: { startsAt: Date; endsAt: Date },
): { startsAt: Date; endsAt: Date } | null {
  const dayOf = (at: Date) => inputValue(at).slice(0, 10);
  const nights = Math.round((Date.parse(dayOf(before.endsAt)) - Date.parse(dayOf(before.startsAt))) / (24 * HOUR));
  const at = (date: string, time: string) =>
    instantOf(date, time) ??
    instantOf(date, `${String((Number(time.slice(0, 2)) + 1) % 24).padStart(2, "0")}${time.slice(2)}`);
  const lastDay = new Date(Date.parse(day) + nights * 24 * HOUR).toISOString().slice(0, 10);
  const [startsAt, endsAt] = [at(day, startTime), at(lastDay, endTime)];
  return startsAt && endsAt && startsAt < endsAt ? { startsAt, endsAt } : null;
}

/** The days at an interval of this many weeks after the first one, up to `until` and at most `most`; without the first. */
export function repeatedDays(first: string, weeks: number, until: string, most: number): string[] {
  const start = instantOf(first, "12:00");
  if (!start || weeks < 1) return [];
  return Array.from({ length: most - 1 }, (_, n) =>
    inputValue(addDays(start, 7 * weeks * (n + 1))).slice(0, 10),
  ).filter((day) => day <= until);
}
