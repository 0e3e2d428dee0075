import type { ReactNode } from "react";

/**
 * One entry of a description list: a picture, what it is, and the thing itself. Stands in a `<dl>`. A compact one leaves it to
 * the picture on small screens; programs still read what it is.
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
