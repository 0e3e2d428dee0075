"use client";

import { useLinkStatus } from "next/link";
import type { ReactNode } from "react";

/** The content of a link within the portal. Shows a spinner, and says that it is busy, while a slow network loads the page. */
export function LinkBody({ children }: { children: ReactNode }) {
  const { pending } = useLinkStatus();
  return (
    <span aria-busy={pending || undefined} className="contents">
      {children}
      {pending ? <span aria-hidden className="turning size-5 shrink-0 rounded-full border-3 border-current" /> : null}
    </span>
  );
}
