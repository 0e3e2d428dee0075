import "server-only";
import { deleteMessagesAbout } from "@/features/notifications/writes";
import type { Tx } from "@/platform/db/client";

/** Removes all wishes with a mail address, and the messages about them. */
export async function deleteWishesOf(tx: Tx, email: string): Promise<void> {
  const gone = await tx.groupWish.findMany({ where: { email }, select: { id: true } });
  const ids = gone.map(({ id }) => id);
  await tx.groupWish.deleteMany({ where: { id: { in: ids } } });
  await deleteMessagesAbout(tx, "group_wish_met", ids);
}
