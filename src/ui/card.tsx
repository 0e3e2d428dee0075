import type { ReactNode } from "react";

/** Groups things that belong together. */
export function Card({ className = "", children, ...rest }: { className?: string; children: ReactNode; id?: string }) {
  return (
    <div {...rest} className={`rounded-card border border-line bg-surface p-5 shadow-card sm:p-7 ${className}`}>
      {children}
    </div>
  );
}
