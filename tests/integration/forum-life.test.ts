import fc from "fast-check";
import { afterAll, beforeAll, test } from "vitest";
import { z } from "zod";
import { env } from "@/platform/env";
import { type Beginning, ForumLife, type Model, type Servers, type Step } from "../support/forum-life";
import { startMailServer } from "../support/mail-server";
import { startSmsGateway } from "../support/sms-gateway";

// Random histories of forums, run on PostgreSQL with real servers for mail and text messages. On a failure, the test
// prints the FORUM_LIFE that reproduces it.

/** How long to run, or what to repeat: see CONTRIBUTING.md. */
const settings = z
  .object({
    minutes: z.number().positive().default(1),
    shrinkingMinutes: z.number().positive().default(3),
    seed: z.int().optional(),
    path: z.string().optional(),
    replayPath: z.string().optional(),
  })
  .parse(JSON.parse(process.env.FORUM_LIFE || "{}"));

const servers = {} as Servers;
beforeAll(async () => {
  servers.mail = await startMailServer();
  servers.sms = await startSmsGateway();
  Object.assign(env(), {
    SMTP_URL: servers.mail.smtpUrl,
    SMS_GATEWAY_URL: servers.sms.url,
    SMS_GATEWAY_TOKEN: "gateway-secret",
  });
});
afterAll(() => Promise.all([servers.mail.stop(), servers.sms.stop()]));

/** A step as a command of the model: it can be run once its party exists. */
class Command implements fc.AsyncCommand<Model, ForumLife> {
  constructor(private readonly what: Step) {}
  check = (model: Readonly<Model>) => !("who" in this.what) || model.parties.length > 0;
  run = (_: Model, life: ForumLife) => life.step(this.what);
  toString = () => JSON.stringify(this.what);
}

const who = fc.nat(7);
const which = fc.nat(3);
const few = (most: number) => fc.integer({ min: 0, max: most });
const limit = (most: number) => fc.option(few(most), { freq: 6 });
const person = fc.record({
  role: fc.constantFrom("parent" as const, "student" as const, "expert" as const),
  age: fc.constantFrom("adult" as const, "adult" as const, "from_13_to_17" as const, "under_13" as const),
  table: fc.option(fc.nat(1), { freq: 3 }),
});
const children = fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 2 });
const contact = fc.constantFrom(
  "mail" as const,
  "mail" as const,
  "phone" as const,
  "both" as const,
  "call" as const,
  "paper" as const,
);
const boolean = fc.boolean();
const tables = fc.array(limit(3), { minLength: 0, maxLength: 2 });

const beginning: fc.Arbitrary<Beginning> = fc.record({
  capacity: limit(6),
  childcare: limit(2),
  tables,
  experts: limit(2),
  inDays: fc.constantFrom(30, 9, 3, 1.6),
});

const step = (does: Step["does"], more: Record<string, fc.Arbitrary<unknown>> = {}, weight = 1) =>
  Array.from({ length: weight }, () =>
    fc.record({ does: fc.constant(does), ...more }).map((made) => new Command(made as Step)),
  );

const happenings = [
  ...step(
    "register",
    {
      people: fc.array(person, { minLength: 1, maxLength: 4 }),
      children,
      maySplit: boolean,
      contact,
      later: boolean,
      needs: boolean,
    },
    8,
  ),
  ...step("save", { who }, 4),
  ...step("cancel", { who }, 3),
  ...step("answer", { who, which, answer: fc.constantFrom("accept", "accept", "decline") }, 6),
  ...step("queueAgain", { who }, 2),
  ...step("join", { who, person }, 2),
  ...step("leave", { who, which }, 2),
  ...step("rename", { who, which }),
  ...step("table", { who, which, table: fc.option(fc.nat(1), { freq: 3 }) }, 2),
  ...step("split", { who }),
  ...step("address", { who }),
  ...step("children", { who, children }),
  ...step("consent", { who, kind: fc.constantFrom("photos", "diet_health", "later_forums"), given: boolean }),
  ...step("newLink", { who }),
  ...step("limits", { capacity: limit(8), childcare: limit(3), tables, experts: limit(3) }, 3),
  ...step(
    "move",
    { inHours: fc.integer({ min: 2, max: 400 }), minutes: fc.constantFrom(40, 90, 180), online: boolean },
    2,
  ),
  ...step("leaveOut", { which }),
  ...step("interpreter", { state: fc.constantFrom("requested", "confirmed", "not_available") }, 2),
  ...step("pass", { hours: fc.constantFrom(1, 13, 30, 50, 170) }, 3),
  ...step("worker", {}, 4),
  ...step("send", { order: fc.constantFrom("oldest", "newest") }, 3),
  ...step("mail", { works: boolean }),
  ...step("sms", { works: boolean }),
  ...step("settle"),
  ...step("erase", { who }),
  ...step("night"),
  ...step("cancelForum"),
];

const { minutes, shrinkingMinutes, seed, path, replayPath } = settings;
const LIMIT = minutes * 60_000;
/** The histories of one seed, and how many milliseconds a failure may be shrunk. */
const BATCH = 5;
const SHRINKING = shrinkingMinutes * 60_000;

test("places, messages, calendars and personal data are in order after every step of a forum's life", {
  timeout: LIMIT + 3 * SHRINKING,
}, async () => {
  let lives = 0;
  let steps = 0;
  const life = fc.asyncProperty(
    beginning,
    fc.commands(happenings, { maxCommands: 40, size: "max", ...(replayPath && { replayPath }) }),
    async (begins, commands) => {
      const forum = await ForumLife.begin(process.env.DATABASE_URL ?? "", servers, begins);
      try {
        await fc.asyncModelRun(() => ({ model: forum.model, real: forum }), commands);
        await forum.finish();
      } finally {
        await forum.end();
      }
      lives++;
      steps += [...commands].length;
    },
  );
  // In small batches, so that a late failure has as much time to be shrunk as an early one.
  const first = seed ?? Date.now() % 2 ** 31;
  const until = Date.now() + LIMIT;
  let outcome: fc.RunDetails<[Beginning, Iterable<fc.AsyncCommand<Model, ForumLife>>]>;
  let batch = 0;
  do {
    outcome = await fc.check(life, {
      seed: first + batch++,
      ...(path !== undefined && { path }),
      numRuns: BATCH,
      interruptAfterTimeLimit: SHRINKING,
    });
  } while (!outcome.failed && path === undefined && Date.now() < until);
  if (process.env.FORUM_LIFE) console.log(`${lives} lives of at most ${steps} steps, seeds from ${first}`);
  if (!outcome.failed || outcome.counterexample === null) return;
  const again = /replayPath="([^"]*)"/.exec(String(outcome.counterexample[1]))?.[1];
  const { seed: found, counterexamplePath } = outcome;
  throw new Error(
    `FORUM_LIFE='${JSON.stringify({ seed: found, path: counterexamplePath, replayPath: again })}'\n${fc.stringify(outcome.counterexample[0])}\n${String(outcome.counterexample[1]).replaceAll("},{", "},\n{")}`,
    { cause: outcome.errorInstance },
  );
});
