import { z } from "zod";
import type { RegistrationSchema } from "@/features/registration/schema";
import { toLatinDigits } from "@/i18n/formatting";
import type { Messages } from "@/i18n/messages";
import { oneLine } from "@/i18n/one-line";
import { SPOKEN_LANGUAGE_CODES } from "@/i18n/spoken-languages";

/**
 * What a device at the door and the server tell each other. A device sends a `DoorRequest` as JSON to
 * `routes.doorLog(locale, key)` and gets a `DoorAnswer`.
 *
 * - Every entry of the log has an id that the device made, so an entry can be sent any number of times: it is written
 *   once, and if an id comes again with other content, the first entry stands. Each sending says `accepted`.
 * - Entries are judged one by one. A refused one is named with its reason and never holds up the others. The device
 *   keeps what is in neither list and sends it again.
 * - `entries` of an answer are the entries after the request's cursor, from all devices and including the sender's own, in the
 *   order in which the server wrote them, at most `ENTRIES_ANSWERED`. If `more` is true, the device asks again at once
 *   with the new cursor. Numbers are given under a lock of the forum's door, without gaps: a cursor skips nothing.
 * - `list` is null if the device's version is the present one. A device that has none sends null. An `arrived` without numbers
 *   comes back with those of the people whom the party had when it was written.
 * - An entry may arrive before or after one that undoes it. An arrival that is undone never counts again, and an `undone`
 *   cannot be undone: whoever was wrong notes the arrival anew. `sumDoor` in rules.ts makes the numbers from list and
 *   log, on the server and on devices.
 * - Other answers: 400 for what is no such request, 401 if the key is a forum's slug and nobody is signed in, 404 if the
 *   key opens no door at this moment (a link before or after the forum's day, a withdrawn link, a forum of others), 413 for
 *   more than a mebibyte, 415 for anything but JSON, 429 if too much was asked, with `Retry-After` in seconds. Until the
 *   queue has been sent, the device keeps it, whatever the answer; after the day until a 404, for a week at the most.
 */

/** The most entries in one request. */
export const ENTRIES_SENT = 500;
/** The most entries in one answer. */
export const ENTRIES_ANSWERED = 2000;
/** The most entries in a forum's log: ten for each of 2 000 people. */
export const MOST_ENTRIES = 20_000;
/** The most people that one entry counts as walk-ins. */
const MOST_WALK_INS = 50;
/** The most entries that one entry undoes. */
const MOST_UNDONE = 50;
/** The most people in a party: `MAX_PEOPLE` of registering. */
const MOST_PEOPLE = 8;
/** The greatest number that the database gives to a person. */
const LAST_NUMBER = 2 ** 31 - 1;

/** Parties' codes are short; anything longer is no code. */
const MOST_CODE = 12;

/** The id of an entry, in the spelling in which ids are compared. */
const EntryId = z.string().toLowerCase().pipe(z.uuid());
/** An instant in UTC or with an offset (RFC 3339). */
const Instant = z.iso.datetime({ offset: true });
/** When a device says that something was noted. Its clock may be wrong, e.g. begin in 1970; the database takes it all the same. */
const DeviceInstant = Instant.refine((text) => {
  const year = new Date(text).getUTCFullYear();
  return year >= 1970 && year < 3000;
});
const entry = { id: EntryId, at: DeviceInstant };

/**
 * People of a party came: those with the given numbers, or everybody whom the party has when the server writes the entry (null):
 * for devices that do not have the party on their list.
 */
export const ArrivedEntry = z.strictObject({
  ...entry,
  kind: z.literal("arrived"),
  code: z
    .string()
    .trim()
    .toUpperCase()
    .max(MOST_CODE)
    .regex(/^[0-9A-Z]+$/),
  people: z.array(z.int().min(0).max(LAST_NUMBER)).min(1).max(MOST_PEOPLE).nullable(),
});

/** People came without a registration and are only counted, with the language that they speak if it is known. */
const WalkInEntry = z.strictObject({
  ...entry,
  kind: z.literal("walk_in"),
  people: z.int().min(1).max(MOST_WALK_INS),
  language: z.enum(SPOKEN_LANGUAGE_CODES).nullable(),
});

/** Earlier entries do not count. */
const UndoneEntry = z.strictObject({
  ...entry,
  kind: z.literal("undone"),
  entries: z.array(EntryId).min(1).max(MOST_UNDONE),
});

/** An entry of the log, as devices make it. */
export const EntrySchema = z.discriminatedUnion("kind", [ArrivedEntry, WalkInEntry, UndoneEntry]);
export type Entry = z.infer<typeof EntrySchema>;

/** What a device sends. Its entries are parsed one by one. */
export const DoorRequestSchema = z.object({
  /** The version of the list that the device has; null for none. */
  list: z.string().max(64).nullable(),
  /** The number of the last entry that the device has; 0 for none. */
  after: z
    .int()
    .min(0)
    .max(2 ** 31 - 1),
  entries: z.array(z.unknown()).max(ENTRIES_SENT),
});
export type DoorRequestSchema = z.infer<typeof DoorRequestSchema>;
/** The same, with entries as a device makes them. */
export type DoorRequest = Omit<DoorRequestSchema, "entries"> & { entries: Entry[] };

/** A party's own status. People of a cancelled one may stand at the door too. */
const PARTY_STATES = ["confirmed", "offered", "waiting", "lapsed", "cancelled"] as const;

/** What a device at the door holds of a party: never phone, mail, needs or the registration's id. */
const DoorPartySchema = z.object({
  code: z.string(),
  state: z.enum(PARTY_STATES),
  /** The names or aliases of its people, by position. */
  people: z.array(z.string()),
  /**
   * Their numbers, by position. A number stays its person's when the party changes, and is never another's, so entries name
   * people by it.
   */
  numbers: z.array(z.int()),
  /** The positions of those who have no seat although the party has some: it agreed to be split. */
  unseated: z.array(z.int()),
});
export type DoorParty = z.infer<typeof DoorPartySchema>;

/** Why an entry was refused. */
const REFUSALS = [
  /** It is no entry, or has unknown fields. */
  "invalid",
  /** The forum has no party with that code. */
  "unknown_code",
  /** The forum was cancelled, or its numbers are frozen for good. */
  "over",
  /** The log is full: far more than a forum needs. */
  "full",
] as const;

/** An entry's number in the forum's log. */
const numbered = { seq: z.int() };

/** What the server answers. */
const DoorAnswerSchema = z.object({
  list: z
    .object({
      version: z.string(),
      forum: z.object({
        slug: z.string(),
        /** In the page's language if there is a text, with the language that it is in. */
        title: z.string(),
        titleLocale: z.string(),
        startsAt: Instant,
        endsAt: Instant,
        /** When the door's last day is over: what the device holds is removed then. */
        dayEndsAt: Instant,
      }),
      parties: z.array(DoorPartySchema),
    })
    .nullable(),
  entries: z.array(
    z.discriminatedUnion("kind", [
      ArrivedEntry.extend(numbered),
      WalkInEntry.extend(numbered),
      UndoneEntry.extend(numbered),
    ]),
  ),
  /** The number of the last entry that the device now has. */
  cursor: z.int(),
  /** Whether there are further entries. */
  more: z.boolean(),
  /** The ids of the request's entries that are in the log, written now or before. */
  accepted: z.array(z.string()),
  /** The ids of the request's entries that are not, and never will be; null for what had no readable id. */
  refused: z.array(z.object({ id: z.string().nullable(), reason: z.enum(REFUSALS) })),
});
export type DoorAnswer = z.infer<typeof DoorAnswerSchema>;
/** An entry with its number in the forum's log. */
export type LoggedEntry = DoorAnswer["entries"][number];
export type DoorList = NonNullable<DoorAnswer["list"]>;

/** Every error is a key of the messages' DoorErrors namespace. */
const error = (key: keyof Messages["DoorErrors"]) => ({ error: key });
const registrationError = (key: keyof Messages["Errors"]) => ({ error: key });

/** The numbers of the people whose boxes `person.<number>` are ticked. */
export const ArrivalForm = z
  .record(z.string(), z.string())
  .transform((values) =>
    Object.keys(values).flatMap(
      (name) => (values[name] === "on" ? /^person\.(\d{1,10})$/.exec(name)?.[1] : null) ?? [],
    ),
  )
  .pipe(
    z
      .array(z.string().transform(Number).pipe(z.int().max(LAST_NUMBER)), error("form_invalid"))
      .min(1, error("people_needed"))
      .max(MOST_PEOPLE, error("form_invalid")),
  );

/** What a form that registers at the door asks beside the registration itself. Errors are keys of the Errors namespace. */
export const ArrivalsForm = z
  .object({
    /** The form's own id from its rendering: the same form sent twice is one registration. */
    form: z.uuid(registrationError("form_invalid")),
    /** Why they are registered here. They may read it. */
    reason: z
      .string()
      .max(2000)
      .catch("")
      .transform(oneLine)
      .pipe(z.string().min(1, registrationError("reason_required")).max(200, registrationError("note_long"))),
  })
  .transform(({ form, reason }) => ({ submission: form, reason }));
/** A party that stands at the door. */
export type Arrivals = z.infer<typeof ArrivalsForm> & { registration: RegistrationSchema };

/** Walk-ins, as the plain form sends them. */
export const WalkInForm = z.object({
  /** The form's own id from its rendering: the same form sent twice counts once. */
  form: z.uuid(error("form_invalid")),
  people: z
    .string()
    .max(20)
    .catch("")
    .transform((text) => Number(toLatinDigits(text).trim() || Number.NaN))
    .pipe(
      z.int(error("walk_ins_invalid")).min(1, error("walk_ins_invalid")).max(MOST_WALK_INS, error("walk_ins_invalid")),
    ),
  language: z.enum([...SPOKEN_LANGUAGE_CODES, ""], error("form_invalid")).transform((language) => language || null),
});
