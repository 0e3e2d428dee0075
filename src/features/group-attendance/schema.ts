import { z } from "zod";
import { ENTRY, type LogAnswer, type LogList, UndoneEntry } from "@/features/offline-log/schema";
import type { Messages } from "@/i18n/messages";
import { PageNumber } from "@/i18n/page-number";
import { SPOKEN_LANGUAGE_CODES } from "@/i18n/spoken-languages";
import { typedCount } from "@/i18n/typed-values";

/** The most entries in a meeting's log. */
export const MOST_ENTRIES = 2_000;
/** The most people that one entry counts as visitors. */
const MOST_VISITORS = 50;

/** The age groups of those who come to a group, as members have them. */
export const AGES = ["adult", "from_13_to_17", "under_13"] as const;
export type Age = (typeof AGES)[number];

/** A member came. */
const PresentEntry = z.strictObject({
  ...ENTRY,
  kind: z.literal("present"),
  member: z.string().toLowerCase().pipe(z.uuid()),
});

/** People came who are only counted, with the language that they speak and their age if these are known. */
const VisitorsEntry = z.strictObject({
  ...ENTRY,
  kind: z.literal("visitors"),
  people: z.int().min(1).max(MOST_VISITORS),
  language: z.enum(SPOKEN_LANGUAGE_CODES).nullable(),
  age: z.enum(AGES).nullable(),
});

/** An entry in the log of a meeting, as devices make it. What devices and server tell each other is in features/offline-log. */
export const EntrySchema = z.discriminatedUnion("kind", [PresentEntry, VisitorsEntry, UndoneEntry]);
export type Entry = z.infer<typeof EntrySchema>;

/** Why an entry was refused. */
const REFUSALS = [
  /** It is no entry, or has unknown fields. */
  "invalid",
  /** Nobody in the group has that id any more. */
  "unknown_member",
  /** The meeting was cancelled, or its numbers are frozen for good. */
  "over",
  /** The log is full. */
  "full",
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** What a device holds of a member: never an address, a language or an age. */
export interface MemberAtMeeting {
  id: string;
  /** The name or alias by which they wish to be called. */
  name: string;
}

/** What a device holds of a meeting. */
export interface MeetingList extends LogList {
  group: {
    slug: string;
    /** In the page's language if there is a text, with the language that it is in. */
    title: string;
    titleLocale: string;
    /** The main language of the group, with which visitors are counted unless somebody chooses another. */
    language: string | null;
  };
  meeting: { startsAt: string; endsAt: string; dayEndsAt: string };
  members: MemberAtMeeting[];
  /** How many came who have been forgotten since, and are on nobody's list. */
  forgotten: { members: number; visitors: number };
}

/** An entry with its number in the meeting's log. */
export type LoggedEntry = LogAnswer<MeetingList, Entry, Refusal>["entries"][number];

/** Every error is a key of the messages' GroupAttendanceErrors namespace. */
const error = (key: keyof Messages["GroupAttendanceErrors"]) => ({ error: key });

/** Visitors, as the plain form sends them. */
export const VisitorsForm = z.object({
  /** The form's own id from its rendering: the same form sent twice counts once. */
  form: z.uuid(error("form_invalid")),
  people: typedCount(MOST_VISITORS, error("visitors_invalid")),
  language: z.enum([...SPOKEN_LANGUAGE_CODES, ""], error("form_invalid")).transform((language) => language || null),
  age: z.enum([...AGES, ""], error("form_invalid")).transform((age) => age || null),
});

/** The members whose boxes `member.<id>` are ticked. */
export const PresentForm = z
  .record(z.string(), z.string())
  .transform((values) =>
    Object.keys(values).flatMap((name) => (values[name] === "on" && name.startsWith("member.") ? name.slice(7) : [])),
  )
  .pipe(
    z
      .array(
        z
          .string()
          .toLowerCase()
          .pipe(z.uuid(error("form_invalid"))),
      )
      .min(1, error("members_needed"))
      .max(500, error("form_invalid")),
  );

const Month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/);

/** Which month the numbers are of. Unreadable values count as not given. */
export const AttendanceSearchSchema = z.object({ month: Month.optional().catch(undefined), page: PageNumber });

/** From which month to which the numbers are exported. */
export const AttendanceExportSchema = z.object({ from: Month, until: Month });
