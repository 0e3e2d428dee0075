"use client";

import { type FormEvent, type ReactNode, useRef, useState } from "react";

/**
 * A form that signs out. Before it is sent, the device forgets the names that it holds for a time without a network
 * (docs/decisions/027). If something is unsent, the form says so once and waits for a second press.
 */
export function SignOutForm({
  action,
  className,
  unsentText,
  children,
}: {
  action: () => Promise<void>;
  className?: string;
  /** What is said of unsent entries, with their number as `{count}`. */
  unsentText: string;
  children: ReactNode;
}) {
  const [unsent, setUnsent] = useState(0);
  const forgotten = useRef(false);
  async function forget(event: FormEvent<HTMLFormElement>) {
    if (forgotten.current) {
      forgotten.current = false;
      return;
    }
    event.preventDefault();
    const form = event.currentTarget;
    try {
      const { countUnsent, forgetSignedInLogs } = await import("@/features/offline-log/device/store");
      const count = unsent > 0 ? 0 : await countUnsent();
      if (count > 0) return setUnsent(count);
      await forgetSignedInLogs();
    } catch (error) {
      // A browser that keeps nothing has nothing to forget; whatever else is held goes when its page next asks the server.
      console.warn(error);
    }
    forgotten.current = true;
    form.requestSubmit();
  }
  return (
    <form action={action} onSubmit={forget} className={className}>
      {children}
      {unsent > 0 ? (
        <p role="alert" className="basis-full rounded-field bg-cloudberry-soft p-3 text-sm text-on-cloudberry">
          {unsentText.replace("{count}", String(unsent))}
        </p>
      ) : null}
    </form>
  );
}
