/** How to show the value of a changed field. */
export type FieldKind =
  /** An ISO 8601 instant. */
  | "moment"
  /** A language's code. */
  | "language"
  /** The state of an interpreter. */
  | "interpreter"
  /** A role of an account. */
  | "role"
  /** What a link without an account is for. */
  | "link"
  /** A kind of forum. */
  | "forum"
  /** A part of a text. */
  | "part"
  /** What somebody does for a forum. */
  | "responsibility"
  /** Which details of a venue or an organisation changed: the fields' own names. */
  | "detail"
  /** What something of the year calendar is. */
  | "occasion"
  /** A day, as ISO 8601. */
  | "day"
  /** What an export is for. */
  | "purpose"
  | "yes_no"
  /** The slug of a venue or an organisation. */
  | "venue"
  | "organisation"
  /** Ids, shown as the names of their records; and values shown unchanged: numbers, slugs of forums, host names. */
  | "plain";

/** The kind of every field in the log. Names are stored: never change them. */
export const FIELD_KINDS: Readonly<Record<string, FieldKind>> = {
  address: "plain",
  agreed: "yes_no",
  addresses: "plain",
  closesAt: "moment",
  copied: "plain",
  businessId: "plain",
  deadline: "moment",
  details: "detail",
  duties: "role",
  duty: "role",
  endsAt: "moment",
  firstDay: "day",
  forum: "plain",
  forumKind: "forum",
  forums: "plain",
  kind: "link",
  language: "language",
  languages: "language",
  lastDay: "day",
  machine: "yes_no",
  municipalities: "plain",
  municipality: "plain",
  occasionKind: "occasion",
  onlineUrl: "plain",
  organisation: "organisation",
  organisations: "organisation",
  opensAt: "moment",
  parts: "part",
  person: "plain",
  published: "language",
  publishAt: "moment",
  purpose: "purpose",
  responsibility: "responsibility",
  restored: "plain",
  revision: "plain",
  room: "plain",
  session: "plain",
  sessions: "plain",
  small: "yes_no",
  startsAt: "moment",
  state: "interpreter",
  text: "plain",
  threshold: "plain",
  venue: "venue",
};
