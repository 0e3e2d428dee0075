import { z } from "zod";

/** Everything that is written down, by what it was done to. */
export const AUDITED = {
  forum: ["limits_set", "language_decided", "forum_moved", "forum_cancelled", "forum_announced", "call_made"],
  registration: ["registered_on_behalf", "registration_erased"],
  link: ["link_created", "link_revoked"],
  invitation: ["invitation_sent", "invitation_withdrawn", "invitation_accepted"],
  user: [
    "account_created",
    "signed_in",
    "signed_out",
    "signed_out_everywhere",
    "second_factor_added",
    "second_factor_shown",
    "second_factor_refused",
    "second_factor_removed",
    "recovery_codes_made",
    "duties_changed",
    "locked",
    "unlocked",
    "sessions_revoked",
    "data_exported",
    "account_erased",
  ],
} as const;

export type AuditSubjectKind = keyof typeof AUDITED;
export const AUDIT_SUBJECTS = Object.keys(AUDITED) as AuditSubjectKind[];
export type AuditAction = (typeof AUDITED)[AuditSubjectKind][number];
export const AUDIT_ACTIONS: readonly AuditAction[] = Object.values(AUDITED).flat();

type Plain = string | number | boolean | null | readonly (string | number | null)[];
/** The fields that changed, each as [before, after]. Never names, addresses, secrets or sensitive values. */
export type AuditChanges = Record<string, readonly [before: Plain, after: Plain]>;

/** What the log is searched by. What cannot be read counts as not asked for. */
export const AuditSearchSchema = z.object({
  action: z.enum(AUDIT_ACTIONS).optional().catch(undefined),
  /** An email address of an actor, or the id or slug of a subject. */
  about: z.string().trim().max(200).catch("").default(""),
  from: z.iso.date().optional().catch(undefined),
  until: z.iso.date().optional().catch(undefined),
  /** Entries older than this one: the next page. */
  before: z.coerce.number().int().positive().optional().catch(undefined),
});
export type AuditSearchSchema = z.infer<typeof AuditSearchSchema>;
