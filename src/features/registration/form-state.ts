import type { FormErrors, FormValues } from "./schema";

/** What a form knows after it was sent and not accepted: everything typed, and what to correct. */
export interface FormState {
  values: FormValues;
  errors: FormErrors;
  /** A refusal that belongs to no single field. */
  refusal?: string;
  /** True once the reader has been told that the forum is full: the button then joins the waiting list. */
  offersWaiting: boolean;
  /** Counts the answers, so that the page knows a new one from the same one. */
  attempt: number;
}
