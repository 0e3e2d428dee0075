import "server-only";
import type { Actor } from "@/features/access/schema";
import type { Tx } from "@/platform/db/client";
import type { AuditAction, AuditChanges, AuditedActions } from "./schema";

/** Writes down what is done, in the transaction that does it: either both happen or neither. */
export async function recordAudit<Action extends AuditAction>(
  tx: Tx,
  by: Actor,
  action: Action,
  subject: { kind: AuditedActions[Action]; id: string },
  changes: AuditChanges = {},
): Promise<void> {
  const changed = Object.entries(changes).filter(([, [before, after]]) => !isSame(before, after));
  await tx.auditEntry.create({
    data: {
      actorKind: by.kind,
      actorId: by.id,
      action,
      subjectKind: subject.kind,
      subjectId: subject.id,
      changes: Object.fromEntries(changed.map(([field, [before, after]]) => [field, [before, after]])) as object,
      requestId: by.trace?.id ?? null,
      addressHash: by.trace?.addressHash ?? null,
    },
  });
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
