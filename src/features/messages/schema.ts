/** What the portal writes to people about. Each has a subject and a text in every language, under Mail in messages. */
export type MessageTemplate =
  | "registration_confirmed"
  | "registration_waiting"
  | "registration_promoted"
  | "registration_changed"
  | "registration_cancelled";
