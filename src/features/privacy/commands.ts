import "server-only";
import type { Actor } from "@/features/access/schema";
import { lockAdministrators } from "@/features/accounts/commands";
import type { OwnAccount } from "@/features/accounts/policy";
import { recordAudit } from "@/features/audit/commands";
import { lockByToken, lockForum } from "@/features/capacity/commands";
import { forgetAccountMail, forgetAnnouncements } from "@/features/notifications/commands";
import { releaseRegistration, syncConsents } from "@/features/registration/commands";
import type { OptionalConsent } from "@/features/registration/schema";
import type { Locale } from "@/i18n/locales";
import { type Tx, transaction } from "@/platform/db/client";
import { Prisma } from "@/platform/db/generated/client";
import { deriveToken, hashToken } from "@/platform/security/tokens";

/**
 * Gives or takes back one consent of the registration that a link opens; what was kept under it goes with it. A form that was
 * opened before is refused then: it would undo this. False for a link that opens nothing.
 */
export async function setConsent(
  command: { token: string; kind: OptionalConsent; given: boolean; locale: Locale },
  now = new Date(),
): Promise<boolean> {
  return transaction(async (tx) => {
    const found = await lockByToken(tx, command.token);
    // Only the night can have come in between: what it kept under this consent goes too.
    if (!found) return command.kind === "later_forums" && !command.given && (await stopByToken(tx, command.token, now));
    const { id } = found.registration;
    if (await syncConsents(tx, id, { [command.kind]: command.given }, command.locale, now))
      await tx.registration.update({ where: { id }, data: { revision: { increment: 1 } } });
    return true;
  });
}

/**
 * Locks registrations until the transaction ends. Whoever takes addresses off them takes turns: with one another, and with
 * announcements, which hold the rows of those whom they write to.
 */
async function lockRegistrations(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`SELECT FROM "Registration" WHERE id = ANY(${[...ids]}::uuid[]) ORDER BY id FOR UPDATE`;
}

/** Consents to hear about later forums that stand, of the registration `r`. */
const LISTENS = Prisma.sql`EXISTS (
  SELECT FROM "Consent" c WHERE c."registrationId" = r.id AND c.kind = 'later_forums' AND c."withdrawnAt" IS NULL)`;

/**
 * Takes every address off anonymised registrations, those of `ids` or all: their own, unless they agreed to hear about later
 * forums; those on messages to them, unless it is an announcement on its way to such a party; and their mail in the demo's
 * mailbox.
 */
async function forgetAddresses(tx: Tx, now: Date, ids?: readonly string[]): Promise<void> {
  const anonymised = Prisma.sql`r."anonymisedAt" IS NOT NULL ${ids ? Prisma.sql`AND r.id = ANY(${[...ids]}::uuid[])` : Prisma.empty}`;
  await tx.$executeRaw`
    UPDATE "Registration" r SET phone = NULL, email = NULL
    WHERE ${anonymised} AND (r.phone IS NOT NULL OR r.email IS NOT NULL) AND NOT ${LISTENS}`;
  await tx.$executeRaw`
    DELETE FROM "DemoMail" d USING "Message" m, "Registration" r
    WHERE ${anonymised} AND m."registrationId" = r.id AND split_part(d."messageId", '@', 1) = '<' || m.id`;
  await tx.$executeRaw`
    UPDATE "Message" m SET recipient = '', "lastError" = NULL FROM "Registration" r
    WHERE ${anonymised} AND m."registrationId" = r.id AND (m.recipient <> '' OR m."lastError" IS NOT NULL)
      AND NOT (m.template = 'forum_announced' AND m."sentAt" IS NULL AND ${LISTENS}
        AND EXISTS (SELECT FROM "Forum" f WHERE f.id = m."forumId" AND f."startsAt" > ${now}))`;
}

/**
 * Removes everything personal of registrations; numbers stay: how many people, roles, languages, ages of children. The
 * address of those who agreed to hear about later forums stays too, for that alone.
 */
async function removePersonalData(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  await lockRegistrations(tx, ids);
  await tx.participant.updateMany({
    where: { registrationId: { in: [...ids] } },
    data: { name: "", sealedNeeds: null },
  });
  await tx.registration.updateMany({
    where: { id: { in: [...ids] } },
    data: { guardianContact: null, helperLinkId: null, helperUserId: null, anonymisedAt: now },
  });
  await forgetAddresses(tx, now, ids);
}

/**
 * Gives the announcements that went to a registration to another with the same address that agreed to them as well: what an
 * address was told it stays told, and what is on its way still goes there.
 */
async function handAnnouncementsOver(tx: Tx, id: string): Promise<void> {
  await lockRegistrations(tx, [id]);
  await tx.$executeRaw`
    UPDATE "Message" m SET "registrationId" = r.id FROM "Registration" r, "Registration" erased
    WHERE erased.id = ${id}::uuid AND m."registrationId" = erased.id AND m.template = 'forum_announced'
      AND r.id <> erased.id AND COALESCE(r.email, r.phone) = COALESCE(erased.email, erased.phone) AND ${LISTENS}`;
}

/**
 * Takes back consents to hear about later forums, and removes what was kept under them: announcements, and the addresses of
 * those of whom nothing else is left.
 */
async function stopAnnouncements(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  const consents = await tx.consent.updateManyAndReturn({
    where: { registrationId: { in: [...ids] }, kind: "later_forums", withdrawnAt: null },
    data: { withdrawnAt: now },
    select: { registration: { select: { id: true, status: true } } },
  });
  for (const { registration } of consents)
    await tx.registration.update({
      where: { id: registration.id },
      // A form that was opened before must not bring the consent back.
      data: {
        revision: { increment: 1 },
        events: { create: { kind: "consent_withdrawn", status: registration.status, at: now } },
      },
    });
  // Holds the registrations from here on: whether they have been anonymised is read after whoever does it now is done.
  await forgetAnnouncements(tx, ids);
  await forgetAddresses(tx, now, ids);
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

/**
 * Erases one registration within a command, and of one that has been anonymised the address that was left. Returns its
 * forum's slug; null where there is nothing to erase.
 */
async function eraseOne(tx: Tx, token: string, by: Actor, now: Date): Promise<string | null> {
  const found = await lockByToken(tx, token);
  if (!found) {
    const rest = await tx.registration.findUnique({
      where: { tokenHash: hashToken(token), OR: [{ email: { not: null } }, { phone: { not: null } }] },
      select: { id: true, forum: { select: { slug: true } } },
    });
    if (!rest) return null;
    await recordAudit(tx, by, "registration_erased", { kind: "registration", id: rest.id });
    await handAnnouncementsOver(tx, rest.id);
    await stopAnnouncements(tx, [rest.id], now);
    return rest.forum.slug;
  }
  const { forum, registration } = found;
  await recordAudit(tx, by, "registration_erased", { kind: "registration", id: registration.id });
  const past = forum.endsAt <= now;
  const { status } =
    registration.status === "cancelled" || past
      ? registration
      : await releaseRegistration(tx, forum, registration.id, now);
  await tx.registrationEvent.create({
    data: { registrationId: registration.id, kind: "erased", status, at: now },
  });
  await handAnnouncementsOver(tx, registration.id);
  await tx.consent.updateMany({
    where: { registrationId: registration.id, withdrawnAt: null },
    data: { withdrawnAt: now },
  });
  await removePersonalData(tx, [registration.id], now);
  return forum.slug;
}

/** Writes down that somebody took their data along. */
export async function noteExport(permit: OwnAccount): Promise<void> {
  const { userId } = permit.subject;
  await transaction((tx) => recordAudit(tx, permit.by, "data_exported", { kind: "user", id: userId }));
}

/**
 * Erases one's account at once, with its roles, sessions and mail; and, if `registrations` says so, everything personal of
 * the registrations made with its address, whose places are offered on, and the address where nothing else was left of one.
 * Refuses the last administrator.
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
        where: { email: user.email },
        select: { id: true, linkNumber: true },
        // One order for everybody: two people who erase at once lock the same forums one after the other.
        orderBy: [{ forumId: "asc" }, { id: "asc" }],
      });
      for (const { id, linkNumber } of rows) {
        const slug = await eraseOne(tx, deriveToken("registration", id, linkNumber), permit.by, now);
        if (slug) slugs.push(slug);
      }
      // What went here before a registration changed its address.
      await tx.notification.updateMany({
        where: { registrationId: { not: null }, recipient: user.email },
        data: { recipient: "", lastError: null },
      });
      await tx.demoMail.deleteMany({ where: { to: user.email } });
    }
    await recordAudit(tx, permit.by, "account_erased", { kind: "user", id: userId });
    await tx.verificationToken.deleteMany({ where: { identifier: user.email } });
    await tx.invitation.deleteMany({ where: { email: user.email } });
    await forgetAccountMail(tx, [user.email]);
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
 * says otherwise), one transaction per forum, and addresses that anonymised registrations hold no longer for a reason. A dry
 * run changes nothing. Returns what was, or would be, done.
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
      const forum = await lockForum(tx, { slug });
      if (!forum || forum.endsAt >= now) return;
      const rows = await tx.registration.findMany({
        where: { anonymisedAt: null, forumId: forum.id },
        select: { id: true },
      });
      await removePersonalData(
        tx,
        rows.map(({ id }) => id),
        now,
      );
      await tx.notification.deleteMany({ where: { forumId: forum.id, registrationId: null, sentAt: { not: null } } });
    });
  }
  await transaction((tx) => forgetAddresses(tx, now));
  return due;
}

/**
 * Stops messages about later forums to the party of a link, also when nothing but its address is left: then the address goes
 * too. Such messages go to an address, once: they stop for every registration that has the same one. A link that has been
 * renewed since stops them as well: it stands in messages sent before. False for a link that is none; stopping twice is no error.
 */
export async function stopLaterForums(command: { token: string }, now = new Date()): Promise<boolean> {
  return transaction((tx) => stopByToken(tx, command.token, now));
}

async function stopByToken(tx: Tx, token: string, now: Date): Promise<boolean> {
  const hash = hashToken(token);
  const row = await tx.registration.findFirst({
    where: { OR: [{ tokenHash: hash }, { formerHashes: { has: hash } }] },
    select: { id: true, email: true, phone: true },
  });
  if (!row) return false;
  const { id, email, phone } = row;
  const others = await tx.registration.findMany({
    where: {
      ...(email ? { email } : { email: null, phone: phone ?? "" }),
      consents: { some: { kind: "later_forums", withdrawnAt: null } },
    },
    select: { id: true },
  });
  await stopAnnouncements(tx, [...new Set([id, ...others.map((other) => other.id)])], now);
  return true;
}
