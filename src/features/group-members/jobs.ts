import "server-only";
import { z } from "zod";
import type { JobHandlers } from "@/platform/jobs/queue";
import { noteRefusedMember, warnOfUnanswered } from "./commands";
import type { queues } from "./queues";

const NoteRefusedMember = z.object({ messageId: z.uuid() });

export const jobs: JobHandlers<typeof queues> = {
  "note-refused-member": (data) => noteRefusedMember(NoteRefusedMember.parse(data).messageId),
  "warn-of-unanswered": () => warnOfUnanswered(),
};
