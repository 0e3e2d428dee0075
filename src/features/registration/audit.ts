/** What this feature writes to the audit log, and what it is done to. Stored: names never change. */
export const audit = {
  registered_on_behalf: "registration",
  places_released: "registration",
} as const;

declare module "@/features/audit/schema" {
  interface AuditedActions extends Readonly<typeof audit> {}
}
