"use client";

import type { FocusEvent, KeyboardEvent, ReactNode } from "react";

/**
 * A button and the list it opens; works without a script. With one, Escape closes the list and returns the focus to the
 * button, and so does leaving it by Tab or a tap elsewhere, because an open list must not cover the focused element
 * (WCAG 2.4.11).
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
