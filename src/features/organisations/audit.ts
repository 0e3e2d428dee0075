/** The audit actions of this feature and their subjects. Names are stored: never change them. */
export const audit = {
  organisation_created: "organisation",
  organisation_edited: "organisation",
  organisation_retired: "organisation",
  organisation_active: "organisation",
} as const;

declare module "@/features/audit/schema" {
  interface AuditedActions extends Readonly<typeof audit> {}
}
