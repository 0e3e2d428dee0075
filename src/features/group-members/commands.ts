import "server-only";
import { sendByOtherWays } from "@/features/notifications/writes";
import { transaction } from "@/platform/db/client";
import { lockMembers } from "./writes";

/**
 * Notes that a server said nobody is at the address of a message to somebody in a group, and sends the message through their other
 * channels (docs/decisions/020). Ignores addresses that they have changed since, and people who are gone.
 */
export async function noteRefusedMember(messageId: string): Promise<void> {
  await transaction(async (tx) => {
    const about = await tx.notification.findUnique({
      where: { id: messageId },
      select: { groupMember: { select: { id: true, groupId: true } } },
    });
    if (!about?.groupMember || !(await lockMembers(tx, about.groupMember.groupId))) return;
    // Read again: a change of the member meanwhile held the group's lock.
    const message = await tx.notification.findUnique({ where: { id: messageId } });
    const before = await tx.groupMember.findUnique({ where: { id: about.groupMember.id } });
    if (!message?.refusedAt || !before) return;
    const { channel, recipient, refusedAt } = message;
    const refused =
      channel === "email" && before.email === recipient
        ? { emailRefusedAt: refusedAt }
        : channel !== "email" && before.phone === recipient
          ? { phoneRefusedAt: refusedAt }
          : null;
    if (!refused) return;
    const member = await tx.groupMember.update({ where: { id: before.id }, data: refused });
    await sendByOtherWays(tx, messageId, member);
  });
}
