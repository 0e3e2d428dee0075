import { z } from "zod";
import { SearchText } from "@/i18n/search-text";
import type { ReadAudit } from "./policy";

/**
 * The audit actions and their subjects. Each feature adds its own in its `audit.ts`; AuditActions and AuditSubjects in
 * messages hold the words.
 */
// biome-ignore lint/suspicious/noEmptyInterface: features add to it
export interface AuditedActions {}

export type AuditAction = keyof AuditedActions;

/** How the log names the records of one kind, and finds those that a reader asks about. */
export interface AuditNames {
  /** The names of records by their keys in the log. An erased record has none. */
  listNames: (permit: ReadAudit, keys: AuditKeys) => Promise<Map<string, string>>;
  /** The ids of the records that a reader asks about by name. */
  listIdsAbout?: (permit: ReadAudit, about: string) => Promise<string[]>;
}

/** Possible keys of records: all texts of some entries, and those of them that are ids. */
export interface AuditKeys {
  ids: string[];
  texts: string[];
}

/** The names of every kind of record in the log. Each feature names its own in its `audit-names.ts`. */
export type AllAuditNames = Readonly<
  Record<AuditedActions[AuditAction] | "session" | "venue" | "organisation", AuditNames>
>;

type Plain = string | number | boolean | null | readonly (string | number | null)[];
/** The fields that changed, each as [before, after]. Never names, addresses, secrets or sensitive values. */
export type AuditChanges = Record<string, readonly [before: Plain, after: Plain]>;

/** The search for log entries. Unreadable values count as not given. */
export const AuditSearchSchema = z.object({
  action: z
    .string()
    .regex(/^[a-z_]{1,60}$/)
    .optional()
    .catch(undefined),
  /** An actor's email address, or a subject's id or slug. */
  about: SearchText,
  from: z.iso.date().optional().catch(undefined),
  until: z.iso.date().optional().catch(undefined),
  /** Only entries older than this one: the next page. */
  before: z.coerce.number().int().positive().optional().catch(undefined),
});
export type AuditSearchSchema = z.infer<typeof AuditSearchSchema>;
