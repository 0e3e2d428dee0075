import type { ReactNode } from "react";

/** A section of a forum's page; with emphasis, its outcome. Controls are not put `onPaper`. */
export function ForumSection({
  id,
  title,
  icon,
  emphasis = false,
  onPaper = true,
  children,
}: {
  id: string;
  title: string;
  icon?: ReactNode;
  emphasis?: boolean;
  onPaper?: boolean;
  children: ReactNode;
}) {
  return (
    <section
      aria-labelledby={id}
      className={`grid content-start gap-3 print:gap-1.5 ${onPaper ? "" : "print:hidden"} ${emphasis ? "rounded-card bg-cloudberry-soft p-5 text-on-cloudberry sm:p-7" : ""}`}
    >
      <h2 id={id} className="flex items-center gap-2.5 text-xl">
        {icon ? <span className={emphasis ? "" : "text-spruce"}>{icon}</span> : null}
        {title}
      </h2>
      {children}
    </section>
  );
}
