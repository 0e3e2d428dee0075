import type { AuditNames } from "@/features/audit/schema";
import { listPageNames } from "./queries";

/** How the audit log names this feature's records. */
export const auditNames = {
  page: { listNames: listPageNames },
} satisfies Record<string, AuditNames>;
