/** The audit actions of this feature and their subjects. Names are stored: never change them. */
export const audit = {
  group_created: "group",
  group_edited: "group",
  group_published: "group",
  group_ended: "group",
  group_break_added: "group",
  group_break_removed: "group",
  group_tutor_named: "group",
  group_tutor_ended: "group",
  group_tutor_shown: "group",
  group_tutor_hidden: "group",
  group_forum_linked: "group",
  group_forum_unlinked: "group",
  group_meeting_cancelled: "group",
  group_meeting_moved: "group",
  group_meeting_restored: "group",
  group_topic_written: "group",
  group_topic_removed: "group",
} as const;

declare module "@/features/audit/schema" {
  interface AuditedActions extends Readonly<typeof audit> {}
}
