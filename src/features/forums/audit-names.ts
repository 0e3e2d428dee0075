import type { AuditNames } from "@/features/audit/schema";
import {
  listForumIdsBySlug,
  listForumSlugsById,
  listOrganisationNames,
  listSessionNames,
  listVenueNames,
} from "./queries";

/** How the audit log names this feature's records. */
export const auditNames = {
  forum: { listNames: listForumSlugsById, listIdsAbout: listForumIdsBySlug },
  session: { listNames: listSessionNames },
  venue: { listNames: listVenueNames },
  organisation: { listNames: listOrganisationNames },
} satisfies Record<string, AuditNames>;
