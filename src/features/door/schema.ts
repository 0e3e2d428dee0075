import { z } from "zod";
import { ENTRY, type LogAnswer, type LogList, UndoneEntry } from "@/features/offline-log/schema";
import type { RegistrationSchema } from "@/features/registration/schema";
import type { Messages } from "@/i18n/messages";
import { SPOKEN_LANGUAGE_CODES } from "@/i18n/spoken-languages";
import { typedCount, typedLine } from "@/i18n/typed-values";

/** The most entries in a forum's log: ten for each of 2 000 people. */
export const MOST_ENTRIES = 20_000;
/** The most people that one entry counts as walk-ins. */
const MOST_WALK_INS = 50;
/** The most people in a party: `MAX_PEOPLE` of registering. */
const MOST_PEOPLE = 8;
/** The greatest number that the database gives to a person. */
const LAST_NUMBER = 2 ** 31 - 1;

/** Parties' codes are short; anything longer is no code. */
const MOST_CODE = 12;

/**
 * People of a party came: those with the given numbers, or everybody whom the party has when the server writes the entry (null):
 * for devices that do not have the party on their list.
 */
export const ArrivedEntry = z.strictObject({
  ...ENTRY,
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
  ...ENTRY,
  kind: z.literal("walk_in"),
  people: z.int().min(1).max(MOST_WALK_INS),
  language: z.enum(SPOKEN_LANGUAGE_CODES).nullable(),
});

/** An entry of the log, as devices make it. What devices and server tell each other is in features/offline-log. */
export const EntrySchema = z.discriminatedUnion("kind", [ArrivedEntry, WalkInEntry, UndoneEntry]);
export type Entry = z.infer<typeof EntrySchema>;

/** A party's own status. People of a cancelled one may stand at the door too. */
const PARTY_STATES = ["confirmed", "offered", "waiting", "lapsed", "cancelled"] as const;

/** What a device at the door holds of a party: never phone, mail, needs or the registration's id. */
export interface DoorParty {
  code: string;
  state: (typeof PARTY_STATES)[number];
  /** The names or aliases of its people, by position. */
  people: string[];
  /**
   * Their numbers, by position. A number stays its person's when the party changes, and is never another's, so entries name
   * people by it.
   */
  numbers: number[];
  /** The positions of those who have no seat although the party has some: it agreed to be split. */
  unseated: number[];
}

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

export type DoorRefusal = (typeof REFUSALS)[number];

/** What a device holds of a forum and its parties. */
export interface DoorList extends LogList {
  forum: {
    slug: string;
    /** In the page's language if there is a text, with the language that it is in. */
    title: string;
    titleLocale: string;
    startsAt: string;
    endsAt: string;
    /** When the door's last day is over: what the device holds is removed then. */
    dayEndsAt: string;
  };
  parties: DoorParty[];
}

/** An entry with its number in the forum's log. */
export type LoggedEntry = LogAnswer<DoorList, Entry, DoorRefusal>["entries"][number];

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
    reason: typedLine(200, registrationError("note_long")).pipe(
      z.string().min(1, registrationError("reason_required")),
    ),
  })
  .transform(({ form, reason }) => ({ submission: form, reason }));
/** A party that stands at the door. */
export type Arrivals = z.infer<typeof ArrivalsForm> & { registration: RegistrationSchema };

/** Walk-ins, as the plain form sends them. */
export const WalkInForm = z.object({
  /** The form's own id from its rendering: the same form sent twice counts once. */
  form: z.uuid(error("form_invalid")),
  people: typedCount(MOST_WALK_INS, error("walk_ins_invalid")),
  language: z.enum([...SPOKEN_LANGUAGE_CODES, ""], error("form_invalid")).transform((language) => language || null),
});
