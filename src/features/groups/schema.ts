import { z } from "zod";
import { Id } from "@/features/access/schema";
import { Email, PersonName } from "@/features/accounts/schema";
import { canonicalLanguage, partsOf } from "@/features/content/schema";
import { ForumSlug, OnlineUrl } from "@/features/forums/schema";
import { toLatinDigits } from "@/i18n/formatting";
import type { Messages } from "@/i18n/messages";
import { isMunicipality, isPlace } from "@/i18n/municipalities";
import { PageNumber } from "@/i18n/page-number";
import { SearchText } from "@/i18n/search-text";
import { SPOKEN_LANGUAGE_CODES, type SpokenLanguage } from "@/i18n/spoken-languages";
import { DAY, instantOf, MINUTE, wallClock } from "@/i18n/time";
import { maybeLine, Ticked, typedLine } from "@/i18n/typed-values";

/** Refusals are keys of the messages' GroupErrors namespace. */
type GroupErrorKey = keyof Messages["GroupErrors"];
const error = (key: GroupErrorKey) => ({ error: key });

/** Whom a group is for; `guidance` is for one person at a time. */
export const GROUP_KINDS = ["parents", "mothers", "youth", "guidance"] as const;
export type GroupKind = (typeof GROUP_KINDS)[number];

/** How people come to a group for the first time: they just come, or they ask first. */
export const GROUP_ENTRIES = ["come", "ask"] as const;
export type GroupEntry = (typeof GROUP_ENTRIES)[number];

/** The days of the week in the order of ISO 8601, as lists are filtered by them. */
export const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** The weekday of an instant in Helsinki. */
export function weekdayOf(instant: Date): Weekday {
  const { year, month, day } = wallClock(instant);
  return WEEKDAYS[(new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7] ?? "monday";
}

/** How often a group meets; `appointment`: whenever two people agree. */
export const RHYTHMS = ["weekly", "biweekly", "monthly", "appointment"] as const;
export type Rhythm = (typeof RHYTHMS)[number];

/** The filter of a list of groups. Absent facets do not filter. */
export const GroupFilterSchema = z.object({
  language: z.enum(SPOKEN_LANGUAGE_CODES).optional().catch(undefined),
  /** A municipality's key, or `online`. */
  place: z.string().refine(isPlace).optional().catch(undefined),
  day: z.enum(WEEKDAYS).optional().catch(undefined),
  kind: z.enum(GROUP_KINDS).optional().catch(undefined),
  childcare: z.enum(["yes"]).optional().catch(undefined),
  /** Whether it takes new people. */
  places: z.enum(["open", "full"]).optional().catch(undefined),
});
export type GroupFilterSchema = z.infer<typeof GroupFilterSchema>;

/** One page of a filtered list, counted from 1. */
export interface GroupListing extends GroupFilterSchema {
  page: number;
}

/** The search of staff for their groups. Unreadable values count as not given. */
export const GroupSearchSchema = z.object({
  /** A part of a title in any language, of a district or of the slug. */
  text: SearchText,
  page: PageNumber,
});
export type GroupSearchSchema = z.infer<typeof GroupSearchSchema>;

const Line = (most: number) => typedLine(most, error("too_long"));
const MaybeLine = (most: number) => maybeLine(most, error("too_long"));

/**
 * A day of this century as HTML sends it, in the digits of any keyboard; empty if not given. Browsers make the year 26 or 226 of
 * a year that is not typed to its end, and a group would have met weekly since then.
 */
const MaybeDay = z
  .string()
  .catch("")
  .transform((text) => toLatinDigits(text).trim())
  .refine(
    (text) => text === "" || (text.startsWith("20") && z.iso.date().safeParse(text).success),
    error("day_invalid"),
  );
const Day = MaybeDay.pipe(z.string().min(1, error("day_invalid")));

/** A time of day as HTML sends it, or as people type it: 17:30, 17.30. Empty if not given. */
const MaybeTime = z
  .string()
  .catch("")
  .transform((text) =>
    toLatinDigits(text)
      .trim()
      .replace(".", ":")
      .replace(/^(\d):/, "0$1:")
      .slice(0, 5),
  )
  .pipe(z.union([z.literal(""), z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, error("time_invalid"))]));
const Time = MaybeTime.pipe(z.string().min(1, error("time_invalid")));

/** The beginning of the names of language boxes, before the language's code. */
export const LANGUAGE_BOX = "spoken.";

/** The languages that are ticked, in the order of the portal. */
export function tickedLanguages(values: Readonly<Record<string, string>>): SpokenLanguage[] {
  return SPOKEN_LANGUAGE_CODES.filter((code) => values[`${LANGUAGE_BOX}${code}`] === "on");
}

/** The beginning of the names of weekday boxes, before the weekday. */
export const DAY_BOX = "on.";

/** The weekdays that are ticked, in a field of their own. */
export function withTickedDays(values: Readonly<Record<string, string>>): Record<string, string> {
  return { ...values, alsoOn: WEEKDAYS.filter((day) => values[`${DAY_BOX}${day}`] === "on").join(" ") };
}

/** When a group meets: its first meeting, how long one lasts in minutes, how often, and the last day, if any. */
export interface ScheduleInput {
  startsAt: Date;
  /** Further weekdays beside the first meeting's, if it meets every week or every other. */
  alsoOn?: readonly Weekday[];
  minutes: number;
  rhythm: Exclude<Rhythm, "appointment">;
  lastDay: string | null;
}

const Details = {
  kind: z.enum(GROUP_KINDS, error("kind_invalid")),
  entry: z.enum(GROUP_ENTRIES, error("entry_invalid")),
  online: Ticked,
  municipality: z.string().catch(""),
  district: MaybeLine(80),
  placeName: MaybeLine(120),
  address: MaybeLine(160),
  placeIsPublic: Ticked,
  onlineUrl: OnlineUrl.prefault(""),
  childcare: Ticked,
  capacity: z
    .string()
    .catch("")
    .transform((text) => toLatinDigits(text).trim())
    .pipe(z.union([z.literal(""), z.string().regex(/^[1-9]\d{0,2}$/, error("capacity_invalid"))]))
    .transform((text) => (text === "" ? null : Number(text))),
  full: Ticked,
  rhythm: z.enum(RHYTHMS, error("rhythm_invalid")),
  alsoOn: z
    .string()
    .catch("")
    .transform((text) => WEEKDAYS.filter((day) => text.split(" ").includes(day))),
  firstDay: MaybeDay,
  startTime: MaybeTime,
  endTime: MaybeTime,
  lastDay: MaybeDay,
  skipsHolidays: Ticked,
  contactName: PersonName,
  contactEmail: Email,
  contactPhone: MaybeLine(40),
};

type TypedDetails = z.infer<z.ZodObject<typeof Details>>;

/** Minutes from one time of the day to a later one. */
const minutesBetween = (from: string, to: string) => {
  const of = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return of(to) - of(from);
};

function withSchedule<Typed extends TypedDetails>(
  { online, municipality, rhythm, alsoOn, firstDay, startTime, endTime, lastDay, ...rest }: Typed,
  context: z.RefinementCtx,
) {
  const refuse = (field: string, key: GroupErrorKey) =>
    context.addIssue({ code: "custom", message: key, path: [field] });
  // Whoever just comes has to know where and when.
  const findable = !online && rest.placeIsPublic && (rest.placeName ?? rest.address) && rhythm !== "appointment";
  if (rest.entry === "come" && !findable) refuse("entry", "come_unfindable");
  if (!online && !isMunicipality(municipality)) refuse("municipality", "municipality_invalid");
  let schedule: ScheduleInput | null = null;
  if (rhythm !== "appointment") {
    const startsAt = firstDay && startTime ? instantOf(firstDay, startTime) : null;
    const minutes = startTime && endTime ? minutesBetween(startTime, endTime) : 0;
    if (!firstDay) refuse("firstDay", "day_invalid");
    else if (!startTime) refuse("startTime", "time_invalid");
    else if (!startsAt) refuse("startTime", "time_skipped");
    if (!endTime) refuse("endTime", "time_invalid");
    else if (startTime && minutes <= 0) refuse("endTime", "ends_early");
    if (lastDay && firstDay && lastDay < firstDay) refuse("lastDay", "last_early");
    if (rhythm === "monthly" && startsAt && alsoOn.some((day) => day !== weekdayOf(startsAt)))
      refuse(`${DAY_BOX}monday`, "days_monthly");
    if (startsAt && minutes > 0) schedule = { startsAt, minutes, rhythm, alsoOn, lastDay: lastDay || null };
  }
  return { ...rest, municipalityKey: online ? "online" : municipality, schedule };
}

const Words = (part: "title" | "summary" | "description" | "firstTime", needed?: GroupErrorKey) =>
  z
    .string()
    .catch("")
    .transform((text) => text.trim())
    .pipe(
      z
        .string()
        .min(needed ? 1 : 0, needed && error(needed))
        .max(partsOf("group").get(part)?.most ?? 0, error("too_long")),
    );

/** What is asked when a group is made: everything about it, and its words in one language. */
export const NewGroupSchema = z
  .object({
    ...Details,
    organisation: Id.catch(""),
    language: z.string().refine((tag) => canonicalLanguage(tag) === tag, error("language_invalid")),
    title: Words("title", "title_needed"),
    summary: Words("summary", "summary_needed"),
    description: Words("description", "description_needed"),
    firstTime: Words("firstTime"),
  })
  .transform(withSchedule);
export type NewGroupSchema = z.infer<typeof NewGroupSchema>;

/** What is asked when a group is changed. Its words have pages of their own. */
export const EditGroupSchema = z
  .object({ ...Details, seen: z.coerce.number().int().min(0).catch(0) })
  .transform(withSchedule);
export type EditGroupSchema = z.infer<typeof EditGroupSchema>;

/** Everything about a group except its words. */
export type GroupDetails = Omit<EditGroupSchema, "seen">;

/** Days on which a group does not meet, the last one included. */
export const BreakSchema = z.object({ firstDay: Day, lastDay: Day }).superRefine(({ firstDay, lastDay }, context) => {
  if (lastDay < firstDay)
    context.addIssue({ code: "custom", message: "last_early" satisfies GroupErrorKey, path: ["lastDay"] });
  else if (Date.parse(lastDay) - Date.parse(firstDay) > 400 * DAY)
    context.addIssue({ code: "custom", message: "break_long" satisfies GroupErrorKey, path: ["lastDay"] });
});
export type BreakSchema = z.infer<typeof BreakSchema>;

/** Who leads a group: the address of their account. */
export const TutorSchema = z.object({ email: Email });
export type TutorSchema = z.infer<typeof TutorSchema>;

/** What a tutor agrees that their group's page says of them, beside the languages that they tick. */
export const ShownSchema = z.object({
  shownName: Line(40).pipe(z.string().min(1, error("shown_name_needed"))),
  agreed: Ticked.refine(Boolean, error("agree_needed")),
});
export type ShownSchema = z.infer<typeof ShownSchema>;

/** A forum that a group prepares for: its address or the end of it. */
export const GroupForumSchema = z.object({
  forum: z
    .string()
    .catch("")
    .transform((text) => text.trim().split(/[?#]/)[0]?.split("/").filter(Boolean).at(-1) ?? "")
    .pipe(ForumSlug.catch("")),
});
export type GroupForumSchema = z.infer<typeof GroupForumSchema>;

/** Another time for one meeting. */
export const MoveMeetingSchema = z
  .object({ day: Day, startTime: Time, endTime: Time })
  .transform(({ day, startTime, endTime }, context) => {
    const refuse = (field: string, key: GroupErrorKey) =>
      context.addIssue({ code: "custom", message: key, path: [field] });
    const startsAt = instantOf(day, startTime);
    const minutes = minutesBetween(startTime, endTime);
    if (!startsAt) refuse("startTime", "time_skipped");
    if (minutes <= 0) refuse("endTime", "ends_early");
    if (!startsAt || minutes <= 0) return z.NEVER;
    return { startsAt, endsAt: new Date(startsAt.getTime() + minutes * MINUTE) };
  });
export type MoveMeetingSchema = z.infer<typeof MoveMeetingSchema>;

/** The most characters of what a meeting is about. */
export const TOPIC_MOST = 200;

/** What a meeting is about: a line in one language. */
export const TopicSchema = z.object({
  topic: Line(TOPIC_MOST).pipe(z.string().min(1, error("topic_needed"))),
  language: z.enum(SPOKEN_LANGUAGE_CODES, error("language_invalid")),
  /** When the topic that the form began with was written, so that nobody overwrites another's; empty if there was none. */
  seen: z.string().max(40).catch(""),
});
export type TopicSchema = z.infer<typeof TopicSchema>;

/** Which page to go back to after a meeting was changed: that of staff, or that of the tutor. */
export const HOMES = ["staff", "tutor"] as const;
export type Home = (typeof HOMES)[number];

/** That somebody will come along to a meeting. Anything unreadable counts as not said. */
export const VisitSchema = z.object({
  meeting: Id,
  language: z.enum(SPOKEN_LANGUAGE_CODES).optional().catch(undefined),
  /** A random mark of the copy of the page from which it was sent, if the page had a script. */
  mark: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional()
    .catch(undefined),
});
export type VisitSchema = z.infer<typeof VisitSchema>;

/** The form that ends a group: the first submission asks, the second does it. */
export const EndGroupSchema = z.object({ confirmed: z.string().max(10).catch("") });
