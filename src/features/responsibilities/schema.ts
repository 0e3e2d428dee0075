import { z } from "zod";
import { Id } from "@/features/access/schema";
import { Email } from "@/features/accounts/schema";
import type { Messages } from "@/i18n/messages";

/** Refusals are keys of the messages' ResponsibilityErrors namespace. */
type ResponsibilityErrorKey = keyof Messages["ResponsibilityErrors"];
const error = (key: ResponsibilityErrorKey) => ({ error: key });

/** What somebody does for a forum, as stored. */
export const RESPONSIBILITY_KINDS = ["arranges", "hosts", "interprets"] as const;
export type ResponsibilityKind = (typeof RESPONSIBILITY_KINDS)[number];

/** Who does what: people arrange a whole forum, host a session, or interpret in either. */
export const ResponsibilitySchema = z
  .object({
    email: Email,
    kind: z.enum(RESPONSIBILITY_KINDS, error("kind_invalid")),
    session: z.union([z.literal("").transform(() => null), Id], error("session_invalid")).default(null),
  })
  .superRefine(({ kind, session }, context) => {
    const refuse = (message: ResponsibilityErrorKey) =>
      context.addIssue({ code: "custom", path: ["session"], message });
    if (kind === "hosts" && session === null) refuse("session_needed");
    if (kind === "arranges" && session !== null) refuse("whole_needed");
  });
export type ResponsibilitySchema = z.infer<typeof ResponsibilitySchema>;

/** The address of a session's new host, or nothing. */
export const MaybeHost = z
  .string()
  .catch("")
  .transform((text) => text.trim() || null)
  .pipe(Email.nullable());
