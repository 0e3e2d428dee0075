import type { ButtonHTMLAttributes, ReactNode } from "react";

// The border shows when a reader forces colours, which removes the background. Paper shows nothing to press.
const BASE =
  "inline-flex min-h-(--control) cursor-pointer items-center justify-center gap-2 rounded-full border-2 px-6 py-2 text-center font-semibold no-underline transition-colors aria-disabled:cursor-progress aria-disabled:opacity-80 print:hidden";

const KINDS = {
  primary: "border-transparent bg-spruce text-on-spruce hover:bg-spruce-strong",
  secondary: "border-spruce bg-surface text-spruce hover:bg-moss hover:text-on-moss",
  danger: "border-lingon bg-surface text-lingon hover:bg-lingon-soft",
} as const;

export type ButtonKind = keyof typeof KINDS;

/** The style of a button, for a link to the next step. */
export function buttonClass(kind: ButtonKind = "primary", extra = ""): string {
  return `${BASE} ${KINDS[kind]} ${extra}`;
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
