/** The audit actions of this feature and their subjects. Names are stored: never change them. */
export const audit = {
  registered_on_behalf: "registration",
  registered_at_door: "registration",
  places_released: "registration",
  acted_for_party: "registration",
  door_list_printed: "forum",
  table_sheets_printed: "forum",
} as const;

declare module "@/features/audit/schema" {
  interface AuditedActions extends Readonly<typeof audit> {}
}
