import "server-only";
import { z } from "zod";
import { forgetSignIns } from "@/features/accounts/commands";
import { composeAccountMessage } from "@/features/accounts/mail";
import { type Compose, deliverMessage, queueWaitingSms } from "@/features/messages/commands";
import { isAccountTemplate } from "@/features/messages/schema";
import { sendReminders } from "@/features/notices/commands";
import { expireOffers } from "@/features/places/commands";
import { anonymiseRegistrations } from "@/features/privacy/commands";
import { composeMessage } from "@/features/registration/mail";
import { runWorker, type Worker } from "@/platform/jobs/worker";
import { forgetOldLimits } from "@/platform/security/rate-limit";

const DeliverMessage = z.object({ messageId: z.uuid() });

const compose: Compose = (message) =>
  isAccountTemplate(message.template) ? composeAccountMessage(message) : composeMessage(message);

/** Starts the portal's worker: the one place where queues meet the features that serve them. */
export function startWorker(): Promise<Worker> {
  return runWorker({
    "deliver-message": async (data) => deliverMessage(DeliverMessage.parse(data).messageId, compose),
    "anonymise-registrations": async () => {
      await anonymiseRegistrations();
    },
    "expire-offers": async () => {
      await expireOffers();
    },
    "send-reminders": () => sendReminders(),
    "queue-waiting-sms": () => queueWaitingSms(),
    "forget-limits": forgetOldLimits,
    "forget-sign-ins": () => forgetSignIns(),
  });
}
