import "server-only";
import type { OpenWorkspace } from "@/features/accounts/policy";
import { db } from "@/platform/db/client";

/** How many people wait for an answer in each of the groups that a user leads as their tutor, by the group's id: numbers. */
export async function countOwnRequests({ by }: OpenWorkspace): Promise<Map<string, number>> {
  if (by.kind !== "user" || !by.roles.includes("peer_tutor")) return new Map();
  const rows = await db().groupMember.groupBy({
    by: ["groupId"],
    where: { groupId: { in: [...by.ledGroupIds] }, status: "asked", anonymisedAt: null },
    _count: true,
  });
  return new Map(rows.map(({ groupId, _count }) => [groupId, _count]));
}
