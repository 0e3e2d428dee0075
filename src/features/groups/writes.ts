import "server-only";
import type { Tx } from "@/platform/db/client";
import type { Group } from "@/platform/db/generated/client";

/** Locks a group's row until the transaction ends, which serialises all changes of the group and of its people. */
export async function lockGroup(tx: Tx, id: string): Promise<Group | null> {
  await tx.$queryRaw`SELECT FROM "Group" WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  return tx.group.findUnique({ where: { id } });
}
