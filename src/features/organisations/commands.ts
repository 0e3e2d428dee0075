import "server-only";
import { recordAudit } from "@/features/audit/commands";
import { slugFor } from "@/features/forum-planning/rules";
import {
  lockOrganisation,
  type OrganisationDetails,
  writeNewOrganisation,
  writeOrganisation,
  writeOrganisationRetired,
} from "@/features/forums/writes";
import { isBusinessId } from "@/platform/business-id";
import { transaction } from "@/platform/db/client";
import type { CreateOrganisation, EditOrganisation } from "./policy";
import { countForumsToCome } from "./queries";
import type { OrganisationFormSchema } from "./schema";

const FIELDS = ["name", "url", "businessId", "address", "email", "phone", "privacyContact"] as const;

const isWrongId = ({ businessId }: OrganisationDetails) => businessId !== null && !isBusinessId(businessId);

/** Adds an organisation. Refuses a Business ID with a wrong check digit. */
export async function createOrganisation(
  permit: CreateOrganisation,
  details: OrganisationFormSchema,
): Promise<{ ok: true; id: string } | { ok: false; reason: "wrong_business_id" }> {
  if (isWrongId(details)) return { ok: false, reason: "wrong_business_id" };
  return transaction(async (tx) => {
    const { id } = await writeNewOrganisation(tx, details, (isTaken) =>
      slugFor(details.name, details.businessId ?? "organisation", isTaken),
    );
    await recordAudit(
      tx,
      permit.by,
      "organisation_created",
      { kind: "organisation", id },
      { businessId: [null, details.businessId] },
    );
    return { ok: true, id };
  });
}

/**
 * Changes an organisation's legal identity, which notices show from now on. Refuses a Business ID with a wrong check
 * digit, and an unknown organisation.
 */
export async function editOrganisation(
  permit: EditOrganisation,
  details: OrganisationFormSchema,
): Promise<{ ok: true } | { ok: false; reason: "wrong_business_id" | "not_found" }> {
  const { organisationId } = permit.subject;
  if (isWrongId(details)) return { ok: false, reason: "wrong_business_id" };
  return transaction(async (tx) => {
    const before = await lockOrganisation(tx, organisationId);
    if (!before) return { ok: false, reason: "not_found" };
    const changed = FIELDS.filter((field) => before[field] !== details[field]);
    if (changed.length === 0) return { ok: true };
    await writeOrganisation(tx, organisationId, details);
    await recordAudit(
      tx,
      permit.by,
      "organisation_edited",
      { kind: "organisation", id: organisationId },
      { details: [null, changed], businessId: [before.businessId, details.businessId] },
    );
    return { ok: true };
  });
}

/**
 * Retires an organisation, so that it arranges nothing new, or reverses that. Its past forums and its responsibility
 * for them stay. Refuses while it has coming forums, drafts included, which somebody must cancel first. No change is no
 * error.
 */
export async function retireOrganisation(
  permit: EditOrganisation,
  { active }: { active: boolean },
  now = new Date(),
): Promise<{ ok: true } | { ok: false; reason: "not_found" } | { ok: false; reason: "forums_coming"; forums: number }> {
  const { organisationId } = permit.subject;
  return transaction(async (tx) => {
    const before = await lockOrganisation(tx, organisationId);
    if (!before) return { ok: false, reason: "not_found" };
    if ((before.retiredAt === null) === active) return { ok: true };
    const forums = active ? 0 : await countForumsToCome(permit, now, tx);
    if (forums > 0) return { ok: false, reason: "forums_coming", forums };
    await writeOrganisationRetired(tx, organisationId, active ? null : now);
    await recordAudit(tx, permit.by, active ? "organisation_active" : "organisation_retired", {
      kind: "organisation",
      id: organisationId,
    });
    return { ok: true };
  });
}
