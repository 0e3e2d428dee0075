"use client";

import { type ReactNode, useEffect, useRef } from "react";

/**
 * Takes the focus once the page is there. Not by `autofocus`: without a script a form may come back on the same page with
 * errors, and the focus belongs to them.
 */
export function FocusOnArrival({ role, children }: { role: "status" | "alert"; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  // The role is a child's: on what takes the focus, some screen readers would read everything twice.
  return (
    <div ref={place} tabIndex={-1}>
      <div role={role}>{children}</div>
    </div>
  );
}
