import { isValidElement, type ReactNode } from "react";

// Describes a form: its questions, and its state between two submissions.

/** The state of a form that was sent but not accepted: everything typed, and what to correct. */
export interface FormState {
  /** What was typed, by field name. */
  values: Record<string, string>;
  /** The errors of fields in the reader's language, in the order of the form. */
  errors: Record<string, string>;
  /** A refusal that belongs to no single field. */
  refusal?: string;
  /** Shown below the refusal: what to know before sending again, e.g. a warning for each of several dates. */
  notes?: readonly string[];
  /** A link from the refusal to another page, opened beside this one so that the input stays here. */
  link?: { href: string; label: string };
  /** True once the reader knows that sending now means something else, e.g. joining the waiting list. */
  alternativeSubmit?: boolean;
  /** Counts the answers, so that the page can tell a new one from the last. */
  attempt: number;
}

/** The answer to a form that the page has sent by itself while the user was typing. */
export interface Noted {
  /** A line for the user, in their language. */
  said: string;
  /** The page must not send it by itself again. */
  over: boolean;
}

export interface Option {
  value: string;
  label: string;
  /** The label's language, if it is not the page's; empty if nobody knows it, as of a name. */
  lang?: string;
  icon?: ReactNode;
  /** Choosing it shows the gated questions of the same fold. */
  opens?: boolean;
}

interface Asked {
  label: ReactNode;
  hint?: ReactNode;
  /** Asked only after an option that `opens` is chosen in the same fold, or if it already has an answer. */
  gated?: boolean;
  /** Too private to keep in the browser, e.g. health, or a consent that must be given again. */
  private?: boolean;
}

/** One question in the reader's language. `options` names one of the form's lists. */
export type FormField =
  | (Asked & {
      kind: "text";
      name: string;
      type?: "text" | "tel" | "email" | "url" | "datetime-local" | "date" | "time";
      inputMode?: "numeric" | "tel" | "email" | "url";
      autoComplete?: string;
      maxLength?: number;
      /** True for numbers and addresses, which run left to right in every language. */
      ltr?: boolean;
      required?: boolean;
      /** Makes it a text field with this many visible lines. */
      lines?: number;
      /** The language to type in, if it is not the page's. */
      language?: { lang?: string; dir?: "ltr" | "rtl" | "auto" };
      /** Stands beside the field, or above it on a phone: the text to translate. */
      beside?: ReactNode;
      /** Stands below the field: help to write in it, or an editor that takes its place. */
      below?: ReactNode;
    })
  | (Asked & { kind: "select" | "radios"; name: string; options: string; columns?: boolean })
  | (Asked & {
      kind: "check";
      name: string;
      required?: boolean;
      /** Shows the hint once the box is ticked: it says what follows. */
      hintOnceTicked?: boolean;
      /** One tick among several such boxes covers the whole form: the others are hidden. */
      once?: boolean;
      /** Asked only if a fold of the preceding series is open. */
      afterSeries?: boolean;
    })
  /** A file. `accept` as in HTML; `tooLarge` is said before a file is sent that has more bytes than a form may carry. */
  | (Asked & { kind: "file"; name: string; accept: string; required?: boolean; tooLarge: string })
  | { kind: "group"; id: string; label: ReactNode; hint?: ReactNode; columns?: boolean; fields: FormField[] }
  /** Short fields in a row; each appears once the one before it is filled. */
  | { kind: "row"; id: string; fields: FormField[] }
  | Fold
  /**
   * `kept`: stored with the draft. With what was `typed`, so that it is known what the input started from; or once the form
   * was `sent`, so that it counts as the same when it is sent again after a reload.
   */
  | { kind: "hidden"; name: string; kept?: "sent" | "typed" }
  /** A honeypot for programs that fill in everything. People neither see nor reach it. */
  | { kind: "trap"; name: string; label: string };

/** Hides questions behind their usual answers. Starts closed; opens if an answer is not the usual one or has an error. */
export interface Fold {
  kind: "fold";
  id: string;
  /** What the fold is about; for something to add, what opening it does. */
  label: ReactNode;
  /** The group's name once it is open; the label by default. */
  title?: string;
  /** The usual answers in words, shown while they apply. */
  usual?: ReactNode;
  /** A hint above its questions. */
  hint?: ReactNode;
  icon?: ReactNode;
  /** In a series, opening one shows the next. */
  series?: boolean;
  /** Open from the start, because the reader asked for its content. */
  open?: boolean;
  fields: FormField[];
}

/** One part of the form, with a picture for people who read little. Without a title its questions stand alone. */
export type FormStep = { id: string; hint?: ReactNode; fields: FormField[] } & (
  | { title?: undefined; optional?: undefined; icon?: undefined }
  // Beside each title is a picture, for people who read little.
  | {
      title: string;
      icon: ReactNode /** Said beside the title of a part that may be left as it is. */;
      optional?: string;
    }
);

export const keyOf = (field: FormField) => ("id" in field ? field.id : field.name);

/** All questions inside, at any depth. */
export function questionsWithin(fields: readonly FormField[]): Exclude<FormField, { fields: FormField[] }>[] {
  return fields.flatMap((field) => ("fields" in field ? questionsWithin(field.fields) : field));
}

/** The name under which a form sends the labels of its text fields. */
export const LABELS = "$labels";

/** A label as plain text. */
function plainText(node: ReactNode): string {
  if (typeof node === "string" || typeof node === "number") return String(node);
  if (Array.isArray(node)) return node.map(plainText).join("");
  return isValidElement<{ children?: ReactNode }>(node) ? plainText(node.props.children) : "";
}

/**
 * The labels of a form's text fields by name, each after the title of its fold, e.g. "Person 2: Name". If the form's page is
 * gone when its answer comes, the server shows what was typed under them.
 */
export function labelsOf(steps: readonly FormStep[]): Record<string, string> {
  const labels: Record<string, string> = {};
  const add = (fields: readonly FormField[], within: string) => {
    for (const field of fields)
      if (field.kind === "fold") add(field.fields, `${plainText(field.title ?? field.label)}: `);
      else if ("fields" in field) add(field.fields, within);
      else if (field.kind === "text") labels[field.name] = within + plainText(field.label);
  };
  for (const { fields } of steps) add(fields, "");
  return labels;
}
