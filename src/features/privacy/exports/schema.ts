import { z } from "zod";

/**
 * What an export is for. Each gets only the columns that it needs, and the audit log keeps which it was. Names are stored: never
 * change them.
 */
export const PURPOSES = ["catering", "interpreters", "tables", "door", "funder"] as const;
export type Purpose = (typeof PURPOSES)[number];

export const ExportSchema = z.object({ purpose: z.enum(PURPOSES) });
