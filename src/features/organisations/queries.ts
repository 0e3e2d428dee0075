import "server-only";
import { hasRole } from "@/features/access/policy";
import type { OrganisationDetails } from "@/features/forums/writes";
import { pagesOf } from "@/i18n/page-number";
import { db, escapeLike, type Tx } from "@/platform/db/client";
import type { Prisma } from "@/platform/db/generated/client";
import type { EditOrganisation, ListOrganisations, SeeOrganisation } from "./policy";
import type { OrganisationSearchSchema } from "./schema";

/** An organisation as the list shows it. */
export interface OrganisationRow {
  id: string;
  name: string;
  businessId: string | null;
  /** It arranges nothing new. */
  retired: boolean;
  /** Its coming forums, including drafts. */
  forums: number;
}

const ORGANISATIONS_ON_A_PAGE = 25;

/** The coming forums of an organisation. */
const toCome = (now: Date): Prisma.ForumWhereInput => ({ status: { not: "cancelled" }, endsAt: { gt: now } });

/** One page of organisations, found by a part of their name or Business ID: administrators find all, staff their own. */
export async function searchOrganisations(
  { by }: ListOrganisations,
  { text, page }: OrganisationSearchSchema,
  now = new Date(),
): Promise<{ organisations: OrganisationRow[]; total: number; pages: number }> {
  const holds = { contains: escapeLike(text), mode: "insensitive" } as const;
  const own = by.kind === "user" && !hasRole(by, "administrator") ? { id: { in: [...by.organisationIds] } } : {};
  const where: Prisma.OrganisationWhereInput = {
    ...own,
    ...(text && { OR: [{ name: holds }, { businessId: holds }] }),
  };
  const [total, rows] = await Promise.all([
    db().organisation.count({ where }),
    db().organisation.findMany({
      where,
      select: {
        ...{ id: true, name: true, businessId: true, retiredAt: true },
        _count: { select: { forums: { where: toCome(now) } } },
      },
      orderBy: [{ retiredAt: { sort: "asc", nulls: "first" } }, { name: "asc" }, { id: "asc" }],
      skip: (page - 1) * ORGANISATIONS_ON_A_PAGE,
      take: ORGANISATIONS_ON_A_PAGE,
    }),
  ]);
  return {
    total,
    pages: pagesOf(total, ORGANISATIONS_ON_A_PAGE),
    organisations: rows.map(({ id, name, businessId, retiredAt, _count }) => ({
      ...{ id, name, businessId },
      retired: retiredAt !== null,
      forums: _count.forums,
    })),
  };
}

/** An organisation as notices name it; null if there is none. */
export async function findOrganisation(
  permit: SeeOrganisation,
  now = new Date(),
): Promise<(OrganisationDetails & OrganisationRow) | null> {
  const row = await db().organisation.findUnique({
    where: { id: permit.subject.organisationId },
    include: { _count: { select: { forums: { where: toCome(now) } } } },
  });
  if (!row) return null;
  const { id, name, url, businessId, address, email, phone, privacyContact, retiredAt, _count } = row;
  return {
    ...{ id, name, url, businessId, address, email, phone, privacyContact },
    retired: retiredAt !== null,
    forums: _count.forums,
  };
}

/** How many coming forums an organisation has, including drafts. */
export function countForumsToCome(permit: EditOrganisation, now: Date, client: Tx): Promise<number> {
  return client.forum.count({ where: { ...toCome(now), organisationId: permit.subject.organisationId } });
}
