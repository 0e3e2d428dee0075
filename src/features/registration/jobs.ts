import "server-only";
import { z } from "zod";
import type { JobHandlers } from "@/platform/jobs/queue";
import { noteRefusedAddress } from "./commands";
import type { queues } from "./queues";
import { expireOffers } from "./waiting-list/commands";

const NoteRefusedAddress = z.object({ messageId: z.uuid() });

export const jobs: JobHandlers<typeof queues> = {
  "note-refused-address": (data) => noteRefusedAddress(NoteRefusedAddress.parse(data).messageId),
  "expire-offers": async () => {
    await expireOffers();
  },
};
