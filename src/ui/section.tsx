import type { ReactNode } from "react";

/** A section of a long page, with an icon beside its heading. A link to its id also moves the focus to the heading. */
export function Section({
  id,
  title,
  icon,
  children,
}: {
  id?: string;
  title: string;
  icon: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="grid gap-4">
      <h2 id={id} {...(id && { tabIndex: -1 })} className="flex scroll-mt-6 items-center gap-2.5 text-2xl">
        <span className="text-spruce">{icon}</span>
        {title}
      </h2>
      {children}
    </section>
  );
}
