import type { AuditNames } from "@/features/audit/schema";
import { listInvitedAddresses } from "./queries";

/** How the audit log names this feature's records. */
export const auditNames = {
  invitation: { listNames: listInvitedAddresses },
} satisfies Record<string, AuditNames>;
