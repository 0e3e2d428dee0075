import "server-only";
import { z } from "zod";
import { purgeExpiredSignIns } from "@/features/accounts/commands";
import { composeAccountMessage } from "@/features/accounts/mail";
import { expireOffers } from "@/features/capacity/commands";
import { sendReminders } from "@/features/forum-changes/commands";
import { type Compose, deliverNotification, queueWaitingSms } from "@/features/notifications/commands";
import { isAccountTemplate } from "@/features/notifications/schema";
import { anonymiseRegistrations } from "@/features/privacy/commands";
import { composeMessage } from "@/features/registration/mail";
import { runWorker, type Worker } from "@/platform/jobs/worker";
import { purgeRateLimits } from "@/platform/security/rate-limit";

const DeliverMessage = z.object({ messageId: z.uuid() });

const compose: Compose = (message) =>
  isAccountTemplate(message.template) ? composeAccountMessage(message) : composeMessage(message);

/** Starts the portal's worker: the one place where queues meet the features that serve them. */
export function startWorker(): Promise<Worker> {
  return runWorker({
    "deliver-message": async (data) => deliverNotification(DeliverMessage.parse(data).messageId, compose),
    "anonymise-registrations": async () => {
      await anonymiseRegistrations();
    },
    "expire-offers": async () => {
      await expireOffers();
    },
    "send-reminders": () => sendReminders(),
    "queue-waiting-sms": () => queueWaitingSms(),
    "forget-limits": purgeRateLimits,
    "forget-sign-ins": () => purgeExpiredSignIns(),
  });
}
