/** What this feature writes to the audit log, and what it is done to. Stored: names never change. */
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
