"use server";

import { updateTag } from "next/cache";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { getActor, permitOr404, rotateLoginSessionIfDue } from "@/features/accounts/actor";
import { answerOffer, queueAgain } from "@/features/capacity/commands";
import { FORUMS_TAG, forumTag } from "@/features/forums/cache-tags";
import { type ForumView, findForum, findForumSubject } from "@/features/forums/queries";
import { ForumSlug } from "@/features/forums/schema";
import { isLocale, type Locale } from "@/i18n/locales";
import { orBusy } from "@/platform/busy-form";
import { env } from "@/platform/env";
import { createFormToken, readFormToken } from "@/platform/security/form-token";
import { allowFrom, clientNetwork, consumeRateLimit } from "@/platform/security/rate-limit";
import type { FormState } from "@/ui/form";
import { cancelRegistration, changeRegistration, register } from "./commands";
import { canRegisterOthers, type RegisterOthers } from "./policy";
import { findTicket } from "./queries";
import { ATTEMPTS, ON_BEHALF, TICKET_CHANGES } from "./rules";
import { type ErrorKey, type FormErrors, type FormValues, HONEYPOT, parseRegistration, readForm } from "./schema";

const Id = z.uuid();

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
const FIELD_OF_REFUSAL: Partial<Record<string, string>> = {
  no_room: "people.1.name",
  no_childcare_room: "child.0",
  no_table_room: "people.0.session.0",
  session_invalid: "people.0.session.0",
  email_many: "email",
  phone_many: "phone",
};

/** A refusal that is nobody's field; with everything typed kept. */
async function refuse(locale: Locale, state: FormState, key: ErrorKey): Promise<FormState> {
  const field = FIELD_OF_REFUSAL[key];
  if (field) return { ...state, errors: await translate(locale, [{ field, key }]) };
  const t = await getTranslations({ locale, namespace: "Errors" });
  return { ...state, refusal: t(key) };
}

/** Beyond what one network may take of a forum, people are told whom to ask instead. */
async function refuseNetwork(
  locale: Locale,
  forum: ForumView | undefined | null,
  state: FormState,
): Promise<FormState> {
  if (!forum) notFound();
  const t = await getTranslations({ locale, namespace: "Errors" });
  const { name, phone, email } = forum.contact;
  // Numbers and addresses run from the left in every language, whatever stands around them.
  return { ...state, refusal: t("network_many", { name, reach: `\u2066${phone ?? email}\u2069` }) };
}

/** Why the portal takes a form for a program's work, or for one that lay too long; null where it does not. */
function suspicion(values: FormValues): ErrorKey | null {
  const stamp = readFormToken(values.stamp);
  if (values[HONEYPOT]) return "trap_filled";
  if (stamp.ok) return null;
  return stamp.reason === "too_fast" ? "too_fast" : "form_stale";
}

/** The permit of whoever holds a helper's link, or is signed in, to register others for a forum. */
async function helperPermit(key: string, slug: string): Promise<RegisterOthers> {
  const forum = await findForumSubject({ slug });
  if (!forum) notFound();
  await rotateLoginSessionIfDue();
  return permitOr404(canRegisterOthers, await getActor(key, "helper"), { forumId: forum.forumId });
}

/** Registers from a form; `helper` is the key of the page of somebody who registers others, null for oneself. */
async function registerFrom(
  locale: string,
  slug: string,
  helper: string | null,
  previous: FormState,
  form: FormData,
): Promise<FormState> {
  if (!isLocale(locale) || !ForumSlug.safeParse(slug).success) notFound();
  const permit = helper === null ? null : await helperPermit(helper, slug);
  const values = readForm(form);
  const stamp = readFormToken(values.stamp);
  const state: FormState = {
    values,
    attempt: previous.attempt + 1,
    alternativeSubmit: previous.alternativeSubmit,
    errors: {},
  };
  const suspicious = suspicion(values);
  const stampedAnew: FormState = { ...state, values: { ...values, stamp: createFormToken() } };
  if (suspicious === "form_stale") return refuse(locale, stampedAnew, suspicious);
  if (suspicious) return refuse(locale, { ...state, values: { ...values, [HONEYPOT]: "" } }, suspicious);
  const parsed = parseRegistration(values, permit ? "behalf" : "new", {
    countries: env().PHONE_COUNTRIES,
    ...(stamp.ok && { submission: stamp.id }),
  });
  if (!parsed.ok) return { ...state, errors: await translate(locale, parsed.errors) };
  const network = clientNetwork(await headers());
  const allowed = permit ? await consumeRateLimit(ON_BEHALF, permit.by.id ?? "") : await allowFrom(ATTEMPTS, network);
  if (!allowed) return refuse(locale, state, "too_many");
  const { submission, acceptWaiting, registration } = parsed.input;
  const result = await register({
    slug,
    locale,
    submission,
    acceptWaiting,
    registration,
    from: { network },
    ...(permit && { helper: permit }),
  });
  if (!result.ok) {
    if (result.reason === "not_found") notFound();
    if (result.reason === "network_many") return refuseNetwork(locale, await findForum(locale, slug), state);
    if (result.reason === "form_used") return refuse(locale, stampedAnew, result.reason);
    const full = result.reason === "full" || result.reason === "role_full";
    const told = await refuse(locale, state, result.reason);
    return full ? { ...told, alternativeSubmit: true, values: { ...values, acceptWaiting: "on" } } : told;
  }
  refreshPlaces(slug);
  redirect(`/${locale}/registrations/${result.token}${permit ? "/slip" : ""}`);
}

/** Registers from the form of `/forums/{slug}/register`, then leads to the ticket. Anyone may. */
export async function registerAction(
  locale: string,
  slug: string,
  previous: FormState,
  form: FormData,
): Promise<FormState> {
  return orBusy(locale, previous, form, () => registerFrom(locale, slug, null, previous, form));
}

/** Registers a family on their behalf, then leads to a slip to print. Whoever has a helper's link may, and
 * tutors, counsellors and staff. */
export async function registerOthersAction(
  locale: string,
  helper: string,
  slug: string,
  previous: FormState,
  form: FormData,
): Promise<FormState> {
  return orBusy(locale, previous, form, () => registerFrom(locale, slug, helper, previous, form));
}

/** Changes the registration that the link's token opens. Whoever has the link may. */
export async function changeAction(
  locale: string,
  token: string,
  revision: number,
  previous: FormState,
  form: FormData,
): Promise<FormState> {
  return orBusy(locale, previous, form, () => change(locale, token, revision, previous, form));
}

async function change(
  locale: string,
  token: string,
  revision: number,
  previous: FormState,
  form: FormData,
): Promise<FormState> {
  if (!isLocale(locale)) notFound();
  const values = readForm(form);
  const state: FormState = { values, attempt: previous.attempt + 1, errors: {} };
  const parsed = parseRegistration(values, "change", { countries: env().PHONE_COUNTRIES });
  if (!parsed.ok) return { ...state, errors: await translate(locale, parsed.errors) };
  if (!(await consumeRateLimit(TICKET_CHANGES, token))) return refuse(locale, state, "too_many");
  const { registration } = parsed.input;
  const from = { network: clientNetwork(await headers()) };
  const result = await changeRegistration({ token, revision, locale, registration, from });
  if (!result.ok) {
    if (result.reason === "not_found") notFound();
    if (result.reason === "network_many") return refuseNetwork(locale, (await findTicket(locale, token))?.forum, state);
    return refuse(locale, state, result.reason);
  }
  refreshPlaces(result.slug);
  redirect(`/${locale}/registrations/${token}?done=changed`);
}

/** Cancels the registration that the link's token opens. Whoever has the link may. */
export async function cancelAction(locale: string, token: string): Promise<void> {
  if (!isLocale(locale)) notFound();
  const result = await cancelRegistration({ token });
  if (!result.ok && result.reason === "not_found") notFound();
  if (result.ok) refreshPlaces(result.slug);
  redirect(`/${locale}/registrations/${token}`);
}

/** Accepts or declines an offer of the registration that the link's token opens. Whoever has the link may. */
export async function answerAction(
  locale: string,
  token: string,
  offerId: string,
  answer: "accept" | "decline",
): Promise<void> {
  if (!isLocale(locale) || !Id.safeParse(offerId).success || (answer !== "accept" && answer !== "decline")) notFound();
  const result = await answerOffer({ token, offerId, answer });
  if (!result.ok && result.reason === "not_found") notFound();
  if (result.ok) refreshPlaces(result.slug);
  redirect(`/${locale}/registrations/${token}?done=${result.ok ? answer : "offer_over"}`);
}

/** Takes a new turn at the end of the waiting list. Whoever has the link may. */
export async function queueAgainAction(locale: string, token: string): Promise<void> {
  if (!isLocale(locale)) notFound();
  const result = await queueAgain({ token });
  if (!result.ok && result.reason === "not_found") notFound();
  if (result.ok) refreshPlaces(result.slug);
  redirect(`/${locale}/registrations/${token}`);
}
