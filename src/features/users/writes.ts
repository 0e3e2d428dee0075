import "server-only";
import type { Actor } from "@/features/access/schema";
import { recordAudit } from "@/features/audit/commands";
import type { Tx } from "@/platform/db/client";
import type { Prisma } from "@/platform/db/generated/client";

// Changes to invitations by commands, within their transactions.

/** Withdraws the open invitations that match, and records each. */
export async function withdrawInvitations(
  tx: Tx,
  by: Actor,
  where: Prisma.InvitationWhereInput,
  now: Date,
): Promise<void> {
  const rows = await tx.invitation.updateManyAndReturn({
    where: { ...where, acceptedAt: null, withdrawnAt: null },
    data: { withdrawnAt: now },
    select: { id: true },
  });
  for (const { id } of rows) await recordAudit(tx, by, "invitation_withdrawn", { kind: "invitation", id });
}

/** Removes the invitations that were sent to an address. */
export async function deleteInvitationsTo(tx: Tx, email: string): Promise<void> {
  await tx.invitation.deleteMany({ where: { email } });
}
