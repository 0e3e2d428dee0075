import { hasRole, type PermitFor, policy } from "@/features/access/policy";
import type { PageKey } from "./schema";

/**
 * Seeing the portal's own pages at work, and taking over their words. They speak for the portal, not for an organisation, so only
 * administrators may: as with every text that belongs to no organisation.
 */
export const canManagePages = policy(
  "manage_pages",
  (actor, _portal: null) => actor.kind === "system" || hasRole(actor, "administrator"),
);
export type ManagePages = PermitFor<typeof canManagePages>;

/** A page as its preview shows it, and its text; null if nobody has taken it over. */
export interface PreviewSubject {
  key: PageKey;
  itemId: string | null;
}

/** Seeing a page in every language before readers do: whoever looks after the pages, and holders of a link for it. */
export const canPreviewPage = policy("preview_page", (actor, { itemId }: PreviewSubject) =>
  actor.kind === "link" ? actor.link === "preview" && actor.itemId === itemId : canManagePages.allows(actor, null),
);
export type PreviewPage = PermitFor<typeof canPreviewPage>;
