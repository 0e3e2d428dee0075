import type { AuditNames } from "@/features/audit/schema";
import { listTextIdsOfForum, listTextNames } from "./queries";

/** How the audit log names this feature's records. */
export const auditNames = {
  text: { listNames: listTextNames, listIdsAbout: listTextIdsOfForum },
} satisfies Record<string, AuditNames>;
