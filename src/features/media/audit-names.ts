import type { AuditNames } from "@/features/audit/schema";
import { listMediaNames } from "./queries";

/** How the audit log names this feature's records. */
export const auditNames = {
  media: { listNames: listMediaNames },
} satisfies Record<string, AuditNames>;
