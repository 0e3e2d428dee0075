import type { ReactNode } from "react";

const TONES = {
  info: "border-lake bg-lake-soft",
  good: "border-spruce bg-moss",
  care: "border-cloudberry bg-cloudberry-soft",
  stop: "border-lingon bg-lingon-soft",
} as const;

/** A sentence or two that must not be missed. Words and shape convey its tone, not only colour. */
export function Notice({
  tone = "info",
  title,
  icon,
  children,
}: {
  tone?: keyof typeof TONES;
  title?: ReactNode;
  icon?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className={`flex gap-3 rounded-card border-s-8 px-4 py-3.5 text-ink ${TONES[tone]}`}>
      {icon ? <span className="mt-0.5 shrink-0">{icon}</span> : null}
      <div className="min-w-0 grid gap-1">
        {title ? <p className="font-display text-lg font-bold">{title}</p> : null}
        {children}
      </div>
    </div>
  );
}
