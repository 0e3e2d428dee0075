/** The audit actions of this feature and their subjects. Names are stored: never change them. */
export const audit = {
  post_created: "post",
  post_edited: "post",
  post_submitted: "post",
  post_returned: "post",
  post_published: "post",
  post_scheduled: "post",
  post_unpublished: "post",
} as const;

declare module "@/features/audit/schema" {
  interface AuditedActions extends Readonly<typeof audit> {}
}
