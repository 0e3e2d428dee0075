"use client";

import { useLinkStatus } from "next/link";
import type { ReactNode } from "react";

/** What stands in a link to a page of the portal: turns a ring, and says that it is busy, while a slow network brings that page. */
export function LinkBody({ children }: { children: ReactNode }) {
  const { pending } = useLinkStatus();
  return (
    <span aria-busy={pending || undefined} className="contents">
      {children}
      {pending ? <span aria-hidden className="turning size-5 shrink-0 rounded-full border-3 border-current" /> : null}
    </span>
  );
}
