"use server";

import type { Route } from "next";
import { notFound, redirect } from "next/navigation";
import { Permit } from "@/features/access/policy";
import { Id } from "@/features/access/schema";
import { currentActor, permitOr404, requestTrace, rotateLoginSessionIfDue } from "@/features/accounts/actor";
import { findInvitation } from "@/features/accounts/queries";
import { signInWithToken, wrongLink } from "@/features/accounts/sign-in";
import { isLocale, type Locale } from "@/i18n/locales";
import { orBusy } from "@/platform/busy-form";
import { consumeRateLimit, type Limit } from "@/platform/security/rate-limit";
import type { FormState } from "@/ui/form";
import { readFields, refuse } from "@/ui/form-answer";
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

function localeOr404(locale: string): Locale {
  if (!isLocale(locale)) notFound();
  return locale;
}

/** Invites somebody. Administrators to every role; staff counsellors, tutors, interpreters and translators. */
export async function inviteAction(pageLocale: string, previous: FormState, form: FormData): Promise<FormState> {
  return orBusy(pageLocale, previous, form, () => sendInvitation(pageLocale, previous, form));
}

async function sendInvitation(pageLocale: string, previous: FormState, form: FormData): Promise<FormState> {
  const locale = localeOr404(pageLocale);
  const actor = await currentActor();
  permitOr404(canListInvitations, actor, null);
  await rotateLoginSessionIfDue();
  const values = readFields(form);
  const parsed = InvitationSchema.safeParse(values);
  if (!parsed.success) return refuse(locale, "AccountErrors", previous, values, parsed.error);
  const { email, role, organisation, locale: language } = parsed.data;
  const permit = Permit.ask(canInvite, actor, { role, organisationId: organisation });
  const beside = (path: string, message: string) =>
    refuse(locale, "AccountErrors", previous, values, { issues: [{ path: [path], message }] });
  if (!permit) return beside("organisation", "organisation_not_yours");
  if (!(await consumeRateLimit(INVITATIONS, actor.id ?? "")))
    return refuse(locale, "AccountErrors", previous, values, { key: "too_many" });
  const result = await createInvitation(permit, { email, locale: language });
  if (!result.ok) return beside("organisation", result.reason);
  redirect(`/${locale}/work/invitations?done=invited` as Route);
}

/** Withdraws an invitation. */
export async function withdrawAction(pageLocale: string, id: string): Promise<void> {
  const locale = localeOr404(pageLocale);
  const wanted = Id.safeParse(id);
  const subject = wanted.success ? await findInvitationSubject(wanted.data) : null;
  if (!subject) notFound();
  const permit = permitOr404(canWithdrawInvitation, await currentActor(), subject);
  await rotateLoginSessionIfDue();
  await withdrawInvitation(permit);
  redirect(`/${locale}/work/invitations?done=withdrawn` as Route);
}

/** Accepts the invitation of a mailed link and signs in. Whoever has the link may. */
export async function acceptAction(
  pageLocale: string,
  token: string,
  previous: FormState,
  form: FormData,
): Promise<FormState> {
  return orBusy(pageLocale, previous, form, () => accept(pageLocale, token, previous, form));
}

async function accept(pageLocale: string, token: string, previous: FormState, form: FormData): Promise<FormState> {
  const locale = localeOr404(pageLocale);
  const values = readFields(form);
  if (!(await findInvitation({ token })) && (await wrongLink()) === "too_many")
    return refuse(locale, "AccountErrors", previous, values, { key: "too_many" });
  const parsed = AcceptanceSchema.safeParse(values);
  if (!parsed.success) return refuse(locale, "AccountErrors", previous, values, parsed.error);
  const by = { kind: "stranger", id: null, trace: await requestTrace() } as const;
  const result = await acceptInvitation({ token, name: parsed.data.name, by });
  if (!result.ok) return refuse(locale, "AccountErrors", previous, values, { key: result.reason });
  return signInWithToken(locale, { token: result.token, email: result.email, next: `/${locale}/work` });
}

/** Sets an account's roles, organisations and what it looks after. */
export async function userAction(
  pageLocale: string,
  userId: string,
  previous: FormState,
  form: FormData,
): Promise<FormState> {
  return orBusy(pageLocale, previous, form, () => saveUser(pageLocale, userId, previous, form));
}

async function saveUser(pageLocale: string, userId: string, previous: FormState, form: FormData): Promise<FormState> {
  const locale = localeOr404(pageLocale);
  const id = Id.safeParse(userId);
  if (!id.success) notFound();
  const permit = permitOr404(canManageUser, await currentActor(), { userId: id.data });
  await rotateLoginSessionIfDue();
  const values = readFields(form);
  const result = await changeUser(permit, UserSchema.parse(values));
  if (!result.ok && result.reason === "not_found") notFound();
  if (!result.ok) return refuse(locale, "AccountErrors", previous, values, { key: result.reason });
  redirect(`/${locale}/work/users/${userId}?done=changed` as Route);
}

/** The permit to lock an account and what goes with it. */
async function lockPermit(userId: string) {
  const id = Id.safeParse(userId);
  if (!id.success) notFound();
  const permit = permitOr404(canLockUser, await currentActor(), { userId: id.data });
  await rotateLoginSessionIfDue();
  return permit;
}

/** Locks or unlocks an account. */
export async function lockAction(pageLocale: string, userId: string, locked: boolean): Promise<void> {
  const locale = localeOr404(pageLocale);
  const result = await setLocked(await lockPermit(userId), locked === true);
  if (!result.ok && result.reason === "not_found") notFound();
  const done = result.ok ? (locked ? "locked" : "unlocked") : result.reason;
  redirect(`/${locale}/work/users/${userId}?done=${done}` as Route);
}

/** Ends an account's sessions. */
export async function revokeAction(pageLocale: string, userId: string): Promise<void> {
  const locale = localeOr404(pageLocale);
  await revokeLoginSessions(await lockPermit(userId));
  redirect(`/${locale}/work/users/${userId}?done=revoked` as Route);
}

/** Takes an account's second factor away. */
export async function removeFactorAction(pageLocale: string, userId: string): Promise<void> {
  const locale = localeOr404(pageLocale);
  await removeSecondFactor(await lockPermit(userId));
  redirect(`/${locale}/work/users/${userId}?done=factor` as Route);
}
