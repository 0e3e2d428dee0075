import type { AuditNames } from "@/features/audit/schema";
import { listTextIdsOfForum, listTextNames } from "./queries";

/** What the audit log calls this feature's records. */
export const auditNames = {
  text: { listNames: listTextNames, listIdsAbout: listTextIdsOfForum },
} satisfies Record<string, AuditNames>;
