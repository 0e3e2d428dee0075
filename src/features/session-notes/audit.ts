/** The audit actions of this feature and their subjects. Names are stored: never change them. */
export const audit = {
  session_note_begun: "forum",
  session_note_removed: "forum",
} as const;

declare module "@/features/audit/schema" {
  interface AuditedActions extends Readonly<typeof audit> {}
}
