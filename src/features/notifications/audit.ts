/** What this feature writes to the audit log, and what it is done to. Stored: names never change. */
export const audit = {
  call_made: "forum",
} as const;

declare module "@/features/audit/schema" {
  interface AuditedActions extends Readonly<typeof audit> {}
}
