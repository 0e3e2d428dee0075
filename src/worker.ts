import "server-only";
import { JOBS } from "@/contributions/jobs";
import { QUEUES } from "@/contributions/queues";
import { composeAccountMessage } from "@/features/accounts/mail";
import type { Compose } from "@/features/notifications/commands";
import { isAccountTemplate } from "@/features/notifications/schema";
import { composeMessage } from "@/features/registration/mail";
import { runWorker, type Worker } from "@/platform/jobs/worker";

const compose: Compose = (message) =>
  isAccountTemplate(message.template) ? composeAccountMessage(message) : composeMessage(message);

/** Starts the portal's worker, with the queues and jobs of all features. */
export function startWorker(): Promise<Worker> {
  return runWorker({ queues: QUEUES, handlers: JOBS, context: { compose } });
}
