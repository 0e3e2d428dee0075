import { TriangleAlert } from "lucide-react";
import type { ComponentProps } from "react";
import { CountTiles } from "@/ui/count-tiles";
import { Notice } from "@/ui/notice";
import { RefusedEntries } from "./refused-entries";
import { Standing } from "./standing";

/**
 * What stands above every log while it runs: what it is of, whether the server agrees, the counts, what went wrong, and what the
 * server did not take.
 */
export function LogHead({
  title,
  counts,
  said,
  problem,
  refused,
  words,
  onDismiss,
  ...standing
}: {
  /** In its language, if that is not the page's; null if the page shows it. */
  title: { text: string; lang: string | undefined } | null;
  counts: ComponentProps<typeof CountTiles>;
  /** What was just done, for everybody who does not see it. */
  said: string;
  problem: string;
  refused: ComponentProps<typeof RefusedEntries>["entries"];
  words: ComponentProps<typeof Standing>["words"] & ComponentProps<typeof RefusedEntries>["words"];
  onDismiss(number: number): void;
} & Omit<ComponentProps<typeof Standing>, "words">) {
  return (
    <div className="grid gap-4">
      {title ? (
        <h1 className="text-2xl" lang={title.lang}>
          <bdi>{title.text}</bdi>
        </h1>
      ) : null}
      <Standing {...standing} words={words} />
      <CountTiles {...counts} />
      <p role="status" className="sr-only">
        {said}
      </p>
      {/* Empty, it takes no room of its own. */}
      <div role="alert" className={problem ? "" : "-mb-4"}>
        {problem ? (
          <Notice tone="stop" icon={<TriangleAlert aria-hidden className="size-6" />}>
            <p className="text-lg font-semibold">{problem}</p>
          </Notice>
        ) : null}
      </div>
      <RefusedEntries entries={refused} words={words} onDismiss={onDismiss} />
    </div>
  );
}
