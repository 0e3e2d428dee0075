import { z } from "zod";
import { toLatinDigits } from "@/i18n/formatting";
import type { Messages } from "@/i18n/messages";

/** Refusals are keys of the messages' ManageErrors namespace. */
type ManageErrorKey = keyof Messages["ManageErrors"];

/** The roles in which people come. A forum may limit each. */
export const PARTICIPANT_ROLES = ["parent", "student", "counsellor", "organisation", "expert"] as const;
export type ParticipantRole = (typeof PARTICIPANT_ROLES)[number];

/** A number of places; empty for no limit. */
export const Limit = z
  .string()
  .max(20)
  .catch("")
  .transform((text, context) => {
    const digits = toLatinDigits(text).trim();
    if (digits === "") return null;
    if (/^\d{1,5}$/.test(digits)) return Number(digits);
    context.addIssue({ code: "custom", message: "limit_invalid" satisfies ManageErrorKey });
    return z.NEVER;
  });
