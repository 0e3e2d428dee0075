import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { TAKE_FORMS, TAKE_POST } from "@/server/methods";
import { findPersonalData, personalDataIn } from "../support/personal-data";
import { readSchema } from "../support/prisma-schema";
import { type Declared, declarationsOf, parseFile, reach, reachAcross, type SyntaxNode, walk } from "../support/syntax";

const textOf = (declarations: readonly Declared[]) => declarations.map(({ text }) => text).join("\n");

/** Functions that ask a policy for actions, e.g. `permitToManage`. */
const ASKERS = globSync("src/features/*/{actor,managed-forum,led-group}.ts").flatMap((file) => {
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
  joinAction: "anyone may ask to come to a group",
  leaveGroupAction: "the link of somebody in a group is the proof",
  askAgainAction: "the link of somebody in a group is the proof",
  changeContactAction: "the link of somebody in a group is the proof",
  renewMemberLinkAction: "the link of somebody in a group is the proof",
  eraseMemberAction: "the link of somebody in a group is the proof",
  makeWishAction: "anyone may ask to be told of a group",
  withdrawWishAction: "the wish's link is the proof",
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
/** One permit, or one of several. */
const TAKES_PERMIT = new RegExp(`(?<!\\?): (${PERMITS.join("|")})( \\| (${PERMITS.join("|")}))*$`);
/** Part of a larger command: its caller holds the transaction, and is checked with what it calls. */
const WITHIN_TRANSACTION = /: Tx$/;
const DATA_FILES = globSync("src/features/**/{queries,commands,writes,adapter}.ts");

const takesPermit = ({ parameters: [first = ""] }: Declared) => TAKES_PERMIT.test(first);
const runsWithin = ({ parameters: [first = ""] }: Declared) => WITHIN_TRANSACTION.test(first);
const holdsFunctions = ({ node }: Declared) => [...walk(node)].some(({ type }) => /Function|Method/.test(type));
/** Whether the test below checks a declaration by itself. */
const isChecked = (one: Declared) =>
  DATA_FILES.includes(one.file) && one.exported && holdsFunctions(one) && !runsWithin(one);

/** What a module exports that reaches personal data without a permit, by itself or through what it calls elsewhere. */
function permitless(file: string, code?: string): string[] {
  return declarationsOf(file, code)
    .filter((one) => one.exported && holdsFunctions(one) && !takesPermit(one) && !runsWithin(one))
    .filter((one) => reachAcross(one, isChecked, code).some(({ node }) => personalDataIn(node, models).length > 0))
    .map(({ name }) => name);
}

/** Functions that reach personal data without a permit, and why. */
const WITHOUT_PERMIT: Record<string, string> = {
  // The holder of a link: the token is the proof.
  findTicket: "the registration's link is the proof",
  findOpenLink: "the portal has signed the address that names the link",
  cancelRegistration: "the registration's link is the proof",
  changeRegistration: "the registration's link is the proof",
  answerOffer: "the registration's link is the proof",
  queueAgain: "the registration's link is the proof",
  renewLink: "the registration's link is the proof",
  noteTicketOpened: "the registration's link is the proof",
  noteRefusedAddress: "for the worker",
  noteRefusedMember: "for the worker",
  forgetOldMeetings: "for the worker",
  askToJoin: "makes a request to come to a group",
  leaveGroup: "the link of somebody in a group is the proof",
  askAgain: "the link of somebody in a group is the proof",
  changeContact: "the link of somebody in a group is the proof",
  renewMemberLink: "the link of somebody in a group is the proof",
  noteMemberOpened: "the link of somebody in a group is the proof",
  findMember: "the link of somebody in a group is the proof",
  findMemberById: "for the worker, which composes a member's messages",
  findRenewedMember: "the former link of somebody in a group is the proof, and it tells the organiser's contact alone",
  findUnanswered: "counts people, for the letter that the worker composes",
  countRequests: "counts people, for the letter that the worker composes",
  findNewNotes: "counts notes, for the letter that the worker composes",
  listGroupsToWarn: "for the worker",
  warnOfUnanswered: "for the worker",
  findGroupForMembers:
    "for the link of somebody in the group; shows the first names that tutors have agreed to publish",
  findRenewed: "the registration's former link is the proof, and it tells the organiser's contact alone",
  eraseRegistration: "the registration's link is the proof",
  eraseGroupMember: "the link of somebody in a group is the proof",
  listAttendanceOf: "the link of somebody in a group is the proof",
  stopLaterForums: "the registration's link is the proof",
  wantsLaterForums: "the registration's link is the proof",
  findAccessLink: "the link is the proof",
  isEndedLink: "only says that a token opens nothing",
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
  forgetGroupNotes: "for the worker",
  forgetTutorHours: "for the worker",
  forgetDraftsOfEndedLinks: "for the worker",
  createAccessLink: "for the command line",
  createAdministrator: "for the command line",
  findLinkSubject: "whose forum a link is for, and nothing else",
  listDoorsToForget: "for the worker",
  listGroupsToForget: "for the worker",
  listDemoLinks: "in the demo only",
  listDemoAccounts: "in the demo only",
  listDemoMail: "in the demo only",
  listDemoSms: "in the demo only",
  // Numbers without people.
  listCapacities: "counts places",
  getCapacity: "counts places",
  countUnsent: "counts messages",
  searchGroups: "counts places",
  listGroupsOfForum: "counts places",
  rememberGroups: "counts places",
  findToldBefore: "gives an instant, to the letter that the worker composes",
  listForumLanguages: "counts people",
  authOptions: "next-auth's own adapter: the one-time token, the provider's answer or the cookie is the proof",
  rotateLoginSession: "replaces the token of the session that acts",
  findInvitationSubject: "what a policy decides by",
  listGiven: "for the letter about one act, by its id",
  countSearch: "asks whether a group is full, and counts nobody",
  makeWish: "keeps an address for its owner, whom one message reaches",
  findWish: "the wish's link is the proof",
  withdrawWish: "the wish's link is the proof",
  tellWishes: "for the worker",
  forgetOldWishes: "for the worker",
  findMetWish: "for the worker, which composes the message",
  forgetGroupMessages: "for the worker",
  findMemberLetter: "for the worker, which composes the messages to members",
  findGroupForTutor: "for the worker, which composes the letters to a tutor",
  listGroupFacets: "says whether some group has room, as readers see of each",
  findGroupPage: "shows the first names that tutors have agreed to publish",
  findPostPage: "says when the published words were written, not by whom",
  getSitePage: "says when the published words were written, not by whom",
  rememberPages: "reads what public pages show",
  listPostsForFeed: "says when the published words were written, not by whom",
};

test("every query and command of personal data takes a permit, or is listed here with a reason", () => {
  const open = DATA_FILES.flatMap((file) => permitless(file).map((name) => ({ file, name })));
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
  ["a delegate by its name in brackets", 'db()["user"].findMany()'],
  ["a client by another name", "(() => { const all = db(); const { user } = all; return user; })()"],
  ["a client that may be either", "(() => { const all = name ? db() : db(); return send(all.user); })()"],
  ["a transaction by another name", "transaction(async (t) => send(t.user))"],
  ["a transaction that is taken apart", "transaction(async ({ user }) => user.findMany())"],
  ["a transaction of which the rest is kept", "transaction(async ({ forum, ...rest }) => send(rest))"],
  ["a relation whose value stands elsewhere", "db().forum.findMany({ include: { registrations: wanted } })"],
  [
    "a relation that is only counted",
    "db().forum.findMany({ select: { _count: { select: { registrations: wanted } } } })",
  ],
  ["a relation by a computed name", "db().forum.findMany({ include: { [name]: true } })"],
  ["a relation that filters", "db().forum.findMany({ where: { registrations: { some: { email: name } } } })"],
  ["a relation that sorts", "db().forum.findMany({ orderBy: { registrations: wanted } })"],
  ["SQL that is put together", "db().$queryRawUnsafe(name)"],
])("no query reaches personal data without a permit by %s", (_, read) => {
  expect(permitless("queries.ts", `export async function leak(name: string) { return ${read}; }`)).toEqual(["leak"]);
  expect(permitless("queries.ts", `export async function asked(permit: ${PERMITS[0]}) { return ${read}; }`)).toEqual(
    [],
  );
});

test.each([
  ["in a list of exports", "const leak = () => db().user.findMany(); export { leak };"],
  [
    "in a list of exports under another name",
    "function leak() { return db().user.findMany(); } export { leak as all };",
  ],
  ["as the default", "export default function leak() { return db().user.findMany(); }"],
  ["in a class", "export class leak { static all() { return db().user.findMany(); } }"],
  ["in an object", "export const leak = { all: () => db().user.findMany() };"],
  ["within a cache", "export const leak = cache(async () => db().user.findMany());"],
  ["with a permit that may be missing", "export function leak(permit?: SeePeople) { return db().user.findMany(); }"],
  ["with a permit that may be null", "export function leak(permit: SeePeople | null) { return db().user.findMany(); }"],
  [
    "with a permit that comes later",
    "export function leak(id: string, permit: SeePeople) { return db().user.count(); }",
  ],
  ["through a function of its module", "const all = (t: Tx) => t.user; export const leak = () => all(db());"],
  [
    "through a part of another feature's commands",
    `import { lockByToken } from "@/features/registration/writes";
     export const leak = (token: string) => transaction((tx) => lockByToken(tx, token));`,
  ],
  [
    "through a whole module of another feature",
    `import * as registration from "@/features/registration/writes";
     export const leak = (token: string) => transaction((tx) => registration.lockByToken(tx, token));`,
  ],
])("no module offers personal data without a permit %s", (_, code) => {
  expect(permitless("src/features/capacity/queries.ts", code)).toEqual(["leak"]);
});

/** The permits of policies that decide by the actor alone. */
const SUBJECTLESS = globSync("src/features/*/policy.ts").flatMap((file) => {
  const all = declarationsOf(file);
  return all.flatMap(({ name, node }) => {
    const [, rule] = (node.arguments ?? []) as SyntaxNode[];
    const decides = rule?.type === "Identifier" ? all.find((one) => one.name === rule.name)?.node : rule;
    const annotation = (decides?.params as SyntaxNode[] | undefined)?.[1]?.typeAnnotation as SyntaxNode | undefined;
    const isNull = (annotation?.typeAnnotation as SyntaxNode | undefined)?.type === "TSNullKeyword";
    return isNull ? [name.replace(/^can/, "")] : [];
  });
});

/** Functions that do not read the subject of their permit. */
const blind = (file: string, code?: string) =>
  declarationsOf(file, code)
    .filter((one) => one.exported && takesPermit(one))
    .filter(({ text, parameters: [first = ""] }) => {
      const [name = "", type = ""] = first.split(/: (?=[\w |]+$)/);
      if (SUBJECTLESS.includes(type)) return false;
      return /^\w+$/.test(name)
        ? text.match(new RegExp(`\\b${name}\\b`, "g"))?.length === 1
        : !/\bsubject\b/.test(name);
    })
    .map(({ name }) => name);

test("what takes a permit for a subject reads the subject from it", () => {
  expect(DATA_FILES.flatMap((file) => blind(file))).toEqual([]);
});

test.each([
  ["export const f = async (_permit: SeePeople, id: string) => db().user.findUnique({ where: { id } });", ["f"]],
  ["export async function f({ by }: SeePeople, id: string) { return db().user.findMany(); }", ["f"]],
  ["export async function f({ subject: { forumId } }: SeePeople) { return read(forumId); }", []],
  ["export async function f(permit: SeePeople) { return read(permit); }", []],
  ["export async function f(_permit: ListUsers) { return db().user.findMany(); }", []],
])("%s", (code, names) => {
  expect(blind("queries.ts", code)).toEqual(names);
});

/** What runs in the background, on the command line and in the demo, and where it may be used. */
const BEHIND: [reason: RegExp, where: RegExp][] = [
  [
    /^for the (worker|letter)/,
    /\/(jobs|letters|party-letter|demo|queries|commands|writes)\.ts$|^src\/app\/\(entry\)\/demo\//,
  ],
  [/^for the command line/, /\/(demo|queries|commands|writes)\.ts$/],
  [/^in the demo only/, /^src\/app\/\(entry\)\/demo\/|\/(demo|queries)\.ts$/],
];

test("what is without a permit because no visitor calls it is called by no visitor", () => {
  const files = globSync("src/**/*.{ts,tsx}").filter((file) => !/\.test\.ts$|generated/.test(file));
  const misused = Object.entries(WITHOUT_PERMIT).flatMap(([name, reason]) => {
    const where = BEHIND.find(([pattern]) => pattern.test(reason))?.[1];
    if (!where) return [];
    const used = new RegExp(`\\b${name}\\b`);
    return files
      .filter((file) => !where.test(file) && used.test(readFileSync(file, "utf8")))
      .map((file) => `${file}: ${name}`);
  });
  expect(misused).toEqual([]);
});

test("what lies below the features reaches no personal data of theirs", () => {
  const theirs = models.filter(({ owner }) => owner !== "platform");
  const read = globSync("src/platform/**/*.ts")
    .filter((file) => !/\/generated\//.test(file))
    .flatMap((file) => findPersonalData(parseFile(file), theirs).map((name) => `${file}: ${name}`));
  expect(read).toEqual([]);
});

const SOURCES = globSync("src/**/*.{ts,tsx}").filter((file) => !/\.test\.tsx?$|\/generated\//.test(file));

test("policies are made only in policy.ts, so that each is in the matrix", () => {
  const makers = SOURCES.filter((file) => /\bpolicy\(/.test(readFileSync(file, "utf8")));
  expect(makers.filter((file) => !/^src\/features\/[\w-]+\/policy\.ts$/.test(file))).toEqual([]);
});

/** Where it is known who acts, and how. */
const RECOGNISES: Record<string, string> = {
  "src/features/access/schema.ts": "the portal itself, for what runs without a visitor",
  "src/features/accounts/actor.ts": "the request's session, or its link",
  "src/features/accounts/queries.ts": "the session of a cookie",
  "src/features/door/actor.ts": "the door's link",
  "src/features/accounts/commands.ts": "the portal itself, where a copied token or a schedule ends something",
  "src/features/privacy/commands.ts": "the portal itself, which forgets people on schedule",
  "src/features/users/commands.ts": "who invited somebody, as they are now, to ask whether they still may",
};

/** Whether code makes an actor that may do something: the portal itself, or an object that says who acts. */
const makesActor = (file: string, code?: string) =>
  [...walk(parseFile(file, code))].some(({ type, callee, properties }) => {
    if (type === "CallExpression") return (callee as SyntaxNode).name === "system";
    if (type !== "ObjectExpression") return false;
    const values = new Map(
      (properties as SyntaxNode[]).map(({ key, value }) => [
        (key as SyntaxNode | undefined)?.name,
        value as SyntaxNode,
      ]),
    );
    return values.has("trace") && values.has("kind") && values.get("kind")?.value !== "stranger";
  });

test("actors are made where a request, a link or a schedule is recognised, and nowhere else", () => {
  const makers = SOURCES.filter((file) => !/\/demo[./]/.test(file) && makesActor(file));
  expect(makers.sort()).toEqual(Object.keys(RECOGNISES).sort());
  expect(makesActor("actions.ts", "Permit.ask(canSeePeople, system('me'), subject)")).toBe(true);
  expect(makesActor("actions.ts", "const actor = { kind: 'user', id, cleared: true, trace: null };")).toBe(true);
});

/** Names that stand for a permit: those of policies, and aliases that a file gives them. */
const PERMIT_NAMES = (() => {
  const names = new Set(["Permit", "PermitFor", ...PERMITS]);
  const aliases = SOURCES.flatMap((file) =>
    [...walk(parseFile(file))].filter(({ type }) => type === "TSTypeAliasDeclaration"),
  );
  for (let before = 0; before !== names.size; ) {
    before = names.size;
    for (const { id, typeAnnotation } of aliases) {
      const { type, typeName } = typeAnnotation as SyntaxNode;
      if (type === "TSTypeReference" && names.has(String((typeName as SyntaxNode).name)))
        names.add(String((id as SyntaxNode).name));
    }
  }
  return names;
})();
/** Types that take another type apart, and so could name a permit without its name. */
const TAKES_APART = /^(Parameters|ConstructorParameters|ReturnType|InstanceType|Awaited|Extract|NonNullable)$/;
/** What gives a value of any type without a cast: the compiler would take it for a permit. */
const GIVES_ANY =
  /^(JSON\.parse|(?!Response\b)[\w)]+\.json|Object\.(create|assign|defineProperty|setPrototypeOf)|Reflect\.\w+|structuredClone|eval)$/;

/** Ways past the compiler in a file: casts and predicates that could name a permit, and values of any type. */
function waysPastCompiler(file: string, code = readFileSync(file, "utf8")): string[] {
  const nodes = [...walk(parseFile(file, code))];
  const textOf = ({ start, end }: SyntaxNode) => code.slice(start, end);
  // A parameter for texts stands for no permit.
  const generic = new Set(
    nodes
      .filter(
        ({ type, constraint }) => type === "TSTypeParameter" && (constraint as SyntaxNode)?.type !== "TSStringKeyword",
      )
      .map(({ name }) => String(name)),
  );
  const namesIn = (type: SyntaxNode) =>
    [...walk(type)].flatMap(({ typeName }) => (typeName ? [String((typeName as SyntaxNode).name)] : []));
  const isPermit = (type: SyntaxNode) => namesIn(type).some((name) => PERMIT_NAMES.has(name) || TAKES_APART.test(name));
  const isHidden = (type: SyntaxNode) => {
    const names = namesIn(type);
    if (names[0] === "Record") return names.some((name) => PERMIT_NAMES.has(name));
    return (
      /^TS(Any|Never|Unknown)Keyword$/.test(type.type) || names.some((name) => generic.has(name)) || isPermit(type)
    );
  };
  const judged = new Set(nodes.flatMap((node) => judgedBelow(node)));
  return nodes.flatMap((node) => {
    const annotation = node.typeAnnotation as SyntaxNode | undefined;
    if (/^TS(AsExpression|TypeAssertion)$/.test(node.type) && annotation)
      return isHidden(annotation) ? [`as ${textOf(annotation)}`] : [];
    if (node.type === "TSTypePredicate" && annotation)
      return isHidden(annotation.typeAnnotation as SyntaxNode) ? [textOf(node)] : [];
    const callee = (node.callee ?? node.tag) as SyntaxNode | undefined;
    if (!callee) return [];
    const said = textOf(callee).replace(/^[\s\S]*?(\w+|\))\.(\w+)$/, "$1.$2");
    const given = ((node.typeParameters ?? node.typeArguments) as { params?: SyntaxNode[] } | undefined)?.params ?? [];
    if (given.some(isPermit)) return [`${said}<${given.map(textOf)}>`];
    return GIVES_ANY.test(said) && !judged.has(node) ? [said] : [];
  });
}

/** What a schema parses at once, or a name takes as of an unknown type. */
function judgedBelow(node: SyntaxNode): SyntaxNode[] {
  const { object, property } = (node.callee ?? {}) as { object?: SyntaxNode; property?: SyntaxNode };
  const isParsed = /^(safeParse|parse)$/.test(String(property?.name)) && object?.name !== "JSON";
  if (node.type === "CallExpression" && isParsed)
    return (node.arguments as SyntaxNode[]).flatMap((one) => [...walk(one)]);
  if (node.type !== "VariableDeclarator" || !node.init) return [];
  const { typeAnnotation } = ((node.id as SyntaxNode).typeAnnotation ?? {}) as { typeAnnotation?: SyntaxNode };
  return typeAnnotation?.type === "TSUnknownKeyword" ? [...walk(node.init as SyntaxNode)] : [];
}

/** Ways past the compiler that lead to no permit, and what they are for. */
const PAST_COMPILER: Record<string, string> = {
  "src/app/[locale]/error.tsx: JSON.parse": "runs in the browser",
  "src/app/[locale]/session-watch.tsx: ).json": "runs in the browser",
  "src/features/accounts/action.ts: as Args": "the arguments that their schemas have just parsed",
  "src/features/accounts/adapter.ts: as Parameters<typeof PrismaAdapter>[0]":
    "next-auth's adapter is written for its own client; docs/decisions/008 says what it may call",
  "src/features/accounts/adapter.ts: as unknown": "the same",
  "src/features/offline-log/device/sealing.ts: JSON.parse": "runs in the browser",
  "src/features/offline-log/device/sync.ts: response.json": "runs in the browser",
};

test("nothing gets past the compiler to become a permit, and no comment silences it", () => {
  const files = globSync("src/{app,features}/**/*.{ts,tsx}").filter((file) => !/\.test\.tsx?$|\/demo[./]/.test(file));
  expect(files.flatMap((file) => waysPastCompiler(file).map((way) => `${file}: ${way}`)).sort()).toEqual(
    Object.keys(PAST_COMPILER),
  );
  expect(SOURCES.filter((file) => /@ts-(ignore|expect-error|nocheck)/.test(readFileSync(file, "utf8")))).toEqual([]);
});

test.each([
  "forged as LimitForum",
  "forged as unknown",
  "forged as Permit<'limit_forum', ForumSubject>",
  "forged as [LimitForum]",
  "forged as Parameters<typeof setLimits>[0]",
  "JSON.parse(forged)",
  "(await fetch(url)).json()",
  "Object.create(Permit.prototype)",
  "Object.assign(structuredClone(permit), { subject })",
  "db().$queryRaw<LimitForum[]>`SELECT 1`",
  "make<LimitForum>(forged)",
  "<LimitForum>forged",
])("%s is a way past the compiler", (code) => {
  expect(waysPastCompiler("commands.ts", `const permit = async () => ${code};`)).not.toEqual([]);
});

test.each([
  "function forge<T>(value: object) { return value as T; }",
  "function is(value: unknown): value is LimitForum { return true; }",
  "function assert(value: unknown): asserts value is LimitForum {}",
])("%s is a way past the compiler too", (code) => {
  expect(waysPastCompiler("commands.ts", code)).not.toEqual([]);
});

test.each(["const body: unknown = await request.json();", "const body = Schema.safeParse(await request.json());"])(
  "%s is none",
  (code) => {
    expect(waysPastCompiler("route.ts", `async function read() { ${code} }`)).toEqual([]);
  },
);

test("every private page and route reads the actor and asks a policy", () => {
  const pages = globSync("src/app/*/{work,manage,helpers,me}/**/{page.tsx,route.ts}");
  expect(pages.length).toBeGreaterThan(10);
  const asks =
    /\b(readManagedForum|readHelper|readGroupAtWork|readPostAtWork|readPageAtWork|readMeeting|readHours|readLedGroup|readSession|permitOr404|Permit\.ask)\(|eraseAccountAction/;
  const silent = pages.filter((file) => {
    const text = readFileSync(file, "utf8");
    const reads =
      /\b(readManagedForum|readHelper|readGroupAtWork|readPostAtWork|readPageAtWork|readMeeting|readHours|readLedGroup|readSession|findAddressedText|requireLoginSession|currentLoginSession)\(/;
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
  expect(others.map(({ file, name }) => `${name} ${routeOf(file)}`).sort()).toEqual(
    [...TAKE_POST, ...TAKE_FORMS].map((route) => `POST ${route}`).sort(),
  );
});

test("the design system contains no words of a feature", () => {
  const namespaces = globSync("src/{ui,platform}/**/*.{ts,tsx}").flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/namespace: "(\w+)"/g)].map(([, name]) => name),
  );
  expect([...new Set(namespaces)]).toEqual(["Form"]);
});
