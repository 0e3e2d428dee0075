import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from "react";

// A disabled control is still read: its background and edge recede, not its text. The opacity stops iOS from fading it.
const CONTROL =
  "block min-h-(--control) w-full rounded-field border-2 border-edge bg-surface px-(--beside) py-2 text-ink aria-invalid:border-lingon aria-invalid:bg-lingon-soft disabled:cursor-not-allowed disabled:border-dashed disabled:bg-sunk disabled:text-ink-soft disabled:opacity-100";

/** The ids of a control's descriptions, for aria-describedby; undefined if it has none. */
export function describedBy(id: string, hint: unknown, error: unknown): string | undefined {
  return [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ") || undefined;
}

/** The error of a control, with an icon beside the words, so that colour is not the only sign. */
export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <p id={`${id}-error`} className="flex gap-2 font-semibold text-lingon">
      <svg aria-hidden="true" viewBox="0 0 24 24" className="mt-1 size-5 shrink-0" fill="currentColor">
        <path d="M12 2 1 21h22L12 2Zm-1 7h2v6h-2V9Zm0 7.5h2v2h-2v-2Z" />
      </svg>
      <span>{children}</span>
    </p>
  );
}

interface FieldProps {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  children: ReactNode;
}

/** A labelled control: label above, then hint, error and control. */
function Field({ id, label, hint, error, children }: FieldProps) {
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-semibold">
        {label}
      </label>
      {hint ? (
        <p id={`${id}-hint`} className="text-sm text-ink-soft">
          {hint}
        </p>
      ) : null}
      <FieldError id={id}>{error}</FieldError>
      {children}
    </div>
  );
}

type ControlProps = Pick<FieldProps, "id" | "hint" | "error"> & { className?: string | undefined };

/** The props of every control: its id for the label, and references to its descriptions. */
function controlProps({ id, hint, error, className = "" }: ControlProps) {
  return {
    id,
    className: `${CONTROL} ${className}`,
    "aria-invalid": error ? true : undefined,
    "aria-describedby": describedBy(id, hint, error),
  } as const;
}

type TextFieldProps = InputHTMLAttributes<HTMLInputElement> & Omit<FieldProps, "children">;

/** A labelled one-line text field. */
export function TextField({ id, label, hint, error, className, ...rest }: TextFieldProps) {
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <input {...rest} {...controlProps({ id, hint, error, className })} />
    </Field>
  );
}

/** A labelled field for a file. The browser words its button itself. */
export function FileField({ id, label, hint, error, className = "", ...rest }: TextFieldProps) {
  const button =
    "file:me-4 file:min-h-11 file:cursor-pointer file:rounded-full file:border-2 file:border-solid file:border-spruce file:bg-surface file:px-4 file:font-semibold file:text-spruce";
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <input type="file" {...rest} {...controlProps({ id, hint, error, className: `${button} ${className}` })} />
    </Field>
  );
}

type LongTextFieldProps = TextareaHTMLAttributes<HTMLTextAreaElement> & Omit<FieldProps, "children">;

/** A labelled text field of several lines. */
export function LongTextField({ id, label, hint, error, className, ...rest }: LongTextFieldProps) {
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <textarea {...rest} {...controlProps({ id, hint, error, className })} />
    </Field>
  );
}

type SelectFieldProps = SelectHTMLAttributes<HTMLSelectElement> &
  Omit<FieldProps, "children"> & { children: ReactNode };

/** A labelled select, for a choice from a long list. */
export function SelectField({ id, label, hint, error, children, className, ...rest }: SelectFieldProps) {
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <select {...rest} {...controlProps({ id, hint, error, className })}>
        {children}
      </select>
    </Field>
  );
}
