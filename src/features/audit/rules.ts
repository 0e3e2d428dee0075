/** How a value of a changed field is put into words for whoever reads the log. */
export type FieldKind =
  /** An instant, as ISO 8601. */
  | "moment"
  /** A language's code. */
  | "language"
  /** What is known of an interpreter. */
  | "interpreter"
  /** A role of an account. */
  | "role"
  /** What a link without an account is for. */
  | "link"
  /** A kind of forum. */
  | "forum"
  /** A part of a text. */
  | "part"
  /** Which details of a venue or an organisation changed: words of the fields themselves. */
  | "detail"
  | "yes_no"
  /** A slug of a venue, or of an organisation. */
  | "venue"
  | "organisation"
  /** Ids, told by the names of what they stand for; and what is told as it is: numbers, slugs of forums, names of hosts. */
  | "plain";

/** The kind of every field that the log holds. Stored: names never change. */
export const FIELD_KINDS: Readonly<Record<string, FieldKind>> = {
  address: "plain",
  addresses: "plain",
  closesAt: "moment",
  copied: "plain",
  businessId: "plain",
  deadline: "moment",
  details: "detail",
  duties: "role",
  duty: "role",
  endsAt: "moment",
  forum: "plain",
  forumKind: "forum",
  forums: "plain",
  kind: "link",
  language: "language",
  languages: "language",
  machine: "yes_no",
  municipality: "plain",
  onlineUrl: "plain",
  organisation: "organisation",
  organisations: "organisation",
  opensAt: "moment",
  parts: "part",
  published: "language",
  restored: "plain",
  revision: "plain",
  room: "plain",
  sessions: "plain",
  small: "yes_no",
  startsAt: "moment",
  state: "interpreter",
  text: "plain",
  threshold: "plain",
  venue: "venue",
};
