import "server-only";
import { randomInt } from "node:crypto";
import { v7 as uuid } from "uuid";
import { recordAudit } from "@/features/audit/commands";
import { getCapacity } from "@/features/capacity/queries";
import { allocate, type Claim, partyStatus, whereNow, wishesOf } from "@/features/capacity/rules";
import { forumState } from "@/features/forums/rules";
import { type LockedForum, lockForum } from "@/features/forums/writes";
import { noteDemand } from "@/features/interpretation/commands";
import { type Addressee, enqueueNotifications, notifyParties } from "@/features/notifications/commands";
import { formerAddresses, isUnreachable, refusedAddress } from "@/features/notifications/rules";
import { closeCalls, redirectNotifications, sendByOtherWays } from "@/features/notifications/writes";
import type { Locale } from "@/i18n/locales";
import { isTaken, type Tx, transaction } from "@/platform/db/client";
import type { Prisma } from "@/platform/db/generated/client";
import {
  type LimitRefusal,
  type Origin,
  recipientShares,
  recipientsOf,
  type Share,
  takeShares,
  withinLimits,
} from "@/platform/security/rate-limit";
import { seal } from "@/platform/security/sealing";
import { deriveToken, hashContent, hashToken, nextLink } from "@/platform/security/tokens";
import type { RegisterAtDoor, RegisterOthers, ReleasePlaces } from "./policy";
import { tryOpenNeeds } from "./queries";
import { CHANGES_TO_ONE, FORM_SENT, HELPED_TO_ONE, REGISTRATIONS_TO_ONE, RENEWALS, seatsFromOneNetwork } from "./rules";
import { CONSENT_VERSIONS, hasNeeds, needsContext, OPTIONAL_CONSENTS, type RegistrationSchema } from "./schema";
import { serveWaiting } from "./waiting-list/writes";
import {
  childrenOf,
  type LockedParty,
  lockByToken,
  mayChoose,
  partyWishes,
  rearrangeParty,
  releaseRegistration,
  syncConsents,
  writeClaims,
} from "./writes";

type Refused<Reason extends string> = { ok: false; reason: Reason };
const refused = <Reason extends string>(reason: Reason): Refused<Reason> => ({ ok: false, reason });

/** Letters and digits that are not confused when read aloud or from a photograph. */
const CODE_ALPHABET = "ACDEFHJKLMNPRTUVWXY3479";
const CODE_LENGTH = 5;

export interface RegisterCommand {
  slug: string;
  submission: string;
  acceptWaiting: boolean;
  /** The page's language, in which the consents were read. */
  locale: Locale;
  registration: RegistrationSchema;
  /** Who registers them on their behalf and confirmed that they may; absent if they do it themselves. */
  helper?: RegisterOthers;
  /** Who registers them at the door; absent anywhere else. */
  door?: RegisterAtDoor;
  from?: Origin;
}

export type Registered = { ok: true; token: string; status: "confirmed" | "waiting" };
export type RegisterRefusal =
  | Refused<
      | "not_found"
      | "unopened"
      | "closed"
      | "cancelled"
      | "no_registration"
      | "full"
      | "role_full"
      | "session_invalid"
      | LimitRefusal
    >
  /** The same form with other content already made a valid registration; this is its link. */
  | (Refused<"already_registered"> & { token: string });

/** Forms rarely draw a code that the forum already has; this many in a row mean that something else is wrong. */
const MOST_DRAWS = 5;

/**
 * Registers a party for a forum. It gets what is free of what it asks for and, if its people accept to wait for seats,
 * joins the waiting lists in order of arrival for the rest. One transaction under the forum's row lock. The same
 * submission returns its earlier registration, whatever limits say meanwhile. The same form with other content is
 * refused with a link to that registration: someone went back, changed something and sent it again, without a script to
 * tell the portal so. Helpers may use a form many times.
 */
export async function register(command: RegisterCommand, now = new Date()): Promise<Registered | RegisterRefusal> {
  return drawing(command, (tx) => registerWithin(tx, command, now));
}

/**
 * Registers people who stand at the door of the permit's forum, although registration has ended, if there is a seat for
 * each. `arrive` notes in the same transaction that they have arrived. Records who did it and why. The same submission
 * returns its earlier registration.
 */
export async function registerAtDoor(
  permit: RegisterAtDoor,
  { reason, ...command }: Pick<RegisterCommand, "slug" | "submission" | "locale" | "registration"> & { reason: string },
  arrive: (tx: Tx, registrationId: string) => Promise<void>,
  now = new Date(),
): Promise<Registered | RegisterRefusal> {
  const { by } = permit;
  const asked: RegisterCommand = { ...command, acceptWaiting: false, door: permit };
  return drawing(asked, async (tx) => {
    const result = await registerWithin(tx, asked, now);
    if (!result.ok) return result;
    const { id } = await tx.registration.findUniqueOrThrow({ where: { tokenHash: hashToken(result.token) } });
    const who = { byUserId: by.kind === "user" ? by.id : null, byLinkId: by.kind === "link" ? by.id : null };
    await tx.registrationEvent.create({
      data: { registrationId: id, kind: "acted_for", status: result.status, at: now, reason, ...who },
    });
    await recordAudit(tx, by, "registered_at_door", { kind: "registration", id });
    await arrive(tx, id);
    return result;
  });
}

/** Runs a registering transaction until it has drawn a code that its forum does not have yet. */
async function drawing(
  command: RegisterCommand,
  run: (tx: Tx) => Promise<Registered | RegisterRefusal>,
): Promise<Registered | RegisterRefusal> {
  for (let draw = 1; ; draw++) {
    try {
      const result = await withinLimits(() => transaction(run, { queue: command.slug }));
      // An accepted submission may be refused when it comes again, e.g. because it took the last place itself.
      return result.ok || result.reason === "not_found" ? result : ((await sentBefore(command)) ?? result);
    } catch (error) {
      if (!isTaken(error)) throw error;
      const earlier = await sentBefore(command);
      if (earlier) return earlier;
      // Another party drew the same code at this forum: try again with a new one.
      if (draw === MOST_DRAWS) throw error;
    }
  }
}

/** The share of a network's seats that people take. */
function seatShares({ network }: Origin, forum: LockedForum, people: number): Share<LimitRefusal>[] {
  if (network === null || people <= 0) return [];
  const limit = seatsFromOneNetwork(forum.capacity);
  return [{ limit, subject: `${network} ${forum.id}`, amount: people, refusal: "network_many" }];
}

/** The shares that a new registration takes of the limits on strangers or helpers. */
function sharesOf(
  { from, helper, door, submission, registration }: RegisterCommand,
  forum: LockedForum,
): Share<LimitRefusal>[] {
  if (!from && !door) return [];
  if (helper || !from) return recipientsOf(registration).map((to) => ({ ...to, limit: HELPED_TO_ONE }));
  return [
    { limit: FORM_SENT, subject: submission, amount: 1, refusal: "form_used" },
    ...seatShares(from, forum, registration.people.length),
    ...recipientShares(REGISTRATIONS_TO_ONE, from, registration),
  ];
}

/** The registration that the same submission made before, if any. */
async function sentBefore({ slug, submission, registration }: RegisterCommand): Promise<Registered | null> {
  const submissionHash = hashSubmission(slug, submission, registration);
  const earlier = await transaction((tx) =>
    tx.registration.findUnique({ where: { submissionHash }, select: { id: true, linkNumber: true, status: true } }),
  );
  return (
    earlier && {
      ok: true,
      token: tokenOf(earlier),
      status: earlier.status === "confirmed" ? "confirmed" : "waiting",
    }
  );
}

async function registerWithin(tx: Tx, command: RegisterCommand, now: Date): Promise<Registered | RegisterRefusal> {
  const { slug, submission, acceptWaiting, locale, registration: input, door } = command;
  const helper = door ?? command.helper;
  const forum = await lockForum(tx, { slug });
  if (!forum || forum.status === "draft" || (helper && helper.subject.forumId !== forum.id))
    return refused("not_found");
  const formHash = helper ? null : hashForm(slug, submission);
  const submissionHash = hashSubmission(slug, submission, input);
  const earlier =
    formHash &&
    (await tx.registration.findFirst({
      where: { formHash, submissionHash: { not: submissionHash }, status: { not: "cancelled" }, anonymisedAt: null },
      select: { id: true, linkNumber: true },
    }));
  if (earlier) return { ...refused("already_registered"), token: tokenOf(earlier) };
  const places = await getCapacity(forum.id, tx);
  const state = forumState(forum, places.taken.forum ?? 0, now);
  if (state === "cancelled") return refused("cancelled");
  if (state === "drop_in") return refused("no_registration");
  if (door) {
    if (forum.registrationClosesAt === null) return refused("no_registration");
    if (forum.closedAt) return refused("closed");
  } else if (state === "unopened") return refused("unopened");
  else if (state !== "open" && state !== "full") return refused("closed");
  if (!(await mayChoose(tx, forum.id, input))) return refused("session_invalid");

  const id = uuid();
  const queue = wishesOf(partyWishes(forum, input)).map(
    (wish, turn): Claim => ({ ...wish, id: uuid(), registrationId: id, status: "waiting", turn }),
  );
  // Nobody who could be served before this party waits: every change goes through the waiting lists.
  const served = new Set(allocate(places.limits, places.taken, queue));
  const claims = queue.map((claim) => ({ ...claim, status: served.has(claim) ? ("held" as const) : claim.status }));
  const status = partyStatus(claims) === "confirmed" ? "confirmed" : "waiting";
  if (status === "waiting" && !acceptWaiting) return refused(state === "full" ? "full" : "role_full");
  await takeShares(tx, sharesOf(command, forum));

  await insertRegistration(tx, {
    id,
    forumId: forum.id,
    status,
    tokenHash: hashToken(tokenOf({ id, linkNumber: 1 })),
    submissionHash,
    formHash,
    contact: contactFields(forum, input),
    helperLinkId: helper?.by.kind === "link" ? helper.by.id : null,
    helperUserId: helper?.by.kind === "user" ? helper.by.id : null,
    people: await participantRows(tx, id, forum.id, input),
    consents: ["privacy_notice" as const, ...OPTIONAL_CONSENTS.filter((kind) => input.consents[kind])],
    locale,
    claims,
    now,
  });
  if (command.helper) await recordAudit(tx, command.helper.by, "registered_on_behalf", { kind: "registration", id });
  await noteDemand(tx, forum, languagesNeeded(input), now);
  await notifyParties(tx, `registration_${status}`, [
    {
      party: { ...addressee(input), id, forumId: forum.id, emailRefusedAt: null, phoneRefusedAt: null },
      event: `registration:${id}:1`,
    },
  ]);
  return { ok: true, token: tokenOf({ id, linkNumber: 1 }), status };
}

interface NewRegistration {
  id: string;
  forumId: string;
  status: "confirmed" | "waiting";
  tokenHash: Buffer<ArrayBuffer>;
  submissionHash: Buffer<ArrayBuffer>;
  formHash: Buffer<ArrayBuffer> | null;
  contact: ReturnType<typeof contactFields>;
  helperLinkId: string | null;
  helperUserId: string | null;
  people: Awaited<ReturnType<typeof participantRows>>;
  consents: (keyof typeof CONSENT_VERSIONS)[];
  locale: Locale;
  claims: readonly Claim[];
  now: Date;
}

/**
 * Inserts a new registration with its people, consents, claims and first event in one statement. When a forum opens,
 * hundreds of families wait for its lock, and each statement under it is a round trip for all of them.
 */
async function insertRegistration(tx: Tx, row: NewRegistration): Promise<void> {
  const code = Array.from({ length: CODE_LENGTH }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]).join("");
  const { contact, now } = row;
  const people = row.people.map(({ sealedNeeds, ...person }) => ({
    ...person,
    id: uuid(),
    sealedNeeds: sealedNeeds && Buffer.from(sealedNeeds).toString("base64"),
  }));
  const consents = row.consents.map((kind) => ({ id: uuid(), kind, textVersion: CONSENT_VERSIONS[kind] }));
  await tx.$executeRaw`
    WITH registration AS (
      INSERT INTO "Registration" (id, "forumId", code, "tokenHash", "submissionHash", "formHash", status, "maySplit", "childcareAges", phone,
        email, "keepsScreenshot", "messageLocale", "contactWay", "guardianContact", question, "helperLinkId",
        "helperUserId", "permissionAt", "updatedAt")
      VALUES (${row.id}::uuid, ${row.forumId}::uuid, ${code}, ${row.tokenHash}, ${row.submissionHash}, ${row.formHash},
        ${row.status}::"RegistrationStatus", ${contact.maySplit}, ${contact.childcareAges}, ${contact.phone}, ${contact.email},
        ${contact.keepsScreenshot}, ${contact.messageLocale}, ${contact.contactWay}::"ContactWay", ${contact.guardianContact},
        ${contact.question}, ${row.helperLinkId}::uuid, ${row.helperUserId}::uuid,
        ${row.helperLinkId || row.helperUserId ? now : null}::timestamptz, ${now}::timestamptz)
    ), people AS (
      INSERT INTO "Participant" (id, "registrationId", position, name, role, "spokenLanguage", "needsInterpretation",
        "ageGroup", "sessionIds", "sealedNeeds")
      SELECT id, "registrationId", position, name, role, "spokenLanguage", "needsInterpretation", "ageGroup",
        ARRAY(SELECT jsonb_array_elements_text("sessionIds")::uuid), decode("sealedNeeds", 'base64')
      FROM jsonb_to_recordset(${JSON.stringify(people)}::jsonb) AS person(id uuid, "registrationId" uuid, position int,
        name text, role "ParticipantRole", "spokenLanguage" text, "needsInterpretation" boolean, "ageGroup" "AgeGroup",
        "sessionIds" jsonb, "sealedNeeds" text)
    ), consents AS (
      INSERT INTO "Consent" (id, "registrationId", kind, "textVersion", locale, "givenAt")
      SELECT id, ${row.id}::uuid, kind, "textVersion", ${row.locale}, ${now}::timestamptz
      FROM jsonb_to_recordset(${JSON.stringify(consents)}::jsonb) AS consent(id uuid, kind "ConsentKind", "textVersion" text)
    ), event AS (
      INSERT INTO "RegistrationEvent" ("registrationId", kind, status, at)
      VALUES (${row.id}::uuid, 'registered', ${row.status}::"RegistrationStatus", ${now}::timestamptz)
    )
    INSERT INTO "Claim" (id, "registrationId", "forumId", kind, "sessionId", position, needs, status)
    SELECT id, "registrationId", ${row.forumId}::uuid, kind, "sessionId", position, needs, status
    FROM jsonb_to_recordset(${JSON.stringify(row.claims)}::jsonb) AS claim(id uuid, "registrationId" uuid, kind "ClaimKind",
      "sessionId" uuid, position int, needs jsonb, status "ClaimStatus", turn int)
    ORDER BY claim.turn`;
}

export type RegistrationChangeRefusal = Refused<
  | "not_found"
  | "closed"
  | "cancelled"
  | "already_cancelled"
  | "no_room"
  | "no_childcare_room"
  | "no_table_room"
  | "session_invalid"
  | "changed_meanwhile"
  | "table_full"
  | "needs_closed"
  | LimitRefusal
>;

/**
 * Changes a registration that a link opens. A party that grows needs free places; if there are none, nothing changes.
 * Places it gives up are offered to parties that wait. A form that asks for exactly what the party already has changes
 * nothing and tells nobody. `revision` is the one that the form showed. `acceptWaiting` is false until they know that
 * they would give up a place at a table to wait at another.
 */
export async function changeRegistration(
  command: {
    token: string;
    revision: number;
    locale: Locale;
    registration: RegistrationSchema;
    acceptWaiting?: boolean;
    from?: Origin;
  },
  now = new Date(),
): Promise<{ ok: true; slug: string } | RegistrationChangeRefusal> {
  return withinLimits(() => changeOnce(command, now));
}

function changeOnce(command: Parameters<typeof changeRegistration>[0], now: Date) {
  const { registration: input, from: origin } = command;
  return transaction(async (tx): Promise<{ ok: true; slug: string } | RegistrationChangeRefusal> => {
    const found = await lockByToken(tx, command.token);
    if (!found) return refused("not_found");
    const { forum, registration } = found;
    if (registration.status === "cancelled") return refused("already_cancelled");
    if (registration.revision !== command.revision)
      return (await isRepeated(tx, found, command.revision, input))
        ? { ok: true, slug: forum.slug }
        : refused("changed_meanwhile");
    const places = await getCapacity(forum.id, tx);
    const state = forumState(forum, places.taken.forum ?? 0, now);
    if (state === "cancelled") return refused("cancelled");
    if (state !== "open" && state !== "full") return refused("closed");
    if (await isAsAsked(tx, found, input)) return { ok: true, slug: forum.slug };
    const rearranged = await rearrangeParty(tx, found, places, input);
    if (!rearranged.ok) return rearranged;
    const { claims, present, trades } = rearranged;
    if (command.acceptWaiting === false && trades) return refused("table_full");
    const rows = keepClosedNeeds(registration, present, await participantRows(tx, registration.id, forum.id, input));
    if (!rows) return refused("needs_closed");
    if (origin)
      await takeShares(tx, [
        ...seatShares(origin, forum, input.people.length - registration.participants.length),
        ...recipientShares(CHANGES_TO_ONE, origin, input),
      ]);
    const status = await writeClaims(tx, found, claims, now);
    await tx.participant.deleteMany({ where: { registrationId: registration.id } });
    await tx.participant.createMany({ data: withNumbers(rows, registration.participants, present) });
    await syncConsents(tx, registration.id, input.consents, command.locale, now);
    const party = await tx.registration.update({
      where: { id: registration.id },
      data: {
        status,
        ...contactFields(forum, input, registration),
        ...(registration.email !== input.email && { emailRefusedAt: null }),
        ...(registration.phone !== input.phone && { phoneRefusedAt: null }),
        revision: { increment: 1 },
        events: { create: { kind: "changed", status, at: now } },
      },
    });
    await serveWaiting(tx, forum, now, registration.id);
    await noteDemand(tx, forum, languagesNeeded(input), now);
    const event = `registration:${party.id}:${party.revision}`;
    await notifyParties(tx, "registration_changed", [{ party, event }]);
    await tellFormerAddresses(tx, registration, party, event);
    await closeCalls(tx, { parties: [{ ...party, wasUnreachable: registration.phoneRefusedAt !== null }] }, now);
    return { ok: true, slug: forum.slug };
  });
}

/**
 * Tells a party's former addresses that its messages now go elsewhere, so that somebody who took over the link cannot
 * hide that from its owner. Waiting messages go to the new addresses.
 */
async function tellFormerAddresses(
  tx: Tx,
  before: Pick<Addressee, "email" | "phone" | "contactWay" | "messageLocale">,
  party: Addressee,
  event: string,
): Promise<void> {
  const { id, forumId, email, phone } = party;
  if (before.email !== email || before.phone !== phone) await redirectNotifications(tx, { registrationId: id }, party);
  await enqueueNotifications(
    tx,
    formerAddresses(before, party).map(({ channel, recipient }) => ({
      eventKey: `${event}:address_changed:${channel}`,
      template: "address_changed",
      channel,
      recipient,
      locale: party.messageLocale,
      forumId,
      registrationId: id,
    })),
  );
}

type ParticipantRows = Awaited<ReturnType<typeof participantRows>>;

/**
 * Needs that do not open because DATA_KEY has changed are on no form, and saving one must not remove them. They stay
 * with their person, unless that person gives new ones, and open again with the old key. Null if the person would get
 * another position in the party, where they could never be opened.
 */
function keepClosedNeeds(
  {
    id,
    participants,
  }: { id: string; participants: { position: number; sealedNeeds: Uint8Array<ArrayBuffer> | null }[] },
  present: readonly (number | null)[],
  rows: ParticipantRows,
): ParticipantRows | null {
  let kept: ParticipantRows | null = rows;
  for (const { position, sealedNeeds } of participants) {
    if (!sealedNeeds || tryOpenNeeds(sealedNeeds, id, position)) continue;
    const now = present[position];
    if (now === null || now === undefined || rows[now]?.sealedNeeds) continue;
    if (now !== position) kept = null;
    else kept = kept?.map((row) => (row.position === position ? { ...row, sealedNeeds } : row)) ?? null;
  }
  return kept;
}

/** The rows of a changed party's people: who stays keeps their number, and who is new gets one from the database. */
function withNumbers(
  rows: ParticipantRows,
  before: readonly { number: number }[],
  present: readonly (number | null)[],
): Prisma.ParticipantCreateManyInput[] {
  return rows.map((row) => {
    const same = before[present.indexOf(row.position)];
    return same ? { ...row, number: same.number } : row;
  });
}

/** Whether the last change already made the party as the form asks: its answer was lost and the same form came again. */
async function isRepeated(tx: Tx, found: LockedParty, revision: number, input: RegistrationSchema): Promise<boolean> {
  const { id } = found.registration;
  if (found.registration.revision !== revision + 1) return false;
  const last = await tx.registrationEvent.findFirst({ where: { registrationId: id }, orderBy: { id: "desc" } });
  return last?.kind === "changed" && isAsAsked(tx, found, input);
}

/** Whether a party already has everything that a form asks for. Ignores needs that do not open, because they are on no form. */
async function isAsAsked(tx: Tx, { forum, registration }: LockedParty, input: RegistrationSchema): Promise<boolean> {
  const { id, participants } = registration;
  const consents = await tx.consent.findMany({ where: { registrationId: id, withdrawnAt: null } });
  const given = OPTIONAL_CONSENTS.map((kind) => consents.some((consent) => consent.kind === kind));
  const contact = contactFields(forum, input, registration);
  const kept = Object.keys(contact).map((field) => registration[field as keyof typeof contact]);
  const asked = await participantRows(tx, id, forum.id, input);
  const people = (rows: (typeof participants | typeof asked)[number][]) =>
    rows.map(({ name, role, spokenLanguage, needsInterpretation, ageGroup, sessionIds, sealedNeeds, position }) => [
      [name, role, spokenLanguage, needsInterpretation, ageGroup, sessionIds],
      sealedNeeds && (tryOpenNeeds(sealedNeeds, id, position) ?? "closed"),
    ]);
  const present = whereNow(participants.map(nameOf), input.people.map(nameOf));
  const wanted = [
    Object.values(contact),
    OPTIONAL_CONSENTS.map((kind) => Boolean(input.consents[kind])),
    people(keepClosedNeeds(registration, present, asked) ?? asked),
  ];
  return JSON.stringify(wanted) === JSON.stringify([kept, given, people(participants)]);
}

/**
 * Cancels a registration that a link opens, and offers its places to parties that wait. Cancelling twice is no error:
 * the second time nothing happens.
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
    const party = await releaseRegistration(tx, forum, registration.id, "cancelled", now);
    await notifyParties(tx, "registration_cancelled", [{ party, event: `registration:${party.id}:${party.revision}` }]);
    return { ok: true, slug: forum.slug };
  });
}

/**
 * Replaces a registration's link, for people whose link fell into other hands. The old link no longer opens it and says
 * so. The party is told, and waiting messages carry the new link. Refuses with `renewed_many` after a few a day, or
 * `…_many` if an address has been written to too often. Returns the new token.
 */
export async function renewLink(
  command: { token: string; from?: Origin },
  now = new Date(),
): Promise<{ ok: true; token: string } | Refused<"not_found" | "renewed_many" | LimitRefusal>> {
  type Renewed = { ok: true; token: string } | Refused<"not_found">;
  return withinLimits<Renewed, "renewed_many" | LimitRefusal>(() =>
    transaction(async (tx): Promise<Renewed> => {
      const found = await lockByToken(tx, command.token);
      if (!found) return refused("not_found");
      const { id, linkNumber, status } = found.registration;
      if (command.from)
        await takeShares(tx, [
          { limit: RENEWALS, subject: id, amount: 1, refusal: "renewed_many" },
          ...recipientShares(CHANGES_TO_ONE, command.from, found.registration),
        ]);
      const token = tokenOf({ id, linkNumber: linkNumber + 1 });
      const party = await tx.registration.update({
        where: { id },
        data: {
          ...nextLink(found.registration, token),
          events: { create: { kind: "link_renewed", status, at: now } },
        },
      });
      await notifyParties(tx, "link_renewed", [{ party, event: `registration:${id}:link:${party.linkNumber}` }]);
      return { ok: true, token };
    }),
  );
}

/**
 * Notes that a server said nobody is at the address of a party's message, and sends the message through the party's
 * other channels. A party without any goes on the call list if its phone is known (docs/decisions/020). Ignores
 * addresses that the party has changed since, and parties that are gone.
 */
export async function noteRefusedAddress(messageId: string, now = new Date()): Promise<void> {
  await transaction(async (tx) => {
    const about = await tx.notification.findUnique({
      where: { id: messageId },
      select: { registration: { select: { id: true, forumId: true } } },
    });
    const registration = about?.registration;
    const forum = registration && (await lockForum(tx, { id: registration.forumId }));
    if (!forum) return;
    // Read again: a change of the party meanwhile held the forum's lock.
    const message = await tx.notification.findUnique({ where: { id: messageId } });
    const before = await tx.registration.findUnique({ where: { id: registration.id } });
    if (!message?.refusedAt || !before) return;
    const { channel, refusedAt } = message;
    const refused = refusedAddress({ ...message, refusedAt }, before);
    if (!refused) return;
    const party = await tx.registration.update({ where: { id: before.id }, data: refused });
    await sendByOtherWays(tx, messageId, party);
    // Somebody who has called knows that it does not ring.
    if (
      channel === "call" ||
      !isUnreachable(party) ||
      !party.phone ||
      party.status === "cancelled" ||
      party.anonymisedAt
    )
      return;
    await enqueueNotifications(tx, [
      {
        eventKey: `registration:${party.id}:${party.revision}:address_refused:call`,
        template: "address_refused",
        channel: "call",
        recipient: party.phone,
        locale: party.messageLocale,
        forumId: party.forumId,
        registrationId: party.id,
      },
    ]);
    await closeCalls(tx, { parties: [party] }, now);
  });
}

/**
 * Notes that somebody opened the ticket of a party whose addresses refuse messages: the party has been reached, and the
 * ticket says what to do. Does nothing for other tickets.
 */
export async function noteTicketOpened(token: string, now = new Date()): Promise<void> {
  await transaction(async (tx) => {
    const found = await lockByToken(tx, token);
    if (!found || !isUnreachable(found.registration)) return;
    const party = await tx.registration.update({ where: { id: found.registration.id }, data: { openedAt: now } });
    await closeCalls(tx, { parties: [party] }, now);
  });
}

/**
 * Gives an unreachable party's places to parties that wait. Refused if the party can be reached again, because somebody
 * opened its ticket or gave another address meanwhile. Releasing twice is no error.
 */
export async function releasePlaces(
  permit: ReleasePlaces,
  registrationId: string,
  now = new Date(),
): Promise<{ ok: true; slug: string } | Refused<"not_found" | "reached" | "closed">> {
  const { forumId } = permit.subject;
  return transaction(async (tx) => {
    const forum = await lockForum(tx, { id: forumId });
    const registration =
      forum && (await tx.registration.findUnique({ where: { id: registrationId, forumId, anonymisedAt: null } }));
    if (!registration) return refused("not_found");
    if (registration.status === "cancelled") return { ok: true, slug: forum.slug };
    if (!isUnreachable(registration)) return refused("reached");
    if (forum.endsAt <= now) return refused("closed");
    await recordAudit(tx, permit.by, "places_released", { kind: "registration", id: registrationId });
    await releaseRegistration(tx, forum, registrationId, "released", now);
    return { ok: true, slug: forum.slug };
  });
}

function tokenOf({ id, linkNumber }: { id: string; linkNumber: number }): string {
  return deriveToken("registration", id, linkNumber);
}

/** The same form with the same content is the same submission; the same form with other people is not. */
const hashSubmission = (slug: string, submission: string, input: RegistrationSchema) =>
  hashContent([slug, submission, input]);

/** One rendering of a form, whatever its content. */
const hashForm = (slug: string, submission: string) => hashContent([slug, submission]);

const nameOf = ({ name }: { name: string }) => name;

function languagesNeeded({ people }: RegistrationSchema) {
  return [...new Set(people.flatMap(({ language, interpretation }) => (interpretation ? [language] : [])))];
}

function addressee({ email, phone, contactWay, messageLocale }: RegistrationSchema) {
  return { email, phone, contactWay, messageLocale };
}

function contactFields(forum: LockedForum, input: RegistrationSchema, before?: LockedParty["registration"]) {
  return {
    ...addressee(input),
    childcareAges: childrenOf(forum, input, before),
    keepsScreenshot: input.screenshot,
    maySplit: input.maySplit,
    guardianContact: input.guardian,
    question: input.question,
  };
}

/** The rows of a party's people. Needs are kept only if the forum serves them and the consent was given. */
async function participantRows(tx: Tx, registrationId: string, forumId: string, input: RegistrationSchema) {
  const told = input.consents.diet_health && input.people.some(({ needs }) => hasNeeds(needs));
  const serves = told
    ? await tx.forum.findUniqueOrThrow({ where: { id: forumId }, select: { servesMeal: true, arrangesAccess: true } })
    : { servesMeal: false, arrangesAccess: false };
  return input.people.map((person, position) => {
    const needs = {
      diet: serves.servesMeal ? person.needs.diet : [],
      access: serves.arrangesAccess ? person.needs.access : [],
      note: serves.servesMeal || serves.arrangesAccess ? person.needs.note : "",
    };
    return {
      registrationId,
      position,
      name: person.name,
      role: person.role,
      spokenLanguage: person.language,
      needsInterpretation: person.interpretation,
      ageGroup: person.age,
      sessionIds: person.sessions,
      sealedNeeds: hasNeeds(needs) ? seal(needs, needsContext(registrationId, position)) : null,
    };
  });
}
