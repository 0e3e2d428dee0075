/** The audit actions of this feature and their subjects. Names are stored: never change them. */
export const audit = {
  registration_erased: "registration",
  group_member_erased: "group",
  data_exported: "user",
  people_exported: "forum",
} as const;

declare module "@/features/audit/schema" {
  interface AuditedActions extends Readonly<typeof audit> {}
}
