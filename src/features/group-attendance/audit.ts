/** The audit actions of this feature and their subjects. Names are stored: never change them. */
export const audit = {
  meeting_list_taken: "group",
  attendance_exported: "user",
} as const;

declare module "@/features/audit/schema" {
  interface AuditedActions extends Readonly<typeof audit> {}
}
