/** The audit actions of this feature and their subjects. Names are stored: never change them. */
export const audit = {
  occasion_created: "occasion",
  occasion_edited: "occasion",
  occasion_deleted: "occasion",
} as const;

declare module "@/features/audit/schema" {
  interface AuditedActions extends Readonly<typeof audit> {}
}
