/** The audit actions of this feature and their subjects. Names are stored: never change them. */
export const audit = {
  forum_created: "forum",
  forum_copied: "forum",
  forum_edited: "forum",
  forum_published: "forum",
  forum_unpublished: "forum",
  forum_closed: "forum",
  copied_text_seen: "text",
} as const;

declare module "@/features/audit/schema" {
  interface AuditedActions extends Readonly<typeof audit> {}
}
