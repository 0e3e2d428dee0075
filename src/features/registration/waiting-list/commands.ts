import "server-only";
import { endsWith } from "@/features/capacity/rules";
import { type LockedForum, lockForum } from "@/features/forums/writes";
import { noteDemand } from "@/features/interpretation/commands";
import { notifyParties } from "@/features/notifications/commands";
import { isSpokenLanguage } from "@/i18n/spoken-languages";
import { type Tx, transaction } from "@/platform/db/client";
import { forAllOrEachApart, forEachApart } from "@/platform/jobs/each";
import { type LockedParty, lockByToken, releaseRegistration } from "../writes";
import { record, releaseUnseated, serveWaiting } from "./writes";

type AnswerRefusal = { ok: false; reason: "not_found" | "offer_over" };

/**
 * Accepts or declines an offer to the party of a link, until the deadline. Declining the only seats that the party has,
 * is offered or waits for cancels its registration; declining anything else only drops that. The same answer again
 * changes nothing. Declined places are offered to the next party.
 */
export async function answerOffer(
  command: { token: string; offerId: string; answer: "accept" | "decline" },
  now = new Date(),
): Promise<{ ok: true; slug: string } | AnswerRefusal> {
  return transaction(async (tx) => {
    const found = await lockByToken(tx, command.token);
    return found ? answerWithin(tx, found, command, now) : { ok: false, reason: "not_found" };
  });
}

/** The same for a party that is locked already. */
export async function answerWithin(
  tx: Tx,
  { forum, registration }: LockedParty,
  command: { offerId: string; answer: "accept" | "decline" },
  now: Date,
): Promise<{ ok: true; slug: string } | AnswerRefusal> {
  const offer = await tx.offer.findUnique({ where: { id: command.offerId, registrationId: registration.id } });
  if (!offer) return { ok: false, reason: "not_found" };
  const outcome = command.answer === "accept" ? "accepted" : "declined";
  if (offer.outcome === outcome) return { ok: true, slug: forum.slug };
  if (offer.outcome || offer.expiresAt <= now || forum.status !== "published" || forum.startsAt <= now)
    return { ok: false, reason: "offer_over" };
  await tx.offer.update({ where: { id: offer.id }, data: { outcome, endedAt: now } });
  if (command.answer === "accept") {
    await tx.claim.updateMany({ where: { offerId: offer.id, status: "offered" }, data: { status: "held" } });
    const party = await record(tx, registration.id, "accepted", now);
    await notifyParties(tx, "registration_confirmed", [{ party, event: `offer:${offer.id}` }]);
    return { ok: true, slug: forum.slug };
  }
  if (!endsWith(registration.claims, offer.id)) {
    await tx.claim.updateMany({ where: { offerId: offer.id, status: "offered" }, data: { status: "lapsed" } });
    await releaseUnseated(tx, registration.id, now);
    await record(tx, registration.id, "declined", now);
    await serveWaiting(tx, forum, now, registration.id);
  } else {
    const party = await releaseRegistration(tx, forum, registration.id, "declined", now);
    await notifyParties(tx, "registration_cancelled", [{ party, event: `offer:${offer.id}` }]);
  }
  return { ok: true, slug: forum.slug };
}

/**
 * Ends the offers whose deadline has passed and offers their places to the next parties, one transaction per forum.
 * Parties that did not answer are told, and can ask for a new turn until the forum begins. If a forum or an offer
 * fails, the others go on, and the next run tries again. Returns the forums it touched.
 */
export async function expireOffers(now = new Date()): Promise<string[]> {
  const due = await transaction((tx) =>
    tx.offer.findMany({
      where: { outcome: null, expiresAt: { lte: now } },
      distinct: ["forumId"],
      select: { forumId: true },
    }),
  );
  const slugs: string[] = [];
  await forEachApart(
    due,
    ({ forumId }) => ({ forumId }),
    async ({ forumId }) => {
      const over = { forumId, outcome: null, expiresAt: { lte: now } };
      const offers = await transaction((tx) => tx.offer.findMany({ where: over, orderBy: { expiresAt: "asc" } }));
      // Together, so that places that become free together can go to a party that needs them together.
      await forAllOrEachApart(
        offers,
        ({ id }) => ({ offerId: id }),
        async (some) => {
          const forum = await transaction((tx) => expireTogether(tx, forumId, some, now));
          if (forum && !slugs.includes(forum.slug)) slugs.push(forum.slug);
        },
      );
    },
  );
  return slugs;
}

/** Ends offers of one forum, unless they have been answered or withdrawn meanwhile, and offers their places to the next. */
async function expireTogether(
  tx: Tx,
  forumId: string,
  offers: readonly { id: string; registrationId: string }[],
  now: Date,
): Promise<LockedForum | undefined> {
  const forum = await lockForum(tx, { id: forumId });
  if (!forum) return;
  for (const offer of offers) {
    // It got another deadline, was answered, or was just withdrawn with the seats that it depended on.
    const { count } = await tx.offer.updateMany({
      where: { id: offer.id, outcome: null, expiresAt: { lte: now } },
      data: { outcome: "expired", endedAt: now },
    });
    if (count === 0) continue;
    await tx.claim.updateMany({ where: { offerId: offer.id, status: "offered" }, data: { status: "lapsed" } });
    await releaseUnseated(tx, offer.registrationId, now);
    const party = await record(tx, offer.registrationId, "offer_expired", now);
    // After the forum has begun there is no turn to ask for.
    if (forum.status === "published" && forum.startsAt > now)
      await notifyParties(tx, "offer_expired", [{ party, event: `offer:${offer.id}`, offerId: offer.id }]);
  }
  await serveWaiting(tx, forum, now);
  return forum;
}

/** Gives a party that did not answer in time a new turn at the end of the waiting list. */
export async function queueAgain(
  command: { token: string },
  now = new Date(),
): Promise<{ ok: true; slug: string } | { ok: false; reason: "not_found" | "closed" }> {
  return transaction(async (tx) => {
    const found = await lockByToken(tx, command.token);
    if (!found) return { ok: false, reason: "not_found" };
    const { forum, registration } = found;
    if (forum.status !== "published" || forum.startsAt <= now) return { ok: false, reason: "closed" };
    const count = await tx.$executeRaw`
      UPDATE "Claim" SET status = 'waiting', "offerId" = NULL, turn = nextval(pg_get_serial_sequence('"Claim"', 'turn'))
      WHERE "registrationId" = ${registration.id}::uuid AND status = 'lapsed'`;
    if (count > 0) {
      await record(tx, registration.id, "queued_again", now);
      const needing = registration.participants.filter((person) => person.needsInterpretation);
      const languages = needing.map((person) => person.spokenLanguage).filter(isSpokenLanguage);
      await noteDemand(tx, forum, [...new Set(languages)], now);
      await serveWaiting(tx, forum, now);
    }
    return { ok: true, slug: forum.slug };
  });
}
