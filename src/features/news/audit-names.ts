import type { AuditNames } from "@/features/audit/schema";
import { listPostNames } from "./queries";

/** How the audit log names this feature's records. */
export const auditNames = {
  post: { listNames: listPostNames },
} satisfies Record<string, AuditNames>;
