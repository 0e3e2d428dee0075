"use client";

import { unstable_isUnrecognizedActionError, unstable_rethrow } from "next/navigation";
import {
  type FormEvent,
  type ReactNode,
  useActionState,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { flushSync } from "react-dom";
import { Button, type ButtonKind } from "./button";
import { acceptDraft, acceptedAt, keepDraft, readDraft } from "./form-draft";
import { type FormState, type FormStep, LABELS, labelsOf, type Option, questionsWithin } from "./form-model";
import { Fields } from "./form-question";
import { PageHelp } from "./help-context";
import { inTime } from "./in-time";
import { Notice } from "./notice";
import { TextLink } from "./text-link";
import { isTooLong, LARGEST_FILE, TOO_LONG } from "./too-long";

interface Props {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  initial: FormState;
  steps: FormStep[];
  lists?: Record<string, Option[]>;
  /** The usual answers: folds are closed over them. */
  usual?: FormState["values"];
  /** A sentence about required and optional questions. */
  intro?: string;
  /** Keeps unsent input under a name that is the same in every language. */
  draft?: {
    name: string;
    /** Shown if a draft was restored, with a way to clear it. */
    restored: string;
    forget: string;
    /** Shown if the form was already accepted in this tab, with a link to where it led. Nothing if left out. */
    accepted?: { text: string; link: string };
  };
  /** Stands above the buttons. */
  children?: ReactNode;
  words: {
    /** The page's title when there are errors, with `{title}` for the original title. */
    titleOfErrors: string;
    /** The title above one, two, … errors; the last covers any higher number. */
    errorTitles: string[];
    submit: string;
    submitOtherwise?: string;
    /** Further buttons that send the form with an extra value, e.g. to save it for later. */
    also?: { name: string; value: string; label: string }[];
    sending: string;
    /** Shown while an answer takes long. */
    slow: string;
    /** Shown if no answer came: the network is down, or something between here and the server. */
    unsent: string;
    /** Shown if the server failed. */
    failed: string;
    /** Asks the user to quote the failure's id to us; `{id}` stands for it. */
    failedId: string;
    /** Shown if the page is older than the portal, which no longer understands its form. */
    outdated: string;
    /** Shown if the input is longer than the server reads. */
    tooLong: string;
  };
  kind?: ButtonKind;
}

type Words = Props["words"];

/** After this many milliseconds without an answer the reader is told that it takes long. */
const SLOW = 8_000;
/** After this many milliseconds the answer counts as lost; a file takes longer on its way. */
const LOST = 60_000;
const LOST_WITH_FILE = 300_000;

/** All values in a form, by field name. */
function typed(form: FormData): FormState["values"] {
  const values: FormState["values"] = {};
  for (const [name, value] of form) if (typeof value === "string" && !name.startsWith("$")) values[name] = value;
  return values;
}

/**
 * A text as a field of several lines holds it, with line feeds only (HTML, 4.10.11). A form that is sent breaks its lines in
 * another way (4.10.22), so what the server has kept and gives back is not what the field says.
 */
const asHeld = (text = "") => text.replace(/\r\n?/g, "\n");

/** The fields that changed between two readings of a form; unticked boxes are empty. */
function typedSince(before: FormState["values"], now: FormState["values"]): FormState["values"] {
  const names = Object.keys({ ...before, ...now });
  const differs = (name: string) => asHeld(before[name]) !== asHeld(now[name]);
  return Object.fromEntries(names.filter(differs).map((name) => [name, now[name] ?? ""]));
}

/**
 * The values of a form that the browser may keep: what differs from `before`, with which it was opened, and nothing private.
 * Hidden fields are added with what was typed, or once the form has been sent, as `kept` says.
 */
function keepable(
  steps: readonly FormStep[],
  before: FormState["values"],
  now: FormState["values"],
  sent: boolean,
): FormState["values"] {
  const since = typedSince(before, now);
  const questions = questionsWithin(steps.flatMap(({ fields }) => fields));
  const typed = questions.filter(
    (question) => question.kind !== "trap" && question.kind !== "hidden" && !question.private && question.name in since,
  );
  const along = questions.filter(
    (question) =>
      question.kind === "hidden" &&
      (question.kept === "sent" ? sent || question.name in since : question.kept && typed.length > 0),
  );
  return Object.fromEntries([
    ...typed.map(({ name }) => [name, since[name] ?? ""]),
    ...along.map(({ name }) => [name, now[name] ?? ""]),
  ]);
}

/** What is wrong with the files of a form, by field: those that are too large are not even sent. */
function tooLargeFiles(steps: readonly FormStep[], form: FormData): FormState["errors"] {
  const questions = questionsWithin(steps.flatMap(({ fields }) => fields));
  return Object.fromEntries(
    questions.flatMap((question) => {
      const file = question.kind === "file" ? form.get(question.name) : null;
      return question.kind === "file" && file instanceof File && file.size > LARGEST_FILE
        ? [[question.name, question.tooLarge]]
        : [];
    }),
  );
}

const never = () => () => {};

/** Whether the server's page is being taken over by the script, which then knows nothing of what has been typed. */
const useTakesOver = () =>
  useSyncExternalStore(
    never,
    () => false,
    () => true,
  );

type Selected = [from: number, to: number] | null;

/** What is selected in a field for text; null for any other, and where browsers do not say. */
function selectedIn(field: Element | null): Selected {
  if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) return null;
  const { selectionStart, selectionEnd } = field;
  return selectionStart === null || selectionEnd === null ? null : [selectionStart, selectionEnd];
}

function select(field: Element, selected: Selected): void {
  if (selected && selectedIn(field)) (field as HTMLTextAreaElement | HTMLInputElement).setSelectionRange(...selected);
}

/** What a long text held when the script took it over, and what of it was selected. */
interface Held {
  text: string;
  selected: Selected;
}

/**
 * Lets React take over the long texts of a form as they are: it gives each one its default text again, even if that is the
 * same, and with it everything typed is gone and the caret is at the start. Returns what they hold at that very moment, by id.
 */
function takeOverLongTexts(steps: readonly FormStep[]): Map<string, Held> {
  const held = new Map<string, Held>();
  if (typeof document === "undefined") return held;
  const native = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "defaultValue");
  for (const { name } of questionsWithin(steps.flatMap(({ fields }) => fields))) {
    const field = document.getElementById(name);
    if (!(field instanceof HTMLTextAreaElement)) continue;
    Object.defineProperty(field, "defaultValue", {
      configurable: true,
      get: () => native?.get?.call(field),
      set(text: string) {
        held.set(name, { text: field.value, selected: selectedIn(field) });
        if (text !== native?.get?.call(field)) native?.set?.call(field, text);
      },
    });
  }
  return held;
}

/** Gives a long text back what it held. Whoever has typed on meanwhile keeps that. */
function giveBack(id: string, { text, selected }: Held): void {
  const field = document.getElementById(id);
  if (!(field instanceof HTMLTextAreaElement)) return;
  delete (field as Partial<HTMLTextAreaElement>).defaultValue;
  if (field.value === text || field.value !== field.defaultValue) return;
  field.value = text;
  if (field === document.activeElement) select(field, selected);
}

/** Where Next.js redirects after an action, from its rejection; null for any other rejection. */
function leadsTo(error: unknown): string | null {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : "";
  return digest.startsWith("NEXT_REDIRECT;") ? (digest.split(";")[2] ?? null) : null;
}

/** What to say about a form that got no answer, and why. */
function excuse(error: unknown, words: Words): string {
  if (unstable_isUnrecognizedActionError(error)) return words.outdated;
  if (error instanceof Error && error.message === TOO_LONG) return words.tooLong;
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : "";
  return digest ? `${words.failed} ${words.failedId.replace("{id}", digest)}` : words.unsent;
}

/**
 * A form described by its questions. Without its script the page reloads with the errors and everything typed; with it,
 * the same happens in place, and the input stays even if no answer comes. The error summary takes the focus either way.
 */
export function Form({
  action,
  initial,
  steps,
  lists = {},
  usual = {},
  intro,
  draft,
  children,
  words,
  kind = "primary",
}: Props) {
  const form = useRef<HTMLFormElement>(null);
  const summary = useRef<HTMLDivElement>(null);
  const keep = (values: FormState["values"], sent: boolean) => {
    if (draft) keepDraft(draft.name, keepable(steps, initial.values, values, sent));
  };
  const send = async (previous: FormState, sent: FormData): Promise<FormState> => {
    const values = typed(sent);
    const { attempt, alternativeSubmit } = previous;
    keep(values, true);
    const errors = tooLargeFiles(steps, sent);
    if (Object.keys(errors).length > 0) return { values, errors, alternativeSubmit, attempt: attempt + 1 };
    // Without the values of the last answer, which the server has no use for: what was too long once would be sent again.
    const last = { ...previous, values: {}, errors: {} };
    const answered = isTooLong(sent) ? Promise.reject(new Error(TOO_LONG)) : action(last, sent);
    const carries = [...sent.values()].some((value) => value instanceof File);
    const answer = await inTime(answered, carries ? LOST_WITH_FILE : LOST).catch((error: unknown): FormState => {
      const address = leadsTo(error);
      if (draft && address) acceptDraft(draft.name, address);
      unstable_rethrow(error);
      return { values, errors: {}, refusal: excuse(error, words), alternativeSubmit, attempt: attempt + 1 };
    });
    const since = form.current ? typedSince(values, typed(new FormData(form.current))) : {};
    return { ...answer, values: { ...answer.values, ...since } };
  };
  // On the server the action itself, which decides where the page is sent without a script. With its own address,
  // because a browser without a network replaces a page that has the same address with its own error page, and Back
  // would find nothing.
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
  const takesOver = useTakesOver();
  const [typedBefore] = useState(() => (takesOver ? takeOverLongTexts(steps) : new Map<string, Held>()));
  useLayoutEffect(() => {
    for (const [id, held] of typedBefore) giveBack(id, held);
  }, [typedBefore]);
  // Read after hydration: the server sends the same page to everybody.
  const [kept, setKept] = useState<{ values: FormState["values"]; restored: number; accepted: string | null }>();
  const draftName = draft?.name;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for what the form was opened with
  useEffect(() => {
    if (!draftName || initial.attempt > 0 || state.attempt > 0) return;
    const values = readDraft(draftName);
    const accepted = acceptedAt(draftName);
    const begun = [...typedBefore].some(([id, { text }]) => text !== asHeld(initial.values[id]));
    if (!values && !accepted && !begun) return;
    // Somebody may have typed before the script loaded, or be typing now; that is newer. Read and show it in one step,
    // or input in between would be lost with the replaced fields.
    queueMicrotask(() => {
      const now = form.current ? typedSince(initial.values, typed(new FormData(form.current))) : {};
      const focused = form.current?.contains(document.activeElement) ? document.activeElement : null;
      const selected = selectedIn(focused);
      if (values || accepted)
        flushSync(() => setKept({ values: { ...values, ...now }, restored: values ? 1 : 0, accepted }));
      if (begun && form.current) keep(typed(new FormData(form.current)), false);
      // Keep the focus in the field although it is a new one now, and the caret where it was: otherwise the next letter would
      // be lost, or stand before the first.
      const field = focused?.id ? document.getElementById(focused.id) : null;
      if (!field || field === focused) return;
      field.focus({ preventScroll: true });
      select(field, selected);
    });
  }, [draftName]);
  const shown = kept && state.attempt === 0 ? { ...state, values: { ...state.values, ...kept.values } } : state;
  const forget = () => {
    if (!draft) return;
    keepDraft(draft.name, {});
    setKept({ values: {}, restored: -1, accepted: kept?.accepted ?? null });
  };
  const failed = Object.entries(state.errors);
  // An answer mounts new fields: a file that was not refused itself stays chosen.
  const chosen = useRef<[name: string, files: FileList][]>([]);
  const rememberFiles = () => {
    const inputs = [...(form.current?.querySelectorAll<HTMLInputElement>("input[type=file]") ?? [])];
    chosen.current = inputs.flatMap(({ name, files }) => (files && files.length > 0 ? [[name, files]] : []));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each answer
  useEffect(() => {
    for (const [name, files] of chosen.current) {
      const input = form.current?.elements.namedItem(name);
      if (input instanceof HTMLInputElement && !state.errors[name]) input.files = files;
    }
  }, [state.attempt]);
  useEffect(() => {
    if (state.attempt === 0) return;
    summary.current?.focus();
    // Without a script the server does this. The router may set the page's title again afterwards, so mark it again.
    // Restore the title when the user leaves the page.
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
    else rememberFiles();
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
          {/* Not on the focused element: some screen readers would read everything twice. */}
          <div role="alert" className="grid gap-2">
            {failed.length > 0 ? (
              <h2 className="text-xl text-lingon">{words.errorTitles[failed.length] ?? words.errorTitles.at(-1)}</h2>
            ) : null}
            {state.refusal ? <p className="font-semibold">{state.refusal}</p> : null}
            {state.notes ? (
              <ul className="grid list-disc gap-1 ps-5">
                {state.notes.map((note) => (
                  <li key={note}>{note}</li>
                ))}
              </ul>
            ) : null}
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
      {/* Each answer mounts new fields: otherwise the browser keeps the old state of selects and checkboxes. */}
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
                {/* Alone: a legend may contain headings, but then nothing else (HTML, 4.10.16). */}
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
      <input type="hidden" name={LABELS} value={JSON.stringify(labelsOf(steps))} />
      <PageHelp />
      {children}
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
        {/* Always present, because only changes inside a live region are read out; a status only once it has text. */}
        <p aria-live="polite" role={slow ? "status" : undefined} className="text-center font-semibold not-empty:mt-3">
          {slow ? words.slow : pending ? <span className="sr-only">{words.sending}</span> : ""}
        </p>
      </div>
    </form>
  );
}
