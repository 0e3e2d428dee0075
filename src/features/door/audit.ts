/** The audit actions of this feature and their subjects. Names are stored: never change them. */
export const audit = {
  attendance_frozen: "forum",
  door_list_taken: "forum",
} as const;

declare module "@/features/audit/schema" {
  interface AuditedActions extends Readonly<typeof audit> {}
}
