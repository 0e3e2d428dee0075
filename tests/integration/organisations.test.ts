import { expect, test } from "vitest";
import { saveOrganisation } from "@/features/forums/commands";
import { findForum } from "@/features/forums/queries";
import { OrganisationSchema } from "@/features/forums/schema";
import { db } from "@/platform/db/client";
import { createForum } from "../support/forums";

const identity = {
  name: "Esimerkki ry",
  businessId: "1234567-1",
  address: "Katu 1, 00100 Helsinki",
  email: "ry@example.org",
  phone: null,
  privacyContact: null,
};

test("a new organisation needs a name; what is left out later stays as it is", async () => {
  expect(await saveOrganisation({ slug: "esimerkki", email: "ry@example.org" })).toEqual({
    ok: false,
    reason: "name_missing",
  });
  const { businessId, address, name } = identity;
  expect(await saveOrganisation({ slug: "esimerkki", name, businessId })).toEqual({ ok: true, created: true });
  expect(await saveOrganisation({ slug: "esimerkki", address, email: "ry@example.org" })).toEqual({
    ok: true,
    created: false,
  });
  expect(await db().organisation.findUniqueOrThrow({ where: { slug: "esimerkki" } })).toMatchObject(identity);
});

test("a forum names its organiser from that record, and its own address if the record has none", async () => {
  await createForum(process.env.DATABASE_URL ?? "", { slug: "rekisteri" });
  const organiser = async () => (await findForum("fi", "rekisteri"))?.organisation;
  const { contactEmail, organisationId } = await db().forum.findUniqueOrThrow({ where: { slug: "rekisteri" } });
  expect(await organiser()).toMatchObject({ businessId: null, email: contactEmail });
  await db().organisation.update({ where: { id: organisationId }, data: { ...identity } });
  expect(await organiser()).toMatchObject(identity);
});

test("the schema and the database refuse a malformed Business ID", async () => {
  expect(OrganisationSchema.safeParse({ slug: "a", businessId: "12345671" }).success).toBe(false);
  expect(await saveOrganisation({ slug: "vale", name: "Vale", businessId: "1234567-2" })).toEqual({
    ok: false,
    reason: "wrong_business_id",
  });
  await expect(
    db().organisation.create({ data: { slug: "vale", name: "Vale", businessId: "12345" } }),
  ).rejects.toThrow();
});
