import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";

/** What the server did not take, until somebody has seen it. */
export function RefusedEntries({
  entries,
  words,
  onDismiss,
}: {
  entries: readonly { number: number; text: ReactNode; reason: string }[];
  words: { refusedTitle: string; dismiss: string };
  onDismiss(number: number): void;
}) {
  if (entries.length === 0) return null;
  return (
    <Notice tone="stop" title={words.refusedTitle}>
      <ul className="grid gap-2">
        {entries.map(({ number, text, reason }) => (
          <li key={number} className="flex flex-wrap items-center justify-between gap-2">
            <span>
              {text} · {reason}
            </span>
            <Button kind="secondary" onClick={() => onDismiss(number)}>
              <X aria-hidden className="size-5" />
              {words.dismiss}
            </Button>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
