import { Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { formatTime } from "@/i18n/formatting";
import { Button } from "@/ui/button";
import { Tag } from "@/ui/tag";

const HEADING = "recent-entries";

/** The latest entries from whatever phone, newest first, each with a button that undoes it. */
export function RecentEntries({
  entries,
  words,
  onUndo,
}: {
  entries: readonly { id: string; at: string; queued: boolean; text: ReactNode }[];
  words: { recent: string; queuedTag: string; undo: string };
  onUndo(id: string): void;
}) {
  if (entries.length === 0) return null;
  return (
    <section className="grid gap-3" aria-labelledby={HEADING}>
      <h2 id={HEADING} tabIndex={-1} className="text-xl outline-none">
        {words.recent}
      </h2>
      <ul className="grid gap-2">
        {entries.toReversed().map(({ id, at, queued, text }) => (
          <li
            key={id}
            className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2 rounded-card border border-line bg-surface px-3 py-2"
          >
            <span className="min-w-0 grow basis-40">
              <span className="text-sm text-ink-soft tabular-nums">{formatTime(new Date(at))}</span>{" "}
              <span id={`entry-${id}`}>{text}</span> {queued ? <Tag tone="care">{words.queuedTag}</Tag> : null}
            </span>
            <Button
              kind="secondary"
              id={`undo-${id}`}
              aria-labelledby={`undo-${id} entry-${id}`}
              onClick={() => {
                // The entry goes with its button, and must not take the focus with it.
                document.getElementById(HEADING)?.focus();
                onUndo(id);
              }}
            >
              <Undo2 aria-hidden className="size-5 rtl:-scale-x-100" />
              {words.undo}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
