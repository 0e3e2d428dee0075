"use server";

import { redirect } from "next/navigation";
import { Id } from "@/features/access/schema";
import { defineFormAction } from "@/features/accounts/action";
import { currentActor, currentLoginSession, permitOr404, signInPath } from "@/features/accounts/actor";
import { PUBLIC_TAG } from "@/features/forums/cache-tags";
import type { Locale } from "@/i18n/locales";
import { routes } from "@/i18n/routes";
import { refuse, refuseField } from "@/ui/form-answer";
import { createOrganisation, editOrganisation, retireOrganisation } from "./commands";
import { canCreateOrganisation, canEditOrganisation } from "./policy";
import { OrganisationFormSchema, RetireOrganisationSchema } from "./schema";

async function permitToEdit({ locale, args: [organisationId] }: { locale: Locale; args: [string] }) {
  if (!(await currentLoginSession())) redirect(await signInPath(locale, routes.organisations(locale)));
  return permitOr404(canEditOrganisation, await currentActor(), { organisationId });
}

/** Adds an organisation and redirects to its page. */
export const createOrganisationAction = defineFormAction({
  errors: "OrganisationErrors",
  async authorise({ locale }) {
    if (!(await currentLoginSession())) redirect(await signInPath(locale, routes.newOrganisation(locale)));
    return permitOr404(canCreateOrganisation, await currentActor(), null);
  },
  parse: OrganisationFormSchema,
  async run({ locale, granted: permit, input }) {
    const result = await createOrganisation(permit, input);
    if (!result.ok) return refuseField("businessId", result.reason);
    return { ok: true, to: routes.organisation(locale, result.id, { done: "created" }) };
  },
});

/** Changes an organisation. Every public page of its forums may name it. */
export const editOrganisationAction = defineFormAction({
  errors: "OrganisationErrors",
  args: [Id],
  authorise: permitToEdit,
  parse: OrganisationFormSchema,
  async run({ locale, args: [id], granted: permit, input }) {
    const result = await editOrganisation(permit, input);
    if (!result.ok)
      return result.reason === "wrong_business_id" ? refuseField("businessId", result.reason) : refuse(result.reason);
    return { ok: true, to: routes.organisation(locale, id, { done: "edited" }), tags: [PUBLIC_TAG] };
  },
});

/** Retires an organisation, or reverses that. */
export const retireOrganisationAction = defineFormAction({
  errors: "OrganisationErrors",
  args: [Id],
  authorise: permitToEdit,
  parse: RetireOrganisationSchema,
  async run({ locale, args: [id], granted: permit, input: { active } }) {
    const result = await retireOrganisation(permit, { active: active === "yes" });
    if (!result.ok) return refuse(result.reason, "forums" in result ? { named: { count: result.forums } } : {});
    return { ok: true, to: routes.organisation(locale, id, { done: active === "yes" ? "active" : "retired" }) };
  },
});
