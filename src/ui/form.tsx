"use client";

import { unstable_isUnrecognizedActionError, unstable_rethrow } from "next/navigation";
import { type FormEvent, type ReactNode, useActionState, useEffect, useRef, useState } from "react";
import { Button, type ButtonKind } from "./button";
import { Choice, ChoiceGroup } from "./choice";
import { describedBy, FieldError, SelectField, TextField } from "./field";

/** The state of a form that was sent and not accepted: everything typed, and what to correct. */
export interface FormState {
  /** As it was typed, by the name of its field. */
  values: Record<string, string>;
  /** The message of each field that needs correcting, in the reader's language, in the order of the form. */
  errors: Record<string, string>;
  /** A refusal that belongs to no single field. */
  refusal?: string;
  /** True once the reader knows that sending means something else now, e.g. joining the waiting list. */
  alternativeSubmit?: boolean;
  /** Counts the answers, so that the page can tell a new one from the last. */
  attempt: number;
}

export interface Option {
  value: string;
  label: string;
  lang?: string;
  icon?: ReactNode;
}

/** One question, in the reader's language. `options` names one of the form's lists. */
export type FormField =
  | {
      kind: "text";
      name: string;
      label: ReactNode;
      hint?: ReactNode;
      type?: "text" | "tel" | "email" | "url" | "datetime-local" | "date";
      inputMode?: "numeric" | "tel" | "email" | "url";
      autoComplete?: string;
      maxLength?: number;
      /** Numbers and addresses run from left to right in every language. */
      ltr?: boolean;
      required?: boolean;
    }
  | { kind: "select" | "radios"; name: string; label: ReactNode; hint?: ReactNode; options: string; columns?: boolean }
  | { kind: "check"; name: string; label: ReactNode; hint?: ReactNode; required?: boolean }
  | { kind: "group"; id: string; label: ReactNode; hint?: ReactNode; columns?: boolean; fields: FormField[] }
  | { kind: "row"; id: string; fields: FormField[] }
  /** Collapsed until it is opened or holds something. In a series, opening one brings up the next. */
  | { kind: "fold"; id: string; label: ReactNode; series?: boolean; openWhen: string[]; fields: FormField[] }
  | { kind: "hidden"; name: string }
  /** A honeypot for programs that fill in everything; people neither see nor reach it. */
  | { kind: "trap"; name: string; label: string };

/** One part of the form, with a picture for those who read little. Without a title its questions stand by themselves. */
export interface FormStep {
  id: string;
  title?: string;
  hint?: ReactNode;
  icon?: ReactNode;
  fields: FormField[];
}

interface Props {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  initial: FormState;
  steps: FormStep[];
  lists?: Record<string, Option[]>;
  words: {
    /** The title above the errors for one, two, … of them; the last is for any higher number. */
    errorTitles: string[];
    submit: string;
    submitOtherwise?: string;
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

interface Known {
  state: FormState;
  lists: Record<string, Option[]>;
}

/** Everything that stands in a form, by the name of its field. */
function typed(form: FormData): FormState["values"] {
  const values: FormState["values"] = {};
  for (const [name, value] of form) if (typeof value === "string" && !name.startsWith("$")) values[name] = value;
  return values;
}

/** What was typed between two looks at a form; unticked boxes are empty. */
function typedSince(before: FormState["values"], now: FormState["values"]): FormState["values"] {
  const names = Object.keys({ ...before, ...now });
  return Object.fromEntries(names.filter((name) => before[name] !== now[name]).map((name) => [name, now[name] ?? ""]));
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
 * A form described by its questions. Works before and without its script: the page then reloads with everything that was
 * was typed and the errors. With it, the same happens in place, and what was typed stays where no answer comes. The error
 * summary takes the focus either way.
 */
export function Form({ action, initial, steps, lists = {}, words, kind = "primary" }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const summary = useRef<HTMLDivElement>(null);
  const send = async (previous: FormState, sent: FormData): Promise<FormState> => {
    const values = typed(sent);
    const { attempt, alternativeSubmit } = previous;
    const answer = await inTime(action(previous, sent)).catch((error: unknown): FormState => {
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
  const failed = Object.entries(state.errors);
  useEffect(() => {
    if (state.attempt > 0) summary.current?.focus();
  }, [state.attempt]);
  const titled = steps.filter(({ title }) => title);
  const sendOnce = (event: FormEvent) => {
    if (pending) event.preventDefault();
  };

  return (
    <form ref={form} action={submit} onSubmit={sendOnce} noValidate className="grid gap-6">
      {failed.length > 0 || state.refusal ? (
        <div
          ref={summary}
          tabIndex={-1}
          // biome-ignore lint/a11y/noAutofocus: without a script the page reloads, and focus must lead to what is wrong
          autoFocus
          role="alert"
          className="grid gap-2 rounded-card border-2 border-lingon bg-lingon-soft p-5"
        >
          {failed.length > 0 ? (
            <h2 className="text-xl text-lingon">{words.errorTitles[failed.length] ?? words.errorTitles.at(-1)}</h2>
          ) : null}
          {state.refusal ? <p className="font-semibold">{state.refusal}</p> : null}
          <ul className="grid gap-1">
            {failed.map(([field, message]) => (
              <li key={field}>
                <a
                  href={`#${field}`}
                  className="inline-flex min-h-8 items-center font-medium text-lingon underline underline-offset-4"
                >
                  {message}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {/* Each answer mounts new fields: otherwise the browser keeps what a select or a checkbox showed before. */}
      <div key={state.attempt} className="grid gap-6">
        {steps.map((step) =>
          step.title ? (
            <fieldset
              key={step.id}
              className="min-w-0 rounded-card border border-line bg-surface p-5 shadow-card sm:p-7"
            >
              <legend className="float-start mb-4 flex w-full items-center gap-3">
                <span className="grid size-12 shrink-0 place-items-center rounded-full bg-spruce text-on-spruce">
                  {step.icon}
                </span>
                <span className="font-display text-xl font-bold">{step.title}</span>
                <bdi dir="ltr" aria-hidden="true" className="ms-auto text-sm whitespace-nowrap text-ink-soft">
                  {titled.indexOf(step) + 1}/{titled.length}
                </bdi>
              </legend>
              <div className="clear-both grid gap-5">
                {step.hint ? <p className="text-ink-soft">{step.hint}</p> : null}
                <Fields of={step.fields} state={state} lists={lists} />
              </div>
            </fieldset>
          ) : (
            <div key={step.id} className="grid gap-4">
              <Fields of={step.fields} state={state} lists={lists} />
            </div>
          ),
        )}
      </div>
      <div className="grid">
        <Button type="submit" kind={kind} aria-disabled={pending} className="min-h-14 text-lg">
          {pending ? words.sending : state.alternativeSubmit ? words.submitOtherwise : words.submit}
        </Button>
        {/* Always there, because only what changes within it is read out; a status only once it says something. */}
        <p aria-live="polite" role={slow ? "status" : undefined} className="text-center font-semibold not-empty:mt-3">
          {slow ? words.slow : ""}
        </p>
      </div>
    </form>
  );
}

const keyOf = (field: FormField) => ("id" in field ? field.id : field.name);

function Fields({ of, ...known }: { of: FormField[] } & Known) {
  return of.map((field) => <Question key={keyOf(field)} field={field} {...known} />);
}

function Question({ field, state, lists }: { field: FormField } & Known) {
  const known = { state, lists };
  if (field.kind === "fold") return <Fold field={field} {...known} />;
  if (field.kind === "row")
    return (
      <div className="grid grid-cols-2 items-end gap-3 sm:grid-cols-3">
        <Fields of={field.fields} {...known} />
      </div>
    );
  if (field.kind === "group")
    return (
      <ChoiceGroup id={field.id} legend={field.label} hint={field.hint} columns={field.columns}>
        <Fields of={field.fields} {...known} />
      </ChoiceGroup>
    );
  const { name } = field;
  const value = state.values[name] ?? "";
  if (field.kind === "hidden") return <input type="hidden" name={name} value={value} />;
  if (field.kind === "trap")
    return (
      <label aria-hidden="true" className="absolute -start-[200vw] h-px w-px overflow-hidden">
        {field.label}
        <input name={name} defaultValue={value} tabIndex={-1} autoComplete="off" />
      </label>
    );
  const error = state.errors[name];
  if (field.kind === "check")
    return (
      <div className="grid gap-1.5">
        <FieldError id={name}>{error}</FieldError>
        <Choice
          id={name}
          name={name}
          value="on"
          defaultChecked={value === "on"}
          label={field.label}
          required={field.required}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy(name, field.hint, error)}
        />
        {field.hint ? (
          <p id={`${name}-hint`} className="text-sm text-ink-soft">
            {field.hint}
          </p>
        ) : null}
      </div>
    );
  if (field.kind === "radios")
    return (
      <ChoiceGroup id={name} legend={field.label} hint={field.hint} error={error} columns={field.columns}>
        {lists[field.options]?.map((option) => (
          <Choice
            key={option.value}
            id={`${name}.${option.value}`}
            name={name}
            type="radio"
            value={option.value}
            label={option.label}
            icon={option.icon}
            defaultChecked={value === option.value}
            aria-invalid={error ? true : undefined}
          />
        ))}
      </ChoiceGroup>
    );
  const common = { id: name, name, label: field.label, hint: field.hint, error, defaultValue: value };
  if (field.kind === "select")
    return (
      <SelectField {...common}>
        {lists[field.options]?.map((option) => (
          <option key={option.value} value={option.value} lang={option.lang}>
            {option.label}
          </option>
        ))}
      </SelectField>
    );
  if (field.kind !== "text") return null;
  const { type, inputMode, autoComplete, maxLength, ltr, required } = field;
  const direction = ltr ? ({ dir: "ltr", className: "text-start" } as const) : {};
  return <TextField {...common} {...direction} {...{ type, inputMode, autoComplete, maxLength, required }} />;
}

/** All fields inside, at any depth. */
function within(fields: FormField[]): string[] {
  return fields.flatMap((field) => ("fields" in field ? within(field.fields) : keyOf(field)));
}

function Fold({ field, state, lists }: { field: Extract<FormField, { kind: "fold" }> } & Known) {
  const open =
    field.openWhen.some((name) => state.values[name]) || within(field.fields).some((name) => state.errors[name]);
  return (
    <details
      open={open}
      className={`rounded-field border-2 border-dashed border-edge open:border-solid open:border-line ${field.series ? "one-more" : ""}`}
    >
      <summary className="flex min-h-12 items-center gap-3 px-4 py-2 font-semibold text-spruce">
        <svg
          aria-hidden="true"
          viewBox="0 0 24 24"
          className="size-6 shrink-0"
          fill="none"
          stroke="currentColor"
          strokeWidth="2.5"
          strokeLinecap="round"
        >
          <path d="M12 5v14M5 12h14" />
        </svg>
        {field.label}
      </summary>
      <div className="grid gap-4 px-4 pb-4">
        <Fields of={field.fields} state={state} lists={lists} />
      </div>
    </details>
  );
}
