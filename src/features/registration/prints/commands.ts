import "server-only";
import { recordAudit } from "@/features/audit/commands";
import { transaction } from "@/platform/db/client";
import type { SeePeople } from "../policy";
import type { Sheet } from "./schema";

/** Records that somebody opened a list of people to print it. Names leave the portal with the paper. */
export async function notePrint(permit: SeePeople, sheet: Sheet): Promise<void> {
  const { by, subject } = permit;
  const action = sheet === "door" ? "door_list_printed" : "table_sheets_printed";
  await transaction((tx) => recordAudit(tx, by, action, { kind: "forum", id: subject.forumId }));
}
