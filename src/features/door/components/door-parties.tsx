import { Check, ChevronRight } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { fill } from "@/features/offline-log/components/fill";
import type { Locale } from "@/i18n/locales";
import { Button } from "@/ui/button";
import { Tag } from "@/ui/tag";
import { codeTyped } from "../device/reading";
import type { DoorParty } from "../schema";
import type { DoorWords } from "./door-app-words";

type Find = typeof import("@/features/registration/people/rules")["findParties"];

/** How many parties are shown at first, and how many more each time. */
const SHOWN = 30;

/**
 * The parties that match a text, as in the list of staff; all of them by name without a text. The search knows how names
 * are spelled in other scripts, which takes a large table: it is loaded when somebody first types, and until then codes
 * and the beginnings of names are compared as they are.
 */
export function useFound(text: string, parties: readonly DoorParty[], locale: Locale): DoorParty[] {
  const [find, setFind] = useState<Find | null>(null);
  const searches = text.trim() !== "";
  useEffect(() => {
    if (!searches || find) return;
    import("@/features/registration/people/rules").then(
      ({ findParties }) => setFind(() => findParties),
      () => undefined,
    );
  }, [searches, find]);
  const sorted = useMemo(() => {
    const collator = new Intl.Collator([locale, "fi"]);
    return parties.toSorted((a, b) => collator.compare(a.people[0] ?? "", b.people[0] ?? ""));
  }, [parties, locale]);
  return useMemo(() => {
    if (!searches) return sorted;
    if (find)
      return find(
        text,
        sorted.map((party) => ({ ...party, phone: null, names: party.people })),
      );
    const typed = text.trim().toLowerCase();
    return sorted.filter(
      ({ code, people }) =>
        code.toLowerCase().startsWith(typed) || people.some((name) => name.toLowerCase().includes(typed)),
    );
  }, [searches, find, text, sorted]);
}

/** The parties to choose from, with how many of each have arrived. */
export function DoorParties({
  text,
  found,
  arrived,
  words,
  onOpen,
}: {
  text: string;
  found: readonly DoorParty[];
  arrived: ReadonlyMap<string, ReadonlySet<number>>;
  words: DoorWords;
  onOpen(code: string): void;
}) {
  const [shown, setShown] = useState(SHOWN);
  const code = codeTyped(text);
  return (
    <section className="grid gap-3" aria-labelledby="door-people">
      <h2 id="door-people" className="text-xl">
        {words.people}{" "}
        <span className="font-normal text-ink-soft tabular-nums">
          <bdi dir="ltr">{found.length}</bdi>
        </span>
      </h2>
      <p role="status" className={text && found.length === 0 ? "" : "-mb-3"}>
        {text && found.length === 0 ? words.nobody : ""}
      </p>
      {found.length === 0 && code ? (
        <Button kind="secondary" className="min-h-12" onClick={() => onOpen(code)}>
          {fill(words.noteAnyway, { code })}
        </Button>
      ) : null}
      <ul className="grid gap-2">
        {found.slice(0, shown).map(({ code, state, people }) => {
          const here = arrived.get(code)?.size ?? 0;
          const all = here === people.length;
          return (
            <li key={code}>
              <button
                type="button"
                onClick={() => onOpen(code)}
                className={`flex min-h-14 w-full cursor-pointer items-center gap-3 rounded-field border-2 px-3 py-2 text-start hover:border-spruce ${
                  all ? "border-line bg-moss text-on-moss" : "border-line bg-surface"
                }`}
              >
                <span className="grid min-w-0 grow gap-0.5">
                  <span className="font-semibold">
                    {people.map((name, n) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: two people of a party may share a name
                      <span key={n}>
                        {n === 0 ? "" : ", "}
                        <bdi>{name}</bdi>
                      </span>
                    ))}
                  </span>
                  <span className="flex flex-wrap items-center gap-x-3">
                    <bdi dir="ltr" className="font-mono text-sm tracking-wider">
                      {code}
                    </bdi>
                    {state === "confirmed" ? null : (
                      <Tag tone={state === "cancelled" ? "stop" : "care"}>{words.seatless}</Tag>
                    )}
                  </span>
                </span>
                <span className="flex shrink-0 items-center gap-1 font-display text-lg font-bold tabular-nums">
                  {all ? <Check aria-hidden className="size-6" /> : null}
                  <bdi dir="ltr">
                    {here} / {people.length}
                  </bdi>
                  <ChevronRight aria-hidden className="size-5 text-ink-soft rtl:-scale-x-100" />
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {found.length > shown ? (
        <Button kind="secondary" onClick={() => setShown(shown + SHOWN)}>
          {words.more}
        </Button>
      ) : null}
    </section>
  );
}
