import type { ReactNode } from "react";

// What a form is described by: its questions, and its state between one sending and the next.

/** The state of a form that was sent and not accepted: everything typed, and what to correct. */
export interface FormState {
  /** As it was typed, by the name of its field. */
  values: Record<string, string>;
  /** The message of each field that needs correcting, in the reader's language, in the order of the form. */
  errors: Record<string, string>;
  /** A refusal that belongs to no single field. */
  refusal?: string;
  /** Where the refusal leads: to another page beside this one, so that what was typed stays here. */
  link?: { href: string; label: string };
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
  /** Choosing it brings up the gated questions of the same fold. */
  opens?: boolean;
}

interface Asked {
  label: ReactNode;
  hint?: ReactNode;
  /** Asked only once an option that `opens` is chosen in the same fold, or where it has been answered. */
  gated?: boolean;
  /** Too private to be kept in the browser until the form is sent, e.g. health, or an agreement that is given anew. */
  private?: boolean;
}

/** One question, in the reader's language. `options` names one of the form's lists. */
export type FormField =
  | (Asked & {
      kind: "text";
      name: string;
      type?: "text" | "tel" | "email" | "url" | "datetime-local" | "date" | "time";
      inputMode?: "numeric" | "tel" | "email" | "url";
      autoComplete?: string;
      maxLength?: number;
      /** Numbers and addresses run from left to right in every language. */
      ltr?: boolean;
      required?: boolean;
      /** Asks for a text of several lines, and shows so many. */
      lines?: number;
      /** The language that is typed, where it is not the page's. */
      language?: { lang?: string; dir?: "ltr" | "rtl" };
      /** Stands beside the field, above it on a phone: what is translated. */
      beside?: ReactNode;
    })
  | (Asked & { kind: "select" | "radios"; name: string; options: string; columns?: boolean })
  | (Asked & {
      kind: "check";
      name: string;
      required?: boolean;
      /** The hint appears once it is ticked: it says what follows. */
      hintOnceTicked?: boolean;
      /** One tick of several such boxes does for the whole form: the others step back. */
      once?: boolean;
      /** Asked only where a fold of the series before it is open. */
      afterSeries?: boolean;
    })
  | { kind: "group"; id: string; label: ReactNode; hint?: ReactNode; columns?: boolean; fields: FormField[] }
  /** Short fields beside one another; each appears once the one before it is filled. */
  | { kind: "row"; id: string; fields: FormField[] }
  | Fold
  /** `kept`: a form that is sent again after a reload goes on with it, so that it counts as the same. */
  | { kind: "hidden"; name: string; kept?: boolean }
  /** A honeypot for programs that fill in everything; people neither see nor reach it. */
  | { kind: "trap"; name: string; label: string };

/**
 * Questions behind their usual answers: closed until the reader opens it, open where an answer is another than the usual one
 * or has to be corrected.
 */
export interface Fold {
  kind: "fold";
  id: string;
  /** What it is about; of something to add, what opening it does. */
  label: ReactNode;
  /** The name of the group once it is open; the label unless given. */
  title?: string;
  /** The usual answers in words, shown while they stand. */
  usual?: ReactNode;
  /** A hint above its questions. */
  hint?: ReactNode;
  icon?: ReactNode;
  /** In a series, opening one brings up the next. */
  series?: boolean;
  /** Open from the start: the reader has asked for what is in it. */
  open?: boolean;
  fields: FormField[];
}

/** One part of the form, with a picture for those who read little. Without a title its questions stand by themselves. */
export type FormStep = { id: string; hint?: ReactNode; fields: FormField[] } & (
  | { title?: undefined; optional?: undefined; icon?: undefined }
  // Beside each title is a picture, for those who read little.
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
