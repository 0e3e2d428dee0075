import "server-only";
import { updateTag } from "next/cache";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { z } from "zod";
import { knownWord } from "@/i18n/known-word";
import { isLocale, type Locale } from "@/i18n/locales";
import type { Messages } from "@/i18n/messages";
import { type Address, routes } from "@/i18n/routes";
import { markBegun, rememberTyped } from "@/platform/begun";
import { orBusy } from "@/platform/busy-form";
import { type ReceivedFile, receivedFile } from "@/platform/received-file";
import { consumeRateLimit, type Limit } from "@/platform/security/rate-limit";
import {
  answerRefused,
  type FormValues,
  type Parsed,
  parseWith,
  type Refused,
  readFields,
  readTexts,
  refuse,
} from "@/ui/form-answer";
import type { FormState, Noted } from "@/ui/form-model";
import { currentLoginSession, linkEnded, rotateLoginSessionIfDue, sessionEnded } from "./actor";

// The one way to build a server action. Each takes the same steps in the same order: language and arguments, policy,
// input, rate limits, command, cache tags, answer.

/** What comes with a request: the page's language and the arguments that the page bound to the action. */
export interface ActionRequest<Args extends unknown[]> {
  locale: Locale;
  args: Args;
}

interface Authorised<Args extends unknown[], Granted> extends ActionRequest<Args> {
  granted: Granted;
}

interface Typed<Args extends unknown[], Granted, Input> extends Authorised<Args, Granted> {
  input: Input;
  /** What was chosen in the form's field for a file; null if nothing was, or there is no such field. */
  file: ReceivedFile | null;
}

interface Steps<Args extends unknown[], Granted> {
  /** The schemas of the arguments that pages bind after the locale. If one does not match, the page is not found. */
  args?: [...{ [Index in keyof Args]: z.ZodType<Args[Index], Args[Index]> }];
  /**
   * Asks a policy for the actor's permit and returns it, or redirects. `anyone` if something else is the proof;
   * tests/unit/guards.test.ts lists those actions.
   */
  authorise: (request: ActionRequest<NoInfer<Args>>) => Promise<Granted>;
}

interface FormSteps<Args extends unknown[], Granted, Input, Result = Done> extends Steps<Args, Granted> {
  errors: ErrorNamespace;
  /** The name of the field for a file. Only the pages of src/server/uploads.ts have one. */
  file?: string;
  /** The most characters in a field before it is cut, if a form needs more than usual. */
  longest?: number;
  /** The schema of the input, whose messages are keys of `errors`; or a function, if a schema is not enough. */
  parse: z.ZodType<Input> | ((values: FormValues) => Parsed<Input>);
  /** The rate limits and their subjects, counted in this order. The first that is exceeded refuses the form as `too_many`. */
  limits?: (request: Typed<Args, Granted, Input>) => Promise<[Limit, subject: string][]>;
  run: (request: Typed<Args, Granted, Input>) => Promise<Result | Refused>;
}

/** The result of a successful action. */
export interface Done {
  ok: true;
  /** Where to redirect; `done` in its query tells the page there what was done. */
  to: Address;
  /** The cache tags of what has changed. */
  tags?: readonly string[];
}

/** The message namespaces for refusals. Each has `form_invalid`, for refusals without words of their own. */
type ErrorNamespace = {
  [Name in keyof Messages]: Messages[Name] extends { form_invalid: string } ? Name : never;
}[keyof Messages];

/** In place of a policy: the action is open to everyone who has what it acts on, e.g. a link. */
export async function anyone(): Promise<null> {
  return null;
}

/**
 * Makes a button's action, which takes the page's locale and the arguments that the page bound. `run` does the work and
 * says where to redirect; it may also redirect itself, or call notFound().
 */
export function defineAction<Granted, Args extends unknown[] = []>(
  steps: Steps<Args, Granted> & { run: (request: Authorised<Args, Granted>) => Promise<Done> },
): (locale: string, ...args: Args) => Promise<void> {
  return async (locale, ...given) => {
    markBegun();
    const request = await admit(steps, locale, given);
    await rotateIfGranted(request);
    finish(await steps.run(request));
  };
}

/**
 * Makes a form's action, which takes the page's locale, the arguments that the page bound, the form's last state and
 * what was sent. A refusal is answered in words of the namespace `errors`, in the page's language, with everything
 * typed kept. The same happens if the database does not answer, or the session or the link of the sender has ended.
 */
export function defineFormAction<Granted, Input, Args extends unknown[] = []>(
  steps: FormSteps<Args, Granted, Input>,
): (locale: string, ...rest: [...Args, previous: FormState, form: FormData]) => Promise<FormState> {
  return async (locale, ...rest) => {
    const [previous, form] = rest.slice(-2) as [FormState, FormData];
    if (!(form instanceof FormData) || !isFormState(previous)) throw new TypeError("not what a form of ours sends");
    markBegun();
    const bound = rest.slice(0, -2);
    const sender: { ended?: Ended | null } = {};
    const answer = async () => {
      const values = readFields(form, steps.longest);
      const request = await admit(steps, locale, bound).catch(async (refusal: unknown) => {
        // Nobody loses what they typed because their session or their link ended meanwhile.
        sender.ended = isLocale(locale) ? await whatEnded(locale, bound) : null;
        if (sender.ended) return sender.ended;
        throw refusal;
      });
      if ("said" in request) return answerEnded(previous, values, request);
      await rotateIfGranted(request);
      const file = steps.file ? receivedFile(form, steps.file) : null;
      const answered = await answerTo(steps, request, values, file);
      if (answered.ok) finish(answered);
      const t = await getTranslations({ locale: request.locale, namespace: steps.errors });
      const translate = (key: string, named?: Record<string, string | number>) =>
        knownWord(t, key, named) ?? t("form_invalid");
      return answerRefused(translate, previous, values, answered);
    };
    const state = await orBusy(locale, previous, form, answer, steps.longest);
    await rememberInput(locale, form, state, sender.ended ?? null, steps.longest);
    return state;
  };
}

/**
 * Makes an action that the page calls by itself while the user types. Takes the page's locale, the arguments that the page
 * binds, and the form. Never redirects and never refreshes the page, so that nobody is interrupted: it returns a line for
 * the user, from `run` or about a refusal, and whether to call it again. Users who may not continue, e.g. because their
 * session has ended, are told so. Throws if the database does not answer; the page then says that nothing was kept.
 */
export function defineTypingAction<Granted, Input, Args extends unknown[] = []>(
  steps: FormSteps<Args, Granted, Input, Noted>,
): (locale: string, ...rest: [...Args, form: FormData]) => Promise<Noted> {
  return async (locale, ...rest) => {
    const form = rest.at(-1);
    if (!(form instanceof FormData)) throw new TypeError("not what a form of ours sends");
    markBegun();
    const request = await admit(steps, locale, rest.slice(0, -1)).catch((refusal: unknown) => {
      if (!leadsElsewhere(refusal) || !isLocale(locale)) throw refusal;
      return null;
    });
    if (!request) {
      const t = await getTranslations({ locale: locale as Locale });
      return { said: t((await currentLoginSession()) ? `${steps.errors}.form_invalid` : "Form.ended"), over: true };
    }
    const answered = await answerTo(steps, request, readFields(form, steps.longest));
    if (!("ok" in answered)) return answered;
    const t = await getTranslations({ locale: request.locale, namespace: steps.errors });
    const { key = answered.errors?.[0]?.key ?? "", named } = answered;
    return { said: knownWord(t, key, named) ?? t("form_invalid"), over: false };
  };
}

/** Whether Next.js would answer an error with another page. */
function leadsElsewhere(error: unknown): boolean {
  return error instanceof Error && "digest" in error && String(error.digest).startsWith("NEXT_");
}

/** Whether the form's last state is valid: without a script it is in the page, and anybody can change it there. */
function isFormState(state: unknown): boolean {
  const { values, errors, attempt } = Object(state);
  const isRecord = (field: unknown) => typeof field === "object" && field !== null;
  return isRecord(values) && isRecord(errors) && Number.isSafeInteger(attempt);
}

/** By what the sender of a form was known until it ended, in words: on the form, and on a page without it. */
interface Ended {
  said: string;
  saidWithoutForm: string;
  link?: { href: string; label: string };
}

/** What ended of the sender's: their session, or the link whose token the page bound to the action; null if neither. */
async function whatEnded(locale: Locale, bound: readonly unknown[]): Promise<Ended | null> {
  const t = await getTranslations({ locale, namespace: "Form" });
  if (await sessionEnded())
    return {
      said: t("ended"),
      saidWithoutForm: t("endedUnsaved"),
      link: { href: routes.signIn(locale), label: t("endedSignIn") },
    };
  return (await linkEnded(bound)) ? { said: t("linkEnded"), saidWithoutForm: t("linkEnded") } : null;
}

/** Answers a form whose sender's session or link has ended: everything typed is kept. */
function answerEnded(previous: FormState, values: FormValues, { said, link }: Ended): FormState {
  return { ...previous, values, errors: {}, refusal: said, ...(link && { link }), attempt: previous.attempt + 1 };
}

/** Remembers the input of a form that was not accepted, for senders without a script whose page cannot be shown again. */
async function rememberInput(
  locale: string,
  form: FormData,
  { refusal, link }: FormState,
  ended: Ended | null,
  longest?: number,
): Promise<void> {
  if (!isLocale(locale)) return;
  const t = await getTranslations({ locale, namespace: "Form" });
  const why = ended?.saidWithoutForm ?? refusal ?? t("pageGone");
  rememberTyped({ why, ...(link && { link }), texts: readTexts(form, longest) });
}

/** Parses the input, counts it against the limits and runs the command. The first step that refuses gives the answer. */
async function answerTo<Args extends unknown[], Granted, Input, Result>(
  { parse, limits, run }: FormSteps<Args, Granted, Input, Result>,
  request: Authorised<Args, Granted>,
  values: FormValues,
  file: ReceivedFile | null = null,
): Promise<Result | Refused> {
  const parsed = typeof parse === "function" ? parse(values) : parseWith(parse, values);
  if (!parsed.ok) return parsed;
  const typed = { ...request, input: parsed.input, file };
  for (const [limit, subject] of (await limits?.(typed)) ?? [])
    if (!(await consumeRateLimit(limit, subject))) return refuseTooMany(limit);
  return run(typed);
}

/** Refuses a form that exceeds a limit: `too_many`, with the longest time to wait, in minutes or, from an hour on, in hours. */
export function refuseTooMany({ within }: Pick<Limit, "within">): Refused {
  const hours = within < 3600 ? 0 : Math.ceil(within / 3600);
  return refuse("too_many", { named: { hours, minutes: Math.ceil(within / 60) } });
}

/** The first steps of every action. Next.js passes a button's action more arguments than were bound; they are dropped. */
async function admit<Args extends unknown[], Granted>(
  { args, authorise }: Steps<Args, Granted>,
  locale: string,
  given: unknown[],
): Promise<Authorised<Args, Granted>> {
  if (!isLocale(locale)) notFound();
  const schemas: readonly z.ZodType[] = args ?? [];
  const bound = schemas.map((schema, position) => {
    const parsed = schema.safeParse(given[position]);
    // Addresses, slugs and ids contain no null byte, and PostgreSQL accepts none.
    return parsed.success && !String(parsed.data).includes("\0") ? parsed.data : notFound();
  });
  const request = { locale, args: bound as Args };
  return { ...request, granted: await authorise(request) };
}

async function rotateIfGranted({ granted }: { granted: unknown }): Promise<void> {
  if (granted !== null) await rotateLoginSessionIfDue();
}

function finish({ to, tags = [] }: Done): never {
  for (const tag of tags) updateTag(tag);
  redirect(to);
}
