import { Check, CheckCheck, CircleX, Hourglass, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { fill } from "@/features/offline-log/components/fill";
import { Button } from "@/ui/button";
import { Choice } from "@/ui/choice";
import { Notice } from "@/ui/notice";
import { Tag } from "@/ui/tag";
import { hasSeat } from "../rules";
import type { DoorParty } from "../schema";
import type { DoorWords } from "./door-app-words";

/** A party that stands at the door: a box for each person, ticked for those who have arrived, and one button for all. */
export function PartyAtDoor({
  party,
  here = new Set(),
  takesFocus,
  words,
  onTick,
  onAll,
  onClose,
}: {
  party: DoorParty;
  here?: ReadonlySet<number> | undefined;
  /** Not while scanning: the camera goes on, and a live region says who was read. */
  takesFocus: boolean;
  words: DoorWords;
  onTick(position: number, here: boolean): void;
  onAll(): void;
  onClose(): void;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
    heading.current?.scrollIntoView({ block: "nearest" });
  }, [takesFocus]);
  const { code, state, people } = party;
  const all = here.size === people.length;
  function noteAll() {
    // The button goes, and must not take the focus with it.
    if (takesFocus) heading.current?.focus();
    onAll();
  }
  return (
    <section
      aria-labelledby="door-party"
      className={`grid gap-3 rounded-card border-4 bg-surface p-3 shadow-card sm:p-5 ${
        state === "confirmed" ? "border-spruce" : state === "cancelled" ? "border-lingon" : "border-cloudberry"
      }`}
    >
      <h2
        id="door-party"
        ref={heading}
        tabIndex={-1}
        className="flex flex-wrap items-baseline justify-between gap-x-4 text-3xl outline-none"
      >
        <bdi dir="ltr" className="tracking-wide">
          {code}
        </bdi>
        <bdi dir="ltr" className="text-ink-soft tabular-nums">
          {here.size} / {people.length}
        </bdi>
      </h2>
      {state === "confirmed" ? null : (
        <Notice
          tone={state === "cancelled" ? "stop" : "care"}
          icon={
            state === "cancelled" ? (
              <CircleX aria-hidden className="size-8" />
            ) : (
              <Hourglass aria-hidden className="size-8" />
            )
          }
        >
          <p className="text-xl font-bold">{words.states[state]}</p>
          <p>{words.letIn}</p>
        </Notice>
      )}
      <div className="grid gap-2">
        {people.map((name, position) => (
          <Choice
            // biome-ignore lint/suspicious/noArrayIndexKey: people are told apart by their place in the party
            key={position}
            id={`door-${code}-${position}`}
            checked={here.has(position)}
            onChange={(event) => onTick(position, event.target.checked)}
            label={
              <span className="flex flex-wrap items-center gap-x-3 text-xl">
                <bdi className="font-semibold">{name}</bdi>
                {state === "confirmed" && !hasSeat(party, position) ? <Tag tone="care">{words.seatless}</Tag> : null}
              </span>
            }
          />
        ))}
      </div>
      {all ? (
        <p className="flex items-center gap-2 text-xl font-bold text-spruce">
          <CheckCheck aria-hidden className="size-7" />
          {words.allHere}
        </p>
      ) : (
        <Button kind={state === "confirmed" ? "primary" : "secondary"} className="min-h-16 text-xl" onClick={noteAll}>
          <Check aria-hidden className="size-7" />
          {words.all}
        </Button>
      )}
      <Button kind="secondary" className="min-h-12" onClick={onClose}>
        <X aria-hidden className="size-5" />
        {words.back}
      </Button>
    </section>
  );
}

/** A code that this device's list does not have: the party may have registered a moment ago. */
export function UnknownParty({
  code,
  takesFocus,
  words,
  onNote,
  onClose,
}: {
  code: string;
  takesFocus: boolean;
  words: DoorWords;
  onNote(): void;
  onClose(): void;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  return (
    <section
      aria-labelledby="door-party"
      className="grid gap-3 rounded-card border-4 border-cloudberry bg-surface p-3 sm:p-5"
    >
      <h2 id="door-party" ref={heading} tabIndex={-1} className="text-3xl outline-none">
        <bdi dir="ltr" className="tracking-wide">
          {code}
        </bdi>
      </h2>
      <p className="text-lg">{fill(words.notOnList, { code })}</p>
      <Button className="min-h-14 text-lg" onClick={onNote}>
        {fill(words.noteAnyway, { code })}
      </Button>
      <Button kind="secondary" className="min-h-12" onClick={onClose}>
        <X aria-hidden className="size-5" />
        {words.back}
      </Button>
    </section>
  );
}
