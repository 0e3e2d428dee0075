import "server-only";
import { updateTag } from "next/cache";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { z } from "zod";
import { knownWord } from "@/i18n/known-word";
import { isLocale, type Locale } from "@/i18n/locales";
import type { Messages } from "@/i18n/messages";
import { type Address, routes } from "@/i18n/routes";
import { markBegun } from "@/platform/begun";
import { orBusy } from "@/platform/busy-form";
import { consumeRateLimit, type Limit } from "@/platform/security/rate-limit";
import {
  answerRefused,
  type FormValues,
  type Parsed,
  parseWith,
  type Refused,
  readFields,
  refuse,
} from "@/ui/form-answer";
import type { FormState } from "@/ui/form-model";
import { rotateLoginSessionIfDue, sessionEnded } from "./actor";

// The one way to build a server action. Each takes the same steps in the same order: language and arguments, the policy,
// what was typed, the rate limits, the command, the cache tags, the answer.

/** What came with a request: the page's language and what the page bound to the action. */
export interface ActionRequest<Args extends unknown[]> {
  locale: Locale;
  args: Args;
}

interface Authorised<Args extends unknown[], Granted> extends ActionRequest<Args> {
  granted: Granted;
}

interface Typed<Args extends unknown[], Granted, Input> extends Authorised<Args, Granted> {
  input: Input;
}

interface Steps<Args extends unknown[], Granted> {
  /** The schemas of what pages bind after the locale. What does not fit is a page that is not there. */
  args?: [...{ [Index in keyof Args]: z.ZodType<Args[Index], Args[Index]> }];
  /**
   * Asks a policy for the permit of whoever acts, and gives it on; or leads elsewhere. `anyone` where something else is the
   * proof: tests/unit/guards.test.ts names those.
   */
  authorise: (request: ActionRequest<NoInfer<Args>>) => Promise<Granted>;
}

interface FormSteps<Args extends unknown[], Granted, Input> extends Steps<Args, Granted> {
  errors: ErrorNamespace;
  /** Characters that a field may hold before it is cut, where it is more than forms usually ask for. */
  longest?: number;
  /** The schema of what was typed, whose messages are keys of `errors`; or what parses it where a schema is not enough. */
  parse: z.ZodType<Input> | ((values: FormValues) => Parsed<Input>);
  /** What counts how often whom, counted in this order; the first that is exceeded refuses the form as `too_many`. */
  limits?: (request: Typed<Args, Granted, Input>) => Promise<[Limit, subject: string][]>;
  run: (request: Typed<Args, Granted, Input>) => Promise<Done | Refused>;
}

/** What an action comes to when it has done its work. */
export interface Done {
  ok: true;
  /** Where to lead to; `done` in its query names what was done, for the page there to tell. */
  to: Address;
  /** The cache tags of what has changed. */
  tags?: readonly string[];
}

/** The namespaces of messages that hold refusals. Each has `form_invalid`, for what has no words of its own. */
type ErrorNamespace = {
  [Name in keyof Messages]: Messages[Name] extends { form_invalid: string } ? Name : never;
}[keyof Messages];

/** In place of a policy: the action is open to whoever has what it acts on, e.g. a link. */
export async function anyone(): Promise<null> {
  return null;
}

/**
 * Makes the action of a button. Takes the page's locale and what the page binds after it.
 * `run` does the work and says where to lead; it may lead elsewhere itself, or to a page that is not there.
 */
export function defineAction<Granted, Args extends unknown[] = []>(
  steps: Steps<Args, Granted> & { run: (request: Authorised<Args, Granted>) => Promise<Done> },
): (locale: string, ...args: Args) => Promise<void> {
  return async (locale, ...given) => {
    markBegun();
    finish(await steps.run(await admit(steps, locale, given)));
  };
}

/**
 * Makes the action of a form. Takes the page's locale, what the page binds after it, the form's last state and what was
 * sent. What is refused is answered in words of the namespace `errors`, in the page's language, with everything typed kept;
 * so is what comes while the database does not answer, or after the session of whoever sends it has ended.
 */
export function defineFormAction<Granted, Input, Args extends unknown[] = []>(
  steps: FormSteps<Args, Granted, Input>,
): (locale: string, ...rest: [...Args, previous: FormState, form: FormData]) => Promise<FormState> {
  return async (locale, ...rest) => {
    const [previous, form] = rest.slice(-2) as [FormState, FormData];
    if (!(form instanceof FormData) || !isFormState(previous)) throw new TypeError("not what a form of ours sends");
    markBegun();
    const answer = async () => {
      const values = readFields(form, steps.longest);
      const request = await admit(steps, locale, rest.slice(0, -2)).catch(async (refusal: unknown) => {
        // Whoever was signed in when they began to type loses nothing: they sign in beside the form and send it again.
        if (isLocale(locale) && (await sessionEnded())) return null;
        throw refusal;
      });
      if (!request) return askToSignIn(locale as Locale, previous, values);
      const answered = await answerTo(steps, request, values);
      if (answered.ok) finish(answered);
      const t = await getTranslations({ locale: request.locale, namespace: steps.errors });
      const translate = (key: string, named?: Record<string, string | number>) =>
        knownWord(t, key, named) ?? t("form_invalid");
      return answerRefused(translate, previous, values, answered);
    };
    return orBusy(locale, previous, form, answer, steps.longest);
  };
}

/** Whether what came as a form's last state can be one: it lies in the page without a script, and anybody may change it there. */
function isFormState(state: unknown): boolean {
  const { values, errors, attempt } = Object(state);
  const isRecord = (field: unknown) => typeof field === "object" && field !== null;
  return isRecord(values) && isRecord(errors) && Number.isSafeInteger(attempt);
}

/** The answer to a form of somebody whose session has ended meanwhile: everything typed is kept. */
async function askToSignIn(locale: Locale, previous: FormState, values: FormValues): Promise<FormState> {
  const t = await getTranslations({ locale, namespace: "Form" });
  return {
    ...previous,
    values,
    errors: {},
    refusal: t("ended"),
    link: { href: routes.signIn(locale), label: t("endedSignIn") },
    attempt: previous.attempt + 1,
  };
}

/** Parses what was typed, counts it and runs the command; the first of these that refuses is the answer. */
async function answerTo<Args extends unknown[], Granted, Input>(
  { parse, limits, run }: FormSteps<Args, Granted, Input>,
  request: Authorised<Args, Granted>,
  values: FormValues,
): Promise<Done | Refused> {
  const parsed = typeof parse === "function" ? parse(values) : parseWith(parse, values);
  if (!parsed.ok) return parsed;
  const typed = { ...request, input: parsed.input };
  for (const [limit, subject] of (await limits?.(typed)) ?? [])
    if (!(await consumeRateLimit(limit, subject))) return refuse("too_many");
  return run(typed);
}

/** The steps that every action begins with. Next.js hands a button's action more than was bound: that is left out. */
async function admit<Args extends unknown[], Granted>(
  { args, authorise }: Steps<Args, Granted>,
  locale: string,
  given: unknown[],
): Promise<Authorised<Args, Granted>> {
  if (!isLocale(locale)) notFound();
  const schemas: readonly z.ZodType[] = args ?? [];
  const bound = schemas.map((schema, position) => {
    const parsed = schema.safeParse(given[position]);
    // No address, slug or id holds a null byte, and PostgreSQL takes none.
    return parsed.success && !String(parsed.data).includes("\0") ? parsed.data : notFound();
  });
  const request = { locale, args: bound as Args };
  const granted = await authorise(request);
  if (granted !== null) await rotateLoginSessionIfDue();
  return { ...request, granted };
}

function finish({ to, tags = [] }: Done): never {
  for (const tag of tags) updateTag(tag);
  redirect(to);
}
