import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import type { UserActor } from "@/features/access/schema";
import { createForum } from "@/features/forum-planning/commands";
import { canCreateForum } from "@/features/forum-planning/policy";
import { createOrganisation, editOrganisation, retireOrganisation } from "@/features/organisations/commands";
import {
  canCreateOrganisation,
  canEditOrganisation,
  canListOrganisations,
  canSeeOrganisation,
} from "@/features/organisations/policy";
import { findOrganisation, searchOrganisations } from "@/features/organisations/queries";
import { OrganisationFormSchema } from "@/features/organisations/schema";
import { listOrganisations } from "@/features/users/queries";
import { db } from "@/platform/db/client";
import { createForum as insertForum } from "../support/forums";
import { permitted } from "../support/permits";

const url = process.env.DATABASE_URL ?? "";
const IDENTITY = {
  ...{ name: "Uusi yhdistys ry", businessId: "1234567-1", address: "Katu 1, 00100 Helsinki", url: null },
  ...{ email: "ry@example.org", phone: null, privacyContact: null },
};

async function newOrganisation(more: Partial<typeof IDENTITY> = {}) {
  const made = await createOrganisation(permitted(canCreateOrganisation, null), { ...IDENTITY, ...more });
  if (!made.ok) throw new Error(made.reason);
  return { id: made.id, permit: permitted(canEditOrganisation, { organisationId: made.id }) };
}

const audited = async (id: string) =>
  (await db().auditEntry.findMany({ where: { subjectId: id }, orderBy: { id: "asc" } })).map(({ action }) => action);

/** A forum that somebody makes for an organisation. */
const makeForum = (organisationId: string) =>
  createForum(permitted(canCreateForum, { organisationId }), {
    ...{ language: "fi", title: "x", summary: "x", description: "x", audience: "x", kind: "pop_up" as const },
    ...{ startsAt: new Date(Date.now() + 1e9), endsAt: new Date(Date.now() + 2e9), venue: "testitalo" },
    contact: { name: "x", email: "x@example.org", locale: "fi" },
  });

afterAll(async () => {
  await db().$disconnect();
});

test("an organisation can be added and changed; a Business ID with a wrong check digit is refused", async () => {
  const { id, permit } = await newOrganisation();
  expect(await db().organisation.findUniqueOrThrow({ where: { id } })).toMatchObject({
    ...IDENTITY,
    slug: "uusi-yhdistys-ry",
  });
  const wrong = { ...IDENTITY, businessId: "1234567-2" };
  const refused = { ok: false, reason: "wrong_business_id" };
  expect(await createOrganisation(permitted(canCreateOrganisation, null), wrong)).toEqual(refused);
  expect(await editOrganisation(permit, wrong)).toEqual(refused);
  expect(await editOrganisation(permit, { ...IDENTITY, phone: "+358 9 123" })).toEqual({ ok: true });
  expect(await editOrganisation(permit, { ...IDENTITY, phone: "+358 9 123" })).toEqual({ ok: true });
  expect(await findOrganisation(permitted(canSeeOrganisation, { organisationId: id }))).toMatchObject({
    phone: "+358 9 123",
  });
  expect(await audited(id)).toEqual(["organisation_created", "organisation_edited"]);
  const gone = permitted(canEditOrganisation, { organisationId: randomUUID() });
  expect(await editOrganisation(gone, IDENTITY)).toEqual({ ok: false, reason: "not_found" });
});

test("the form accepts a Business ID as people write it, and refuses anything else", () => {
  const of = (businessId: string) => OrganisationFormSchema.safeParse({ name: "X", businessId });
  expect(of(" 1234567-1 ").data?.businessId).toBe("1234567-1");
  expect(of("١٢٣٤٥٦٧-١").data?.businessId).toBe("1234567-1");
  expect(of("").data?.businessId).toBeNull();
  expect(of("12345671").success).toBe(false);
  expect(OrganisationFormSchema.safeParse({ name: " ", email: "x" }).error?.issues.map(({ path }) => path[0])).toEqual([
    "name",
    "email",
  ]);
});

test("two organisations with one name added at once get different slugs", async () => {
  const [one, other] = await Promise.all([
    newOrganisation({ name: "Kaima ry" }),
    newOrganisation({ name: "Kaima ry" }),
  ]);
  const rows = await db().organisation.findMany({ where: { id: { in: [one.id, other.id] } } });
  expect(rows.map(({ slug }) => slug).sort()).toEqual(["kaima-ry", "kaima-ry-2"]);
});

test("an organisation with coming forums cannot be retired; afterwards it can, and be brought back", async () => {
  await insertForum(url, { slug: "talo" });
  const { id, permit } = await newOrganisation({ name: "Lopettava ry" });
  const made = await makeForum(id);
  expect(made.ok).toBe(true);
  expect(await retireOrganisation(permit, { active: false })).toEqual({
    ok: false,
    reason: "forums_coming",
    forums: 1,
  });
  await db().forum.updateMany({ where: { organisationId: id }, data: { status: "cancelled" } });
  expect(await retireOrganisation(permit, { active: false })).toEqual({ ok: true });
  expect(await makeForum(id)).toEqual({ ok: false, reason: "organisation_retired" });
  const names = async (also: string[] = []) => (await listOrganisations(also)).map(({ name }) => name);
  expect(await names()).not.toContain("Lopettava ry");
  expect(await names([id])).toContain("Lopettava ry");
  expect(await retireOrganisation(permit, { active: true })).toEqual({ ok: true });
  expect((await makeForum(id)).ok).toBe(true);
  expect(await audited(id)).toEqual(["organisation_created", "organisation_retired", "organisation_active"]);
});

test("if a forum is made while its organisation is retired, one of the two is refused", async () => {
  await insertForum(url, { slug: "kisa" });
  const { id, permit } = await newOrganisation({ name: "Kilpailu ry" });
  const [made, retired] = await Promise.all([makeForum(id), retireOrganisation(permit, { active: false })]);
  expect([made.ok, retired.ok].sort()).toEqual([false, true]);
});

test("staff find their own organisations, and administrators all", async () => {
  const { id } = await newOrganisation({ name: "Haettava ry" });
  await newOrganisation({ name: "Haettava toinen ry" });
  const staff: UserActor = {
    ...{ kind: "user", id: randomUUID(), email: "s@example.org", name: null, roles: ["staff"], organisationIds: [id] },
    ...{ forumIds: [], forumSessionIds: [], hostedSessionIds: [], ledGroupIds: [], cleared: true, trace: null },
  };
  const find = async (actor?: UserActor) => {
    const permit = permitted(canListOrganisations, null, actor);
    const { organisations } = await searchOrganisations(permit, { text: "haettava", page: 1 });
    return organisations.map(({ name }) => name);
  };
  expect(await find()).toEqual(["Haettava ry", "Haettava toinen ry"]);
  expect(await find(staff)).toEqual(["Haettava ry"]);
});
