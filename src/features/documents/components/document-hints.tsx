import { Lightbulb } from "lucide-react";
import type { Hint } from "../rules";

/** What would make a document easier to use. */
export function DocumentHints({
  title,
  words,
  hints,
  language,
}: {
  title: string;
  words: Record<Hint["key"], string>;
  hints: readonly Hint[];
  language: { lang?: string; dir?: "ltr" | "rtl" };
}) {
  return (
    <div role="status" className="empty:hidden">
      {hints.length > 0 ? (
        <div className="rounded-field bg-cloudberry-soft px-4 py-3 text-on-cloudberry">
          <p className="flex items-center gap-2 font-semibold">
            <Lightbulb aria-hidden className="size-5 shrink-0" />
            {title}
          </p>
          <ul className="grid list-disc gap-1 ps-6">
            {hints.map(({ key, what }, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two links may say the same
              <li key={n}>
                {words[key]}
                {what ? (
                  <>
                    {" "}
                    <q {...language}>
                      <bdi>{what.length > 80 ? `${what.slice(0, 79)}…` : what}</bdi>
                    </q>
                  </>
                ) : null}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  );
}
