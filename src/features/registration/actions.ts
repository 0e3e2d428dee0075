"use server";

import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { z } from "zod";
import { Id } from "@/features/access/schema";
import { type ActionRequest, anyone, type Done, defineAction, defineFormAction } from "@/features/accounts/action";
import { getActor, permitOr404 } from "@/features/accounts/actor";
import { forumTags } from "@/features/forums/cache-tags";
import { permitToManage } from "@/features/forums/managed-forum";
import { type ForumView, findForum, findForumSubject } from "@/features/forums/queries";
import { ForumSlug } from "@/features/forums/schema";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { env } from "@/platform/env";
import { createFormToken, readFormToken } from "@/platform/security/form-token";
import { clientNetwork, fromNetwork } from "@/platform/security/rate-limit";
import { type FormValues, type Parsed, type Refused, refuse, refuseField } from "@/ui/form-answer";
import { cancelRegistration, changeRegistration, register, releasePlaces, renewLink } from "./commands";
import { canRegisterOthers, canReleasePlaces, type RegisterOthers } from "./policy";
import { findTicket } from "./queries";
import { ATTEMPTS, ON_BEHALF, TICKET_CHANGES } from "./rules";
import { type ErrorKey, HONEYPOT, type NewRegistrationInput, parseRegistration } from "./schema";
import { answerOffer, queueAgain } from "./waiting-list/commands";

/** Where the form shows a refusal: beside a field, or above the form. */
const FIELD_OF_REFUSAL: Partial<Record<ErrorKey, string>> = {
  no_room: "people.1.name",
  no_childcare_room: "child.0",
  no_table_room: "people.0.session.0",
  session_invalid: "people.0.session.0",
  table_full: "people.0.session.0",
  email_many: "email",
  phone_many: "phone",
};

/** A command's refusal in its place in the form. */
function refuseRegistration(key: ErrorKey): Refused {
  const field = FIELD_OF_REFUSAL[key];
  return field ? refuseField(field, key) : refuse(key);
}

/** If a network has reached its share of a forum, people are told whom to ask instead. */
function refuseNetwork(forum: ForumView | undefined | null): Refused {
  if (!forum) notFound();
  const { name, phone, email } = forum.contact;
  // Numbers and addresses run left to right in every language and context.
  return refuse("network_many", { named: { name, reach: `\u2066${phone ?? email}\u2069` } });
}

/** Why the form seems to come from a program or is too old; null if it seems fine. */
function suspicion(values: FormValues): ErrorKey | null {
  const stamp = readFormToken(values.stamp);
  if (values[HONEYPOT]) return "trap_filled";
  if (stamp.ok) return null;
  return stamp.reason === "too_fast" ? "too_fast" : "form_stale";
}

/** Parses a new registration, for oneself or others, unless it seems to come from a program. */
function parseNew(values: FormValues, kind: "new" | "behalf"): Parsed<NewRegistrationInput> {
  const suspicious = suspicion(values);
  if (suspicious === "form_stale") return refuse(suspicious, { values: { stamp: createFormToken() } });
  if (suspicious) return refuse(suspicious, { values: { [HONEYPOT]: "" } });
  const stamp = readFormToken(values.stamp);
  return parseRegistration(values, kind, {
    countries: env().PHONE_COUNTRIES,
    ...(stamp.ok && { submission: stamp.id }),
  });
}

/** Registers, then redirects to the ticket, or to a slip to print if somebody registers others. */
async function registerParty(
  locale: Locale,
  slug: string,
  { submission, acceptWaiting, registration }: NewRegistrationInput,
  helper?: RegisterOthers,
): Promise<Done | Refused> {
  const result = await register({
    slug,
    locale,
    submission,
    acceptWaiting,
    registration,
    from: { network: clientNetwork(await headers()) },
    ...(helper && { helper }),
  });
  if (!result.ok) {
    if (result.reason === "not_found") notFound();
    if (result.reason === "network_many") return refuseNetwork(await findForum(locale, slug));
    // People who go on from there register others, as with a new form.
    if (result.reason === "already_registered")
      return refuse(result.reason, {
        link: { href: routes.changeTicket(locale, result.token), key: "already_registered_link" },
        values: { stamp: createFormToken() },
      });
    if (result.reason === "form_used") return refuse(result.reason, { values: { stamp: createFormToken() } });
    const full = result.reason === "full" || result.reason === "role_full";
    const refused = refuseRegistration(result.reason);
    return full ? { ...refused, alternativeSubmit: true, values: { acceptWaiting: "on" } } : refused;
  }
  return { ok: true, to: (helper ? routes.slip : routes.ticket)(locale, result.token), tags: forumTags(slug) };
}

/** Registers from the form of `/forums/{slug}/register`, then redirects to the ticket. Anyone may. */
export const registerAction = defineFormAction({
  errors: "Errors",
  args: [ForumSlug],
  authorise: anyone,
  parse: (values) => parseNew(values, "new"),
  limits: async () => [fromNetwork(ATTEMPTS, clientNetwork(await headers()))],
  run: ({ locale, args: [slug], input }) => registerParty(locale, slug, input),
});

/** The permit to register others for a forum, for the holder of a helper's link or a signed-in user. */
async function helperPermit({ args: [key, slug] }: ActionRequest<[string, string]>): Promise<RegisterOthers> {
  const forum = await findForumSubject({ slug });
  if (!forum) notFound();
  return permitOr404(canRegisterOthers, await getActor(key, "helper"), { forumId: forum.forumId });
}

/**
 * Registers a family on their behalf, then redirects to a slip to print. For holders of a helper's link, tutors,
 * counsellors and staff.
 */
export const registerOthersAction = defineFormAction({
  errors: "Errors",
  args: [z.string(), ForumSlug],
  authorise: helperPermit,
  parse: (values) => parseNew(values, "behalf"),
  limits: async ({ granted: permit }) => [[ON_BEHALF, permit.by.id ?? ""]],
  run: ({ locale, args: [, slug], granted: permit, input }) => registerParty(locale, slug, input, permit),
});

/** Changes the registration that the link's token opens. Anyone with the link may. */
export const changeAction = defineFormAction({
  errors: "Errors",
  args: [z.string(), z.int()],
  authorise: anyone,
  parse: (values) => parseRegistration(values, "change", { countries: env().PHONE_COUNTRIES }),
  limits: async ({ args: [token] }) => [[TICKET_CHANGES, token]],
  async run({ locale, args: [token, revision], input: { registration, acceptWaiting } }) {
    const from = { network: clientNetwork(await headers()) };
    const result = await changeRegistration({ token, revision, locale, registration, acceptWaiting, from });
    if (!result.ok) {
      if (result.reason === "not_found") return refuse("link_renewed");
      if (result.reason === "network_many") return refuseNetwork((await findTicket(locale, token))?.forum);
      const refused = refuseRegistration(result.reason);
      return result.reason === "table_full"
        ? { ...refused, alternativeSubmit: true, values: { acceptWaiting: "on" } }
        : refused;
    }
    return { ok: true, to: routes.ticket(locale, token, { done: "changed" }), tags: forumTags(result.slug) };
  },
});

/** Cancels the registration that the link's token opens. Anyone with the link may. */
export const cancelAction = defineAction({
  args: [z.string()],
  authorise: anyone,
  async run({ locale, args: [token] }) {
    const result = await cancelRegistration({ token });
    if (!result.ok && result.reason === "not_found") notFound();
    return { ok: true, to: routes.ticket(locale, token), tags: result.ok ? forumTags(result.slug) : [] };
  },
});

/**
 * Gives the registration a new link and redirects there; the old one no longer opens it. Anyone with the link may, a
 * few times a day; beyond that nothing changes, and the page says so.
 */
export const renewLinkAction = defineAction({
  args: [z.string()],
  authorise: anyone,
  async run({ locale, args: [token] }) {
    const result = await renewLink({ token, from: { network: clientNetwork(await headers()) } });
    if (result.ok) return { ok: true, to: routes.ticket(locale, result.token, { done: "renewed" }) };
    // The button was pressed twice: the page of the old link says so.
    const done = result.reason === "not_found" ? "renewed" : "renew_many";
    return { ok: true, to: routes.ticket(locale, token, { done }) };
  },
});

/** Gives an unreachable party's places to parties that wait. For people who manage the forum. */
export const releasePlacesAction = defineAction({
  args: [z.string(), Id],
  authorise: ({ locale, args: [forumKey] }) => permitToManage(canReleasePlaces, locale, forumKey),
  async run({ locale, args: [forumKey, registrationId], granted: permit }) {
    const result = await releasePlaces(permit, registrationId);
    const done = result.ok ? "released" : "reached";
    return { ok: true, to: routes.manage(locale, forumKey, { done }), tags: result.ok ? forumTags(result.slug) : [] };
  },
});

/** Accepts or declines an offer to the registration that the link's token opens. Anyone with the link may. */
export const answerAction = defineAction({
  args: [z.string(), z.uuid(), z.enum(["accept", "decline"])],
  authorise: anyone,
  async run({ locale, args: [token, offerId, answer] }) {
    const result = await answerOffer({ token, offerId, answer });
    if (!result.ok && result.reason === "not_found") notFound();
    return {
      ok: true,
      to: routes.ticket(locale, token, { done: result.ok ? answer : "offer_over" }),
      tags: result.ok ? forumTags(result.slug) : [],
    };
  },
});

/** Takes a new turn at the end of the waiting list. Anyone with the link may. */
export const queueAgainAction = defineAction({
  args: [z.string()],
  authorise: anyone,
  async run({ locale, args: [token] }) {
    const result = await queueAgain({ token });
    if (!result.ok && result.reason === "not_found") notFound();
    return { ok: true, to: routes.ticket(locale, token), tags: result.ok ? forumTags(result.slug) : [] };
  },
});
