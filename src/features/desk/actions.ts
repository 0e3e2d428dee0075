"use server";

import { updateTag } from "next/cache";
import { notFound, redirect } from "next/navigation";
import { currentLoginSession, permitOr404, rotateLoginSessionIfDue, signInPath } from "@/features/accounts/actor";
import { type LimitsInput, setLimits } from "@/features/capacity/commands";
import { canLimitForum } from "@/features/capacity/policy";
import { announceForum, cancelForum, moveForum } from "@/features/forum-changes/commands";
import { canChangeForum } from "@/features/forum-changes/policy";
import { FORUMS_TAG, forumTag } from "@/features/forums/cache-tags";
import { decideLanguage } from "@/features/interpretation/commands";
import { canDecideInterpretation } from "@/features/interpretation/policy";
import { markCalled } from "@/features/notifications/commands";
import { canMakeCalls } from "@/features/notifications/policy";
import { PARTICIPANT_ROLES } from "@/features/registration/schema";
import { isLocale, type Locale } from "@/i18n/locales";
import { orBusy } from "@/platform/busy-form";
import { looksLikeToken } from "@/platform/security/tokens";
import type { FormState } from "@/ui/form";
import { readFields, refuse } from "@/ui/form-answer";
import { findManagedForum } from "./find-desk";
import { Id, LanguageSchema, LimitsSchema, MoveSchema } from "./schema";

/** The forum of a forum's key, and who asks: a coordinator's link names its own, and whoever is signed in names it by slug. */
async function deskOf(locale: string, key: string) {
  if (!isLocale(locale)) notFound();
  const found = await findManagedForum(key);
  // Whoever was signed out meanwhile signs in again, whether there is such a forum or not.
  if (found?.actor.kind !== "link" && !looksLikeToken(key) && !(await currentLoginSession()))
    redirect(signInPath(locale, `/${locale}/manage/${key}`));
  if (!found) notFound();
  await rotateLoginSessionIfDue();
  return { locale, ...found };
}

function refresh(locale: Locale, forumKey: string, slug: string, done: string): never {
  updateTag(forumTag(slug));
  updateTag(FORUMS_TAG);
  redirect(`/${locale}/manage/${forumKey}?done=${done}`);
}

/** Sets the forum's limits; new places are offered to those who wait. */
export async function limitsAction(
  pageLocale: string,
  forumKey: string,
  previous: FormState,
  form: FormData,
): Promise<FormState> {
  return orBusy(pageLocale, previous, form, () => saveLimits(pageLocale, forumKey, previous, form));
}

async function saveLimits(
  pageLocale: string,
  forumKey: string,
  previous: FormState,
  form: FormData,
): Promise<FormState> {
  const { locale, actor, subject } = await deskOf(pageLocale, forumKey);
  const permit = permitOr404(canLimitForum, actor, subject);
  const values = readFields(form);
  const parsed = LimitsSchema.safeParse(values);
  if (!parsed.success) return refuse(locale, "ManageErrors", previous, values, parsed.error);
  // What the form did not ask for is left out.
  const of = (prefix: string, asked: (name: string) => boolean) =>
    Object.fromEntries(
      Object.entries(parsed.data).flatMap(([name, limit]) =>
        name.startsWith(prefix) && asked(name.slice(prefix.length)) ? [[name.slice(prefix.length), limit]] : [],
      ),
    );
  const limits: LimitsInput = {
    capacity: parsed.data.forum ?? null,
    childcareCapacity: parsed.data.childcare ?? null,
    sessions: of("session:", (id) => Id.safeParse(id).success),
    roles: of("role:", (role) => PARTICIPANT_ROLES.some((known) => known === role)),
  };
  const result = await setLimits(permit, limits);
  if (!result.ok) return refuse(locale, "ManageErrors", previous, values, { key: result.reason });
  refresh(locale, forumKey, result.slug, "limits");
}

/** Says what is known of an interpreter; those who asked are told. */
export async function languageAction(
  pageLocale: string,
  forumKey: string,
  previous: FormState,
  form: FormData,
): Promise<FormState> {
  return orBusy(pageLocale, previous, form, () => saveLanguage(pageLocale, forumKey, previous, form));
}

async function saveLanguage(
  pageLocale: string,
  forumKey: string,
  previous: FormState,
  form: FormData,
): Promise<FormState> {
  const { locale, actor, subject } = await deskOf(pageLocale, forumKey);
  const permit = permitOr404(canDecideInterpretation, actor, subject);
  const values = readFields(form);
  const parsed = LanguageSchema.safeParse(values);
  if (!parsed.success) return refuse(locale, "ManageErrors", previous, values, parsed.error);
  const { language, state, threshold, deadline } = parsed.data;
  const result = await decideLanguage(permit, { language, state, threshold, deadlineAt: deadline });
  if (!result.ok) return refuse(locale, "ManageErrors", previous, values, { key: result.reason });
  refresh(locale, forumKey, result.slug, "language");
}

/** Moves the forum in time or place; everybody is told. */
export async function moveAction(
  pageLocale: string,
  forumKey: string,
  previous: FormState,
  form: FormData,
): Promise<FormState> {
  return orBusy(pageLocale, previous, form, () => move(pageLocale, forumKey, previous, form));
}

async function move(pageLocale: string, forumKey: string, previous: FormState, form: FormData): Promise<FormState> {
  const { locale, actor, subject } = await deskOf(pageLocale, forumKey);
  const permit = permitOr404(canChangeForum, actor, subject);
  const values = readFields(form);
  const parsed = MoveSchema.safeParse(values);
  if (!parsed.success) return refuse(locale, "ManageErrors", previous, values, parsed.error);
  const { startsAt, endsAt, venue } = parsed.data;
  const result = await moveForum(permit, { startsAt, endsAt, venueSlug: venue });
  if (!result.ok) return refuse(locale, "ManageErrors", previous, values, { key: result.reason });
  refresh(locale, forumKey, result.slug, "moved");
}

/** Cancels the forum; everybody is told. Asks for a tick, so that one press alone does not do it. */
export async function cancelForumAction(
  pageLocale: string,
  forumKey: string,
  previous: FormState,
  form: FormData,
): Promise<FormState> {
  return orBusy(pageLocale, previous, form, () => cancelAsked(pageLocale, forumKey, previous, form));
}

async function cancelAsked(
  pageLocale: string,
  forumKey: string,
  previous: FormState,
  form: FormData,
): Promise<FormState> {
  const { locale, actor, subject } = await deskOf(pageLocale, forumKey);
  const permit = permitOr404(canChangeForum, actor, subject);
  const values = readFields(form);
  if (values.sure !== "on") return refuse(locale, "ManageErrors", previous, values, { key: "sure_required" });
  const result = await cancelForum(permit);
  if (!result.ok) return refuse(locale, "ManageErrors", previous, values, { key: result.reason });
  refresh(locale, forumKey, result.slug, "cancelled");
}

/** Notes that somebody of the call list has been reached. */
export async function calledAction(pageLocale: string, forumKey: string, messageId: string): Promise<void> {
  const { locale, actor, subject } = await deskOf(pageLocale, forumKey);
  const permit = permitOr404(canMakeCalls, actor, subject);
  if (!Id.safeParse(messageId).success) notFound();
  await markCalled(permit, messageId);
  redirect(`/${locale}/manage/${forumKey}#calls`);
}

/** Tells those who agreed to hear about later forums of this one. */
export async function announceAction(pageLocale: string, forumKey: string): Promise<void> {
  const { locale, actor, subject } = await deskOf(pageLocale, forumKey);
  const permit = permitOr404(canChangeForum, actor, subject);
  const result = await announceForum(permit);
  redirect(`/${locale}/manage/${forumKey}${result.ok ? `?done=announced&told=${result.told}` : ""}`);
}
