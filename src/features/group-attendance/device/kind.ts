import type { Entry, MeetingList, Refusal } from "../schema";

/** The log of a meeting as a device keeps it. */
export interface MeetingKind {
  List: MeetingList;
  Entry: Entry;
  Reason: Refusal;
}
