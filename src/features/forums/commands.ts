import "server-only";
import { isBusinessId } from "@/platform/business-id";
import { transaction } from "@/platform/db/client";
import type { OrganisationSchema } from "./schema";

/**
 * Sets an organisation's legal identity, or makes an organisation with a new slug, which needs a name. What is left out
 * stays as it is. Refuses a Business ID with a wrong check digit. Only for the operator's command line.
 */
export async function saveOrganisation(
  organisation: OrganisationSchema,
): Promise<{ ok: true; created: boolean } | { ok: false; reason: "name_missing" | "wrong_business_id" }> {
  const { slug, name, ...identity } = organisation;
  if (identity.businessId && !isBusinessId(identity.businessId)) return { ok: false, reason: "wrong_business_id" };
  const given = Object.fromEntries(Object.entries({ name, ...identity }).filter(([, value]) => value !== undefined));
  return transaction(async (tx) => {
    const { count } = await tx.organisation.updateMany({ where: { slug }, data: given });
    if (count > 0) return { ok: true, created: false };
    if (!name) return { ok: false, reason: "name_missing" };
    await tx.organisation.create({ data: { ...given, slug, name } });
    return { ok: true, created: true };
  });
}
