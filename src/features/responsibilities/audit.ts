/** This feature's actions in the audit log, with their subjects. Names are stored: never change them. */
export const audit = {
  responsibility_given: "forum",
  responsibility_ended: "forum",
} as const;

declare module "@/features/audit/schema" {
  interface AuditedActions extends Readonly<typeof audit> {}
}
