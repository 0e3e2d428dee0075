/** What this feature writes to the audit log, and what it is done to. Stored: names never change. */
export const audit = {
  invitation_sent: "invitation",
  invitation_withdrawn: "invitation",
  invitation_accepted: "invitation",
  second_factor_removed: "user",
  locked: "user",
  unlocked: "user",
} as const;

declare module "@/features/audit/schema" {
  interface AuditedActions extends Readonly<typeof audit> {}
}
