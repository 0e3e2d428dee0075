import type { AuditNames } from "@/features/audit/schema";
import { listLinkHolders, listLinkIdsOfForum, listUserIdsByEmail, listUserNames } from "./queries";

/** What the audit log calls this feature's records. */
export const auditNames = {
  user: { listNames: listUserNames, listIdsAbout: listUserIdsByEmail },
  link: { listNames: listLinkHolders, listIdsAbout: listLinkIdsOfForum },
} satisfies Record<string, AuditNames>;
