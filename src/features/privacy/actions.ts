"use server";

import { updateTag } from "next/cache";
import { notFound, redirect } from "next/navigation";
import { FORUMS_TAG, forumTag } from "@/features/forums/cache-tags";
import { OPTIONAL_CONSENTS, type OptionalConsent } from "@/features/registration/schema";
import { isLocale } from "@/i18n/locales";
import { eraseRegistration, setConsent, stopLaterForums } from "./commands";

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
  const result = await eraseRegistration({ token });
  if (!result.ok) notFound();
  updateTag(forumTag(result.slug));
  updateTag(FORUMS_TAG);
  redirect(`/${locale}/erased`);
}

/** Stops messages about later forums. Whoever has the registration's link may. */
export async function stopLaterForumsAction(locale: string, token: string): Promise<void> {
  if (!isLocale(locale) || !(await stopLaterForums({ token }))) notFound();
  redirect(`/${locale}/later-forums/${token}`);
}
