/** The audit actions of this feature and their subjects. Names are stored: never change them. */
export const audit = {
  text_created: "text",
  text_saved: "text",
  text_restored: "text",
  text_checked: "text",
  text_published: "text",
  text_withheld: "text",
} as const;

declare module "@/features/audit/schema" {
  interface AuditedActions extends Readonly<typeof audit> {}
}
