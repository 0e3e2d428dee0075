/** The audit actions of this feature and their subjects. Names are stored: never change them. */
export const audit = {
  group_member_welcomed: "group",
  group_member_put_on_waiting_list: "group",
  group_member_pointed: "group",
  group_member_removed: "group",
  group_member_written_down: "group",
} as const;

declare module "@/features/audit/schema" {
  interface AuditedActions extends Readonly<typeof audit> {}
}
