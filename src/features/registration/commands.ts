import "server-only";
import { createHash, randomInt } from "node:crypto";
import { v7 as uuid } from "uuid";
import { countPlaces } from "@/features/forums/queries";
import { forumState } from "@/features/forums/rules";
import { enqueueMessage } from "@/features/messages/commands";
import type { MessageTemplate } from "@/features/messages/schema";
import type { Locale } from "@/i18n/locales";
import { type Tx, transaction } from "@/platform/db/client";
import { deriveToken, hashToken } from "@/platform/security/tokens";
import { allocate, type Limits, mayResize } from "./rules";
import { PRIVACY_VERSION, type RegistrationInput } from "./schema";

type Refused<Reason extends string> = { ok: false; reason: Reason };
const refused = <Reason extends string>(reason: Reason): Refused<Reason> => ({ ok: false, reason });

/** Letters and digits that are not mistaken for one another when read aloud or off a photograph. */
const CODE_ALPHABET = "ACDEFHJKLMNPRTUVWXY3479";
const CODE_LENGTH = 5;

interface LockedForum {
  id: string;
  slug: string;
  status: "draft" | "published" | "cancelled";
  endsAt: Date;
  registrationClosesAt: Date | null;
  capacity: number | null;
  childcareCapacity: number | null;
}

export interface RegisterCommand {
  slug: string;
  submission: string;
  acceptWaiting: boolean;
  /** Language of the page, in which the consent was read. */
  locale: Locale;
  registration: RegistrationInput;
}

export type Registered = { ok: true; token: string; status: "confirmed" | "waiting" };
export type RegisterRefusal = Refused<"not_found" | "closed" | "cancelled" | "no_registration" | "full">;

/**
 * Registers a party for a forum: places if there are any, else, if they accept it, the waiting list in order of arrival.
 * One transaction under the forum's row lock. The same submission returns the registration that it made before.
 */
export async function register(command: RegisterCommand, now = new Date()): Promise<Registered | RegisterRefusal> {
  const { registration: input } = command;
  return transaction(async (tx) => {
    const forum = await lockForum(tx, { slug: command.slug });
    if (!forum || forum.status === "draft") return refused("not_found");
    const submissionHash = hashSubmission(forum.id, command.submission, input);
    const earlier = await tx.registration.findUnique({ where: { submissionHash } });
    if (earlier) {
      return { ok: true, token: tokenOf(earlier.id), status: earlier.status === "waiting" ? "waiting" : "confirmed" };
    }
    const before = await takenPlaces(tx, forum.id);
    const state = forumState(forum, before.seats, now);
    if (state === "cancelled") return refused("cancelled");
    if (state === "drop_in") return refused("no_registration");
    if (state !== "open" && state !== "full") return refused("closed");

    const party = { id: uuid(), seats: input.people.length, children: input.childAges.length, holdsSeats: false };
    // Whoever could be served before this party has been: after each change the waiting list is gone through.
    const [grant] = allocate(limitsOf(forum), before, [party]);
    if (!grant && !command.acceptWaiting) return refused("full");

    const status = grant ? "confirmed" : "waiting";
    const wantsChildcare = forum.childcareCapacity !== null && party.children > 0;
    await tx.registration.create({
      data: {
        id: party.id,
        forumId: forum.id,
        code: await freshCode(tx, forum.id),
        tokenHash: hashToken(tokenOf(party.id)),
        submissionHash,
        status,
        childcareStatus: wantsChildcare ? (grant?.childcare ? "confirmed" : "waiting") : "none",
        ...contactFields(forum, input),
        participants: { create: participantRows(input) },
        consents: {
          create: { kind: "privacy_notice", textVersion: PRIVACY_VERSION, locale: command.locale, givenAt: now },
        },
        events: { create: { kind: "registered", status, at: now } },
      },
    });
    await notify(
      tx,
      { id: party.id, revision: 1, email: input.email, messageLocale: input.messageLocale },
      `registration_${status}`,
    );
    return { ok: true, token: tokenOf(party.id), status };
  });
}

export type ChangeRefusal = Refused<
  "not_found" | "closed" | "cancelled" | "already_cancelled" | "no_room" | "no_childcare_room" | "changed_meanwhile"
>;

/**
 * Changes a registration that a link opens. A party that grows needs free places for it; if there are none, everything
 * stays as it was. Places it gives up go to those who wait. `revision` is the one the form showed.
 */
export async function changeRegistration(
  command: { token: string; revision: number; registration: RegistrationInput },
  now = new Date(),
): Promise<{ ok: true; slug: string } | ChangeRefusal> {
  const { registration: input } = command;
  return transaction(async (tx) => {
    const found = await lockByToken(tx, command.token);
    if (!found) return refused("not_found");
    const { forum, registration } = found;
    if (registration.status === "cancelled") return refused("already_cancelled");
    if (registration.revision !== command.revision) return refused("changed_meanwhile");
    const before = await takenPlaces(tx, forum.id);
    const state = forumState(forum, before.seats, now);
    if (state === "cancelled") return refused("cancelled");
    if (state !== "open" && state !== "full") return refused("closed");

    const holdsSeats = registration.status === "confirmed";
    const holdsChildcare = registration.childcareStatus === "confirmed";
    const children = forum.childcareCapacity === null ? 0 : input.childAges.length;
    if (holdsSeats) {
      const may = mayResize(
        limitsOf(forum),
        before,
        { seats: registration.participants.length, children: holdsChildcare ? registration.childcareAges.length : 0 },
        { seats: input.people.length, children: holdsChildcare ? children : 0 },
      );
      if (!may.seats) return refused("no_room");
      if (!may.childcare) return refused("no_childcare_room");
    }
    await tx.participant.deleteMany({ where: { registrationId: registration.id } });
    await tx.registration.update({
      where: { id: registration.id },
      data: {
        ...contactFields(forum, input),
        childcareStatus: children === 0 ? "none" : holdsChildcare ? "confirmed" : "waiting",
        revision: { increment: 1 },
        participants: { create: participantRows(input) },
        events: { create: { kind: "changed", status: registration.status, at: now } },
      },
    });
    await serveWaiting(tx, forum, now, registration.id);
    await notify(
      tx,
      {
        id: registration.id,
        revision: registration.revision + 1,
        email: input.email,
        messageLocale: input.messageLocale,
      },
      "registration_changed",
    );
    return { ok: true, slug: forum.slug };
  });
}

/**
 * Cancels a registration that a link opens, and gives its places to those who wait. Cancelling twice is no error: the
 * second time nothing happens.
 */
export async function cancelRegistration(
  command: { token: string },
  now = new Date(),
): Promise<{ ok: true; slug: string } | Refused<"not_found" | "closed">> {
  return transaction(async (tx) => {
    const found = await lockByToken(tx, command.token);
    if (!found) return refused("not_found");
    const { forum, registration } = found;
    if (registration.status === "cancelled") return { ok: true, slug: forum.slug };
    if (forum.endsAt <= now) return refused("closed");
    await tx.registration.update({
      where: { id: registration.id },
      data: {
        status: "cancelled",
        childcareStatus: "none",
        cancelledAt: now,
        revision: { increment: 1 },
        events: { create: { kind: "cancelled", status: "cancelled", at: now } },
      },
    });
    await notify(tx, { ...registration, revision: registration.revision + 1 }, "registration_cancelled");
    if (forum.status === "published") await serveWaiting(tx, forum, now);
    return { ok: true, slug: forum.slug };
  });
}

/** Days after a forum's end at which the privacy notice promises that names and addresses are gone. */
const KEPT_DAYS = 30;
const DAY = 86_400_000;

/**
 * Removes names, phone numbers and email addresses from the registrations of forums that ended more than 30 days ago, and
 * from the messages about them. Numbers stay: how many people, roles, languages, ages. Returns how many it changed.
 */
export async function anonymiseRegistrations(now = new Date()): Promise<number> {
  return transaction(async (tx) => {
    const due = await tx.registration.findMany({
      where: { anonymisedAt: null, forum: { endsAt: { lt: new Date(now.getTime() - KEPT_DAYS * DAY) } } },
      select: { id: true },
    });
    const ids = due.map(({ id }) => id);
    await tx.participant.updateMany({ where: { registrationId: { in: ids } }, data: { name: "" } });
    await tx.message.updateMany({ where: { registrationId: { in: ids } }, data: { recipient: "", lastError: null } });
    await tx.registration.updateMany({
      where: { id: { in: ids } },
      data: { phone: null, email: null, anonymisedAt: now },
    });
    return ids.length;
  });
}

/** Serialises every change of a forum's places: whoever changes them holds this row. */
async function lockForum(tx: Tx, key: { slug: string } | { id: string }): Promise<LockedForum | undefined> {
  const [forum] =
    "slug" in key
      ? await tx.$queryRaw<LockedForum[]>`
          SELECT id, slug, status::text, "endsAt", "registrationClosesAt", capacity, "childcareCapacity"
          FROM "Forum" WHERE slug = ${key.slug} FOR UPDATE`
      : await tx.$queryRaw<LockedForum[]>`
          SELECT id, slug, status::text, "endsAt", "registrationClosesAt", capacity, "childcareCapacity"
          FROM "Forum" WHERE id = ${key.id}::uuid FOR UPDATE`;
  return forum;
}

/** Finds a registration by its link and locks its forum; what is read of it is read after the lock. */
async function lockByToken(tx: Tx, token: string) {
  const tokenHash = hashToken(token);
  const found = await tx.registration.findUnique({ where: { tokenHash }, select: { forumId: true } });
  const forum = found && (await lockForum(tx, { id: found.forumId }));
  const registration =
    forum && (await tx.registration.findUnique({ where: { tokenHash }, include: { participants: true } }));
  return registration ? { forum, registration } : undefined;
}

async function takenPlaces(tx: Tx, forumId: string) {
  return (await countPlaces([forumId], tx)).get(forumId) ?? { seats: 0, childcare: 0, waiting: 0 };
}

/** Goes through the waiting list in order of arrival, gives what is free, and tells those who got it. */
async function serveWaiting(tx: Tx, forum: LockedForum, now: Date, silentFor?: string): Promise<void> {
  const queue = await tx.registration.findMany({
    where: {
      forumId: forum.id,
      OR: [{ status: "waiting" }, { status: "confirmed", childcareStatus: "waiting" }],
    },
    orderBy: { arrival: "asc" },
    include: { _count: { select: { participants: true } } },
  });
  if (queue.length === 0) return;
  const grants = allocate(
    limitsOf(forum),
    await takenPlaces(tx, forum.id),
    queue.map((row) => ({
      id: row.id,
      seats: row._count.participants,
      children: row.childcareStatus === "waiting" ? row.childcareAges.length : 0,
      holdsSeats: row.status === "confirmed",
    })),
  );
  for (const grant of grants) {
    const row = await tx.registration.update({
      where: { id: grant.id },
      data: {
        status: "confirmed",
        ...(grant.childcare && { childcareStatus: "confirmed" }),
        revision: { increment: 1 },
        events: { create: { kind: "promoted", status: "confirmed", at: now } },
      },
    });
    if (grant.id !== silentFor) await notify(tx, row, "registration_promoted");
  }
}

/** Writes the message about the newest event of a registration, to those who gave an email address. */
async function notify(
  tx: Tx,
  party: { id: string; revision: number; email: string | null; messageLocale: string },
  template: MessageTemplate,
): Promise<void> {
  if (!party.email) return;
  await enqueueMessage(tx, {
    eventKey: `registration:${party.id}:${party.revision}:${template}`,
    template,
    locale: party.messageLocale as Locale,
    recipient: party.email,
    registrationId: party.id,
  });
}

function tokenOf(registrationId: string): string {
  return deriveToken("registration", registrationId);
}

/** The same form with the same content is the same submission; the same form sent anew with other people is not. */
function hashSubmission(forumId: string, submission: string, input: RegistrationInput): Buffer<ArrayBuffer> {
  return createHash("sha256")
    .update(JSON.stringify([forumId, submission, input]))
    .digest() as Buffer<ArrayBuffer>;
}

async function freshCode(tx: Tx, forumId: string): Promise<string> {
  for (;;) {
    const code = Array.from({ length: CODE_LENGTH }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]).join("");
    if (!(await tx.registration.findUnique({ where: { forumId_code: { forumId, code } }, select: { id: true } })))
      return code;
  }
}

function limitsOf(forum: LockedForum): Limits {
  return { seats: forum.capacity, childcare: forum.childcareCapacity };
}

function contactFields(forum: LockedForum, input: RegistrationInput) {
  return {
    childcareAges: forum.childcareCapacity === null ? [] : input.childAges,
    phone: input.phone,
    email: input.email,
    keepsScreenshot: input.screenshot,
    messageLocale: input.messageLocale,
    contactWay: input.contactWay,
  };
}

function participantRows(input: RegistrationInput) {
  return input.people.map((person, position) => ({
    position,
    name: person.name,
    role: person.role,
    spokenLanguage: person.language,
    needsInterpretation: person.interpretation,
  }));
}
