import "server-only";
import { z } from "zod";
import { deliverMessage } from "@/features/messages/commands";
import { anonymiseRegistrations } from "@/features/registration/commands";
import { composeRegistrationMail } from "@/features/registration/mail";
import { runWorker, type Worker } from "@/platform/jobs/worker";

const DeliverMessage = z.object({ messageId: z.uuid() });

/** Starts the portal's worker: the one place where queues meet the features that serve them. */
export function startWorker(): Promise<Worker> {
  return runWorker({
    "deliver-message": async (data) => deliverMessage(DeliverMessage.parse(data).messageId, composeRegistrationMail),
    "anonymise-registrations": async () => {
      await anonymiseRegistrations();
    },
  });
}
