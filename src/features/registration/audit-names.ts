import type { AuditNames } from "@/features/audit/schema";
import { listCodes } from "./queries";

/** How the audit log names this feature's records. */
export const auditNames = {
  registration: { listNames: listCodes },
} satisfies Record<string, AuditNames>;
