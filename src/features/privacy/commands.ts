import "server-only";
import type { Actor } from "@/features/access/schema";
import { lockAdministrators } from "@/features/accounts/commands";
import type { OwnAccount } from "@/features/accounts/policy";
import { recordAudit } from "@/features/audit/commands";
import { lockByToken } from "@/features/places/commands";
import { giveUp, syncConsents } from "@/features/registration/commands";
import type { OptionalConsent } from "@/features/registration/schema";
import type { Locale } from "@/i18n/locales";
import { type Tx, transaction } from "@/platform/db/client";
import { deriveToken, hashToken } from "@/platform/security/tokens";

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
    data: { guardianContact: null, helperLinkId: null, helperUserId: null, anonymisedAt: now },
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
  command: { token: string; by: Actor },
  now = new Date(),
): Promise<{ ok: true; slug: string } | { ok: false; reason: "not_found" }> {
  return transaction(async (tx) => {
    const slug = await eraseOne(tx, command.token, command.by, now);
    return slug ? { ok: true, slug } : { ok: false, reason: "not_found" };
  });
}

/** Erases one registration within a command; returns its forum's slug, null for a link that opens nothing. */
async function eraseOne(tx: Tx, token: string, by: Actor, now: Date): Promise<string | null> {
  const found = await lockByToken(tx, token);
  if (!found) return null;
  const { forum, registration } = found;
  await recordAudit(tx, by, "registration_erased", { kind: "registration", id: registration.id });
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
  return forum.slug;
}

/** Writes down that somebody took their data along. */
export async function noteExport(permit: OwnAccount): Promise<void> {
  const { userId } = permit.subject;
  await transaction((tx) => recordAudit(tx, permit.by, "data_exported", { kind: "user", id: userId }));
}

/**
 * Erases one's account at once, with its duties and sessions; and, if `registrations` says so, everything personal of the
 * registrations made with its address, whose places are offered on. Refuses the last administrator.
 */
export async function eraseAccount(
  permit: OwnAccount,
  command: { registrations: boolean },
  now = new Date(),
): Promise<{ ok: true; slugs: string[] } | { ok: false; reason: "last_administrator" }> {
  const { userId } = permit.subject;
  return transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId }, include: { roles: true } });
    if (!user) return { ok: true, slugs: [] };
    const others = await lockAdministrators(tx);
    if (user.roles.some(({ role }) => role === "administrator") && !others.some((id) => id !== userId))
      return { ok: false, reason: "last_administrator" };
    const slugs: string[] = [];
    if (command.registrations) {
      const rows = await tx.registration.findMany({
        where: { email: user.email, anonymisedAt: null },
        select: { id: true },
        // One order for everybody: two people who erase at once lock the same forums one after the other.
        orderBy: [{ forumId: "asc" }, { id: "asc" }],
      });
      for (const { id } of rows) {
        const slug = await eraseOne(tx, deriveToken("registration", id), permit.by, now);
        if (slug) slugs.push(slug);
      }
    }
    await recordAudit(tx, permit.by, "account_erased", { kind: "user", id: userId });
    await tx.verificationToken.deleteMany({ where: { identifier: user.email } });
    await tx.invitation.deleteMany({ where: { email: user.email } });
    await tx.message.deleteMany({ where: { forumId: null, recipient: user.email } });
    await tx.user.delete({ where: { id: userId } });
    return { ok: true, slugs };
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
