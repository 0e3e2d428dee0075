import type { AuditNames } from "@/features/audit/schema";
import { listOccasionNames } from "./queries";

/** What the audit log calls this feature's records. */
export const auditNames = {
  occasion: { listNames: listOccasionNames },
} satisfies Record<string, AuditNames>;
