import type { InputHTMLAttributes, ReactNode } from "react";
import { describedBy, FieldError } from "./field";

/** A checkbox or radio button whose whole row is the target, at least 48 px high. */
export function Choice({
  id,
  label,
  icon,
  type = "checkbox",
  ...rest
}: InputHTMLAttributes<HTMLInputElement> & {
  id: string;
  label: ReactNode;
  icon?: ReactNode;
  type?: "checkbox" | "radio";
}) {
  return (
    <label
      htmlFor={id}
      className="flex min-h-12 cursor-pointer items-center gap-3 rounded-field border-2 border-line bg-surface px-(--beside) py-2.5 has-checked:border-spruce has-checked:bg-moss has-checked:text-on-moss has-disabled:cursor-not-allowed has-disabled:border-dashed has-disabled:border-edge has-disabled:bg-sunk has-disabled:text-ink-soft"
    >
      <input {...rest} id={id} type={type} className="size-6 shrink-0 disabled:cursor-not-allowed" />
      {icon ? <span className="shrink-0 text-spruce">{icon}</span> : null}
      <span>{label}</span>
    </label>
  );
}

/** A group of choices under one question. */
export function ChoiceGroup({
  id,
  legend,
  hint,
  error,
  columns = false,
  children,
}: {
  id: string;
  legend: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  columns?: boolean;
  children: ReactNode;
}) {
  return (
    <fieldset
      id={id}
      // So that the link from the error summary moves the focus here.
      tabIndex={error ? -1 : undefined}
      aria-describedby={describedBy(id, hint, error)}
      className="grid gap-1.5"
    >
      <legend className="mb-1.5 font-semibold">{legend}</legend>
      {hint ? (
        <p id={`${id}-hint`} className="text-sm text-ink-soft">
          {hint}
        </p>
      ) : null}
      <FieldError id={id}>{error}</FieldError>
      <div className={columns ? "grid gap-2 sm:grid-cols-2" : "grid gap-2"}>{children}</div>
    </fieldset>
  );
}
