import { z } from "zod";
import { SearchText } from "@/i18n/search-text";
import type { ReadAudit } from "./policy";

/**
 * What is written to the log, and what it is done to. Each feature adds its own actions in its `audit.ts`; their words in
 * the reader's language stand in messages under AuditActions and AuditSubjects.
 */
// biome-ignore lint/suspicious/noEmptyInterface: features add to it
export interface AuditedActions {}

export type AuditAction = keyof AuditedActions;

/** How the log names the records of one kind, and finds those that its reader asks about. */
export interface AuditNames {
  /** Names by what the log knows the records by. A record that has been erased has none. */
  listNames: (permit: ReadAudit, keys: AuditKeys) => Promise<Map<string, string>>;
  /** The ids of the records that a reader asks about, by what people call them. */
  listIdsAbout?: (permit: ReadAudit, about: string) => Promise<string[]>;
}

/** What records may be known by in the log: every text of some entries, and those of them that are ids. */
export interface AuditKeys {
  ids: string[];
  texts: string[];
}

/**
 * The names of every kind of record that something is done to or that a change tells of. Each feature names its own, in its
 * `audit-names.ts`.
 */
export type AllAuditNames = Readonly<
  Record<AuditedActions[AuditAction] | "session" | "venue" | "organisation", AuditNames>
>;

type Plain = string | number | boolean | null | readonly (string | number | null)[];
/** The fields that changed, each as [before, after]. Never names, addresses, secrets or sensitive values. */
export type AuditChanges = Record<string, readonly [before: Plain, after: Plain]>;

/** What the log is searched by. What cannot be read counts as not asked for. */
export const AuditSearchSchema = z.object({
  action: z
    .string()
    .regex(/^[a-z_]{1,60}$/)
    .optional()
    .catch(undefined),
  /** An email address of an actor, or the id or slug of a subject. */
  about: SearchText,
  from: z.iso.date().optional().catch(undefined),
  until: z.iso.date().optional().catch(undefined),
  /** Entries older than this one: the next page. */
  before: z.coerce.number().int().positive().optional().catch(undefined),
});
export type AuditSearchSchema = z.infer<typeof AuditSearchSchema>;
