"use server";

import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { Id } from "@/features/access/schema";
import type { Locale } from "@/i18n/locales";
import { type Address, routes } from "@/i18n/routes";
import { clientNetwork, fromNetwork, type Limit, oneRecipient } from "@/platform/security/rate-limit";
import { refuseField } from "@/ui/form-answer";
import { type ActionRequest, anyone, defineAction, defineFormAction } from "./action";
import {
  clearSessionCookie,
  currentActor,
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
  revokeAccessLink,
  showSecondFactor,
  signOut,
  signOutEverywhere,
  tokenOfCode,
} from "./commands";
import { canPassSecondFactor, canWithdrawLink } from "./policy";
import { findLinkSubject, findPendingSignIn, findPendingSignInByLink } from "./queries";
import { CodeSchema, NextPath, ProfileSchema, SecondFactorSchema, SignInSchema } from "./schema";
import { problemPath, signInWithToken, wrongLink } from "./sign-in";

const DAY = 86_400;
/** A classroom behind one address can sign in; a program that tries one address after another cannot. */
const REQUESTS: Limit = { act: "sign-in", times: 60, within: 900 };
/** Keeps one network from filling a mailbox. */
const REQUESTS_TO_ONE: Limit = { act: "sign-in-to", times: 5, within: 900 };
const REQUESTS_TO_ONE_A_DAY: Limit = { act: "sign-in-to-day", times: 10, within: DAY };
/** The limit for all networks together: five times as much, so that no one network keeps an address's owner from signing in. */
const MAILS_A_DAY: Limit = { act: "sign-in-mails", times: 50, within: DAY };
/**
 * For six digits: with five tries per mail and fifty mails a day to an address, guessing takes five years on average.
 * Tries are also counted by network, never for the address alone: wrong ones must not lock its owner out.
 */
const CODE_TRIES: Limit = { act: "sign-in-code", times: 5, within: 1800 };
const CODE_TRIES_FOR_ONE: Limit = { act: "sign-in-code-for", times: 10, within: 3600 };
/** For a generator's six digits, of which three are valid at any moment. */
const FACTOR_TRIES: Limit = { act: "second-factor", times: 5, within: 300 };
const FACTOR_TRIES_A_DAY: Limit = { act: "second-factor-day", times: 30, within: DAY };

const network = async () => clientNetwork(await headers());

/** Where a page asks to go afterwards; null if it is not a path of the portal. */
const Next = z.custom<Address | null>().transform((path): Address | null => NextPath.parse(path ?? undefined) ?? null);

/** Sends a one-time link and code. Anyone may ask, and the answer is the same whether or not the address has an account. */
export const requestSignInAction = defineFormAction({
  errors: "AccountErrors",
  args: [Next],
  authorise: anyone,
  parse: SignInSchema,
  // The network's limit comes first, so that requests beyond it do not use up the others.
  async limits({ input: { email } }) {
    const from = await network();
    const to = oneRecipient(email);
    return [
      fromNetwork(REQUESTS, from),
      fromNetwork(REQUESTS_TO_ONE, from, to),
      fromNetwork(REQUESTS_TO_ONE_A_DAY, from, to),
      [MAILS_A_DAY, to],
    ];
  },
  async run({ locale, args: [next], input: { email } }) {
    const { id } = await requestSignIn({ email, locale, next });
    return { ok: true, to: routes.signInCode(locale, id) };
  },
});

/** The mail that a page waits for. People who come too late start again. */
async function pendingSignIn({ locale, args: [id] }: ActionRequest<[string]>) {
  return (await findPendingSignIn(id)) ?? redirect(problemPath(locale, "expired"));
}

/** Signs in with the six digits from the mail. Anyone who has them may. */
export const signInCodeAction = defineFormAction({
  errors: "AccountErrors",
  args: [z.uuid()],
  authorise: pendingSignIn,
  parse: CodeSchema,
  limits: async ({ args: [id], granted: pending }) => [
    [CODE_TRIES, id],
    fromNetwork(CODE_TRIES_FOR_ONE, await network(), pending.email),
  ],
  async run({ locale, args: [id], granted: pending, input: { code } }) {
    const token = tokenOfCode(id, code);
    if (!token) return refuseField("code", "code_wrong");
    return signInWithToken(locale, { token, email: pending.email, next: pending.next });
  },
});

/** Signs in with the link from the mail. Anyone who has it may; a mail program that only opens it does not use it up. */
export const signInLinkAction = defineAction({
  args: [z.string()],
  authorise: anyone,
  async run({ locale, args: [token] }) {
    const pending = await findPendingSignInByLink(token);
    if (!pending) redirect(problemPath(locale, await wrongLink()));
    return signInWithToken(locale, { token, email: pending.email, next: pending.next });
  },
});

/** The person signed in in this browser, completely or not. */
async function signedIn({ locale }: { locale: Locale }) {
  const session = await currentLoginSession();
  if (!session) redirect(await signInPath(locale));
  return { session, permit: permitOr404(canPassSecondFactor, session.actor, { userId: session.actor.id }) };
}

/** Signs out in this browser. */
export const signOutAction = defineAction({
  authorise: signedIn,
  async run({ locale, granted: { session, permit } }) {
    await signOut(permit, { loginSessionId: session.loginSessionId });
    await clearSessionCookie();
    return { ok: true, to: routes.signIn(locale, { done: "signed_out" }) };
  },
});

/** Ends the user's sessions in every browser. */
export const signOutEverywhereAction = defineAction({
  authorise: signedIn,
  async run({ locale, granted: { permit } }) {
    await signOutEverywhere(permit);
    await clearSessionCookie();
    return { ok: true, to: routes.signIn(locale, { done: "signed_out_everywhere" }) };
  },
});

/** Adds or shows the user's second factor, whichever the session needs. */
export const secondFactorAction = defineFormAction({
  errors: "AccountErrors",
  args: [Next],
  authorise: signedIn,
  parse: SecondFactorSchema,
  limits: async ({ granted: { session } }) => [
    [FACTOR_TRIES, session.actor.id],
    [FACTOR_TRIES_A_DAY, session.actor.id],
  ],
  async run({ locale, args: [next], granted: { session, permit }, input: { code } }) {
    const command = { loginSessionId: session.loginSessionId, code };
    const result = await (session.secondFactor === "to_show"
      ? showSecondFactor(permit, command)
      : addSecondFactor(permit, command));
    if (!result.ok) return refuseField("code", result.reason);
    await setSessionCookie(result.token);
    return { ok: true, to: next ?? routes.work(locale) };
  },
});

/** Confirms that the user has noted the recovery codes. */
export const notedCodesAction = defineAction({
  args: [Next],
  authorise: ownAccountOr404,
  async run({ locale, args: [next], granted: { permit } }) {
    await noteRecoveryCodes(permit);
    return { ok: true, to: next ?? routes.work(locale) };
  },
});

/** Makes new recovery codes and redirects to the page that shows them. */
export const newCodesAction = defineAction({
  authorise: ownAccountOr404,
  async run({ locale, granted: { permit } }) {
    await makeRecoveryCodes(permit);
    return { ok: true, to: routes.secondFactor(locale, { done: "codes", next: routes.me(locale) }) };
  },
});

/** Changes the user's name and mail language. */
export const profileAction = defineFormAction({
  errors: "AccountErrors",
  authorise: ownAccountOr404,
  parse: ProfileSchema,
  async run({ locale, granted: { permit }, input }) {
    await changeProfile(permit, input);
    return { ok: true, to: routes.me(locale, { done: "profile" }) };
  },
});

/** Withdraws the link of someone without an account. */
export const revokeLinkAction = defineAction({
  args: [Id],
  async authorise({ args: [id] }) {
    const subject = await findLinkSubject(id);
    return subject ? permitOr404(canWithdrawLink, await currentActor(), subject) : notFound();
  },
  async run({ locale, granted: permit }) {
    await revokeAccessLink(permit);
    return { ok: true, to: routes.links(locale, { done: "withdrawn" }) };
  },
});
