import type { AuditNames } from "@/features/audit/schema";
import { listInvitedAddresses } from "./queries";

/** What the audit log calls this feature's records. */
export const auditNames = {
  invitation: { listNames: listInvitedAddresses },
} satisfies Record<string, AuditNames>;
