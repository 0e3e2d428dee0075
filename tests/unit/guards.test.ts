import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { TAKE_POST } from "@/server/methods";
import { personalDataIn } from "../support/personal-data";
import { readSchema } from "../support/prisma-schema";
import { type Declared, declarationsOf, parseFile, reach, type SyntaxNode, walk } from "../support/syntax";

const textOf = (declarations: readonly Declared[]) => declarations.map(({ text }) => text).join("\n");

/** Functions that ask a policy for actions, e.g. `permitToManage`. */
const ASKERS = globSync("src/features/*/{actor,managed-forum}.ts").flatMap((file) => {
  const all = declarationsOf(file);
  return all
    .filter(({ exported }) => exported)
    .filter((one) => /\b(permitOr404|Permit\.ask)\(/.test(textOf(reach(one, all))))
    .map(({ name }) => name);
});
/** Called, or passed as the step itself. */
const ASKS = new RegExp(`\\bPermit\\.ask\\(|\\b(${ASKERS.join("|")})\\(|^(${ASKERS.join("|")})$`);

/** The source of a step in an action's definition; null if none of the three definers made the action. */
function stepOf({ node, text }: Declared, step: string): string | null {
  const { type, callee, arguments: given } = node as SyntaxNode & { callee?: SyntaxNode; arguments?: SyntaxNode[] };
  if (type !== "CallExpression" || !/^define(Form|Typing)?Action$/.test(String(callee?.name))) return null;
  const properties = (given?.[0]?.properties ?? []) as (SyntaxNode & { key?: SyntaxNode; value?: SyntaxNode })[];
  const found = properties.find(({ key }) => key?.name === step);
  const { start, end } = found?.value ?? found ?? { start: 0, end: 0 };
  return found ? text.slice(start - node.start, end - node.start) : null;
}

/** The actions of a module that ask no policy first. */
function silentActions(file: string, code?: string): string[] {
  const all = declarationsOf(file, code);
  return all
    .filter(({ exported }) => exported)
    .filter((action) => {
      const step = stepOf(action, "authorise");
      if (step === null) return true;
      return !reach({ ...action, text: step }, all).some(({ text }) => ASKS.test(text));
    })
    .map(({ name }) => name);
}

/** Actions that anyone may call, and why. */
const OPEN_ACTIONS: Record<string, string> = {
  changeAction: "the registration's link is the proof",
  cancelAction: "the registration's link is the proof",
  answerAction: "the registration's link is the proof",
  queueAgainAction: "the registration's link is the proof",
  renewLinkAction: "the registration's link is the proof",
  consentAction: "the registration's link is the proof",
  eraseAction: "the registration's link is the proof",
  stopLaterForumsAction: "the registration's link is the proof",
  requestSignInAction: "anyone may ask for a link",
  signInCodeAction: "the code is the proof",
  signInLinkAction: "the mailed link is the proof",
  acceptAction: "the invitation's link is the proof",
  registerAction: "anyone may register",
};

test("every action asks a policy, or is listed here with another proof", () => {
  const silent = globSync("src/features/**/actions.ts").flatMap((file) => silentActions(file));
  expect(silent.sort()).toEqual(Object.keys(OPEN_ACTIONS).sort());
});

test.each([
  ["asks nobody", "defineAction({ authorise: anyone, run })"],
  ["asks only once it runs", "defineAction({ authorise: anyone, run: () => permitOr404(canX, actor, null) })"],
  ["names a policy and does not ask it", "defineAction({ authorise: async () => canX, run })"],
  ["has no such step", "defineFormAction({ errors: 'Errors', parse, run })"],
  ["is no such definition", "async (locale: string) => permitOr404(canX, actor, null)"],
])("an action that %s is found", (_, definition) => {
  expect(silentActions("actions.ts", `export const xAction = ${definition};`)).toEqual(["xAction"]);
});

test.each([
  ["asks itself", "async () => permitOr404(canX, await currentActor(), null)"],
  ["asks by a function of its module", "asked"],
  ["asks by a function of another module", "ownAccountOr404"],
])("an action that %s is not", (_, step) => {
  const asked = "async function asked() { return Permit.ask(canX, actor, null) ?? notFound(); }";
  const code = `${asked} export const xAction = defineAction({ authorise: ${step}, run });`;
  expect(silentActions("actions.ts", code)).toEqual([]);
});

test("what a page sends by itself while somebody types is asked the same as what they send", () => {
  const found = globSync("src/features/**/actions.ts").flatMap((file) => {
    const all = declarationsOf(file);
    const stepsOf = (definer: string) =>
      all.filter(({ text }) => text.startsWith(`${definer}(`)).map((one) => stepOf(one, "authorise"));
    expect(stepsOf("defineFormAction")).toEqual(expect.arrayContaining(stepsOf("defineTypingAction")));
    return stepsOf("defineTypingAction");
  });
  expect(found).not.toEqual([]);
});

const models = readSchema();

test("every model says whether it holds personal data", () => {
  expect(models.filter(({ personal }) => personal === undefined).map(({ name }) => name)).toEqual([]);
});

const PERMITS = globSync("src/features/*/policy.ts").flatMap((file) =>
  [...readFileSync(file, "utf8").matchAll(/export type (\w+) = PermitFor</g)].map(([, name]) => name ?? ""),
);
const TAKES_PERMIT = new RegExp(`: (${PERMITS.join("|")})$`);
/** Part of a larger command: its caller holds the transaction, and is checked itself. */
const WITHIN_TRANSACTION = /: Tx$/;

/** The exported functions of a module that reach personal data without a permit. */
function permitless(file: string, code?: string): string[] {
  const all = declarationsOf(file, code);
  return all
    .filter(({ exported, isFunction }) => exported && isFunction)
    .filter(({ parameters: [first = ""] }) => !TAKES_PERMIT.test(first) && !WITHIN_TRANSACTION.test(first))
    .filter((one) => reach(one, all).some(({ node }) => personalDataIn(node, models).length > 0))
    .map(({ name }) => name);
}

/** Functions that reach personal data without a permit, and why. */
const WITHOUT_PERMIT: Record<string, string> = {
  // The holder of a link: the token is the proof.
  findTicket: "the registration's link is the proof",
  changeRegistration: "the registration's link is the proof",
  answerOffer: "the registration's link is the proof",
  queueAgain: "the registration's link is the proof",
  renewLink: "the registration's link is the proof",
  noteTicketOpened: "the registration's link is the proof",
  noteRefusedAddress: "for the worker",
  findRenewed: "the registration's former link is the proof, and it tells the organiser's contact alone",
  eraseRegistration: "the registration's link is the proof",
  stopLaterForums: "the registration's link is the proof",
  wantsLaterForums: "the registration's link is the proof",
  findAccessLink: "the link is the proof",
  acceptInvitation: "the invitation's link is the proof",
  findInvitation: "the invitation's link is the proof, or the worker composes its mail",
  findPendingSignIn: "shows the address that was typed a moment ago, to whom the address of the page was given",
  findPendingSignInByLink: "the mailed link is the proof",
  findLoginSession: "the cookie is the proof: this is where actors come from",
  resumeLoginSession: "the cookie is the proof: this is where actors come from",
  setConsent: "the registration's link is the proof",
  // Functions that create personal data, or send it to its owner.
  register: "makes a registration; who registers others brings a permit",
  requestSignIn: "anyone may ask for a link",
  findTicketById: "for the worker, which composes a party's messages",
  everHadSeat: "for the worker, which composes a party's messages",
  findOffer: "for the worker, which composes a party's messages",
  composeMessage: "for the worker",
  deliverNotification: "for the worker",
  queueWaitingSms: "for the worker",
  expireOffers: "for the worker",
  sendReminders: "for the worker",
  tellListeners: "for the worker, after a command that takes a permit",
  selectListeners: "a part of statements: it reads nothing itself",
  anonymiseRegistrations: "for the worker and the command line",
  purgeExpiredSignIns: "for the worker",
  purgeInvitations: "for the worker",
  forgetAuditEntries: "for the worker",
  forgetDraftsOfEndedLinks: "for the worker",
  createAdministrator: "for the command line",
  findLinkSubject: "whose forum a link is for, and nothing else",
  listDemoLinks: "in the demo only",
  listDemoAccounts: "in the demo only",
  listDemoMail: "in the demo only",
  listDemoSms: "in the demo only",
  // Numbers without people.
  listCapacities: "counts places",
  getCapacity: "counts places",
  countUnsent: "counts messages",
  findToldBefore: "gives an instant, to the letter that the worker composes",
  listForumLanguages: "counts people",
  authOptions: "next-auth's own adapter: the one-time token, the provider's answer or the cookie is the proof",
  rotateLoginSession: "replaces the token of the session that acts",
  findInvitationSubject: "what a policy decides by",
  listGiven: "for the letter about one act, by its id",
};

test("every query and command of personal data takes a permit, or is listed here with a reason", () => {
  const open = globSync("src/features/**/{queries,commands,writes,adapter}.ts").flatMap((file) =>
    permitless(file).map((name) => ({ file, name })),
  );
  const unnamed = open.filter(({ name }) => !(name in WITHOUT_PERMIT)).map(({ file, name }) => `${file}: ${name}`);
  expect(unnamed).toEqual([]);
  const names = new Set(open.map(({ name }) => name));
  expect(Object.keys(WITHOUT_PERMIT).filter((name) => !names.has(name))).toEqual([]);
});

test.each([
  ["a delegate", "db().participant.findMany()"],
  ["a relation that is included", "db().forum.findMany({ include: { registrations: true } })"],
  [
    "a relation of a relation",
    "db().claim.findMany({ include: { registration: { include: { participants: true } } } })",
  ],
  ["a relation of what is public", "db().forum.findMany({ select: { accessLinks: { select: { holder: true } } } })"],
  ["a table in SQL", 'db().$queryRaw`SELECT * FROM "Participant"`'],
  ["a delegate taken from the client", "(() => { const { user } = db(); return user; })()"],
  ["a delegate handed on", "readAll(db().user)"],
  ["a delegate by a computed name", "db()[name].findMany()"],
])("no query reaches personal data without a permit by %s", (_, read) => {
  expect(permitless("queries.ts", `export async function leak(name: string) { return ${read}; }`)).toEqual(["leak"]);
  expect(permitless("queries.ts", `export async function asked(permit: ${PERMITS[0]}) { return ${read}; }`)).toEqual(
    [],
  );
});

test("no cast makes a permit, and none hides a type from the compiler", () => {
  const permits = new RegExp(`\\b(${["Permit", "PermitFor", ...PERMITS].join("|")})\\b`);
  const casts = globSync("src/{app,features}/**/*.{ts,tsx}")
    .filter((file) => !file.endsWith(".test.ts"))
    .flatMap((file) => {
      const code = readFileSync(file, "utf8");
      return [...walk(parseFile(file, code))]
        .filter(({ type }) => type === "TSAsExpression" || type === "TSTypeAssertion")
        .map(({ typeAnnotation }) => typeAnnotation as { start: number; end: number })
        .map(({ start, end }) => code.slice(start, end))
        .filter((type) => permits.test(type) || /^(any|never|unknown)$/.test(type))
        .map((type) => `${file}: as ${type}`);
    });
  expect(casts).toEqual([
    // next-auth's adapter is written for its own client; docs/decisions/008 says what it may call.
    "src/features/accounts/adapter.ts: as unknown",
  ]);
});

test("every private page and route reads the actor and asks a policy", () => {
  const pages = globSync("src/app/*/{work,manage,helpers,me}/**/{page.tsx,route.ts}");
  expect(pages.length).toBeGreaterThan(10);
  const asks = /\b(readManagedForum|readHelper|permitOr404|Permit\.ask)\(|eraseAccountAction/;
  const silent = pages.filter((file) => {
    const text = readFileSync(file, "utf8");
    const reads = /\b(readManagedForum|readHelper|findAddressedText|requireLoginSession|currentLoginSession)\(/;
    return !asks.test(text) || !reads.test(text);
  });
  expect(silent).toEqual([]);
});

test("route handlers serve only GET, and POST if src/server/methods.ts allows it", () => {
  const handlers = globSync("src/app/**/route.ts");
  expect(handlers.length).toBeGreaterThan(5);
  const methods = handlers.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/^export [^({=]*?\b([A-Z]{3,7})\b/gm)].map(([, name]) => ({ file, name })),
  );
  const others = methods.filter(({ name }) => name !== "GET");
  const routeOf = (file: string) => file.replace(/^src\/app|\/\([^)]+\)|\/route\.ts$/g, "");
  expect(others.map(({ file, name }) => `${name} ${routeOf(file)}`)).toEqual(TAKE_POST.map((route) => `POST ${route}`));
});

test("the design system contains no words of a feature", () => {
  const namespaces = globSync("src/{ui,platform}/**/*.{ts,tsx}").flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/namespace: "(\w+)"/g)].map(([, name]) => name),
  );
  expect([...new Set(namespaces)]).toEqual(["Form"]);
});
