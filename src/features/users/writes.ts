import "server-only";
import type { Tx } from "@/platform/db/client";

// What commands of other features remove of invitations, each within the transaction of that command.

/** Removes the invitations that were sent to an address. */
export async function deleteInvitationsTo(tx: Tx, email: string): Promise<void> {
  await tx.invitation.deleteMany({ where: { email } });
}
