/** What this feature writes to the audit log, and what it is done to. Stored: names never change. */
export const audit = {
  organisation_created: "organisation",
  organisation_edited: "organisation",
  organisation_retired: "organisation",
  organisation_active: "organisation",
} as const;

declare module "@/features/audit/schema" {
  interface AuditedActions extends Readonly<typeof audit> {}
}
