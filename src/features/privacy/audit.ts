/** What this feature writes to the audit log, and what it is done to. Stored: names never change. */
export const audit = {
  registration_erased: "registration",
  data_exported: "user",
} as const;

declare module "@/features/audit/schema" {
  interface AuditedActions extends Readonly<typeof audit> {}
}
