"use client";

import { unstable_isUnrecognizedActionError, unstable_rethrow } from "next/navigation";
import { type FormEvent, useActionState, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Button, type ButtonKind } from "./button";
import { acceptDraft, acceptedAt, keepDraft, readDraft } from "./form-draft";
import { type FormState, type FormStep, type Option, questionsWithin } from "./form-model";
import { Fields } from "./form-question";
import { PageHelp } from "./help-context";
import { Notice } from "./notice";
import { TextLink } from "./text-link";

interface Props {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  initial: FormState;
  steps: FormStep[];
  lists?: Record<string, Option[]>;
  /** The answers that stand where nobody gives another: folds are closed over them. */
  usual?: FormState["values"];
  /** What must be answered and what need not, in a sentence. */
  intro?: string;
  /** Keeps what is typed until it is sent, under a name that is the same in every language. */
  draft?: {
    name: string;
    /** Said where something was kept and stands here again, and how to be rid of it. */
    restored: string;
    forget: string;
    /** Said where the form has been accepted in this tab before, and the way to where it led. Left out: nothing is said. */
    accepted?: { text: string; link: string };
  };
  words: {
    /** The page's title once something is wrong, with `{title}` where the title belongs. */
    titleOfErrors: string;
    /** The title above the errors for one, two, … of them; the last is for any higher number. */
    errorTitles: string[];
    submit: string;
    submitOtherwise?: string;
    /** Further buttons that send the form with a word more, e.g. to keep it for later. */
    also?: { name: string; value: string; label: string }[];
    sending: string;
    /** Said while an answer takes long. */
    slow: string;
    /** No answer came: the network is down, or something between here and the server. */
    unsent: string;
    /** The server failed. */
    failed: string;
    /** How to name that failure to us, with `{id}` where its id belongs. */
    failedId: string;
    /** The page comes from before the portal was renewed, and its form is understood no more. */
    outdated: string;
  };
  kind?: ButtonKind;
}

type Words = Props["words"];

/** After so many milliseconds without an answer the reader is told that it takes long. */
const SLOW = 8_000;
/** After so many milliseconds the answer is taken for lost. */
const LOST = 60_000;

/** Everything that stands in a form, by the name of its field. */
function typed(form: FormData): FormState["values"] {
  const values: FormState["values"] = {};
  for (const [name, value] of form) if (typeof value === "string" && !name.startsWith("$")) values[name] = value;
  return values;
}

/** What was typed between two looks at a form; unticked boxes are empty. */
function typedSince(before: FormState["values"], now: FormState["values"]): FormState["values"] {
  const names = Object.keys({ ...before, ...now });
  const differs = (name: string) => (before[name] ?? "") !== (now[name] ?? "");
  return Object.fromEntries(names.filter(differs).map((name) => [name, now[name] ?? ""]));
}

/**
 * What may be kept in the browser of a form that holds `now` and was opened with `before`: what differs, nothing private; and
 * once it has been sent, the hidden fields by which it is known again.
 */
function keepable(
  steps: readonly FormStep[],
  before: FormState["values"],
  now: FormState["values"],
  sent: boolean,
): FormState["values"] {
  const since = typedSince(before, now);
  const keptOf = (question: ReturnType<typeof questionsWithin>[number]) => {
    if (question.kind === "trap" || (question.kind !== "hidden" && question.private)) return undefined;
    if (question.kind === "hidden" && !question.kept) return undefined;
    return since[question.name] ?? (question.kind === "hidden" && sent ? now[question.name] : undefined);
  };
  return Object.fromEntries(
    questionsWithin(steps.flatMap(({ fields }) => fields)).flatMap((question) => {
      const value = keptOf(question);
      return value === undefined ? [] : [[question.name, value] as const];
    }),
  );
}

/** Where Next.js leads after an action, as its rejection tells; null where it is another rejection. */
function leadsTo(error: unknown): string | null {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : "";
  return digest.startsWith("NEXT_REDIRECT;") ? (digest.split(";")[2] ?? null) : null;
}

/** The answer, or a rejection once it has taken so long that it must be lost. */
async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const lost = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      // Next.js sends nothing more before an answer has come, except after a change of the address, be it to the same.
      window.history.replaceState(null, "", window.location.href);
      reject(new Error("no answer"));
    }, LOST);
  });
  return Promise.race([answer, lost]).finally(() => clearTimeout(timer));
}

/** What to say about a form that got no answer, and why there is none. */
function excuse(error: unknown, words: Words): string {
  if (unstable_isUnrecognizedActionError(error)) return words.outdated;
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : "";
  return digest ? `${words.failed} ${words.failedId.replace("{id}", digest)}` : words.unsent;
}

/**
 * A form described by its questions. Works before and without its script: the page then reloads with everything that
 * was typed and the errors. With it, the same happens in place, and what was typed stays where no answer comes. The error
 * summary takes the focus either way.
 */
export function Form({ action, initial, steps, lists = {}, usual = {}, intro, draft, words, kind = "primary" }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const summary = useRef<HTMLDivElement>(null);
  const keep = (values: FormState["values"], sent: boolean) => {
    if (draft) keepDraft(draft.name, keepable(steps, initial.values, values, sent));
  };
  const send = async (previous: FormState, sent: FormData): Promise<FormState> => {
    const values = typed(sent);
    const { attempt, alternativeSubmit } = previous;
    keep(values, true);
    const answer = await inTime(action(previous, sent)).catch((error: unknown): FormState => {
      const address = leadsTo(error);
      if (draft && address) acceptDraft(draft.name, address);
      unstable_rethrow(error);
      return { values, errors: {}, refusal: excuse(error, words), alternativeSubmit, attempt: attempt + 1 };
    });
    const since = form.current ? typedSince(values, typed(new FormData(form.current))) : {};
    return { ...answer, values: { ...answer.values, ...since } };
  };
  // On the server the action itself: from it comes where the page is sent as long as no script runs. To an address of its
  // own, because a browser that finds no network replaces a page by its own where both have one address, and Back finds nothing.
  const sentTo = `?sent=${steps[0]?.id}`;
  const [state, submit, pending] = useActionState(typeof window === "undefined" ? action : send, initial, sentTo);
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!pending) return;
    const timer = setTimeout(() => setSlow(true), SLOW);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [pending]);
  // Read once the page stands: what the server sent is the same for everybody.
  const [kept, setKept] = useState<{ values: FormState["values"]; restored: number; accepted: string | null }>();
  const draftName = draft?.name;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for what the form was opened with
  useEffect(() => {
    if (!draftName || initial.attempt > 0 || state.attempt > 0) return;
    const values = readDraft(draftName);
    const accepted = acceptedAt(draftName);
    if (!values && !accepted) return;
    // Somebody may have typed before the script came, or be typing: that is newer. It is read and shown in one go, for what
    // comes in between would be lost with the fields that are replaced.
    queueMicrotask(() => {
      const now = form.current ? typedSince(initial.values, typed(new FormData(form.current))) : {};
      const focused = form.current?.contains(document.activeElement) ? document.activeElement?.id : undefined;
      flushSync(() => setKept({ values: { ...values, ...now }, restored: values ? 1 : 0, accepted }));
      // Whoever is in a field stays in it, though it is another now: the next letter would go nowhere.
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    });
  }, [draftName]);
  const shown = kept && state.attempt === 0 ? { ...state, values: { ...state.values, ...kept.values } } : state;
  const forget = () => {
    if (!draft) return;
    keepDraft(draft.name, {});
    setKept({ values: {}, restored: -1, accepted: kept?.accepted ?? null });
  };
  const failed = Object.entries(state.errors);
  useEffect(() => {
    if (state.attempt === 0) return;
    summary.current?.focus();
    // Without a script the server says it. The router may put the page's title in once more, after this: it is marked again.
    // Whoever leaves the page finds its title as it was.
    const [prefix = ""] = words.titleOfErrors.split("{title}", 1);
    let unmarked: string | undefined;
    const mark = () => {
      if (document.title.startsWith(prefix)) return;
      unmarked = document.title;
      document.title = words.titleOfErrors.replace("{title}", unmarked);
    };
    mark();
    const titles = new MutationObserver(mark);
    titles.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => {
      titles.disconnect();
      if (unmarked !== undefined && document.title.startsWith(prefix)) document.title = unmarked;
    };
  }, [state.attempt, words.titleOfErrors]);
  const titled = steps.filter(({ title }) => title);
  const sendOnce = (event: FormEvent) => {
    if (pending) event.preventDefault();
  };

  return (
    <form
      ref={form}
      action={submit}
      onSubmit={sendOnce}
      onChange={draft && (({ currentTarget }) => keep(typed(new FormData(currentTarget)), state.attempt > 0))}
      noValidate
      className="grid gap-5"
    >
      {draft?.accepted && kept?.accepted && state.attempt === 0 ? (
        <Notice>
          <p>{draft.accepted.text}</p>
          <p>
            <TextLink href={kept.accepted} className="inline-flex min-h-11 items-center">
              {draft.accepted.link}
            </TextLink>
          </p>
        </Notice>
      ) : null}
      {draft && kept && kept.restored > 0 && state.attempt === 0 ? (
        <div role="status">
          <Notice>
            <p>{draft.restored}</p>
            <p>
              <button
                type="button"
                onClick={forget}
                className="min-h-11 cursor-pointer font-semibold text-spruce underline underline-offset-4"
              >
                {draft.forget}
              </button>
            </p>
          </Notice>
        </div>
      ) : null}
      {failed.length > 0 || state.refusal ? (
        <div
          ref={summary}
          tabIndex={-1}
          // biome-ignore lint/a11y/noAutofocus: without a script the page reloads, and focus must lead to what is wrong
          autoFocus
          className="rounded-card border-2 border-lingon bg-lingon-soft p-5"
        >
          {/* Not on what takes the focus: some screen readers would read everything twice. */}
          <div role="alert" className="grid gap-2">
            {failed.length > 0 ? (
              <h2 className="text-xl text-lingon">{words.errorTitles[failed.length] ?? words.errorTitles.at(-1)}</h2>
            ) : null}
            {state.refusal ? <p className="font-semibold">{state.refusal}</p> : null}
            {state.link ? (
              <p>
                <TextLink href={state.link.href} target="_blank" className="inline-flex min-h-11 items-center">
                  {state.link.label}
                </TextLink>
              </p>
            ) : null}
            <ul className="grid gap-1">
              {failed.map(([field, message]) => (
                <li key={field}>
                  <a
                    href={`#${field}`}
                    className="inline-flex min-h-11 items-center font-medium text-lingon underline underline-offset-4"
                  >
                    {message}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        </div>
      ) : null}
      {intro ? <p>{intro}</p> : null}
      {/* Each answer mounts new fields: otherwise the browser keeps what a select or a checkbox showed before. */}
      <div key={`${state.attempt} ${kept?.restored ?? 0}`} className="grid gap-5">
        {steps.map((step) =>
          step.title ? (
            <fieldset
              key={step.id}
              className="min-w-0 rounded-card border border-line bg-surface px-(--beside) py-4 shadow-card sm:p-7"
            >
              <legend className="float-start mb-3.5 grid w-full grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3">
                <span
                  className={`grid size-11 place-items-center rounded-full bg-spruce text-on-spruce sm:size-12 ${step.optional ? "row-span-2" : ""}`}
                >
                  {step.icon}
                </span>
                {/* By itself: a legend may hold headings, and no other element in it may (HTML, 4.10.16). */}
                <h2 className="text-xl">{step.title}</h2>
                <bdi dir="ltr" aria-hidden="true" className="text-sm whitespace-nowrap text-ink-soft">
                  {titled.indexOf(step) + 1}/{titled.length}
                </bdi>
                {step.optional ? <span className="col-start-2 text-sm text-ink-soft">{step.optional}</span> : null}
              </legend>
              <div className="clear-both grid gap-3.5">
                {step.hint ? <p className="text-ink-soft">{step.hint}</p> : null}
                <Fields of={step.fields} state={shown} lists={lists} usual={usual} />
              </div>
            </fieldset>
          ) : (
            <div key={step.id} className="grid gap-4">
              <Fields of={step.fields} state={shown} lists={lists} usual={usual} />
            </div>
          ),
        )}
      </div>
      <PageHelp />
      <div className="grid">
        <Button type="submit" kind={kind} aria-disabled={pending} className="min-h-14 text-lg">
          {pending ? words.sending : state.alternativeSubmit ? words.submitOtherwise : words.submit}
        </Button>
        {words.also?.map(({ name, value, label }) => (
          <Button
            key={value}
            type="submit"
            kind="secondary"
            {...{ name, value }}
            aria-disabled={pending}
            className="mt-3"
          >
            {label}
          </Button>
        ))}
        {/* Always there, because only what changes within it is read out; a status only once it says something. */}
        <p aria-live="polite" role={slow ? "status" : undefined} className="text-center font-semibold not-empty:mt-3">
          {slow ? words.slow : pending ? <span className="sr-only">{words.sending}</span> : ""}
        </p>
      </div>
    </form>
  );
}
