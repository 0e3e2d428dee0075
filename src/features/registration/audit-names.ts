import type { AuditNames } from "@/features/audit/schema";
import { listCodes } from "./queries";

/** What the audit log calls this feature's records. */
export const auditNames = {
  registration: { listNames: listCodes },
} satisfies Record<string, AuditNames>;
