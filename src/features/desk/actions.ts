"use server";

import { updateTag } from "next/cache";
import { notFound, redirect } from "next/navigation";
import { keepFresh, permitOr404, readSession, signInPath } from "@/features/accounts/actor";
import { FORUMS_TAG, forumTag } from "@/features/forums/cache-tags";
import { decideLanguage } from "@/features/interpretation/commands";
import { decideInterpretation } from "@/features/interpretation/policy";
import { markCalled } from "@/features/messages/commands";
import { makeCalls } from "@/features/messages/policy";
import { announceForum, cancelForum, moveForum } from "@/features/notices/commands";
import { changeForum } from "@/features/notices/policy";
import { type LimitsInput, setLimits } from "@/features/places/commands";
import { limitForum } from "@/features/places/policy";
import { ROLES } from "@/features/registration/schema";
import { isLocale, type Locale } from "@/i18n/locales";
import { orBusy } from "@/platform/busy-form";
import { looksLikeToken } from "@/platform/security/tokens";
import type { FormState } from "@/ui/form";
import { readFields, refuse } from "@/ui/form-answer";
import { findDesk } from "./find-desk";
import { Id, LanguageForm, LimitsForm, MoveForm } from "./schema";

/** The forum of a desk's key, and who asks: a coordinator's link names its own, and whoever is signed in names it by slug. */
async function deskOf(locale: string, key: string) {
  if (!isLocale(locale)) notFound();
  const found = await findDesk(key);
  // Whoever was signed out meanwhile signs in again, whether there is such a forum or not.
  if (found?.actor.kind !== "link" && !looksLikeToken(key) && !(await readSession()))
    redirect(signInPath(locale, `/${locale}/desk/${key}`));
  if (!found) notFound();
  await keepFresh();
  return { locale, ...found };
}

function refresh(locale: Locale, token: string, slug: string, done: string): never {
  updateTag(forumTag(slug));
  updateTag(FORUMS_TAG);
  redirect(`/${locale}/desk/${token}?done=${done}`);
}

/** Sets the forum's limits; new places are offered to those who wait. */
export async function limitsAction(
  pageLocale: string,
  token: string,
  previous: FormState,
  form: FormData,
): Promise<FormState> {
  return orBusy(pageLocale, previous, form, () => saveLimits(pageLocale, token, previous, form));
}

async function saveLimits(pageLocale: string, token: string, previous: FormState, form: FormData): Promise<FormState> {
  const { locale, actor, subject } = await deskOf(pageLocale, token);
  const permit = permitOr404(limitForum, actor, subject);
  const values = readFields(form);
  const parsed = LimitsForm.safeParse(values);
  if (!parsed.success) return refuse(locale, "DeskErrors", previous, values, parsed.error);
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
    roles: of("role:", (role) => ROLES.some((known) => known === role)),
  };
  const result = await setLimits(permit, limits);
  if (!result.ok) return refuse(locale, "DeskErrors", previous, values, { key: result.reason });
  refresh(locale, token, result.slug, "limits");
}

/** Says what is known of an interpreter; those who asked are told. */
export async function languageAction(
  pageLocale: string,
  token: string,
  previous: FormState,
  form: FormData,
): Promise<FormState> {
  return orBusy(pageLocale, previous, form, () => saveLanguage(pageLocale, token, previous, form));
}

async function saveLanguage(
  pageLocale: string,
  token: string,
  previous: FormState,
  form: FormData,
): Promise<FormState> {
  const { locale, actor, subject } = await deskOf(pageLocale, token);
  const permit = permitOr404(decideInterpretation, actor, subject);
  const values = readFields(form);
  const parsed = LanguageForm.safeParse(values);
  if (!parsed.success) return refuse(locale, "DeskErrors", previous, values, parsed.error);
  const { language, state, threshold, deadline } = parsed.data;
  const result = await decideLanguage(permit, { language, state, threshold, deadlineAt: deadline });
  if (!result.ok) return refuse(locale, "DeskErrors", previous, values, { key: result.reason });
  refresh(locale, token, result.slug, "language");
}

/** Moves the forum in time or place; everybody is told. */
export async function moveAction(
  pageLocale: string,
  token: string,
  previous: FormState,
  form: FormData,
): Promise<FormState> {
  return orBusy(pageLocale, previous, form, () => move(pageLocale, token, previous, form));
}

async function move(pageLocale: string, token: string, previous: FormState, form: FormData): Promise<FormState> {
  const { locale, actor, subject } = await deskOf(pageLocale, token);
  const permit = permitOr404(changeForum, actor, subject);
  const values = readFields(form);
  const parsed = MoveForm.safeParse(values);
  if (!parsed.success) return refuse(locale, "DeskErrors", previous, values, parsed.error);
  const { startsAt, endsAt, venue } = parsed.data;
  const result = await moveForum(permit, { startsAt, endsAt, venueSlug: venue });
  if (!result.ok) return refuse(locale, "DeskErrors", previous, values, { key: result.reason });
  refresh(locale, token, result.slug, "moved");
}

/** Cancels the forum; everybody is told. Asks for a tick, so that one press alone does not do it. */
export async function cancelForumAction(
  pageLocale: string,
  token: string,
  previous: FormState,
  form: FormData,
): Promise<FormState> {
  return orBusy(pageLocale, previous, form, () => cancelAsked(pageLocale, token, previous, form));
}

async function cancelAsked(pageLocale: string, token: string, previous: FormState, form: FormData): Promise<FormState> {
  const { locale, actor, subject } = await deskOf(pageLocale, token);
  const permit = permitOr404(changeForum, actor, subject);
  const values = readFields(form);
  if (values.sure !== "on") return refuse(locale, "DeskErrors", previous, values, { key: "sure_required" });
  const result = await cancelForum(permit);
  if (!result.ok) return refuse(locale, "DeskErrors", previous, values, { key: result.reason });
  refresh(locale, token, result.slug, "cancelled");
}

/** Notes that somebody of the call list has been reached. */
export async function calledAction(pageLocale: string, token: string, messageId: string): Promise<void> {
  const { locale, actor, subject } = await deskOf(pageLocale, token);
  const permit = permitOr404(makeCalls, actor, subject);
  if (!Id.safeParse(messageId).success) notFound();
  await markCalled(permit, messageId);
  redirect(`/${locale}/desk/${token}#calls`);
}

/** Tells those who agreed to hear about later forums of this one. */
export async function announceAction(pageLocale: string, token: string): Promise<void> {
  const { locale, actor, subject } = await deskOf(pageLocale, token);
  const permit = permitOr404(changeForum, actor, subject);
  const result = await announceForum(permit);
  redirect(`/${locale}/desk/${token}${result.ok ? `?done=announced&told=${result.told}` : ""}`);
}
