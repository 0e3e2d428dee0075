import { globSync, readFileSync } from "node:fs";
import { parseSync } from "@babel/core";
import { expect, test } from "vitest";

/** A function of a module: its text, and what its first argument is said to be. */
interface Declared {
  file: string;
  name: string;
  exported: boolean;
  text: string;
  firstType: string;
}

interface Node {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

/** The functions that a module declares at its top. */
function functionsOf(file: string): Declared[] {
  const code = readFileSync(file, "utf8");
  const tree = parseSync(code, {
    filename: file,
    babelrc: false,
    configFile: false,
    presets: ["@babel/preset-typescript"],
  }) as unknown as { program: { body: Node[] } };
  return tree.program.body.flatMap((statement) => {
    const exported = statement.type === "ExportNamedDeclaration";
    const declaration = (exported ? statement.declaration : statement) as Node | null;
    const found =
      declaration?.type === "FunctionDeclaration"
        ? [{ id: declaration.id as Node, body: declaration }]
        : declaration?.type === "VariableDeclaration"
          ? (declaration.declarations as Node[])
              .filter(({ init }) => /Function/.test((init as Node | null)?.type ?? ""))
              .map((each) => ({ id: each.id as Node, body: each.init as Node }))
          : [];
    return found.map(({ id, body }) => {
      const first = (body.params as Node[])[0];
      return {
        file,
        name: String(id.name),
        exported,
        text: code.slice(body.start, body.end),
        firstType: first ? code.slice(first.start, first.end) : "",
      };
    });
  });
}

/** A function's text with that of every function of the same module that it calls, however deep. */
function reach(one: Declared, all: Declared[], seen = new Set<string>()): string {
  if (seen.has(one.name)) return "";
  seen.add(one.name);
  const called = all.filter(({ name }) => name !== one.name && new RegExp(`\\b${name}\\(`).test(one.text));
  return one.text + called.map((each) => reach(each, all, seen)).join("\n");
}

const ASKS = /\b(permitOr404|ownAccountOr404|Permit\.ask)\(/;

/** Actions that anyone may call, and why. */
const OPEN_ACTIONS: Record<string, string> = {
  changeAction: "the registration's link is the proof",
  cancelAction: "the registration's link is the proof",
  answerAction: "the registration's link is the proof",
  queueAgainAction: "the registration's link is the proof",
  consentAction: "the registration's link is the proof",
  eraseAction: "the registration's link is the proof",
  stopLaterForumsAction: "the registration's link is the proof",
  requestSignInAction: "anyone may ask for a link",
  signInCodeAction: "the code is the proof",
  signInLinkAction: "the mailed link is the proof",
  acceptAction: "the invitation's link is the proof",
};

test("every action asks a policy, or is named here with what else is its proof", () => {
  const silent = globSync("src/features/*/actions.ts").flatMap((file) => {
    const all = functionsOf(file);
    return all.filter(({ exported }) => exported).filter((one) => !ASKS.test(reach(one, all)));
  });
  expect(silent.map(({ name }) => name).sort()).toEqual(Object.keys(OPEN_ACTIONS).sort());
});

/** Models that hold personal data. */
const PERSONAL =
  /\.(registration|participant|consent|message|user|userRole|signIn|verificationToken|invitation|auditEntry|secondFactor|recoveryCode|membership|responsibility|account|accessLink|demoMail)\b(?!:)|"(Registration|Participant|Message|User)"/;

/** Functions that reach personal data without a permit, and why. */
const WITHOUT_PERMIT: Record<string, string> = {
  // Whoever has the link: the token is the proof.
  findTicket: "the registration's link is the proof",
  changeRegistration: "the registration's link is the proof",
  cancelRegistration: "the registration's link is the proof",
  answerOffer: "the registration's link is the proof",
  queueAgain: "the registration's link is the proof",
  setConsent: "the registration's link is the proof",
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
  // What makes personal data, or sends it to its owner.
  register: "makes a registration; who registers others brings a permit",
  requestSignIn: "anyone may ask for a link",
  findTicketById: "for the worker, which composes a party's messages",
  getOffer: "for the worker, which composes a party's messages",
  readStandings: "for the worker, which asks whether a message is still true",
  deliverNotification: "for the worker",
  queueWaitingSms: "for the worker",
  expireOffers: "for the worker",
  sendReminders: "for the worker",
  anonymiseRegistrations: "for the worker and the command line",
  purgeExpiredSignIns: "for the worker",
  createAdministrator: "for the command line",
  createAccessLink: "for the command line",
  revokeAccessLink: "for the command line",
  createDemoAccount: "in the demo only",
  listDemoLinks: "in the demo only",
  listDemoAccounts: "in the demo only",
  listDemoMail: "in the demo only",
  listDemoSms: "in the demo only",
  // Numbers without people.
  countUnsent: "counts messages",
  listForumLanguages: "counts people",
  rotateLoginSession: "replaces the token of the session that acts",
  findInvitationSubject: "what a policy decides by",
};

test("every query and command that reaches personal data takes a permit, or is named here with why not", () => {
  const types = globSync("src/features/*/policy.ts").flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/export type (\w+) = PermitFor</g)].map(([, name]) => name),
  );
  const takesPermit = new RegExp(`: (${types.join("|")})$`);
  const open = globSync("src/features/*/{queries,commands}.ts").flatMap((file) => {
    const all = functionsOf(file);
    return all
      .filter(({ exported, firstType }) => exported && !takesPermit.test(firstType) && !/: Tx\b/.test(firstType))
      .filter((one) => PERSONAL.test(reach(one, all)));
  });
  const unnamed = open.filter(({ name }) => !(name in WITHOUT_PERMIT)).map(({ file, name }) => `${file}: ${name}`);
  expect(unnamed).toEqual([]);
  const names = new Set(open.map(({ name }) => name));
  expect(Object.keys(WITHOUT_PERMIT).filter((name) => !names.has(name))).toEqual([]);
});

test("every private page and route reads who asks, and asks a policy", () => {
  const pages = globSync("src/app/*/{work,manage,helpers,me}/**/{page.tsx,route.ts}");
  expect(pages.length).toBeGreaterThan(10);
  const asks = /\b(readManagedForum|readHelper|permitOr404|Permit\.ask)\(|eraseAccountAction/;
  const silent = pages.filter((file) => {
    const text = readFileSync(file, "utf8");
    return !asks.test(text) || !/\b(readManagedForum|readHelper|requireLoginSession|currentLoginSession)\(/.test(text);
  });
  expect(silent).toEqual([]);
});

test("route handlers serve GET alone: src/server/methods.ts lets nothing else pass to them", () => {
  const handlers = globSync("src/app/**/route.ts");
  expect(handlers.length).toBeGreaterThan(5);
  const methods = handlers.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/^export [^({=]*?\b([A-Z]{3,7})\b/gm)].map(([, name]) => name),
  );
  expect([...new Set(methods)]).toEqual(["GET"]);
});
