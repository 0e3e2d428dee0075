import "server-only";
import { lockByToken } from "@/features/places/commands";
import { giveUp, syncConsents } from "@/features/registration/commands";
import type { OptionalConsent } from "@/features/registration/schema";
import type { Locale } from "@/i18n/locales";
import { type Tx, transaction } from "@/platform/db/client";
import { hashToken } from "@/platform/security/tokens";

/** Gives or takes back one consent of the registration that a link opens. Diet and health needs go with their consent. */
export async function setConsent(
  command: { token: string; kind: OptionalConsent; given: boolean; locale: Locale },
  now = new Date(),
): Promise<boolean> {
  return transaction(async (tx) => {
    const found = await lockByToken(tx, command.token);
    if (!found) return false;
    await syncConsents(tx, found.registration.id, { [command.kind]: command.given }, command.locale, now);
    return true;
  });
}

/**
 * Removes everything personal of registrations; numbers stay: how many people, roles, languages, ages of children.
 * `keepReach` leaves the address of those who agreed to hear about later forums, for that alone.
 */
async function removePersonalData(tx: Tx, ids: readonly string[], now: Date, keepReach: boolean): Promise<void> {
  const where = { registrationId: { in: [...ids] } };
  await tx.participant.updateMany({ where, data: { name: "", sealedNeeds: null } });
  await tx.message.updateMany({ where, data: { recipient: "", lastError: null } });
  await tx.registration.updateMany({
    where: { id: { in: [...ids] } },
    data: { guardianContact: null, helperLinkId: null, anonymisedAt: now },
  });
  await tx.registration.updateMany({
    where: {
      id: { in: [...ids] },
      ...(keepReach && { consents: { none: { kind: "later_forums", withdrawnAt: null } } }),
    },
    data: { phone: null, email: null },
  });
}

/**
 * Erases the registration that a link opens: gives up its places and removes everything personal, at once. The link then
 * opens nothing. Afterwards only numbers are left (GDPR, article 17).
 */
export async function eraseRegistration(
  command: { token: string },
  now = new Date(),
): Promise<{ ok: true; slug: string } | { ok: false; reason: "not_found" }> {
  return transaction(async (tx) => {
    const found = await lockByToken(tx, command.token);
    if (!found) return { ok: false, reason: "not_found" };
    const { forum, registration } = found;
    const past = forum.endsAt <= now;
    const { status } =
      registration.status === "cancelled" || past ? registration : await giveUp(tx, forum, registration.id, now);
    await tx.registrationEvent.create({
      data: { registrationId: registration.id, kind: "erased", status, at: now },
    });
    await tx.consent.updateMany({
      where: { registrationId: registration.id, withdrawnAt: null },
      data: { withdrawnAt: now },
    });
    await removePersonalData(tx, [registration.id], now, false);
    return { ok: true, slug: forum.slug };
  });
}

/** What anonymisation does to one forum. */
export interface Anonymised {
  slug: string;
  /** Days after its end at which it was due. */
  retentionDays: number;
  registrations: number;
}

/**
 * Removes personal data from the registrations of forums that ended longer ago than each forum keeps it (30 days unless it
 * says otherwise), one transaction per forum. A dry run changes nothing. Returns what was, or would be, done.
 */
export async function anonymiseRegistrations(
  now = new Date(),
  { dryRun = false }: { dryRun?: boolean } = {},
): Promise<Anonymised[]> {
  const due = await transaction(
    (tx) =>
      tx.$queryRaw<Anonymised[]>`
      SELECT f.slug, f."retentionDays", COUNT(*)::int AS registrations
      FROM "Registration" r JOIN "Forum" f ON f.id = r."forumId"
      WHERE r."anonymisedAt" IS NULL AND f."endsAt" + make_interval(days => f."retentionDays") < ${now}
      GROUP BY f.id ORDER BY f."endsAt"`,
  );
  if (dryRun) return due;
  for (const { slug } of due) {
    await transaction(async (tx) => {
      const rows = await tx.registration.findMany({
        where: { anonymisedAt: null, forum: { slug, endsAt: { lt: now } } },
        select: { id: true },
      });
      await removePersonalData(
        tx,
        rows.map(({ id }) => id),
        now,
        true,
      );
      await tx.message.deleteMany({ where: { forum: { slug }, registrationId: null, sentAt: { not: null } } });
    });
  }
  return due;
}

/**
 * Stops messages about later forums to the party of a link, also when nothing but its address is left: then the address goes
 * too. False for a link that opens nothing; stopping twice is no error.
 */
export async function stopLaterForums(command: { token: string }, now = new Date()): Promise<boolean> {
  const tokenHash = hashToken(command.token);
  return transaction(async (tx) => {
    const row = await tx.registration.findUnique({ where: { tokenHash }, select: { id: true, anonymisedAt: true } });
    if (!row) return false;
    await tx.consent.updateMany({
      where: { registrationId: row.id, kind: "later_forums", withdrawnAt: null },
      data: { withdrawnAt: now },
    });
    if (row.anonymisedAt) await tx.registration.update({ where: { id: row.id }, data: { phone: null, email: null } });
    return true;
  });
}
