"use server";

import { updateTag } from "next/cache";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { FORUMS_TAG, forumTag } from "@/features/forums/cache-tags";
import { Slug } from "@/features/forums/schema";
import { isLocale, type Locale } from "@/i18n/locales";
import { cancelRegistration, changeRegistration, register } from "./commands";
import type { FormState } from "./form-state";
import { type ErrorKey, type FormErrors, parseRegistration, readForm } from "./schema";

async function translate(locale: Locale, errors: { field: string; key: ErrorKey }[]): Promise<FormErrors> {
  const t = await getTranslations({ locale, namespace: "Errors" });
  const told: FormErrors = {};
  for (const { field, key } of errors) told[field] ??= t.has(key) ? t(key) : t("form_invalid");
  return told;
}

/** Lists and the forum's own page show the new number of places from the next request on. */
function refreshPlaces(slug: string): void {
  updateTag(forumTag(slug));
  updateTag(FORUMS_TAG);
}

/** Where the refusal of a registration is told: beside a field, or above the form. */
const FIELD_OF_REFUSAL: Partial<Record<string, string>> = { no_room: "people.1.name", no_childcare_room: "child.0" };

/** Registers from the form of `/forums/{slug}/register`, then leads to the ticket. Anyone may. */
export async function registerAction(
  locale: string,
  slug: string,
  previous: FormState,
  form: FormData,
): Promise<FormState> {
  if (!isLocale(locale) || !Slug.safeParse(slug).success) notFound();
  const values = readForm(form);
  const state = { values, attempt: previous.attempt + 1, offersWaiting: previous.offersWaiting, errors: {} };
  const parsed = parseRegistration(values, "new");
  if (!parsed.ok) return { ...state, errors: await translate(locale, parsed.errors) };
  const { submission, acceptWaiting, registration } = parsed.input;
  const result = await register({ slug, locale, submission, acceptWaiting, registration });
  if (!result.ok) {
    if (result.reason === "not_found") notFound();
    const t = await getTranslations({ locale, namespace: "Errors" });
    return { ...state, refusal: t(result.reason), offersWaiting: result.reason === "full" };
  }
  refreshPlaces(slug);
  redirect(`/${locale}/registrations/${result.token}`);
}

/** Changes the registration that the link's token opens. Whoever has the link may. */
export async function changeAction(
  locale: string,
  token: string,
  revision: number,
  previous: FormState,
  form: FormData,
): Promise<FormState> {
  if (!isLocale(locale)) notFound();
  const values = readForm(form);
  const state = { values, attempt: previous.attempt + 1, offersWaiting: false, errors: {} };
  const parsed = parseRegistration(values, "change");
  if (!parsed.ok) return { ...state, errors: await translate(locale, parsed.errors) };
  const result = await changeRegistration({ token, revision, registration: parsed.input.registration });
  if (!result.ok) {
    if (result.reason === "not_found") notFound();
    const field = FIELD_OF_REFUSAL[result.reason];
    if (field) return { ...state, errors: await translate(locale, [{ field, key: result.reason }]) };
    const t = await getTranslations({ locale, namespace: "Errors" });
    return { ...state, refusal: t(result.reason) };
  }
  refreshPlaces(result.slug);
  redirect(`/${locale}/registrations/${token}?changed=1`);
}

/** Cancels the registration that the link's token opens. Whoever has the link may. */
export async function cancelAction(locale: string, token: string): Promise<void> {
  if (!isLocale(locale)) notFound();
  const result = await cancelRegistration({ token });
  if (!result.ok && result.reason === "not_found") notFound();
  if (result.ok) refreshPlaces(result.slug);
  redirect(`/${locale}/registrations/${token}`);
}
