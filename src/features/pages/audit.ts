/** The audit actions of this feature and their subjects. Names are stored: never change them. */
export const audit = {
  page_taken_over: "page",
} as const;

declare module "@/features/audit/schema" {
  interface AuditedActions extends Readonly<typeof audit> {}
}
