import type { ReactNode } from "react";

/** A section of a forum's page; with emphasis, what came out of the forum. */
export function ForumSection({
  id,
  title,
  icon,
  emphasis = false,
  children,
}: {
  id: string;
  title: string;
  icon?: ReactNode;
  emphasis?: boolean;
  children: ReactNode;
}) {
  return (
    <section
      aria-labelledby={id}
      className={emphasis ? "grid gap-3 rounded-card bg-cloudberry-soft p-5 text-on-cloudberry sm:p-7" : "grid gap-3"}
    >
      <h2 id={id} className="flex items-center gap-2.5 text-xl">
        {icon ? <span className={emphasis ? "" : "text-spruce"}>{icon}</span> : null}
        {title}
      </h2>
      {children}
    </section>
  );
}
