import "server-only";
import type { Tx } from "@/platform/db/client";

// What commands of other features remove from the outbox, each within the transaction of that command.

/** Removes messages about accounts that were written before an instant: what they lead to has ended. */
export async function purgeAccountNotifications(tx: Tx, before: Date): Promise<void> {
  await tx.notification.deleteMany({ where: { forumId: null, createdAt: { lt: before } } });
}
