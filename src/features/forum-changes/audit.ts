/** The audit actions of this feature and their subjects. Names are stored: never change them. */
export const audit = {
  forum_moved: "forum",
  forum_cancelled: "forum",
  meeting_link_set: "forum",
  forum_announced: "forum",
  session_added: "forum",
  session_changed: "forum",
  session_left_out: "forum",
  limits_set: "forum",
} as const;

declare module "@/features/audit/schema" {
  interface AuditedActions extends Readonly<typeof audit> {}
}
