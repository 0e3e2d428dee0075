import { z } from "zod";
import { Role } from "@/features/access/schema";
import { type AccountErrorKey, accountError, Email, PersonName } from "@/features/accounts/schema";
import { LOCALE_CODES } from "@/i18n/locales";
import { PageNumber } from "@/i18n/page-number";
import { SearchText } from "@/i18n/search-text";

/** An id from the list, or none. */
const OptionalId = (message: AccountErrorKey) =>
  z.union([z.literal("").transform(() => null), z.uuid(accountError(message))], accountError(message)).default(null);

export const InvitationSchema = z.object({
  email: Email,
  role: z.enum(Role.options, accountError("role_invalid")),
  organisation: OptionalId("organisation_invalid"),
  locale: z.enum(LOCALE_CODES, accountError("language_invalid")),
});

export const AcceptanceSchema = z.object({ name: PersonName });

/** The ticked boxes of a user's form: `role:<role>`, `organisation:<id>`, `forum:<id>`, `session:<id>`. */
export const UserSchema = z.record(z.string(), z.string()).transform((values) => {
  const ticked = (prefix: string) =>
    Object.entries(values).flatMap(([name, value]) =>
      name.startsWith(`${prefix}:`) && value === "on" ? [name.slice(prefix.length + 1)] : [],
    );
  const ids = (prefix: string) => ticked(prefix).filter((id) => z.uuid().safeParse(id).success);
  return {
    roles: Role.options.filter((role) => ticked("role").includes(role)),
    organisationIds: ids("organisation"),
    forumIds: ids("forum"),
    sessionIds: ids("session"),
  };
});
export type UserSchema = z.infer<typeof UserSchema>;

/** The search for invitations by a part of the address. Unreadable values count as not given. */
export const InvitationSearchSchema = z.object({
  text: SearchText,
  page: PageNumber,
});
export type InvitationSearchSchema = z.infer<typeof InvitationSearchSchema>;

/** The search for accounts. Unreadable values count as not given. */
export const UserSearchSchema = z.object({
  /** A part of a name or an address. */
  text: SearchText,
  role: z
    .enum([...Role.options, "participant"])
    .optional()
    .catch(undefined),
  page: PageNumber,
});
export type UserSearchSchema = z.infer<typeof UserSearchSchema>;
