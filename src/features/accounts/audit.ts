/** The audit actions of this feature and their subjects. Names are stored: never change them. */
export const audit = {
  link_created: "link",
  link_revoked: "link",
  account_created: "user",
  account_erased: "user",
  signed_in: "user",
  signed_out: "user",
  signed_out_everywhere: "user",
  second_factor_added: "user",
  second_factor_shown: "user",
  second_factor_refused: "user",
  recovery_codes_made: "user",
  sessions_revoked: "user",
  duties_changed: "user",
} as const;

declare module "@/features/audit/schema" {
  interface AuditedActions extends Readonly<typeof audit> {}
}
