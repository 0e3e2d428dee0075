"use client";

import { type ReactNode, useEffect, useRef } from "react";

/**
 * Takes the focus when the page has loaded. It does not use `autofocus`: without a script a form may come back on the
 * same page with errors, and then the errors need the focus.
 */
export function FocusOnArrival({ role, children }: { role: "status" | "alert"; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  // The role is on a child: some screen readers read everything twice if it is on the focused element.
  return (
    <div ref={place} tabIndex={-1}>
      <div role={role}>{children}</div>
    </div>
  );
}
