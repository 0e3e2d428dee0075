import type { AuditNames } from "@/features/audit/schema";
import { listOccasionNames } from "./queries";

/** How the audit log names this feature's records. */
export const auditNames = {
  occasion: { listNames: listOccasionNames },
} satisfies Record<string, AuditNames>;
