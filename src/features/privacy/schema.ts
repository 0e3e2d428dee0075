import { z } from "zod";
import { accountError } from "@/features/accounts/schema";

/** The form that erases an account: a tick to confirm, and one for the registrations with its address. */
export const EraseAccountSchema = z.object({
  sure: z.literal("on", accountError("sure_required")),
  registrations: z
    .string()
    .optional()
    .transform((value) => value === "on"),
});
