import { z } from "zod";

/**
 * What a device and the server tell each other of a log that is kept without a network: a forum's door (features/door), a
 * meeting's attendance (features/group-attendance). Each has its own kinds of entries and its own list of people.
 *
 * - Every entry has an id that the device made, so an entry can be sent any number of times: it is written once, and if an id
 *   comes again with other content, the first entry stands. Each sending says `accepted`.
 * - Entries are judged one by one. A refused one is named with its reason and never holds up the others. The device
 *   keeps what is in neither list and sends it again.
 * - `entries` of an answer are the entries after the request's cursor, from all devices and including the sender's own, in the
 *   order in which the server wrote them, at most `ENTRIES_ANSWERED`. If `more` is true, the device asks again at once
 *   with the new cursor. Numbers are given under a lock of the log, and never twice: a cursor skips nothing.
 * - `list` is null if the device's version is the present one. A device that has none sends null.
 * - An entry may arrive before or after one that undoes it. What is undone never counts again, and an `undone` cannot be undone:
 *   whoever was wrong notes it anew.
 * - Other answers: 400 for what is no such request, 401 if nobody is signed in where somebody must be, 404 if the address opens no log
 *   at this moment, 413 for more than a mebibyte, 415 for anything but JSON, 429 if too much was asked, with `Retry-After` in
 *   seconds. Until the queue has been sent, the device keeps it, whatever the answer; after the day until a 404, for a week at the
 *   most.
 */

/** The most entries in one request. */
export const ENTRIES_SENT = 500;
/** The most entries in one answer. */
export const ENTRIES_ANSWERED = 2000;
/** The most entries that one entry undoes. */
const MOST_UNDONE = 50;

/** The id of an entry, in the spelling in which ids are compared. */
const EntryId = z.string().toLowerCase().pipe(z.uuid());
/**
 * When a device says that something was noted (RFC 3339). Its clock may be wrong, e.g. begin in 1970; the database takes it all
 * the same.
 */
const DeviceInstant = z.iso.datetime({ offset: true }).refine((text) => {
  const year = new Date(text).getUTCFullYear();
  return year >= 1970 && year < 3000;
});

/** What every entry has. */
export const ENTRY = { id: EntryId, at: DeviceInstant };

/** Earlier entries do not count. Every log has this kind. */
export const UndoneEntry = z.strictObject({
  ...ENTRY,
  kind: z.literal("undone"),
  entries: z.array(EntryId).min(1).max(MOST_UNDONE),
});
export type UndoneEntry = z.infer<typeof UndoneEntry>;

/** An entry of some log. */
export interface LogEntry {
  id: string;
  at: string;
  kind: string;
  /** Of the kind `undone`, what does not count. */
  entries?: string[];
}

/** What a device sends. Its entries are parsed one by one, by the log that they are for. */
export const LogRequestSchema = z.object({
  /** The version of the list that the device has; null for none. */
  list: z.string().max(64).nullable(),
  /** The number of the last entry that the device has; 0 for none. */
  after: z
    .int()
    .min(0)
    .max(2 ** 31 - 1),
  entries: z.array(z.unknown()).max(ENTRIES_SENT),
});
type LogRequestSchema = z.infer<typeof LogRequestSchema>;
/** The same, with entries as a device makes them. */
export type LogRequest<Entry> = Omit<LogRequestSchema, "entries"> & { entries: readonly Entry[] };

/** What became of a request's entries. */
export interface Judged<Reason extends string> {
  /** The ids of those that are in the log, written now or before. */
  accepted: string[];
  /** The ids of those that are not, and never will be; null for what had no readable id. */
  refused: { id: string | null; reason: Reason }[];
}

/** The list of people that a device holds, with its version. */
export interface LogList {
  version: string;
}

/** What the server answers. */
export interface LogAnswer<List extends LogList, Entry, Reason extends string> extends Judged<Reason> {
  list: List | null;
  /** With their numbers in the log. */
  entries: (Entry & { seq: number })[];
  /** The number of the last entry that the device now has. */
  cursor: number;
  /** Whether there are further entries. */
  more: boolean;
}
