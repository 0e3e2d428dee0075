import { z } from "zod";
import { Duty } from "@/features/access/schema";
import { type AccountErrorKey, Email, error, PersonName } from "@/features/accounts/schema";
import { LOCALE_CODES } from "@/i18n/locales";

/** An id of the list, or none. */
const OptionalId = (message: AccountErrorKey) =>
  z.union([z.literal("").transform(() => null), z.uuid(error(message))], error(message)).default(null);

export const InvitationForm = z.object({
  email: Email,
  duty: z.enum(Duty.options, error("duty_invalid")),
  organisation: OptionalId("organisation_invalid"),
  locale: z.enum(LOCALE_CODES, error("language_invalid")),
});

export const AcceptanceForm = z.object({ name: PersonName });

/** The ticked boxes of a user's form: `duty:<duty>`, `organisation:<id>`, `forum:<id>`, `session:<id>`. */
export const UserForm = z.record(z.string(), z.string()).transform((values) => {
  const ticked = (prefix: string) =>
    Object.entries(values).flatMap(([name, value]) =>
      name.startsWith(`${prefix}:`) && value === "on" ? [name.slice(prefix.length + 1)] : [],
    );
  const ids = (prefix: string) => ticked(prefix).filter((id) => z.uuid().safeParse(id).success);
  return {
    duties: Duty.options.filter((duty) => ticked("duty").includes(duty)),
    organisationIds: ids("organisation"),
    forumIds: ids("forum"),
    sessionIds: ids("session"),
  };
});
export type UserForm = z.infer<typeof UserForm>;

/** What accounts are searched by. What cannot be read counts as not asked for. */
export const UserSearch = z.object({
  /** A part of a name or an address. */
  text: z.string().trim().max(100).catch("").default(""),
  duty: z
    .enum([...Duty.options, "participant"])
    .optional()
    .catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
});
export type UserSearch = z.infer<typeof UserSearch>;
