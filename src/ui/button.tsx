import type { ButtonHTMLAttributes, ReactNode } from "react";

const KINDS = {
  primary: "border-transparent bg-spruce text-on-spruce hover:bg-spruce-strong",
  secondary: "border-spruce bg-surface text-spruce hover:bg-moss hover:text-on-moss",
  danger: "border-lingon bg-surface text-lingon hover:bg-lingon-soft",
} as const;

export type ButtonKind = keyof typeof KINDS;

/** The style of a button, for a link to the next step. */
export function buttonClass(kind: ButtonKind = "primary", extra = ""): string {
  return `button ${KINDS[kind]} ${extra}`;
}

/** A button at least 48 px high on a phone, so that a thumb hits it. */
export function Button({
  kind = "primary",
  className = "",
  children,
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { kind?: ButtonKind; children: ReactNode }) {
  return (
    <button type="button" {...rest} className={buttonClass(kind, className)}>
      {children}
    </button>
  );
}
