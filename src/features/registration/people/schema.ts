import { z } from "zod";
import { PARTICIPANT_ROLES } from "@/features/capacity/schema";
import type { Messages } from "@/i18n/messages";
import { PageNumber } from "@/i18n/page-number";
import { SearchText } from "@/i18n/search-text";
import { SPOKEN_LANGUAGE_CODES } from "@/i18n/spoken-languages";
import { typedLine } from "@/i18n/typed-values";

/** Every error is a key of the messages' ManageErrors namespace. */
const error = (key: keyof Messages["ManageErrors"]) => ({ error: key });

export const PARTY_STATES = ["confirmed", "offered", "waiting", "lapsed", "cancelled"] as const;

/** The search for a forum's people. Unreadable values count as not given. */
export const PeopleSearchSchema = z.object({
  /** A name in any script or spelling, a code or a part of a phone number. */
  text: SearchText,
  state: z.enum(PARTY_STATES).optional().catch(undefined),
  language: z.enum(SPOKEN_LANGUAGE_CODES).optional().catch(undefined),
  session: z.uuid().optional().catch(undefined),
  role: z.enum(PARTICIPANT_ROLES).optional().catch(undefined),
  interpreter: z.literal("on").optional().catch(undefined),
  /** At least one of its people has arrived at the door, or nobody has. */
  arrived: z.enum(["yes", "no"]).optional().catch(undefined),
  page: PageNumber,
});
export type PeopleSearchSchema = z.infer<typeof PeopleSearchSchema>;

/** The search of a host among the people of a session. */
export const SessionPeopleSearchSchema = PeopleSearchSchema.pick({ text: true, page: true });
export type SessionPeopleSearchSchema = z.infer<typeof SessionPeopleSearchSchema>;

/** Why somebody acts for a party. Its people may read it. */
const Reason = typedLine(200, error("too_long")).pipe(z.string().min(1, error("reason_required")));

export const ReasonSchema = z.object({ reason: Reason });

/** A person, by position in the party, and the table they move to, from another or from none. */
export const MoveToTableSchema = z.object({
  reason: Reason,
  person: z.coerce.number(error("person_invalid")).int(error("person_invalid")).min(0, error("person_invalid")),
  from: z.union([z.literal(""), z.uuid(error("session_invalid"))]),
  to: z.uuid(error("session_invalid")),
});
export type MoveToTableSchema = z.infer<typeof MoveToTableSchema>;
