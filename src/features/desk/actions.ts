"use server";

import { updateTag } from "next/cache";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { z } from "zod";
import { findAccessLink } from "@/features/accounts/queries";
import { FORUMS_TAG, forumTag } from "@/features/forums/cache-tags";
import { decideLanguage } from "@/features/interpretation/commands";
import { markCalled } from "@/features/messages/commands";
import { announceForum, cancelForum, moveForum } from "@/features/notices/commands";
import { type LimitsInput, setLimits } from "@/features/places/commands";
import { ROLES } from "@/features/registration/schema";
import { isLocale, type Locale } from "@/i18n/locales";
import type { FormState } from "@/ui/form";
import { type DeskErrorKey, Id, LanguageForm, LimitsForm, MoveForm } from "./schema";

/** Whoever holds a coordinator's link may arrange its forum, and only that one. */
async function authorise(locale: string, token: string): Promise<{ locale: Locale; forumId: string }> {
  const link = isLocale(locale) ? await findAccessLink(token, "coordinator") : null;
  if (!isLocale(locale) || !link?.forumId) notFound();
  return { locale, forumId: link.forumId };
}

function readFields(form: FormData): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of form)
    if (typeof value === "string" && !name.startsWith("$")) values[name] = value.slice(0, 200);
  return values;
}

async function refuse(
  locale: Locale,
  previous: FormState,
  values: FormState["values"],
  refusal: { key: DeskErrorKey } | z.ZodError,
): Promise<FormState> {
  const t = await getTranslations({ locale, namespace: "DeskErrors" });
  const state = { values, attempt: previous.attempt + 1, errors: {} };
  if ("key" in refusal) return { ...state, refusal: t(refusal.key) };
  const errors: Record<string, string> = {};
  for (const { path, message } of refusal.issues)
    errors[path.join(".")] ??= t(t.has(message as DeskErrorKey) ? (message as DeskErrorKey) : "form_invalid");
  return { ...state, errors };
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
  const { locale, forumId } = await authorise(pageLocale, token);
  const values = readFields(form);
  const parsed = LimitsForm.safeParse(values);
  if (!parsed.success) return refuse(locale, previous, values, parsed.error);
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
  const result = await setLimits({ forumId, limits });
  if (!result.ok) return refuse(locale, previous, values, { key: result.reason });
  refresh(locale, token, result.slug, "limits");
}

/** Says what is known of an interpreter; those who asked are told. */
export async function languageAction(
  pageLocale: string,
  token: string,
  previous: FormState,
  form: FormData,
): Promise<FormState> {
  const { locale, forumId } = await authorise(pageLocale, token);
  const values = readFields(form);
  const parsed = LanguageForm.safeParse(values);
  if (!parsed.success) return refuse(locale, previous, values, parsed.error);
  const { language, state, threshold, deadline } = parsed.data;
  const result = await decideLanguage({ forumId, language, state, threshold, deadlineAt: deadline });
  if (!result.ok) return refuse(locale, previous, values, { key: result.reason });
  refresh(locale, token, result.slug, "language");
}

/** Moves the forum in time or place; everybody is told. */
export async function moveAction(
  pageLocale: string,
  token: string,
  previous: FormState,
  form: FormData,
): Promise<FormState> {
  const { locale, forumId } = await authorise(pageLocale, token);
  const values = readFields(form);
  const parsed = MoveForm.safeParse(values);
  if (!parsed.success) return refuse(locale, previous, values, parsed.error);
  const { startsAt, endsAt, venue } = parsed.data;
  const result = await moveForum({ forumId, startsAt, endsAt, venueSlug: venue });
  if (!result.ok) return refuse(locale, previous, values, { key: result.reason });
  refresh(locale, token, result.slug, "moved");
}

/** Cancels the forum; everybody is told. Asks for a tick, so that one press alone does not do it. */
export async function cancelForumAction(
  pageLocale: string,
  token: string,
  previous: FormState,
  form: FormData,
): Promise<FormState> {
  const { locale, forumId } = await authorise(pageLocale, token);
  const values = readFields(form);
  if (values.sure !== "on") return refuse(locale, previous, values, { key: "sure_required" });
  const result = await cancelForum({ forumId });
  if (!result.ok) return refuse(locale, previous, values, { key: result.reason });
  refresh(locale, token, result.slug, "cancelled");
}

/** Notes that somebody of the call list has been reached. */
export async function calledAction(pageLocale: string, token: string, messageId: string): Promise<void> {
  const { locale, forumId } = await authorise(pageLocale, token);
  if (!Id.safeParse(messageId).success) notFound();
  await markCalled({ messageId, forumId });
  redirect(`/${locale}/desk/${token}#calls`);
}

/** Tells those who agreed to hear about later forums of this one. */
export async function announceAction(pageLocale: string, token: string): Promise<void> {
  const { locale, forumId } = await authorise(pageLocale, token);
  const result = await announceForum({ forumId });
  redirect(`/${locale}/desk/${token}${result.ok ? `?done=announced&told=${result.told}` : ""}`);
}
