import { globSync, readFileSync } from "node:fs";
import type { Role } from "@/features/access/schema";
import { DOOR_SLUG } from "../access/registration";
import {
  type ActionRow,
  gatherAccess,
  OTHER_SLUG,
  OWN_SLUG,
  type PageRow,
  VISITORS,
  type Visitor,
} from "../support/access";
import { createAccount, createCall, createInvitation, sessionCookieOf } from "../support/accounts";
import { expect, PLAIN, portalUrl, test } from "../support/e2e";
import { createLink } from "../support/links";
import { writeTutorsWork } from "../support/network";

// Who may open each private page and send each form, checked on the running portal: every page and every action of the
// code, for every visitor that policies tell apart, both allowed and refused.

const databaseUrl = () => process.env.PORTAL_DATABASE_URL ?? "";
let counter = 0;

/** A new user's session; null for a stranger. */
async function become(
  actor: Visitor,
  more: { noted?: boolean } = {},
): Promise<{ userId: string; token: string } | null> {
  if (actor === "stranger") return null;
  const complete = actor !== "administrator without second factor";
  const roles: Role[] = actor === "participant" ? [] : complete ? [actor as Role] : ["administrator"];
  return createAccount(databaseUrl(), {
    email: `rooli-${process.pid}-${counter++}@example.org`,
    roles,
    organisations: roles.length > 0 ? ["testi"] : [],
    forums: roles.length > 0 ? [OWN_SLUG, DOOR_SLUG] : [],
    hosts: roles.length > 0 ? [OWN_SLUG] : [],
    leads: roles.length > 0 ? ["oma-ryhma"] : [],
    secondFactor: complete,
    ...more,
  });
}

async function ask(path: string, token: string | undefined, body?: FormData): Promise<Response> {
  const headers: Record<string, string> = { ...PLAIN, Origin: portalUrl() };
  if (token) {
    const { name, value } = sessionCookieOf(token);
    headers.Cookie = `${name}=${value}`;
  }
  return fetch(`${portalUrl()}${path}`, { redirect: "manual", headers, ...(body && { method: "POST", body }) });
}

/** Refused: not found, or redirected to signing in or to a second factor. */
function isRefused(answer: Response): boolean {
  const location = answer.headers.get("location") ?? "";
  return answer.status === 404 || (/\/sign-in(\/second-factor)?(\?|$)/.test(location) && !location.includes("done="));
}

const { pages: PAGES, actions: ACTIONS } = await gatherAccess();
const pathOf = ({ path }: PageRow | ActionRow, userId: string) => (typeof path === "string" ? path : path(userId));

test("every private page of the code is tested", () => {
  const found = globSync("src/app/*/{work,manage,door,helpers,me}/**/{page.tsx,route.ts}").map((file) =>
    file.replace(/^src\/app\/[^/]+/, "").replace(/\/(page\.tsx|route\.ts)$/, ""),
  );
  expect(found.sort()).toEqual(Object.keys(PAGES).sort());
});

for (const actor of VISITORS) {
  test(`${actor}: opens what is theirs and nothing else`, async () => {
    // Three questions for each private page: the more there are, the longer it takes, and a busy machine is slow.
    test.setTimeout(240_000);
    const session = await become(actor);
    const victim = await createAccount(databaseUrl(), { email: `uhri-${process.pid}-${counter++}@example.org` });
    for (const [name, page] of Object.entries(PAGES)) {
      const { may, mayOther, status = 200 } = page;
      const other = typeof page.other === "function" ? page.other() : page.other;
      const answer = await ask(pathOf(page, victim.userId), session?.token);
      expect(`${name} ${isRefused(answer) ? "refused" : answer.status}`).toBe(
        `${name} ${may.includes(actor) ? status : "refused"}`,
      );
      if (!other) continue;
      const another = await ask(other, session?.token);
      const missing = await ask(other.replace(OTHER_SLUG, "ei-ole-olemassa"), session?.token);
      if (mayOther?.includes(actor)) expect(another.status, name).toBe(status);
      else
        expect([another.status, isRefused(another)], `${name}: as what does not exist`).toEqual([missing.status, true]);
      if (another.status === 404) expect(await another.text(), name).toBe(await missing.text());
    }
  });
}

interface ActionForm {
  action: string;
  path: string;
  fields: [string, string][];
}

/** Names of the server actions by the ids with which pages call them. */
const MANIFEST: { node: Record<string, { exportedName: string; filename?: string }> } = JSON.parse(
  readFileSync(".next-test/server/server-reference-manifest.json", "utf8"),
);

const decode = (text: string) =>
  text
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

/** The forms of a page that call actions, as a browser without JavaScript would send them. */
async function formsOf(path: string, token: string | undefined): Promise<ActionForm[]> {
  const html = await (await ask(path, token)).text();
  return [...html.matchAll(/<form[^>]*>(.*?)<\/form>/gs)].flatMap(([, inner = ""]) => {
    const fields = [...inner.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([input]): [string, string] => [
      decode(/name="([^"]*)"/.exec(input)?.[1] ?? ""),
      decode(/value="([^"]*)"/.exec(input)?.[1] ?? ""),
    ]);
    const id = fields
      .map(([name, value]) => /^\$ACTION_ID_(\w+)$/.exec(name)?.[1] ?? /"id":"(\w+)"/.exec(value)?.[1])
      .find(Boolean);
    const action = id && MANIFEST.node[id]?.exportedName;
    return action ? [{ action, path, fields }] : [];
  });
}

test("every action that asks a policy is called by everybody, and answers only people who may call it", async () => {
  test.setTimeout(420_000);
  await createInvitation(databaseUrl());
  await createCall(databaseUrl(), OWN_SLUG);
  const named = `nimetty-${process.pid}@example.org`;
  await createAccount(databaseUrl(), { email: named, roles: ["counsellor"], forums: ["nimetyt"] });
  await createLink(databaseUrl(), "helper", OWN_SLUG, "Peruttava");
  const administrator = await become("administrator");
  const participant = await become("participant");
  const tutor = await become("peer_tutor");
  await writeTutorsWork(databaseUrl(), tutor?.userId ?? "");
  const unnoted = await become("participant", { noted: false });
  const victim = await createAccount(databaseUrl(), {
    email: `uhri-${process.pid}-${counter++}@example.org`,
    roles: ["translator"],
  });
  const sessions = { participant, "participant who has not noted their codes": unnoted, peer_tutor: tutor };
  const forms = new Map<string, ActionForm>();
  const asked = new Map(
    Object.values(ACTIONS).map((row) => {
      const path = pathOf(row, victim.userId);
      const session = row.seenBy ? sessions[row.seenBy] : administrator;
      return [`${path} ${row.seenBy}`, { path, token: session?.token }] as const;
    }),
  );
  for (const { path, token } of asked.values())
    for (const form of await formsOf(path, token)) forms.set(form.action, form);
  expect([...forms.keys()].sort()).toEqual(Object.keys(ACTIONS).sort());

  // All actions except those that anyone may call; tests/unit/guards.test.ts lists those with their proof.
  const guards = readFileSync("tests/unit/guards.test.ts", "utf8");
  const open = [...(/OPEN_ACTIONS[^{]*\{(.*?)\n\};/s.exec(guards)?.[1] ?? "").matchAll(/^ {2}(\w+):/gm)].map(
    ([, name]) => name,
  );
  const all = globSync("src/features/**/actions.ts").flatMap((file) =>
    // What a page sends by itself has no form of its own: guards.test.ts holds it to what its form is asked.
    [...readFileSync(file, "utf8").matchAll(/^export const (\w+) = define(?:Form)?Action/gm)].map(
      ([, name]) => name ?? "",
    ),
  );
  expect(all.filter((name) => !open.includes(name)).sort()).toEqual(Object.keys(ACTIONS).sort());

  const wrong: string[] = [];
  // First those who work elsewhere: of another organisation's forums, drafts, venues, texts, links and invitations none is there.
  // The year calendar is the whole network's.
  const elsewhere = await Promise.all(
    (["staff", "counsellor", "translator"] as const).map(async (role) => {
      const email = `muualta-${process.pid}-${counter++}@example.org`;
      return { role, ...(await createAccount(databaseUrl(), { email, roles: [role], organisations: ["moniheli"] })) };
    }),
  );
  const owned = Object.entries(ACTIONS).filter(
    ([action, row]) =>
      /^\/fi\/(manage|work)\/(?!calendar\/|media$|.*\/new$)/.test(pathOf(row, victim.userId)) &&
      action !== "inviteAction",
  );
  expect(owned.length).toBeGreaterThan(25);
  const send = (action: string, token: string | undefined) => {
    const { path, fields } = forms.get(action) ?? { path: "", fields: [] };
    const body = new FormData();
    for (const [name, value] of fields) body.append(name, value);
    return ask(path, token, body);
  };
  for (const [action] of owned)
    await Promise.all(
      elsewhere.map(async ({ role, token }) => {
        const answer = await send(action, token);
        if (answer.status !== 404) wrong.push(`${action} as ${role} of another organisation: ${answer.status}`);
      }),
    );
  // Whoever is refused changes nothing, so one account of each kind serves for all refusals.
  const refused = new Map(await Promise.all(VISITORS.map(async (actor) => [actor, await become(actor)] as const)));
  const judge = async (action: string, actor: Visitor, expected: boolean, token: string | undefined) => {
    const answer = await send(action, token);
    if (isRefused(answer) === expected || answer.status >= 500)
      wrong.push(`${action} as ${actor}: ${answer.status} ${answer.headers.get("location") ?? ""}`);
  };
  for (const [action, { may, once }] of Object.entries(ACTIONS)) {
    await Promise.all(
      VISITORS.filter((actor) => !may.includes(actor)).map((actor) =>
        judge(action, actor, false, refused.get(actor)?.token),
      ),
    );
    // Whoever is allowed may change what the next one sees: one after another, each with an account of their own.
    const allowed = VISITORS.filter((one) => may.includes(one));
    for (const actor of once ? allowed.slice(0, 1) : allowed)
      await judge(action, actor, true, (await become(actor))?.token);
  }
  expect(wrong).toEqual([]);
});

test("old addresses of the workspace redirect to the present ones, with their query", async () => {
  const userId = "01890000-0000-7000-8000-000000000000";
  for (const [former, present] of [
    ["/fi/desk", "/fi/work"],
    ["/ar/desk?done=changed", "/ar/work?done=changed"],
    ["/fi/desk/users", "/fi/work/users"],
    [`/so/desk/users/${userId}?done=locked`, `/so/work/users/${userId}?done=locked`],
    ["/fi/desk/invitations", "/fi/work/invitations"],
    ["/fi/desk/audit?about=x", "/fi/work/audit?about=x"],
    [`/sv/desk/${OWN_SLUG}`, `/sv/manage/${OWN_SLUG}`],
    [`/en/desk/${OWN_SLUG}/limits?x=1`, `/en/manage/${OWN_SLUG}/limits?x=1`],
  ]) {
    const answer = await ask(former ?? "", undefined);
    const location = new URL(answer.headers.get("location") ?? "", portalUrl());
    expect([answer.status, `${location.pathname}${location.search}`], former).toEqual([308, present]);
  }
  expect((await fetch(`${portalUrl()}/fi/desk/${process.env.PORTAL_MANAGE}`)).status).toBe(200);
  expect((await ask("/xx/desk", undefined)).status).toBe(404);
});
