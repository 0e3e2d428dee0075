import type { ReactNode } from "react";

/**
 * An entry of a `<dl>`: a picture, a term and its description. A compact one shows only the picture for the term on
 * small screens; assistive technology still reads the term.
 */
export function SummaryListItem({
  icon,
  label,
  compact = false,
  children,
}: {
  icon: ReactNode;
  label: string;
  compact?: boolean;
  children: ReactNode;
}) {
  return (
    <div className="relative ps-10">
      <dt className="text-sm text-ink-soft">
        <span className="absolute start-0 top-0.5 text-spruce">{icon}</span>
        {compact ? <span className="max-sm:sr-only">{label}</span> : label}
      </dt>
      <dd className="font-semibold">{children}</dd>
    </div>
  );
}
