import type { ReactNode } from "react";

/** One entry of a description list: a picture, what it is, and the thing itself. Stands in a `<dl>`. */
export function Fact({ icon, label, children }: { icon: ReactNode; label: string; children: ReactNode }) {
  return (
    <div className="relative ps-10">
      <dt className="text-sm text-ink-soft">
        <span className="absolute start-0 top-0.5 text-spruce">{icon}</span>
        {label}
      </dt>
      <dd className="font-semibold">{children}</dd>
    </div>
  );
}
