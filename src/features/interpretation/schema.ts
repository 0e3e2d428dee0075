import { z } from "zod";
import { Limit } from "@/features/capacity/schema";
import type { Messages } from "@/i18n/messages";
import { SPOKEN_LANGUAGE_CODES } from "@/i18n/spoken-languages";
import { instantOf } from "@/i18n/time";

/** Refusals are keys of the messages' ManageErrors namespace. */
type ManageErrorKey = keyof Messages["ManageErrors"];
const error = (key: ManageErrorKey) => ({ error: key });

export const LanguageSchema = z.object({
  language: z.enum(SPOKEN_LANGUAGE_CODES, error("language_invalid")),
  state: z.enum(["requested", "confirmed", "not_available"], error("state_invalid")),
  threshold: Limit,
  /** The consequences that the reader has been shown and now confirms. If they have changed, they are shown again. */
  confirmed: z.string().max(200).catch(""),
  deadline: z
    .string()
    .max(20)
    .catch("")
    .transform((day, context) => {
      if (day === "") return null;
      const moment = instantOf(day, "23:59");
      if (moment) return moment;
      context.addIssue({ code: "custom", message: "moment_invalid" satisfies ManageErrorKey });
      return z.NEVER;
    }),
});
