import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { AUDIT_NAMES } from "@/contributions/audit-names";
import { Permit } from "@/features/access/policy";
import { Id, type Role, system, type UserActor } from "@/features/access/schema";
import { createAccessLink } from "@/features/accounts/commands";
import { canOpenWorkspace, canUseOwnAccount } from "@/features/accounts/policy";
import { findInvitation } from "@/features/accounts/queries";
import { recordAudit } from "@/features/audit/commands";
import { canReadAudit } from "@/features/audit/policy";
import { searchAuditEntries } from "@/features/audit/queries";
import { AuditSearchSchema } from "@/features/audit/schema";
import { listOwnForumSessions } from "@/features/interpretation/queries";
import { eraseAccount, noteExport } from "@/features/privacy/commands";
import { getAccountExport } from "@/features/privacy/queries";
import { register } from "@/features/registration/commands";
import { listOwnRegistrations } from "@/features/registration/queries";
import {
  acceptInvitation,
  changeUser,
  createInvitation,
  removeSecondFactor,
  revokeLoginSessions,
  setLocked,
  withdrawInvitation,
} from "@/features/users/commands";
import {
  canInvite,
  canListInvitations,
  canListUsers,
  canLockUser,
  canManageUser,
  canWithdrawInvitation,
} from "@/features/users/policy";
import { findInvitationSubject, findUser, searchInvitations, searchUsers } from "@/features/users/queries";
import { UserSchema, UserSearchSchema } from "@/features/users/schema";
import { db, transaction } from "@/platform/db/client";
import { deriveToken } from "@/platform/security/tokens";
import { createForum } from "../support/forums";
import { composeMessage } from "../support/letters";
import { party } from "../support/parties";
import { permitted } from "../support/permits";

const DAY = 86_400_000;
const later = (milliseconds: number) => new Date(Date.now() + milliseconds);
let administrator: UserActor;
let organisationId: string;

async function createUser(email: string, roles: Role[], organisationIds: string[] = []): Promise<UserActor> {
  const user = await db().user.create({
    data: {
      email,
      roles: { create: roles.map((role) => ({ role })) },
      memberships: { create: organisationIds.map((each) => ({ organisationId: each })) },
      loginSessions: { create: { tokenHash: Buffer.from(randomUUID()), expires: later(DAY) } },
      secondFactor: { create: { sealedSecret: Buffer.from("x"), addedAt: new Date(), codesSet: randomUUID() } },
    },
  });
  return {
    kind: "user",
    id: user.id,
    email,
    name: null,
    roles,
    organisationIds,
    forumIds: [],
    forumSessionIds: [],
    hostedSessionIds: [],
    ledGroupIds: [],
    cleared: true,
    trace: { id: "request-1", addressHash: "hash" },
  };
}

const sessionsOf = (userId: string) => db().loginSession.count({ where: { userId } });
const may = (role: Role, organisation: string | null = null, actor = administrator) =>
  permitted(canInvite, { role, organisationId: organisation }, actor);
const accept = (id: string, now?: Date) =>
  acceptInvitation({ token: deriveToken("invitation", id), name: "Uusi Ihminen", by: system("test") }, now);

async function inviteTo(role: Role, email: string, organisation: string | null = null): Promise<string> {
  const result = await createInvitation(may(role, organisation), { email, locale: "ar" });
  if (!result.ok) throw new Error(result.reason);
  return result.id;
}

beforeAll(async () => {
  organisationId = (await db().organisation.create({ data: { slug: "oma", name: "Oma ry" } })).id;
  administrator = await createUser("yllapito@example.org", ["administrator"]);
});

test("an invitation is in the invited person's language, gives the role and the organisation, and works once", async () => {
  const id = await inviteTo("counsellor", "kutsuttu@example.org", organisationId);
  const message = await db().notification.findFirstOrThrow({ where: { subjectId: id } });
  expect(message).toMatchObject({ locale: "ar", recipient: "kutsuttu@example.org" });
  const letter = await composeMessage(message);
  expect(letter?.mail.text).toContain("/ar/invitations/");
  expect(letter?.mail.text).toContain("Oma ry");
  const answers = await Promise.all([accept(id), accept(id), accept(id)]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  const user = await db().user.findUniqueOrThrow({
    where: { email: "kutsuttu@example.org" },
    include: { roles: true, memberships: true },
  });
  expect(user).toMatchObject({ name: "Uusi Ihminen", locale: "ar" });
  expect(user.roles.map(({ role }) => role)).toEqual(["counsellor"]);
  expect(user.memberships.map((each) => each.organisationId)).toEqual([organisationId]);
  expect(await composeMessage(message)).toBeNull();
  const audit = await db().auditEntry.findMany({ where: { subjectId: { in: [id, user.id] } }, orderBy: { id: "asc" } });
  expect(audit.map(({ action }) => action)).toEqual([
    "invitation_sent",
    "account_created",
    "invitation_accepted",
    "duties_changed",
  ]);
  expect(audit[0]).toMatchObject({ actorId: administrator.id, requestId: "request-1", addressHash: "hash" });
  expect(audit[3]?.changes).toEqual({ duties: [[], ["counsellor"]], organisation: [null, organisationId] });
  // The log contains no names or addresses.
  expect(JSON.stringify(audit.map(({ changes }) => changes))).not.toMatch(/kutsuttu|Uusi/);
});

test("an invitation ends when it is withdrawn, replaced or too old", async () => {
  const withdrawn = await inviteTo("interpreter", "tulkki@example.org");
  const subject = await findInvitationSubject(withdrawn);
  if (!subject) throw new Error("no invitation");
  await withdrawInvitation(permitted(canWithdrawInvitation, subject, administrator));
  expect(await accept(withdrawn)).toEqual({ ok: false, reason: "invitation_over" });
  expect(await findInvitation({ token: deriveToken("invitation", withdrawn) })).toBeNull();
  const replaced = await inviteTo("interpreter", "tulkki@example.org");
  const open = await inviteTo("interpreter", "tulkki@example.org");
  expect(await accept(replaced)).toEqual({ ok: false, reason: "invitation_over" });
  expect(await accept(open, later(15 * DAY))).toEqual({ ok: false, reason: "invitation_over" });
  expect((await accept(open, later(13 * DAY))).ok).toBe(true);
  expect(await acceptInvitation({ token: "x".repeat(27), name: "X", by: system("test") })).toMatchObject({ ok: false });
});

test("an invitation opens no locked account, and adds a role to an existing one", async () => {
  const tutor = await createUser("tuutori@example.org", ["peer_tutor"]);
  const id = await inviteTo("translator", "tuutori@example.org");
  await setLocked(permitted(canLockUser, { userId: tutor.id }, administrator), true);
  expect(await accept(id)).toEqual({ ok: false, reason: "locked" });
  await setLocked(permitted(canLockUser, { userId: tutor.id }, administrator), false);
  expect((await accept(id)).ok).toBe(true);
  const view = await findUser(permitted(canManageUser, { userId: tutor.id }, administrator));
  expect([...(view?.roles ?? [])].sort()).toEqual(["peer_tutor", "translator"]);
});

test("an invitation does not outlive its inviter's role, and staff cannot make anybody staff of their organisation", async () => {
  const inviter = await createUser("lyhyt@example.org", ["staff"], [organisationId]);
  const send = async (email: string) => {
    const permit = permitted(canInvite, { role: "peer_tutor", organisationId }, inviter);
    const result = await createInvitation(permit, { email, locale: "fi" });
    if (!result.ok) throw new Error(result.reason);
    return result.id;
  };
  const foreign = await createUser("muualta@example.org", ["staff"]);
  expect((await accept(await send("muualta@example.org"))).ok).toBe(true);
  expect(await db().membership.count({ where: { userId: foreign.id } })).toBe(0);
  const open = await send("myohemmin@example.org");
  await setLocked(permitted(canLockUser, { userId: inviter.id }, administrator), true);
  expect(await accept(open)).toEqual({ ok: false, reason: "invitation_over" });
  await setLocked(permitted(canLockUser, { userId: inviter.id }, administrator), false);
  await changeUser(permitted(canManageUser, { userId: inviter.id }, administrator), UserSchema.parse({}));
  expect(await accept(open)).toEqual({ ok: false, reason: "invitation_over" });
});

test("an invitation ends with its sender's account, also in its letter and in the list", async () => {
  const inviter = await createUser("lahtija@example.org", ["staff"], [organisationId]);
  const send = async (email: string) => {
    const permit = permitted(canInvite, { role: "peer_tutor", organisationId }, inviter);
    const result = await createInvitation(permit, { email, locale: "fi" });
    if (!result.ok) throw new Error(result.reason);
    return result.id;
  };
  const [accepted, open] = [await send("otettu@example.org"), await send("avoin@example.org")];
  expect((await accept(accepted)).ok).toBe(true);
  await eraseAccount(permitted(canUseOwnAccount, { userId: inviter.id }, inviter), { registrations: false });
  expect(await accept(open)).toEqual({ ok: false, reason: "invitation_over" });
  expect(await findInvitation({ token: deriveToken("invitation", open) })).toBeNull();
  expect(await composeMessage(await db().notification.findFirstOrThrow({ where: { subjectId: open } }))).toBeNull();
  const states = async () =>
    Object.fromEntries(
      (
        await searchInvitations(permitted(canListInvitations, null, administrator), { text: "", page: 1 })
      ).invitations.map(({ id, state }) => [id, state]),
    );
  expect(await states()).toMatchObject({ [accepted]: "accepted", [open]: "withdrawn" });
  expect(await db().auditEntry.count({ where: { subjectId: open, action: "invitation_withdrawn" } })).toBe(1);
  // Left behind by an account that was deleted earlier; no command does so any more.
  await db().invitation.update({ where: { id: open }, data: { withdrawnAt: null } });
  expect(await findInvitation({ id: open })).toBeNull();
  expect(await states()).toMatchObject({ [open]: "withdrawn" });
});

test("ids ignore case: nobody can lock themselves by writing theirs in capitals", () => {
  const id = Id.parse(administrator.id.toUpperCase());
  expect(id).toBe(administrator.id);
  expect(Permit.ask(canLockUser, administrator, { userId: id })).toBeNull();
});

test("staff see only the invitations of their own organisation", async () => {
  const staff = await createUser("hanke@example.org", ["staff"], [organisationId]);
  const elsewhere = (await db().organisation.create({ data: { slug: "muu", name: "Muu ry" } })).id;
  await inviteTo("peer_tutor", "oma@example.org", organisationId);
  const foreign = await inviteTo("peer_tutor", "vieras@example.org", elsewhere);
  const seen = (
    await searchInvitations(permitted(canListInvitations, null, staff), { text: "", page: 1 })
  ).invitations.map(({ email }) => email);
  expect(seen).toContain("oma@example.org");
  expect(seen).not.toContain("vieras@example.org");
  const subject = await findInvitationSubject(foreign);
  expect(subject && Permit.ask(canWithdrawInvitation, staff, subject)).toBeNull();
  expect(Permit.ask(canInvite, staff, { role: "peer_tutor", organisationId: elsewhere })).toBeNull();
});

test("roles, organisations and responsibilities are set together, and the log says what changed", async () => {
  const forumId = await createForum(process.env.DATABASE_URL ?? "", { slug: "vastuu", tables: [3] });
  const session = await db().forumSession.findFirstOrThrow({ where: { forumId } });
  const user = await createUser("vastuu@example.org", ["peer_tutor"]);
  const permit = permitted(canManageUser, { userId: user.id }, administrator);
  const input = UserSchema.parse({
    "role:counsellor": "on",
    "role:no-such": "on",
    [`organisation:${organisationId}`]: "on",
    "organisation:'; drop": "on",
    [`forum:${forumId}`]: "on",
    [`session:${session.id}`]: "on",
    [`session:${randomUUID()}`]: "on",
  });
  expect(await changeUser(permit, input)).toEqual({ ok: true });
  expect(await findUser(permit)).toMatchObject({
    roles: ["counsellor"],
    organisationIds: [organisationId],
    forumIds: [forumId],
    sessionIds: [session.id],
  });
  const [entry] = await db().auditEntry.findMany({ where: { subjectId: user.id, action: "duties_changed" } });
  expect(entry?.changes).toEqual({
    duties: [["peer_tutor"], ["counsellor"]],
    organisations: [[], ["oma"]],
    forums: [[], ["vastuu"]],
    sessions: [[], [session.id]],
  });
  // Readers of the log see names, although the log itself stores none.
  const reader = permitted(canReadAudit, null, administrator);
  const search = AuditSearchSchema.parse({ about: user.id, action: "duties_changed" });
  const { entries } = await searchAuditEntries(reader, search, AUDIT_NAMES);
  const { name = "" } = (await db().organisation.findUnique({ where: { slug: "oma" } })) ?? {};
  expect(entries.map(({ changes }) => changes)).toEqual([
    expect.arrayContaining([
      { field: "organisations", name: null, before: [], after: [name] },
      { field: "sessions", name: null, before: [], after: ["Pöytä 1 (fi)"] },
    ]),
  ]);
  const unknown = permitted(canManageUser, { userId: randomUUID() }, administrator);
  expect(await changeUser(unknown, input)).toEqual({ ok: false, reason: "not_found" });
});

test("people who look after a table see its time, place and numbers, and nothing of other tables", async () => {
  const slug = "poydat";
  const forumId = await createForum(process.env.DATABASE_URL ?? "", { slug, tables: [5, 5] });
  const [first, second] = await db().forumSession.findMany({ where: { forumId }, orderBy: { position: "asc" } });
  for (const id of [first?.id, first?.id, second?.id]) {
    const registration = party(1, { email: `${randomUUID()}@example.org` });
    for (const person of registration.people) person.sessions = [id ?? ""];
    await register({ slug, submission: randomUUID(), acceptWaiting: true, locale: "fi", registration });
  }
  const interpreter = {
    ...(await createUser("poyta@example.org", ["interpreter"])),
    forumSessionIds: [first?.id ?? ""],
  };
  const sessions = await listOwnForumSessions(permitted(canOpenWorkspace, null, interpreter), "fi");
  expect(sessions.map(({ session, people }) => [session.id, people])).toEqual([[first?.id, 2]]);
  expect(
    await listOwnForumSessions(permitted(canOpenWorkspace, null, { ...interpreter, forumSessionIds: [] }), "fi"),
  ).toEqual([]);
});

test("the portal keeps an administrator, even if two remove each other at the same instant", async () => {
  const none = UserSchema.parse({});
  const alone = permitted(canManageUser, { userId: administrator.id }, administrator);
  expect(await changeUser(alone, none)).toEqual({ ok: false, reason: "last_administrator" });
  const own = permitted(canUseOwnAccount, { userId: administrator.id }, administrator);
  expect(await eraseAccount(own, { registrations: true })).toEqual({ ok: false, reason: "last_administrator" });
  const second = await createUser("toinen-yllapito@example.org", ["administrator"]);
  const results = await Promise.all([
    changeUser(alone, none),
    changeUser(permitted(canManageUser, { userId: second.id }, administrator), none),
  ]);
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await db().userRole.count({ where: { role: "administrator" } })).toBe(1);
  await db().userRole.createMany({
    data: [administrator, second].map(({ id }) => ({ userId: id, role: "administrator" as const })),
    skipDuplicates: true,
  });
  const locks = await Promise.all([
    setLocked(permitted(canLockUser, { userId: second.id }, administrator), true),
    setLocked(permitted(canLockUser, { userId: administrator.id }, second), true),
  ]);
  expect(locks.filter(({ ok }) => ok)).toHaveLength(1);
  await db().user.updateMany({ data: { lockedAt: null } });
  await db().userRole.deleteMany({ where: { userId: second.id } });
});

test("locking, ending sessions and removing a second factor act at once, and nobody can do it to themselves", async () => {
  const user = await createUser("lukko@example.org", ["staff"]);
  const permit = permitted(canLockUser, { userId: user.id }, administrator);
  await revokeLoginSessions(permit);
  expect(await sessionsOf(user.id)).toBe(0);
  await db().loginSession.create({ data: { userId: user.id, tokenHash: Buffer.from("a"), expires: later(DAY) } });
  await removeSecondFactor(permit);
  expect(await sessionsOf(user.id)).toBe(0);
  expect(await db().secondFactor.count({ where: { userId: user.id } })).toBe(0);
  expect(await db().notification.count({ where: { subjectId: user.id, template: "account_security" } })).toBe(1);
  await setLocked(permit, true);
  expect((await findUser(permitted(canManageUser, { userId: user.id }, administrator)))?.locked).toBe(true);
  expect(Permit.ask(canLockUser, administrator, { userId: administrator.id })).toBeNull();
  expect(await setLocked(permitted(canLockUser, { userId: randomUUID() }, administrator), true)).toMatchObject({
    ok: false,
  });
});

test("accounts can be searched by a part of name or address and by role", async () => {
  const permit = permitted(canListUsers, null, administrator);
  const search = async (query: Record<string, string>) =>
    (await searchUsers(permit, UserSearchSchema.parse(query))).users.map(({ email }) => email);
  expect(await search({ text: "YLLAPITO@" })).toContain("yllapito@example.org");
  expect((await search({ role: "interpreter" })).sort()).toEqual(["poyta@example.org", "tulkki@example.org"]);
  expect(await search({ text: "%" })).toEqual([]);
  expect(await search({ role: "participant", page: "-3" })).toContain("toinen-yllapito@example.org");
});

test("users who sign in with a registration's address can see, export and erase it, and no other", async () => {
  await createForum(process.env.DATABASE_URL ?? "", { slug: "omat" });
  for (const email of ["Perhe@Example.org", "toinen@example.org"]) {
    const submission = randomUUID();
    const registration = party(2, { email });
    await register({ slug: "omat", submission, acceptWaiting: true, locale: "so", registration });
  }
  const user = await createUser("perhe@example.org", []);
  const permit = permitted(canUseOwnAccount, { userId: user.id }, user);
  expect((await listOwnRegistrations(permit, "so")).map(({ forum }) => forum.slug)).toEqual(["omat"]);
  const data = await getAccountExport(permit, "so");
  expect(data.registrations).toHaveLength(1);
  expect(JSON.stringify(data)).not.toContain("toinen@example.org");
  await noteExport(permit);
  expect(await eraseAccount(permit, { registrations: true })).toEqual({ ok: true, slugs: ["omat"] });
  expect(await db().user.findUnique({ where: { id: user.id } })).toBeNull();
  const rows = await db().registration.findMany({ where: { forum: { slug: "omat" } }, orderBy: { arrival: "asc" } });
  expect(rows.map(({ email, status }) => [email, status])).toEqual([
    [null, "cancelled"],
    ["toinen@example.org", "confirmed"],
  ]);
  const audit = await db().auditEntry.findMany({ where: { actorId: user.id }, orderBy: { id: "asc" } });
  expect(audit.map(({ action }) => action)).toEqual(["data_exported", "registration_erased", "account_erased"]);
});

test("the log shows records by their names, finds a forum's by its slug, and shows the id of erased ones", async () => {
  const forumId = await createForum(process.env.DATABASE_URL ?? "", { slug: "lokissa", locales: ["fi"] });
  const { content, venue } = await db().forum.findUniqueOrThrow({
    where: { id: forumId },
    select: { content: true, venue: true },
  });
  const invitation = await inviteTo("counsellor", "nimetty@example.org", organisationId);
  await register({
    slug: "lokissa",
    submission: randomUUID(),
    acceptWaiting: false,
    locale: "fi",
    registration: party(),
  });
  const created = { kind: "coordinator", holder: "Haltija", forumSlug: "lokissa", days: 1, by: administrator } as const;
  const link = await createAccessLink(created);
  if (!link.ok) throw new Error(link.reason);
  const registration = await db().registration.findFirstOrThrow({ where: { forumId } });
  const gone = randomUUID();
  const by = { kind: "link", id: link.id, holder: "Haltija", link: "coordinator", forumId, trace: null } as const;
  const records = [
    ["locked", "user", administrator.id, administrator.email],
    ["link_revoked", "link", link.id, "Haltija"],
    ["limits_set", "forum", forumId, "lokissa"],
    ["registered_on_behalf", "registration", registration.id, registration.code],
    ["invitation_sent", "invitation", invitation, "nimetty@example.org"],
    ["text_saved", "text", content?.id ?? "", "Testi-ilta lokissa (fi)"],
    ["account_erased", "user", gone, gone],
  ] as const;
  await transaction(async (tx) => {
    for (const [action, kind, id] of records) await recordAudit(tx, by, action, { kind, id });
    const subject = { kind: "forum", id: forumId } as const;
    await recordAudit(tx, by, "forum_edited", subject, { venue: [null, venue.slug] });
  });

  const search = async (query: Record<string, string>) => {
    const permit = permitted(canReadAudit, null, administrator);
    return (await searchAuditEntries(permit, AuditSearchSchema.parse(query), AUDIT_NAMES)).entries;
  };
  const entries = await search({ about: link.id });
  expect(entries[0]?.actor).toEqual({ kind: "link", name: "Haltija" });
  for (const [, kind, , name] of records) expect(entries.map(({ subject }) => subject)).toContainEqual({ kind, name });
  const told = { field: "venue", name: null, before: null, after: venue.name };
  expect(entries.flatMap(({ changes }) => changes)).toContainEqual(told);
  // What was done to the forum, its texts and its links, and what the holders of those links did.
  const ofForum = (await search({ about: "lokissa" })).map(({ subject: { kind, name } }) => `${kind} ${name}`);
  for (const found of ["forum lokissa", "text Testi-ilta lokissa (fi)", "link Haltija"])
    expect(ofForum).toContain(found);
  expect(ofForum).not.toContain(`user ${administrator.id}`);
});
