/** The audit actions of this feature and their subjects. Names are stored: never change them. */
export const audit = {
  call_made: "forum",
  call_tried: "forum",
  group_call_made: "group",
  group_call_tried: "group",
} as const;

declare module "@/features/audit/schema" {
  interface AuditedActions extends Readonly<typeof audit> {}
}
