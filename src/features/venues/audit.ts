/** What this feature writes to the audit log, and what it is done to. Stored: names never change. */
export const audit = {
  venue_created: "venue",
  venue_edited: "venue",
  venue_retired: "venue",
  venue_offered: "venue",
} as const;

declare module "@/features/audit/schema" {
  interface AuditedActions extends Readonly<typeof audit> {}
}
