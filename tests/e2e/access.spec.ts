import { globSync, readFileSync } from "node:fs";
import type { Role } from "../../src/features/access/schema";
import { createAccount, createCall, createInvitation, sessionCookieOf } from "../support/accounts";
import { expect, portalUrl, test } from "../support/e2e";
import { createLink } from "../support/links";

// Who may open which private page and send which form, asked of the running portal: every page and every action that the
// code has, for everybody that policies tell apart, allowed and refused.

const ROLES = ["peer_tutor", "interpreter", "translator", "counsellor", "staff", "administrator"] as const;
const ACTORS = ["stranger", "participant", ...ROLES, "administrator without second factor"] as const;
type Actor = (typeof ACTORS)[number];
const SIGNED_IN: readonly Actor[] = ["participant", ...ROLES];
const HELPERS: readonly Actor[] = ["peer_tutor", "counsellor", "staff", "administrator"];
const ARRANGERS: readonly Actor[] = ["counsellor", "staff", "administrator"];
const ADMINISTRATORS: readonly Actor[] = ["administrator"];

/** Theirs is the forum `roolit` of the organisation of tests; the demo's forums belong to others. */
const OWN = "roolit";
const OTHERS = "perheilta-itakeskus";

const databaseUrl = () => process.env.PORTAL_DATABASE_URL ?? "";
let counter = 0;

/** A session of somebody new; null for a stranger. */
async function become(actor: Actor, more: { noted?: boolean } = {}): Promise<{ userId: string; token: string } | null> {
  if (actor === "stranger") return null;
  const complete = actor !== "administrator without second factor";
  const roles: Role[] = actor === "participant" ? [] : complete ? [actor as Role] : ["administrator"];
  return createAccount(databaseUrl(), {
    email: `rooli-${process.pid}-${counter++}@example.org`,
    roles,
    organisations: roles.length > 0 ? ["testi"] : [],
    forums: roles.length > 0 ? [OWN] : [],
    secondFactor: complete,
    ...more,
  });
}

async function ask(path: string, token: string | undefined, body?: FormData): Promise<Response> {
  const headers: Record<string, string> = { Origin: portalUrl() };
  if (token) {
    const { name, value } = sessionCookieOf(token);
    headers.Cookie = `${name}=${value}`;
  }
  return fetch(`${portalUrl()}${path}`, { redirect: "manual", headers, ...(body && { method: "POST", body }) });
}

/** Refused: not there, or led to signing in or to a second factor. */
function isRefused(answer: Response): boolean {
  const location = answer.headers.get("location") ?? "";
  return answer.status === 404 || (/\/sign-in(\/second-factor)?(\?|$)/.test(location) && !location.includes("done="));
}

/** A private page: a path to what is one's own and who may open it, and to what is another's. */
interface Page {
  path: (userId: string) => string;
  may: readonly Actor[];
  other?: string;
  mayOther?: readonly Actor[];
}

const PAGES: Record<string, Page> = {
  "/me": { path: () => "/fi/me", may: SIGNED_IN },
  "/me/erase": { path: () => "/fi/me/erase", may: SIGNED_IN },
  "/me/data.json": { path: () => "/fi/me/data.json", may: SIGNED_IN },
  "/work": { path: () => "/fi/work", may: ROLES },
  "/work/invitations": { path: () => "/fi/work/invitations", may: ["staff", "administrator"] },
  "/work/links": { path: () => "/fi/work/links", may: ["staff", "administrator"] },
  "/work/users": { path: () => "/fi/work/users", may: ADMINISTRATORS },
  "/work/users/[id]": { path: (userId) => `/fi/work/users/${userId}`, may: ADMINISTRATORS },
  "/work/audit": { path: () => "/fi/work/audit", may: ADMINISTRATORS },
  "/manage/[forumKey]": {
    path: () => `/fi/manage/${OWN}`,
    may: ARRANGERS,
    other: `/fi/manage/${OTHERS}`,
    mayOther: ADMINISTRATORS,
  },
  "/manage/[forumKey]/[form]": {
    path: () => `/fi/manage/${OWN}/limits`,
    may: ARRANGERS,
    other: `/fi/manage/${OTHERS}/limits`,
    mayOther: ADMINISTRATORS,
  },
  "/helpers/[link]": { path: () => "/fi/helpers/own", may: HELPERS },
  "/helpers/[link]/[slug]": { path: () => "/fi/helpers/own/apu", may: HELPERS },
};

test("every private page of the code is asked for", () => {
  const found = globSync("src/app/*/{work,manage,helpers,me}/**/{page.tsx,route.ts}").map((file) =>
    file.replace(/^src\/app\/[^/]+/, "").replace(/\/(page\.tsx|route\.ts)$/, ""),
  );
  expect(found.sort()).toEqual(Object.keys(PAGES).sort());
});

for (const actor of ACTORS) {
  test(`${actor}: opens what is theirs and nothing else`, async () => {
    const session = await become(actor);
    const victim = await createAccount(databaseUrl(), { email: `uhri-${process.pid}-${counter++}@example.org` });
    for (const [name, { path, may, other, mayOther }] of Object.entries(PAGES)) {
      const answer = await ask(path(victim.userId), session?.token);
      expect(`${name} ${isRefused(answer) ? "refused" : answer.status}`).toBe(
        `${name} ${may.includes(actor) ? 200 : "refused"}`,
      );
      if (!other) continue;
      const another = await ask(other, session?.token);
      const missing = await ask(other.replace(OTHERS, "ei-ole-olemassa"), session?.token);
      if (mayOther?.includes(actor)) expect(another.status, name).toBe(200);
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

/** Names of the code's server actions, by the ids that pages call them by. */
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

/** Who may call each action. For one's own account everybody calls it for themselves. */
const ACTIONS: Record<string, readonly Actor[]> = {
  signOutAction: [...SIGNED_IN, "administrator without second factor"],
  signOutEverywhereAction: [...SIGNED_IN, "administrator without second factor"],
  secondFactorAction: [...SIGNED_IN, "administrator without second factor"],
  notedCodesAction: SIGNED_IN,
  newCodesAction: SIGNED_IN,
  profileAction: SIGNED_IN,
  eraseAccountAction: SIGNED_IN,
  inviteAction: ["staff", "administrator"],
  withdrawAction: ["staff", "administrator"],
  revokeLinkAction: ["staff", "administrator"],
  userAction: ADMINISTRATORS,
  lockAction: ADMINISTRATORS,
  revokeAction: ADMINISTRATORS,
  removeFactorAction: ADMINISTRATORS,
  limitsAction: ARRANGERS,
  languageAction: ARRANGERS,
  meetingLinkAction: ARRANGERS,
  moveAction: ARRANGERS,
  cancelForumAction: ARRANGERS,
  calledAction: ARRANGERS,
  announceAction: ARRANGERS,
  registerOthersAction: HELPERS,
};

test("every action of the code that asks a policy is called by everybody, and answers only to those who may", async () => {
  test.setTimeout(180_000);
  await createInvitation(databaseUrl());
  await createCall(databaseUrl(), OWN);
  await createLink(databaseUrl(), "helper", OWN, "Peruttava");
  const administrator = await become("administrator");
  const participant = await become("participant");
  const unnoted = await become("participant", { noted: false });
  const victim = await createAccount(databaseUrl(), {
    email: `uhri-${process.pid}-${counter++}@example.org`,
    roles: ["translator"],
  });
  const forms = new Map<string, ActionForm>();
  for (const [path, token] of [
    ["/fi/me", administrator?.token],
    ["/fi/me/erase", administrator?.token],
    ["/fi/sign-in/second-factor", participant?.token],
    ["/fi/sign-in/second-factor", unnoted?.token],
    ["/fi/work/invitations", administrator?.token],
    ["/fi/work/links?text=Peruttava", administrator?.token],
    [`/fi/work/users/${victim.userId}`, administrator?.token],
    [`/fi/manage/${OWN}`, administrator?.token],
    ...["limits", "language", "link", "move", "cancel", "announce"].map((form) => [
      `/fi/manage/${OWN}/${form}`,
      administrator?.token,
    ]),
    ["/fi/helpers/own/apu", administrator?.token],
  ] as const)
    for (const form of await formsOf(path ?? "", token)) forms.set(form.action, form);
  expect([...forms.keys()].sort()).toEqual(Object.keys(ACTIONS).sort());

  // The actions of the code, less those that anyone may call: tests/unit/guards.test.ts names those, and their proof.
  const guards = readFileSync("tests/unit/guards.test.ts", "utf8");
  const open = [...(/OPEN_ACTIONS[^{]*\{(.*?)\n\};/s.exec(guards)?.[1] ?? "").matchAll(/^ {2}(\w+):/gm)].map(
    ([, name]) => name,
  );
  const all = globSync("src/features/*/actions.ts").flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/^export const (\w+) = define/gm)].map(([, name]) => name ?? ""),
  );
  expect(all.filter((name) => !open.includes(name)).sort()).toEqual(Object.keys(ACTIONS).sort());

  const wrong: string[] = [];
  for (const [action, may] of Object.entries(ACTIONS)) {
    const form = forms.get(action);
    if (!form) throw new Error(action);
    for (const actor of ACTORS) {
      const session = await become(actor);
      const body = new FormData();
      for (const [name, value] of form.fields) body.append(name, value);
      const answer = await ask(form.path, session?.token, body);
      const expected = may.includes(actor);
      if (isRefused(answer) === expected || answer.status >= 500)
        wrong.push(`${action} as ${actor}: ${answer.status} ${answer.headers.get("location") ?? ""}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("addresses of the workspace in old messages lead on to where it is now, with their query", async () => {
  const userId = "01890000-0000-7000-8000-000000000000";
  for (const [former, present] of [
    ["/fi/desk", "/fi/work"],
    ["/ar/desk?done=changed", "/ar/work?done=changed"],
    ["/fi/desk/users", "/fi/work/users"],
    [`/so/desk/users/${userId}?done=locked`, `/so/work/users/${userId}?done=locked`],
    ["/fi/desk/invitations", "/fi/work/invitations"],
    ["/fi/desk/audit?about=x", "/fi/work/audit?about=x"],
    [`/sv/desk/${OWN}`, `/sv/manage/${OWN}`],
    [`/en/desk/${OWN}/limits?x=1`, `/en/manage/${OWN}/limits?x=1`],
  ]) {
    const answer = await ask(former ?? "", undefined);
    const location = new URL(answer.headers.get("location") ?? "", portalUrl());
    expect([answer.status, `${location.pathname}${location.search}`], former).toEqual([308, present]);
  }
  expect((await fetch(`${portalUrl()}/fi/desk/${process.env.PORTAL_MANAGE}`)).status).toBe(200);
  expect((await ask("/xx/desk", undefined)).status).toBe(404);
});
