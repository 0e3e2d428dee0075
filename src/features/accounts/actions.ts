"use server";

import type { Route } from "next";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { isLocale, type Locale } from "@/i18n/locales";
import { orBusy } from "@/platform/busy-form";
import { allowFrom, clientNetwork, consumeRateLimit, type Limit, oneRecipient } from "@/platform/security/rate-limit";
import type { FormState } from "@/ui/form";
import { readFields, refuse } from "@/ui/form-answer";
import {
  clearSessionCookie,
  currentLoginSession,
  ownAccountOr404,
  permitOr404,
  setSessionCookie,
  signInPath,
} from "./actor";
import {
  addSecondFactor,
  changeProfile,
  makeRecoveryCodes,
  noteRecoveryCodes,
  requestSignIn,
  showSecondFactor,
  signOut,
  signOutEverywhere,
  tokenOfCode,
} from "./commands";
import { canPassSecondFactor } from "./policy";
import { findPendingSignIn, findPendingSignInByLink } from "./queries";
import { CodeForm, NextPath, ProfileForm, SecondFactorForm, SignInForm } from "./schema";
import { problemPath, signInWithToken, wrongLink } from "./sign-in";

const DAY = 86_400;
/** A classroom behind one address can sign in; a program that tries one address after the other cannot. */
const REQUESTS: Limit = { act: "sign-in", times: 60, within: 900 };
/** Nobody's mailbox is filled: what one network may have sent to one address. */
const REQUESTS_TO_ONE: Limit = { act: "sign-in-to", times: 5, within: 900 };
const REQUESTS_TO_ONE_A_DAY: Limit = { act: "sign-in-to-day", times: 10, within: DAY };
/** And all networks together: five times as much, so that nobody alone keeps the owner of an address from signing in. */
const MAILS_A_DAY: Limit = { act: "sign-in-mails", times: 50, within: DAY };
/**
 * Six digits: with five tries for each mail and fifty mails a day to an address, guessing takes five years on average. Tries
 * are counted by network besides, never for the address alone: wrong ones must not lock its owner out.
 */
const CODE_TRIES: Limit = { act: "sign-in-code", times: 5, within: 1800 };
const CODE_TRIES_FOR_ONE: Limit = { act: "sign-in-code-for", times: 10, within: 3600 };
/** A generator's six digits, of which three count at any moment. */
const FACTOR_TRIES: Limit = { act: "second-factor", times: 5, within: 300 };
const FACTOR_TRIES_A_DAY: Limit = { act: "second-factor-day", times: 30, within: DAY };

const network = async () => clientNetwork(await headers());

/** Whether one more mail may go to an address. What one network may send is asked first: beyond that it takes nothing of the rest. */
async function mayMail(email: string): Promise<boolean> {
  const from = await network();
  const to = oneRecipient(email);
  return (
    (await allowFrom(REQUESTS, from)) &&
    (await allowFrom(REQUESTS_TO_ONE, from, to)) &&
    (await allowFrom(REQUESTS_TO_ONE_A_DAY, from, to)) &&
    (await consumeRateLimit(MAILS_A_DAY, to))
  );
}

/** Sends a one-time link and code. Anyone may ask; the answer is the same whether the address has an account or not. */
export async function requestSignInAction(
  locale: string,
  next: string | null,
  previous: FormState,
  form: FormData,
): Promise<FormState> {
  return orBusy(locale, previous, form, () => requestLink(locale, next, previous, form));
}

async function requestLink(
  locale: string,
  next: string | null,
  previous: FormState,
  form: FormData,
): Promise<FormState> {
  if (!isLocale(locale)) notFound();
  const values = readFields(form);
  const parsed = SignInForm.safeParse(values);
  if (!parsed.success) return refuse(locale, "AccountErrors", previous, values, parsed.error);
  const { email } = parsed.data;
  if (!(await mayMail(email))) return refuse(locale, "AccountErrors", previous, values, { key: "too_many" });
  const { id } = await requestSignIn({ email, locale, next: NextPath.parse(next ?? undefined) ?? null });
  redirect(`/${locale}/sign-in/code/${id}` as Route);
}

/** Signs in with the six digits of the mail. Whoever has them may. */
export async function signInCodeAction(
  locale: string,
  id: string,
  previous: FormState,
  form: FormData,
): Promise<FormState> {
  return orBusy(locale, previous, form, () => signInByCode(locale, id, previous, form));
}

async function signInByCode(locale: string, id: string, previous: FormState, form: FormData): Promise<FormState> {
  if (!isLocale(locale) || !z.uuid().safeParse(id).success) notFound();
  const values = readFields(form);
  const parsed = CodeForm.safeParse(values);
  if (!parsed.success) return refuse(locale, "AccountErrors", previous, values, parsed.error);
  const pending = await findPendingSignIn(id);
  if (!pending) redirect(problemPath(locale, "expired"));
  if (
    !(await consumeRateLimit(CODE_TRIES, id)) ||
    !(await allowFrom(CODE_TRIES_FOR_ONE, await network(), pending.email))
  )
    return refuse(locale, "AccountErrors", previous, values, { key: "too_many" });
  const token = tokenOfCode(id, parsed.data.code);
  if (!token)
    return refuse(locale, "AccountErrors", previous, values, { issues: [{ path: ["code"], message: "code_wrong" }] });
  return signInWithToken(locale, { token, email: pending.email, next: pending.next });
}

/** Signs in with the link of the mail. Whoever has it may; a mail program that only looks at it does not use it up. */
export async function signInLinkAction(locale: string, token: string): Promise<void> {
  if (!isLocale(locale)) notFound();
  const pending = await findPendingSignInByLink(token);
  if (!pending) redirect(problemPath(locale, await wrongLink()));
  await signInWithToken(locale, { token, email: pending.email, next: pending.next });
}

/** Whoever is signed in in this browser, completely or not. */
async function signedIn(locale: string) {
  if (!isLocale(locale)) notFound();
  const session = await currentLoginSession();
  if (!session) redirect(signInPath(locale));
  return { locale, session, permit: permitOr404(canPassSecondFactor, session.actor, { userId: session.actor.id }) };
}

/** Signs out in this browser. */
export async function signOutAction(pageLocale: string): Promise<void> {
  const { locale, session, permit } = await signedIn(pageLocale);
  await signOut(permit, { loginSessionId: session.loginSessionId });
  await clearSessionCookie();
  redirect(`/${locale}/sign-in?done=signed_out` as Route);
}

/** Ends one's session in every browser. */
export async function signOutEverywhereAction(pageLocale: string): Promise<void> {
  const { locale, permit } = await signedIn(pageLocale);
  await signOutEverywhere(permit);
  await clearSessionCookie();
  redirect(`/${locale}/sign-in?done=signed_out_everywhere` as Route);
}

/** Adds one's second factor, or shows it, whichever the session lacks. */
export async function secondFactorAction(
  pageLocale: string,
  next: string | null,
  previous: FormState,
  form: FormData,
): Promise<FormState> {
  return orBusy(pageLocale, previous, form, () => passFactor(pageLocale, next, previous, form));
}

async function passFactor(
  pageLocale: string,
  next: string | null,
  previous: FormState,
  form: FormData,
): Promise<FormState> {
  const { locale, session, permit } = await signedIn(pageLocale);
  const values = readFields(form);
  const parsed = SecondFactorForm.safeParse(values);
  if (!parsed.success) return refuse(locale, "AccountErrors", previous, values, parsed.error);
  const { id } = session.actor;
  if (!(await consumeRateLimit(FACTOR_TRIES, id)) || !(await consumeRateLimit(FACTOR_TRIES_A_DAY, id)))
    return refuse(locale, "AccountErrors", previous, values, { key: "too_many" });
  const command = { loginSessionId: session.loginSessionId, code: parsed.data.code };
  const result = await (session.secondFactor === "to_show"
    ? showSecondFactor(permit, command)
    : addSecondFactor(permit, command));
  if (!result.ok)
    return refuse(locale, "AccountErrors", previous, values, { issues: [{ path: ["code"], message: result.reason }] });
  await setSessionCookie(result.token);
  leadOn(locale, next);
}

function leadOn(locale: Locale, next: string | null): never {
  redirect((NextPath.parse(next ?? undefined) ?? `/${locale}/work`) as Route);
}

/** Says that one has noted one's recovery codes. */
export async function notedCodesAction(locale: string, next: string | null): Promise<void> {
  if (!isLocale(locale)) notFound();
  const { permit } = await ownAccountOr404();
  await noteRecoveryCodes(permit);
  leadOn(locale, next);
}

/** Makes new recovery codes and leads to where they are shown. */
export async function newCodesAction(locale: string): Promise<void> {
  if (!isLocale(locale)) notFound();
  const { permit } = await ownAccountOr404();
  await makeRecoveryCodes(permit);
  redirect(`/${locale}/sign-in/second-factor?next=/${locale}/me&done=codes` as Route);
}

/** Changes one's name and the language of one's mail. */
export async function profileAction(locale: string, previous: FormState, form: FormData): Promise<FormState> {
  return orBusy(locale, previous, form, () => saveProfile(locale, previous, form));
}

async function saveProfile(locale: string, previous: FormState, form: FormData): Promise<FormState> {
  if (!isLocale(locale)) notFound();
  const { permit } = await ownAccountOr404();
  const values = readFields(form);
  const parsed = ProfileForm.safeParse(values);
  if (!parsed.success) return refuse(locale, "AccountErrors", previous, values, parsed.error);
  await changeProfile(permit, parsed.data);
  redirect(`/${locale}/me?done=profile` as Route);
}
