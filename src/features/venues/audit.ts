/** The audit actions of this feature and their subjects. Names are stored: never change them. */
export const audit = {
  venue_created: "venue",
  venue_edited: "venue",
  venue_retired: "venue",
  venue_offered: "venue",
} as const;

declare module "@/features/audit/schema" {
  interface AuditedActions extends Readonly<typeof audit> {}
}
