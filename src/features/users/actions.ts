"use server";

import { notFound } from "next/navigation";
import { z } from "zod";
import { Permit } from "@/features/access/policy";
import { Id } from "@/features/access/schema";
import { type ActionRequest, anyone, defineAction, defineFormAction, refuseTooMany } from "@/features/accounts/action";
import { currentActor, permitOr404, requestTrace } from "@/features/accounts/actor";
import { findInvitation } from "@/features/accounts/queries";
import { signInWithToken, WRONG_LINKS, wrongLink } from "@/features/accounts/sign-in";
import { routes } from "@/i18n/routes";
import type { Limit } from "@/platform/security/rate-limit";
import { refuse, refuseField } from "@/ui/form-answer";
import {
  acceptInvitation,
  changeUser,
  createInvitation,
  removeSecondFactor,
  revokeLoginSessions,
  setLocked,
  withdrawInvitation,
} from "./commands";
import { canInvite, canListInvitations, canLockUser, canManageUser, canWithdrawInvitation } from "./policy";
import { findInvitationSubject } from "./queries";
import { AcceptanceSchema, InvitationSchema, UserSchema } from "./schema";

const INVITATIONS: Limit = { act: "invite", times: 100, within: 3600 };

/** Invites someone. Administrators may invite to every role; staff invite counsellors, tutors, interpreters and translators. */
export const inviteAction = defineFormAction({
  errors: "AccountErrors",
  authorise: async () => permitOr404(canListInvitations, await currentActor(), null),
  parse: InvitationSchema,
  limits: async ({ granted: { by } }) => [[INVITATIONS, by.id ?? ""]],
  async run({ locale, granted: { by }, input: { email, role, organisation, locale: language } }) {
    const permit = Permit.ask(canInvite, by, { role, organisationId: organisation });
    if (!permit) return refuseField("organisation", "organisation_not_yours");
    const result = await createInvitation(permit, { email, locale: language });
    if (!result.ok) return refuseField("organisation", result.reason);
    return { ok: true, to: routes.invitations(locale, { done: "invited" }) };
  },
});

/** Withdraws an invitation. */
export const withdrawAction = defineAction({
  args: [Id],
  async authorise({ args: [id] }) {
    const subject = await findInvitationSubject(id);
    return subject ? permitOr404(canWithdrawInvitation, await currentActor(), subject) : notFound();
  },
  async run({ locale, granted: permit }) {
    await withdrawInvitation(permit);
    return { ok: true, to: routes.invitations(locale, { done: "withdrawn" }) };
  },
});

/** Accepts the invitation of a mailed link and signs in. Anyone with the link may. */
export const acceptAction = defineFormAction({
  errors: "AccountErrors",
  args: [z.string()],
  authorise: anyone,
  parse: AcceptanceSchema,
  async run({ locale, args: [token], input: { name } }) {
    if (!(await findInvitation({ token })) && (await wrongLink()) === "too_many") return refuseTooMany(WRONG_LINKS);
    const by = { kind: "stranger", id: null, trace: await requestTrace() } as const;
    const result = await acceptInvitation({ token, name, by });
    if (!result.ok) return refuse(result.reason);
    return signInWithToken(locale, { token: result.token, email: result.email, next: routes.work(locale) });
  },
});

/** Sets an account's roles, organisations and responsibilities. */
export const userAction = defineFormAction({
  errors: "AccountErrors",
  args: [Id],
  authorise: async ({ args: [userId] }) => permitOr404(canManageUser, await currentActor(), { userId }),
  parse: UserSchema,
  async run({ locale, args: [userId], granted: permit, input }) {
    const result = await changeUser(permit, input);
    if (!result.ok && result.reason === "not_found") notFound();
    if (!result.ok) return refuse(result.reason);
    return { ok: true, to: routes.user(locale, userId, { done: "changed" }) };
  },
});

/** The permit to lock an account and do what goes with it. */
async function lockPermit({ args: [userId] }: ActionRequest<[string, ...unknown[]]>) {
  return permitOr404(canLockUser, await currentActor(), { userId });
}

/** Locks or unlocks an account. */
export const lockAction = defineAction({
  args: [Id, z.boolean()],
  authorise: lockPermit,
  async run({ locale, args: [userId, locked], granted: permit }) {
    const result = await setLocked(permit, locked);
    if (!result.ok && result.reason === "not_found") notFound();
    const done = result.ok ? (locked ? "locked" : "unlocked") : result.reason;
    return { ok: true, to: routes.user(locale, userId, { done }) };
  },
});

/** Ends an account's sessions. */
export const revokeAction = defineAction({
  args: [Id],
  authorise: lockPermit,
  async run({ locale, args: [userId], granted: permit }) {
    await revokeLoginSessions(permit);
    return { ok: true, to: routes.user(locale, userId, { done: "revoked" }) };
  },
});

/** Removes an account's second factor. */
export const removeFactorAction = defineAction({
  args: [Id],
  authorise: lockPermit,
  async run({ locale, args: [userId], granted: permit }) {
    await removeSecondFactor(permit);
    return { ok: true, to: routes.user(locale, userId, { done: "factor" }) };
  },
});
