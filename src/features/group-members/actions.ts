"use server";

import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { z } from "zod";
import { Id } from "@/features/access/schema";
import { anyone, defineAction, defineFormAction } from "@/features/accounts/action";
import { ForumSlug } from "@/features/forums/schema";
import { permitToLead } from "@/features/groups/led-group";
import { findGroupPage } from "@/features/groups/queries";
import { noteTry } from "@/features/notifications/commands";
import { canMakeGroupCalls } from "@/features/notifications/policy";
import { refuseTry } from "@/features/notifications/refused-try";
import { CallTrySchema } from "@/features/notifications/schema";
import { HONEYPOT } from "@/features/registration/schema";
import { routes } from "@/i18n/routes";
import { env } from "@/platform/env";
import { createFormToken, readFormToken } from "@/platform/security/form-token";
import { clientNetwork, fromNetwork } from "@/platform/security/rate-limit";
import { type FormValues, type Parsed, refuse, refuseField } from "@/ui/form-answer";
import { askAgain, askToJoin, changeContact, leaveGroup, renewMemberLink } from "./commands";
import { JOIN_ATTEMPTS, MEMBER_CHANGES } from "./rules";
import { type JoinErrorKey, parseContact, parseRequest, type RequestSchema } from "./schema";

/** Where the form shows a refusal of the command: beside a field, or above the form. */
const FIELD_OF: Partial<Record<JoinErrorKey, string>> = { email_many: "email", phone_many: "phone" };
const refuseInPlace = (key: JoinErrorKey) => {
  const field = FIELD_OF[key];
  return field ? refuseField(field, key) : refuse(key);
};

/** Parses a request, unless it seems to come from a program or from a page that was open too long. */
function parseNew(values: FormValues): Parsed<{ submission: string; request: RequestSchema }> {
  const stamp = readFormToken(values.stamp);
  if (values[HONEYPOT]) return refuse("trap_filled", { values: { [HONEYPOT]: "" } });
  if (!stamp.ok)
    return stamp.reason === "too_fast"
      ? refuse("too_fast")
      : refuse("form_stale", { values: { stamp: createFormToken() } });
  const parsed = parseRequest(values, env().PHONE_COUNTRIES);
  return parsed.ok ? { ok: true, input: { submission: stamp.id, request: parsed.input } } : parsed;
}

/** Asks to come to a group, then redirects to the page that says what becomes of it. Anyone may. */
export const joinAction = defineFormAction({
  errors: "GroupJoinErrors",
  args: [ForumSlug],
  authorise: anyone,
  parse: parseNew,
  limits: async () => [fromNetwork(JOIN_ATTEMPTS, clientNetwork(await headers()))],
  async run({ locale, args: [slug], input }) {
    const from = { network: clientNetwork(await headers()) };
    const result = await askToJoin({ slug, locale, ...input, from });
    if (result.ok) return { ok: true, to: routes.member(locale, result.token) };
    if (result.reason === "not_found") notFound();
    if (result.reason === "already_asked")
      return refuse(result.reason, {
        link: { href: routes.member(locale, result.token), key: "already_asked_link" },
        values: { stamp: createFormToken() },
      });
    if (result.reason === "form_used") return refuse(result.reason, { values: { stamp: createFormToken() } });
    if (result.reason === "network_many") {
      const { name, phone, email } = (await findGroupPage(locale, slug))?.contact ?? notFound();
      // Numbers and addresses run left to right in every language and context.
      return refuse(result.reason, { named: { name, reach: `\u2066${phone ?? email}\u2069` } });
    }
    return refuseInPlace(result.reason);
  },
});

/** Leaves the group, or takes the request back. Anyone with the link may. */
export const leaveGroupAction = defineAction({
  args: [z.string()],
  authorise: anyone,
  async run({ locale, args: [token] }) {
    if (!(await leaveGroup({ token }))) notFound();
    return { ok: true, to: routes.member(locale, token) };
  },
});

/** Asks again after leaving, or undoes leaving. Anyone with the link may. */
export const askAgainAction = defineAction({
  args: [z.string()],
  authorise: anyone,
  async run({ locale, args: [token] }) {
    const result = await askAgain({ token });
    if (!result.ok && result.reason === "not_found") notFound();
    const done = result.ok ? (result.back ? "back" : "again") : result.reason;
    return { ok: true, to: routes.member(locale, token, { done }) };
  },
});

/** Changes how somebody is reached. Anyone with their link may. */
export const changeContactAction = defineFormAction({
  errors: "GroupJoinErrors",
  args: [z.string(), z.int()],
  authorise: anyone,
  parse: (values): Parsed<Extract<ReturnType<typeof parseContact>, { ok: true }>["input"]> =>
    parseContact(values, env().PHONE_COUNTRIES),
  limits: async ({ args: [token] }) => [[MEMBER_CHANGES, token]],
  async run({ locale, args: [token, revision], input: contact }) {
    const from = { network: clientNetwork(await headers()) };
    const result = await changeContact({ token, revision, contact, from });
    if (result.ok) return { ok: true, to: routes.member(locale, token, { done: "changed" }) };
    return result.reason === "not_found" ? refuse("link_renewed") : refuseInPlace(result.reason);
  },
});

/** Gives somebody in a group a new link and redirects there; the old one no longer opens anything. Anyone with the link may. */
export const renewMemberLinkAction = defineAction({
  args: [z.string()],
  authorise: anyone,
  async run({ locale, args: [token] }) {
    const result = await renewMemberLink({ token, from: { network: clientNetwork(await headers()) } });
    if (result.ok) return { ok: true, to: routes.member(locale, result.token, { done: "renewed" }) };
    // The button was pressed twice: the page of the old link says so.
    return {
      ok: true,
      to: routes.member(locale, token, { done: result.reason === "not_found" ? "renewed" : "renew_many" }),
    };
  },
});

/** Notes that somebody of a group has been reached. `seen` counts the tries that the page showed. */
export const groupCalledAction = defineAction({
  args: [z.string(), Id, z.number().int().min(0)],
  authorise: ({ locale, args: [slug] }) => permitToLead(canMakeGroupCalls, locale, slug),
  async run({ locale, args: [slug, callId, seen], granted: permit }) {
    const noted = await noteTry(permit, callId, { outcome: "reached", nextAt: null, seen });
    // Somebody else was faster: the call's page says who, and what came of it.
    if (!noted.ok && "other" in noted && noted.other)
      return { ok: true, to: routes.groupCall(locale, slug, callId, { done: "other" }) };
    return { ok: true, to: routes.groupCalls(locale, slug, { done: "tried" }) };
  },
});

/** Notes what came of a call to somebody of a group, and when to try again. */
export const noteGroupTryAction = defineFormAction({
  errors: "CallErrors",
  args: [z.string(), Id],
  authorise: ({ locale, args: [slug] }) => permitToLead(canMakeGroupCalls, locale, slug),
  parse: CallTrySchema,
  async run({ locale, args: [slug, callId], granted: permit, input }) {
    const noted = await noteTry(permit, callId, input);
    return noted.ok ? { ok: true, to: routes.groupCalls(locale, slug, { done: "tried" }) } : refuseTry(noted, locale);
  },
});
