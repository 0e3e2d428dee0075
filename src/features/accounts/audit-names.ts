import type { AuditNames } from "@/features/audit/schema";
import { listLinkHolders, listLinkIdsOfForum, listUserIdsByEmail, listUserNames } from "./queries";

/** How the audit log names this feature's records. */
export const auditNames = {
  user: { listNames: listUserNames, listIdsAbout: listUserIdsByEmail },
  link: { listNames: listLinkHolders, listIdsAbout: listLinkIdsOfForum },
} satisfies Record<string, AuditNames>;
