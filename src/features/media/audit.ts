/** The audit actions of this feature and their subjects. Names are stored: never change them. */
export const audit = {
  media_uploaded: "media",
  media_credited: "media",
  media_deleted: "media",
} as const;

declare module "@/features/audit/schema" {
  interface AuditedActions extends Readonly<typeof audit> {}
}
