"use client";

import type { FocusEvent, KeyboardEvent, ReactNode } from "react";

/**
 * A button and the list it opens, which works without a script. With it, Escape closes the list and gives the focus back to the
 * button, and so does leaving it by Tab or by a tap elsewhere: what is open must not cover what has the focus (WCAG 2.4.11).
 */
export function Menu({
  button,
  className = "",
  children,
}: {
  button: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const closeOnEscape = (event: KeyboardEvent<HTMLDetailsElement>) => {
    if (event.key !== "Escape" || !event.currentTarget.open) return;
    event.currentTarget.open = false;
    event.currentTarget.querySelector("summary")?.focus();
  };
  const closeOnLeaving = (event: FocusEvent<HTMLDetailsElement>) => {
    if (!event.currentTarget.contains(event.relatedTarget)) event.currentTarget.open = false;
  };
  return (
    <details className={className} onKeyDown={closeOnEscape} onBlur={closeOnLeaving}>
      {button}
      {children}
    </details>
  );
}
