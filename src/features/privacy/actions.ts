"use server";

import { notFound } from "next/navigation";
import { z } from "zod";
import { anyone, defineAction, defineFormAction } from "@/features/accounts/action";
import { clearSessionCookie, currentActor, ownAccountOr404 } from "@/features/accounts/actor";
import { forumTags } from "@/features/forums/cache-tags";
import { groupTags } from "@/features/groups/cache-tags";
import { OPTIONAL_CONSENTS } from "@/features/registration/schema";
import { routes } from "@/i18n/routes";
import { refuse } from "@/ui/form-answer";
import { eraseAccount, eraseGroupMember, eraseRegistration, setConsent, stopLaterForums } from "./commands";
import { EraseAccountSchema } from "./schema";

/** Gives or withdraws one consent. Anyone with the registration's link may. */
export const consentAction = defineAction({
  args: [z.string(), z.enum(OPTIONAL_CONSENTS), z.boolean()],
  authorise: anyone,
  async run({ locale, args: [token, kind, given] }) {
    if (!(await setConsent({ token, kind, given, locale }))) notFound();
    return { ok: true, to: routes.ticketData(locale, token) };
  },
});

/** Erases a registration at once. Anyone with its link may. */
export const eraseAction = defineAction({
  args: [z.string()],
  authorise: anyone,
  async run({ locale, args: [token] }) {
    const result = await eraseRegistration({ token, by: await currentActor() });
    if (!result.ok) notFound();
    return { ok: true, to: routes.erased(locale), tags: forumTags(result.slug) };
  },
});

/** Erases what somebody gave who asked to come to a group, at once. Anyone with their link may. */
export const eraseMemberAction = defineAction({
  args: [z.string()],
  authorise: anyone,
  async run({ locale, args: [token] }) {
    const result = await eraseGroupMember({ token, by: await currentActor() });
    if (!result.ok) notFound();
    return { ok: true, to: routes.erased(locale), tags: groupTags(result.slug) };
  },
});

/** Erases the user's account and, if ticked, the registrations with its address. */
export const eraseAccountAction = defineFormAction({
  errors: "AccountErrors",
  authorise: ownAccountOr404,
  parse: EraseAccountSchema,
  async run({ locale, granted: { permit }, input: { registrations } }) {
    const result = await eraseAccount(permit, { registrations });
    if (!result.ok) return refuse(result.reason);
    await clearSessionCookie();
    return { ok: true, to: routes.signIn(locale, { done: "erased" }), tags: result.slugs.flatMap(forumTags) };
  },
});

/** Stops messages about later forums. Anyone with the registration's link may. */
export const stopLaterForumsAction = defineAction({
  args: [z.string()],
  authorise: anyone,
  async run({ locale, args: [token] }) {
    if (!(await stopLaterForums({ token }))) notFound();
    return { ok: true, to: routes.laterForums(locale, token) };
  },
});
