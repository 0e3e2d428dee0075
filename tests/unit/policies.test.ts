import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Permit, type Policy } from "@/features/access/policy";
import { system } from "@/features/access/schema";
import { canLimitForum, type LimitForum } from "@/features/forum-changes/policy";
import { canManageForum } from "@/features/forums/policy";
import { gatherAccess, MANAGE, type PermissionRow } from "../support/access";
import { ACTOR_NAMES, ACTORS, type ActorName, OWN } from "../support/actors";

// Every policy of the portal, from the code itself: a policy without a row fails.
const modules = import.meta.glob<Record<string, unknown>>("../../src/features/*/policy.ts", { eager: true });
const isPolicy = (value: unknown): value is Policy<string, unknown> =>
  typeof value === "object" && value !== null && "permission" in value && "allows" in value;
const DECLARED = Object.values(modules).flatMap((module) => Object.values(module).filter(isPolicy));
const POLICIES = new Map(DECLARED.map((policy) => [policy.permission, policy] as const));

const { permissions: ROWS } = await gatherAccess();

test("every policy has a row in tests/access, and every row a policy", () => {
  expect([...POLICIES.keys()].sort()).toEqual(Object.keys(ROWS).sort());
});

test("no two policies give the same permit", () => {
  const names = DECLARED.map(({ permission }) => permission);
  expect(names.filter((name, position) => names.indexOf(name) !== position)).toEqual([]);
});

describe.each([...POLICIES])("%s", (permission, policy) => {
  const row = ROWS[permission] ?? { own: null, may: [] };

  test.each(ACTOR_NAMES)("the actor's own: %s", (name) => {
    expect(Permit.ask(policy, ACTORS[name], row.own) !== null).toBe(row.may.includes(name));
  });

  if (row.mayOther)
    test.each(ACTOR_NAMES)("somebody else's: %s", (name) => {
      expect(Permit.ask(policy, ACTORS[name], row.other) !== null).toBe(row.mayOther?.includes(name));
    });
});

const OWN_TEXT = { ...OWN, sourceLanguage: "fi", language: "so" };

test("translators write only in the languages they were given, never the original, and only in their own texts", () => {
  const may = (name: ActorName, subject: object) =>
    POLICIES.get("write_text")?.allows(ACTORS[name], { ...OWN_TEXT, ...subject });
  const links: ActorName[] = ["translator's link for own text", "translator's link for own forum"];
  for (const name of links) {
    expect([name, may(name, { language: "ar" })]).toEqual([name, false]);
    expect([name, may(name, { language: "fi" })]).toEqual([name, false]);
    expect([name, may(name, { sourceLanguage: "so" })]).toEqual([name, false]);
  }
  expect(may("translator", { language: "ar" })).toBe(true);
  expect(may("translator", { language: "fi" })).toBe(false);
  expect(may("staff", { language: "fi" })).toBe(true);
  // Another text of the same forum; a venue's text without an organisation.
  expect(may("translator's link for own text", { itemId: "another" })).toBe(false);
  expect(may("translator's link for own forum", { itemId: "another" })).toBe(true);
  const ofNobody = { forumId: null, organisationId: null };
  for (const name of ACTOR_NAMES.filter((one) => one !== "translator's link for own text"))
    expect([name, may(name, ofNobody)]).toEqual([name, name === "administrator"]);
  // A page of the portal: translators of any organisation, and never its original.
  const page = { ...ofNobody, itemId: "page", pageKey: "about" };
  for (const name of ACTOR_NAMES) {
    expect([name, may(name, page)]).toEqual([name, name === "administrator" || name === "translator"]);
    expect([name, may(name, { ...page, language: "fi" })]).toEqual([name, name === "administrator"]);
  }
});

test("a door's link opens its door on the forum's day alone, and nobody keeps a door before it", () => {
  const may = (permission: string, name: ActorName, day: string) =>
    POLICIES.get(permission)?.allows(ACTORS[name], { ...MANAGE.own, day });
  for (const name of ["door link", "coordinator's link", "staff"] as const) {
    expect([name, may("keep_door", name, "before")]).toEqual([name, false]);
    expect([name, may("keep_door", name, "on")]).toEqual([name, true]);
    // A phone of somebody who arranges the forum may find a network only later.
    expect([name, may("keep_door", name, "after")]).toEqual([name, name !== "door link"]);
    for (const day of ["before", "after"]) expect([name, may("register_at_door", name, day)]).toEqual([name, false]);
  }
});

test("staff invite only counsellors, tutors, interpreters and translators; administrators invite to every role", () => {
  const invite = POLICIES.get("invite");
  const may = (actor: ActorName, role: string, organisationId: string | null = OWN.organisationId) =>
    invite?.allows(ACTORS[actor], { role, organisationId });
  for (const role of ["counsellor", "peer_tutor", "interpreter", "translator"]) expect(may("staff", role)).toBe(true);
  for (const role of ["staff", "administrator"]) expect(may("staff", role)).toBe(false);
  for (const role of ["staff", "administrator", "counsellor"]) expect(may("administrator", role, null)).toBe(true);
  expect(may("staff", "peer_tutor", null)).toBe(false);
});

/** In place of a permit that was not given. */
const refused = (): never => {
  throw new Error("the policy refused");
};

test("a permit holds its subject and its actor, and only a policy makes one", () => {
  const policy = POLICIES.get("limit_forum");
  if (!policy) throw new Error("no policy");
  const permit = Permit.ask(policy, system("test"), MANAGE.own);
  expect(permit).toMatchObject({ permission: "limit_forum", by: { kind: "system" }, subject: MANAGE.own });
  // Checked by the compiler, never run: if one of these lines compiled, that would be the failure.
  void ((given: () => LimitForum) => {
    // @ts-expect-error -- its constructor is private
    new Permit("limit_forum", system("test"), MANAGE.own);
    // @ts-expect-error -- an object of the same shape is no permit
    const forged: LimitForum = { permission: "limit_forum", by: system("test"), subject: MANAGE.own };
    // @ts-expect-error -- not even with the protected member written down
    const copied: LimitForum = { asked: true, permission: "limit_forum", by: system("test"), subject: MANAGE.own };
    // @ts-expect-error -- a copy of a permit with another subject is none
    const moved: LimitForum = { ...given(), subject: MANAGE.other };
    // @ts-expect-error -- no part of a permit's subject can be replaced
    given().subject.forumId = MANAGE.other.forumId;
    // @ts-expect-error -- nor the subject
    given().subject = MANAGE.other;
    // @ts-expect-error -- the permit of another policy is not this one
    const other: LimitForum = Permit.ask(canManageForum, system("test"), MANAGE.own) ?? refused();
    // @ts-expect-error -- a policy that a caller makes up gives no permit
    const asked = Permit.ask({ permission: "limit_forum", allows: () => true }, system("test"), MANAGE.own);
    return [forged, copied, moved, other, asked];
  });
});

test("neither a permit nor its subject can be changed once it is given", () => {
  const subject = { ...MANAGE.own };
  const permit = Permit.ask(canLimitForum, system("test"), subject) ?? refused();
  subject.forumId = MANAGE.other.forumId;
  expect(permit.subject).toEqual(MANAGE.own);
  expect(() => Object.assign(permit, { subject: MANAGE.other })).toThrow(TypeError);
  expect(() => Object.assign(permit.subject, MANAGE.other)).toThrow(TypeError);
  expect(permit.subject).toEqual(MANAGE.own);
});

/** The comment above each policy, by the name of its permission. */
const MEANINGS = new Map(
  globSync("src/features/*/policy.ts").flatMap((file) =>
    [
      ...readFileSync(file, "utf8").matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport const \w+ = policy\(\s*"(\w+)"/g),
    ].map(([, comment = "", permission = ""]) => [permission, comment.replace(/\s*\n \* ?/g, " ").trim()] as const),
  ),
);

test("docs/permissions.md shows the matrix of the code", async () => {
  const cell = (policy: Policy<string, unknown>, row: PermissionRow, name: ActorName) => {
    const own = policy.allows(ACTORS[name], row.own);
    if (row.other === undefined) return own ? "yes" : "";
    const other = policy.allows(ACTORS[name], row.other);
    return own && other ? "all" : own ? "own" : other ? "others’" : "";
  };
  const lines = [...POLICIES].map(([permission, policy]) => {
    const row = ROWS[permission] ?? { own: null, may: [] };
    return [`\`${permission}\``, MEANINGS.get(permission) ?? "", ...ACTOR_NAMES.map((name) => cell(policy, row, name))];
  });
  const table = [
    ["Permission", "What it allows", ...ACTOR_NAMES],
    ["---", "---", ...ACTOR_NAMES.map(() => ":-:")],
    ...lines,
  ];
  const page = `# Permissions

Generated from the code by tests/unit/policies.test.ts. To regenerate it, run
\`npx vitest run --project unit tests/unit/policies.test.ts -u\`.

- **own**: what belongs to the actor or their organisation, or was put into their care. **all**: anybody’s. **others’**: anybody’s except
  their own. **yes**: the permission has no owner.
- The holder of a registration’s link acts as its party: the link is the proof, and no permission is needed.
- Without a second factor, counsellors, staff and administrators have no permissions except \`pass_second_factor\`.

${table.map((cells) => `| ${cells.join(" | ")} |`).join("\n")}
`;
  expect(lines.filter(([, meaning]) => !meaning)).toEqual([]);
  await expect(page).toMatchFileSnapshot("../../docs/permissions.md");
});
