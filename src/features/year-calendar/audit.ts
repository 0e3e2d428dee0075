/** What this feature writes to the audit log, and what it is done to. Stored: names never change. */
export const audit = {
  occasion_created: "occasion",
  occasion_edited: "occasion",
  occasion_deleted: "occasion",
} as const;

declare module "@/features/audit/schema" {
  interface AuditedActions extends Readonly<typeof audit> {}
}
