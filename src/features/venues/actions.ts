"use server";

import { notFound, redirect } from "next/navigation";
import { Permit } from "@/features/access/policy";
import { Id } from "@/features/access/schema";
import { defineFormAction } from "@/features/accounts/action";
import { currentActor, currentLoginSession, permitOr404, signInPath } from "@/features/accounts/actor";
import { FORUMS_TAG, forumTags } from "@/features/forums/cache-tags";
import { formatList } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { refuse, refuseField } from "@/ui/form-answer";
import { createVenue, editVenue, retireVenue } from "./commands";
import { canCreateVenue, canEditVenue, canListVenues } from "./policy";
import { findVenueSubject, previewVenueChange } from "./queries";
import { EditVenueSchema, NewVenueSchema, RetireVenueSchema } from "./schema";

/** The permit to change a venue. For another organisation's, the page is not found. */
async function permitToEdit({ locale, args: [id] }: { locale: Locale; args: [string] }) {
  if (!(await currentLoginSession())) redirect(await signInPath(locale, routes.venues(locale)));
  return permitOr404(canEditVenue, await currentActor(), (await findVenueSubject(id)) ?? notFound());
}

/** Makes a venue and redirects to its page. */
export const createVenueAction = defineFormAction({
  errors: "VenueErrors",
  longest: 10_000,
  async authorise({ locale }) {
    if (!(await currentLoginSession())) redirect(await signInPath(locale, routes.newVenue(locale)));
    return permitOr404(canListVenues, await currentActor(), null);
  },
  parse: NewVenueSchema,
  async run({ locale, granted: { by }, input: { organisation, ...venue } }) {
    const permit = Permit.ask(canCreateVenue, by, { organisationId: organisation });
    if (!permit) return refuseField("organisation", "organisation_invalid");
    const result = await createVenue(permit, venue);
    if (!result.ok) return refuseField("organisation", result.reason);
    return { ok: true, to: routes.venue(locale, result.id, { done: "created" }) };
  },
});

/**
 * Changes a venue. If that moves forums, the first submission answers with which forums and how many people it
 * concerns; the second does it and tells them.
 */
export const editVenueAction = defineFormAction({
  errors: "VenueErrors",
  longest: 100_000,
  args: [Id],
  authorise: permitToEdit,
  parse: EditVenueSchema,
  async run({ locale, args: [id], granted: permit, input }) {
    const result = await editVenue(permit, input);
    if (!result.ok && result.reason === "asks") {
      const { forums, total, people } = await previewVenueChange(permit, locale);
      const titles = formatList(
        locale,
        forums.map(({ title }) => `\u2068${title}\u2069`),
      );
      return refuse("venue_asks", {
        named: { forums: total, others: total - forums.length, people, titles },
        values: { confirmed: result.shown },
        alternativeSubmit: true,
      });
    }
    if (!result.ok) return result.reason === "point_old" ? refuseField("point", result.reason) : refuse(result.reason);
    return {
      ok: true,
      to: routes.venue(locale, id, { done: "edited" }),
      tags: [FORUMS_TAG, ...result.slugs.flatMap(forumTags)],
    };
  },
});

/** Retires a venue, or offers it again. */
export const retireVenueAction = defineFormAction({
  errors: "VenueErrors",
  args: [Id],
  authorise: permitToEdit,
  parse: RetireVenueSchema,
  async run({ locale, args: [id], granted: permit, input: { offered } }) {
    const result = await retireVenue(permit, { offered: offered === "yes" });
    if (!result.ok) return refuse(result.reason);
    return { ok: true, to: routes.venue(locale, id, { done: offered === "yes" ? "offered" : "retired" }) };
  },
});
