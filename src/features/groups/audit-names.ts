import type { AuditNames } from "@/features/audit/schema";
import { listGroupNames } from "./queries";

/** How the audit log names this feature's records. */
export const auditNames = {
  group: { listNames: listGroupNames },
} satisfies Record<string, AuditNames>;
