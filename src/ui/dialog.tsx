import type { ReactNode } from "react";
import { buttonClass } from "./button";

/**
 * A button and the sheet it opens, using the browser's popover: Escape or a tap outside closes it, without a script.
 * Browsers without popovers show the sheet in place.
 */
export function Dialog({
  id,
  open,
  title,
  close,
  children,
}: {
  id: string;
  open: ReactNode;
  title: string;
  close: string;
  children: ReactNode;
}) {
  return (
    <>
      <button type="button" popoverTarget={id} className={buttonClass("secondary")}>
        {open}
      </button>
      <div
        id={id}
        popover="auto"
        role="dialog"
        aria-labelledby={`${id}-title`}
        className="m-auto max-w-[min(34rem,92vw)] rounded-card border border-line bg-surface p-6 text-ink shadow-card backdrop:bg-ink/40"
      >
        <h2 id={`${id}-title`} className="mb-3 text-xl">
          {title}
        </h2>
        {children}
        <button type="button" popoverTarget={id} popoverTargetAction="hide" className={buttonClass("primary", "mt-5")}>
          {close}
        </button>
      </div>
    </>
  );
}
