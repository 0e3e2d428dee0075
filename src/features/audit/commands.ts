import "server-only";
import type { Actor } from "@/features/access/schema";
import { type Tx, transaction } from "@/platform/db/client";
import type { AuditAction, AuditChanges, AuditedActions } from "./schema";

/** What an action was done to. */
type Subject<Action extends AuditAction> = { kind: AuditedActions[Action]; id: string };

/** Records an action in the transaction that does it: either both happen or neither. */
export async function recordAudit<Action extends AuditAction>(
  tx: Tx,
  by: Actor,
  action: Action,
  subject: Subject<Action>,
  changes: AuditChanges = {},
): Promise<void> {
  await recordAudits(tx, by, action, [{ subject, changes }]);
}

/** Records an action that was done to several things at once, with an entry for each. */
export async function recordAudits<Action extends AuditAction>(
  tx: Tx,
  by: Actor,
  action: Action,
  entries: readonly { subject: Subject<Action>; changes?: AuditChanges }[],
): Promise<void> {
  await tx.auditEntry.createMany({
    data: entries.map(({ subject, changes = {} }) => ({
      actorKind: by.kind,
      actorId: by.id,
      action,
      subjectKind: subject.kind,
      subjectId: subject.id,
      changes: Object.fromEntries(
        Object.entries(changes)
          .filter(([, [before, after]]) => !isSame(before, after))
          .map(([field, [before, after]]) => [field, [before, after]]),
      ) as object,
      requestId: by.trace?.id ?? null,
      addressHash: by.trace?.addressHash ?? null,
    })),
  });
}

/** Entries removed in one transaction: few enough to be quick, many enough for one night. */
const BATCH = 1000;

/**
 * Removes entries older than the log's limit, and returns how many. The database holds the limit (two years, record
 * 010) and refuses to delete younger ones.
 */
export async function forgetAuditEntries(batch = BATCH): Promise<number> {
  for (let removed = 0; ; ) {
    const gone = await transaction(
      (tx) => tx.$executeRaw`
        DELETE FROM "AuditEntry" WHERE id IN (
          SELECT id FROM "AuditEntry" WHERE at < audit_kept_since() ORDER BY at LIMIT ${batch})`,
    );
    removed += gone;
    if (gone < batch) return removed;
  }
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
