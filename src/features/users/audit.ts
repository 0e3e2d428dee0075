/** The audit actions of this feature and their subjects. Names are stored: never change them. */
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
