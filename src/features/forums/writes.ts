import "server-only";
import type { Tx } from "@/platform/db/client";

// What commands of other features write of forums, each within the transaction of that command.

/** Sets where a forum meets online; null: not known. */
export async function writeOnlineUrl(tx: Tx, forumId: string, onlineUrl: string | null): Promise<void> {
  await tx.forum.update({ where: { id: forumId }, data: { onlineUrl } });
}
