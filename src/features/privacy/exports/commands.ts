import "server-only";
import { recordAudit } from "@/features/audit/commands";
import { transaction } from "@/platform/db/client";
import type { ExportPeople } from "../policy";
import type { Purpose } from "./schema";

/** Records that somebody exported a forum's people, and for which purpose. */
export async function notePeopleExport({ by, subject }: ExportPeople, purpose: Purpose): Promise<void> {
  await transaction((tx) =>
    recordAudit(tx, by, "people_exported", { kind: "forum", id: subject.forumId }, { purpose: [null, purpose] }),
  );
}
