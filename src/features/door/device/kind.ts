import type { DoorList, DoorRefusal, Entry } from "../schema";

/** The log of a door as a device keeps it. */
export interface DoorKind {
  List: DoorList;
  Entry: Entry;
  Reason: DoorRefusal;
}
