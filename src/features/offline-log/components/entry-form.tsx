"use client";

import { type ReactNode, useActionState } from "react";
import type { FormState } from "@/ui/form-model";

const NOTHING: FormState = { values: {}, errors: {}, attempt: 0 };

/**
 * A small form that notes something, of which a page has many: its own fields and button, and above them what is wrong. Works
 * without a script.
 */
export function EntryForm({
  action,
  className,
  children,
}: {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  className?: string;
  children: ReactNode;
}) {
  const [state, send] = useActionState(action, NOTHING);
  const wrong = state.refusal ?? Object.values(state.errors)[0];
  return (
    <form action={send} noValidate className={className}>
      {wrong ? (
        <p
          role="alert"
          className="rounded-field border-s-8 border-lingon bg-lingon-soft px-3 py-2 font-semibold text-lingon"
        >
          {wrong}
        </p>
      ) : null}
      {children}
    </form>
  );
}
