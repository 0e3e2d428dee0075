import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import { moveForum } from "@/features/forum-changes/commands";
import { canChangeForum } from "@/features/forum-changes/policy";
import { createForum } from "@/features/forum-planning/commands";
import { canCreateForum } from "@/features/forum-planning/policy";
import { findForum, listVenues } from "@/features/forums/queries";
import { type RegisterCommand, register } from "@/features/registration/commands";
import { createVenue, editVenue, retireVenue } from "@/features/venues/commands";
import { canCreateVenue, canEditVenue, canListVenues } from "@/features/venues/policy";
import { findVenue, previewVenueChange, searchVenues } from "@/features/venues/queries";
import { seenOf } from "@/features/venues/rules";
import { type EditVenueSchema, NewVenueSchema } from "@/features/venues/schema";
import { db } from "@/platform/db/client";
import { createForum as insertForum } from "../support/forums";
import { composeMessage } from "../support/letters";
import { party } from "../support/parties";
import { forumSubject, permitted } from "../support/permits";

const url = process.env.DATABASE_URL ?? "";
let counter = 0;

async function organisationId(): Promise<string> {
  await insertForum(url, { slug: `pohja-${counter++}`, inDays: 200 });
  return (await db().organisation.findUniqueOrThrow({ where: { slug: "testi" } })).id;
}

const ADDRESS = {
  ...{ online: false, streetAddress: "Koulukatu 1", postalCode: "70100", municipalityKey: "kuopio" },
  ...{ latitude: null, longitude: null },
};
const WORDS = { language: "fi", accessibility: "Ovi on leveä.", directions: "Bussi 5." };

async function newVenue(name = `Koulu ${counter++}`) {
  const permit = permitted(canCreateVenue, { organisationId: await organisationId() });
  const made = await createVenue(permit, { ...ADDRESS, ...WORDS, name });
  if (!made.ok) throw new Error(made.reason);
  return { ...made, permit: permitted(canEditVenue, { venueId: made.id, organisationId: null }) };
}

/** A published forum in a venue. */
async function forumIn(venueId: string): Promise<{ id: string; slug: string }> {
  const slug = `ilta-${counter++}`;
  const id = await insertForum(url, { slug, inDays: 30 });
  await db().forum.update({ where: { id }, data: { venueId } });
  return { id, slug };
}

const familyFor = (slug: string): RegisterCommand => ({
  ...{ slug, locale: "so", submission: randomUUID(), acceptWaiting: true },
  registration: party(),
});

/** The input of a venue's form: its present values, with changes. */
async function typed(venueId: string, more: Partial<EditVenueSchema>): Promise<EditVenueSchema> {
  const venue = await db().venue.findUniqueOrThrow({ where: { id: venueId } });
  return {
    ...{ name: venue.name, online: venue.online, municipalityKey: venue.municipalityKey },
    ...{ streetAddress: venue.streetAddress, postalCode: venue.postalCode },
    ...{ latitude: venue.latitude, longitude: venue.longitude },
    ...{ language: "fi", accessibility: "", directions: "", correction: false, seen: seenOf(venue), confirmed: "" },
    ...more,
  };
}

const audited = async (id: string) =>
  (await db().auditEntry.findMany({ where: { subjectId: id }, orderBy: { id: "asc" } })).map(({ action }) => action);
const told = (forumId: string) => db().notification.findMany({ where: { forumId, template: "forum_changed" } });

afterAll(async () => {
  await db().$disconnect();
});

describe("making a venue", () => {
  test("gives it an address in its municipality and words in one language, and everybody can choose it", async () => {
    const { id, slug, permit } = await newVenue("Rauhalahden koulu");
    expect(slug).toBe("rauhalahden-koulu");
    expect(await db().venue.findUniqueOrThrow({ where: { id } })).toMatchObject({
      municipality: "Kuopio",
      municipalityKey: "kuopio",
      retiredAt: null,
    });
    expect((await findVenue(permit))?.text?.language).toBe("fi");
    expect((await listVenues()).map((venue) => venue.slug)).toContain(slug);
    expect(await audited(id)).toEqual(["venue_created"]);
  });

  test("gives two venues made at once under one name different slugs", async () => {
    const made = await Promise.all([newVenue("Sama talo"), newVenue("Sama talo")]);
    expect(made.map(({ slug }) => slug).sort()).toEqual(["sama-talo", "sama-talo-2"]);
  });

  test("requires a street, five digits and a Finnish municipality for a building, and none of that online", () => {
    const form = { name: "Koulu", language: "fi", organisation: randomUUID() };
    const wrong = NewVenueSchema.safeParse({ ...form, postalCode: "7010", municipality: "pertunmaa" });
    expect(wrong.error?.issues.map(({ path }) => path.join())).toEqual(["streetAddress", "postalCode", "municipality"]);
    expect(NewVenueSchema.safeParse({ ...form, online: "on" }).data).toMatchObject({ municipalityKey: "online" });
    const arabic = { ...form, streetAddress: "Katu 1", postalCode: "٧٠١٠٠", municipality: "kuopio" };
    expect(NewVenueSchema.safeParse(arabic).data).toMatchObject({ postalCode: "70100" });
  });

  test("lists can be searched by name, address and either name of the municipality, one page at a time", async () => {
    await newVenue("Haettava talo");
    const permit = permitted(canListVenues, null);
    const find = async (text: string) => (await searchVenues(permit, { text, page: 1 })).venues.map(({ name }) => name);
    expect(await find("haettava")).toEqual(["Haettava talo"]);
    expect(await find("kuopio")).toContain("Haettava talo");
    expect(await find("koulukatu")).toContain("Haettava talo");
    expect(await find("Åbo")).toContain("Testitalo");
  });
});

describe("a new address", () => {
  test("first asks, with the forums and the number of people; the second time everybody is told as of a move", async () => {
    const { id, permit } = await newVenue();
    const forum = await forumIn(id);
    await register(familyFor(forum.slug));
    const people = await db().participant.count({ where: { registration: { forumId: forum.id } } });
    const command = await typed(id, { streetAddress: "Uusikatu 9" });
    const asked = await editVenue(permit, command);
    expect(asked).toMatchObject({ ok: false, reason: "asks" });
    expect(await previewVenueChange(permit, "fi")).toMatchObject({ total: 1, people, forums: [{ slug: forum.slug }] });
    expect(await told(forum.id)).toEqual([]);
    expect(await db().venue.findUniqueOrThrow({ where: { id } })).toMatchObject({ streetAddress: "Koulukatu 1" });

    const confirmed = "shown" in asked ? asked.shown : "";
    expect(await editVenue(permit, { ...command, confirmed })).toEqual({ ok: true, slugs: [forum.slug] });
    const view = await findForum("fi", forum.slug);
    expect(view?.address).toBe("Uusikatu 9, 70100\u00A0Kuopio");
    expect(view?.changes.map(({ kind, previousVenue }) => [kind, previousVenue])).toEqual([
      ["place", expect.stringContaining("Koulukatu 1")],
    ]);
    const [message] = await told(forum.id);
    expect(message && (await composeMessage(message))?.mail.text).toContain("Koulukatu 1");
    expect(await audited(id)).toEqual(["venue_created", "venue_edited"]);
  });

  test("shows a forum that was added meanwhile first; a spelling correction, or a change for drafts only, tells nobody", async () => {
    const { id, permit } = await newVenue();
    const first = await forumIn(id);
    const command = await typed(id, { name: "Toinen nimi" });
    const asked = await editVenue(permit, command);
    const second = await forumIn(id);
    const confirmed = "shown" in asked ? asked.shown : "";
    expect(await editVenue(permit, { ...command, confirmed })).toMatchObject({ ok: false, reason: "asks" });
    expect(await editVenue(permit, { ...command, correction: true })).toMatchObject({ ok: true });
    await db().forum.updateMany({ where: { venueId: id }, data: { status: "draft" } });
    expect(await editVenue(permit, await typed(id, { postalCode: "70200" }))).toMatchObject({ ok: true });
    expect([...(await told(first.id)), ...(await told(second.id))]).toEqual([]);
  });

  test("needs a new point on the map or none: the old one is not lost unnoticed", async () => {
    const { id, permit } = await newVenue();
    const forum = await forumIn(id);
    const point = { latitude: 62.8924, longitude: 27.677 };
    expect(await editVenue(permit, await typed(id, point))).toMatchObject({ ok: true });
    expect((await findForum("fi", forum.slug))?.coordinates).toEqual(point);
    // It is where it was: nobody is told, and the log says what changed.
    expect(await told(forum.id)).toEqual([]);
    const [, entry] = await db().auditEntry.findMany({ where: { subjectId: id }, orderBy: { id: "asc" } });
    expect(entry?.changes).toMatchObject({ details: [null, ["point"]] });

    const moved = await typed(id, { streetAddress: "Uusikatu 9" });
    expect(await editVenue(permit, moved)).toEqual({ ok: false, reason: "point_old" });
    expect((await editVenue(permit, { ...moved, latitude: null, longitude: null })).ok).toBe(false);
    await db().forum.update({ where: { id: forum.id }, data: { status: "draft" } });
    // The same street in better spelling, or under another name, is at the same point.
    expect(
      await editVenue(permit, await typed(id, { streetAddress: "Koulukatu 1 A", correction: true })),
    ).toMatchObject({ ok: true });
    expect(await editVenue(permit, await typed(id, { name: "Uusi nimi" }))).toMatchObject({ ok: true });
    expect(await db().venue.findUniqueOrThrow({ where: { id } })).toMatchObject(point);
    const elsewhere = { streetAddress: "Uusikatu 9", latitude: 62.9, longitude: 27.7 };
    expect(await editVenue(permit, await typed(id, elsewhere))).toMatchObject({ ok: true });
    expect(await db().venue.findUniqueOrThrow({ where: { id } })).toMatchObject(elsewhere);
  });

  test.each([
    ["60.1699, 24.9384", { latitude: 60.1699, longitude: 24.9384 }],
    ["٦٠.١٦٩٩، ٢٤.٩٣٨٤", { latitude: 60.1699, longitude: 24.9384 }],
    ["60.1699 24.9384", { latitude: 60.1699, longitude: 24.9384 }],
    ["", { latitude: null, longitude: null }],
    ["24.9384, 60.1699", null],
    ["keskusta", null],
    ["60.1699", null],
  ] as const)("a point on the map is read as map services show it: %s", (point, expected) => {
    const form = { ...{ name: "Koulu", language: "fi", organisation: randomUUID() }, streetAddress: "Katu 1" };
    const parsed = NewVenueSchema.safeParse({ ...form, postalCode: "70100", municipality: "kuopio", point });
    if (expected) expect(parsed.data).toMatchObject(expected);
    else
      expect(parsed.error?.issues.map(({ path, message }) => [path.join(), message])).toEqual([
        ["point", "point_invalid"],
      ]);
  });

  test("by two people at once tells one that the other was quicker", async () => {
    const { id, permit } = await newVenue();
    const [one, other] = [await typed(id, { postalCode: "70110" }), await typed(id, { postalCode: "70120" })];
    const results = await Promise.all([editVenue(permit, one), editVenue(permit, other)]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.find(({ ok }) => !ok)).toEqual({ ok: false, reason: "overtaken" });
  });

  test("makes a forum that moves there wait, and neither hangs", async () => {
    const { id, slug, permit } = await newVenue();
    const elsewhere = await insertForum(url, { slug: `muuttaja-${counter++}`, inDays: 40 });
    const { startsAt, endsAt } = await db().forum.findUniqueOrThrow({ where: { id: elsewhere } });
    const here = await forumIn(id);
    const command = await typed(id, { streetAddress: "Muuttokatu 2" });
    const asked = await editVenue(permit, command);
    const move = moveForum(permitted(canChangeForum, forumSubject(elsewhere)), { startsAt, endsAt, venueSlug: slug });
    const edit = editVenue(permit, { ...command, confirmed: "shown" in asked ? asked.shown : "" });
    const [moved, edited] = await Promise.all([move, edit]);
    expect(moved.ok).toBe(true);
    // Either neither saw the other, or the user who changes the address is asked about the new forum.
    if (edited.ok) expect(await told(here.id)).toEqual([]);
    else expect(edited.reason).toBe("asks");
  });
});

describe("a retired venue", () => {
  test("keeps its forums, cannot be chosen for another, and can be offered again", async () => {
    const { id, slug, permit } = await newVenue();
    const forum = await forumIn(id);
    expect(await retireVenue(permit, { offered: false })).toEqual({ ok: true });
    expect(await retireVenue(permit, { offered: false })).toEqual({ ok: true });
    expect((await listVenues()).map((venue) => venue.slug)).not.toContain(slug);
    expect((await listVenues(forum.id)).map((venue) => venue.slug)).toContain(slug);
    expect((await findForum("fi", forum.slug))?.address).toContain("Koulukatu 1");

    const organisation = await organisationId();
    const at = { startsAt: new Date(Date.now() + 40 * 86_400_000), endsAt: new Date(Date.now() + 41 * 86_400_000) };
    const made = await createForum(permitted(canCreateForum, { organisationId: organisation }), {
      ...{ language: "fi", title: "x", summary: "x", description: "x", audience: "x", kind: "pop_up", venue: slug },
      ...{ ...at, contact: { name: "x", email: "x@example.org", locale: "fi" } },
    });
    expect(made).toEqual({ ok: false, reason: "venue_invalid" });
    const other = await insertForum(url, { slug: `toinen-${counter++}` });
    const move = { ...at, venueSlug: slug };
    expect((await moveForum(permitted(canChangeForum, forumSubject(other)), move)).ok).toBe(false);
    const stays = await moveForum(permitted(canChangeForum, forumSubject(forum.id)), move);
    expect(stays.ok).toBe(true);

    expect(await retireVenue(permit, { offered: true })).toEqual({ ok: true });
    expect(await audited(id)).toEqual(["venue_created", "venue_retired", "venue_offered"]);
  });

  test("an unknown venue is refused", async () => {
    const permit = permitted(canEditVenue, { venueId: randomUUID(), organisationId: null });
    expect(await retireVenue(permit, { offered: false })).toEqual({ ok: false, reason: "not_found" });
  });
});
