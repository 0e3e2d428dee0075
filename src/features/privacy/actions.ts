"use server";

import { updateTag } from "next/cache";
import { notFound, redirect } from "next/navigation";
import { clearSessionCookie, currentActor, ownAccountOr404 } from "@/features/accounts/actor";
import { FORUMS_TAG, forumTag } from "@/features/forums/cache-tags";
import { OPTIONAL_CONSENTS, type OptionalConsent } from "@/features/registration/schema";
import { isLocale } from "@/i18n/locales";
import { orBusy } from "@/platform/busy-form";
import type { FormState } from "@/ui/form";
import { readFields, refuse } from "@/ui/form-answer";
import { eraseAccount, eraseRegistration, setConsent, stopLaterForums } from "./commands";

/** Gives or takes back one consent. Whoever has the registration's link may. */
export async function consentAction(
  locale: string,
  token: string,
  kind: OptionalConsent,
  given: boolean,
): Promise<void> {
  if (!isLocale(locale) || !OPTIONAL_CONSENTS.includes(kind)) notFound();
  if (!(await setConsent({ token, kind, given: given === true, locale }))) notFound();
  redirect(`/${locale}/registrations/${token}/data`);
}

/** Erases a registration at once. Whoever has its link may. */
export async function eraseAction(locale: string, token: string): Promise<void> {
  if (!isLocale(locale)) notFound();
  const result = await eraseRegistration({ token, by: await currentActor() });
  if (!result.ok) notFound();
  updateTag(forumTag(result.slug));
  updateTag(FORUMS_TAG);
  redirect(`/${locale}/erased`);
}

/** Erases one's account, and what was registered with its address if that is ticked. */
export async function eraseAccountAction(locale: string, previous: FormState, form: FormData): Promise<FormState> {
  return orBusy(locale, previous, form, () => eraseOwnAccount(locale, previous, form));
}

async function eraseOwnAccount(locale: string, previous: FormState, form: FormData): Promise<FormState> {
  if (!isLocale(locale)) notFound();
  const { permit } = await ownAccountOr404();
  const values = readFields(form);
  if (values.sure !== "on")
    return refuse(locale, "AccountErrors", previous, values, {
      issues: [{ path: ["sure"], message: "sure_required" }],
    });
  const result = await eraseAccount(permit, { registrations: values.registrations === "on" });
  if (!result.ok) return refuse(locale, "AccountErrors", previous, values, { key: result.reason });
  for (const slug of result.slugs) updateTag(forumTag(slug));
  if (result.slugs.length > 0) updateTag(FORUMS_TAG);
  await clearSessionCookie();
  redirect(`/${locale}/sign-in?done=erased`);
}

/** Stops messages about later forums. Whoever has the registration's link may. */
export async function stopLaterForumsAction(locale: string, token: string): Promise<void> {
  if (!isLocale(locale) || !(await stopLaterForums({ token }))) notFound();
  redirect(`/${locale}/later-forums/${token}`);
}
