"use client";

import { useMemo, useState } from "react";
import { fill } from "@/features/offline-log/components/fill";
import { LogHead } from "@/features/offline-log/components/log-head";
import { RecentEntries } from "@/features/offline-log/components/recent-entries";
import { useLog } from "@/features/offline-log/components/use-log";
import { useNoting } from "@/features/offline-log/components/use-noting";
import { type NewEntry, undoing } from "@/features/offline-log/device/new-entry";
import type { LogStore } from "@/features/offline-log/device/store";
import type { Locale } from "@/i18n/locales";
import { type Address, routes } from "@/i18n/routes";
import type { DoorKind } from "../device/kind";
import { codeTyped, readTicketText } from "../device/reading";
import { positionsOf, sumDoor, undoingOf } from "../rules";
import type { DoorParty, Entry } from "../schema";
import type { DoorWords } from "./door-app-words";
import { DoorParties, useFound } from "./door-parties";
import { PartyAtDoor, UnknownParty } from "./door-party";
import { DoorScanner } from "./door-scanner";
import { DoorSearch, SEARCH } from "./door-search";
import { DoorWalkIns } from "./door-walk-ins";

interface Props {
  locale: Locale;
  doorKey: string;
  store: LogStore<DoorKind>;
  /** Whether it shows the forum's title, which the shell around it does not know. */
  titled: boolean;
  /** The portal's addresses, for tickets. */
  origins: readonly string[];
  registerHref: Address | null;
  words: DoorWords;
}

/** The latest entries, which can be undone. */
const ENTRIES_SHOWN = 8;

/** The door while it runs: search and scan, one party at a time, walk-ins, the latest entries, and how things stand. */
export function DoorDesk({ locale, doorKey, store, titled, origins, registerHref, words }: Props) {
  const { contents, connection, note, dismiss } = useLog(store, routes.doorLog(locale, doorKey));
  const [text, setText] = useState("");
  const [open, setOpen] = useState<string | null>(null);
  const [scanning, setScanning] = useState(false);
  const { said, setSaid, problem, setProblem, write } = useNoting<Entry>(note, words.failed);

  const entries = useMemo(
    () => [...contents.log, ...contents.queue.map(({ entry }) => entry)],
    [contents.log, contents.queue],
  );
  const parties = useMemo(() => contents.list?.parties ?? [], [contents.list]);
  const sum = useMemo(() => sumDoor(parties, entries), [parties, entries]);
  const byCode = useMemo(() => new Map(parties.map((party) => [party.code, party])), [parties]);
  const found = useFound(text, parties, locale);

  /** Notes that one person of a party has come, or has not. */
  function tick(party: DoorParty, position: number, here: boolean) {
    const name = party.people[position] ?? party.code;
    const { [position]: number = null } = party.numbers;
    if (here && number !== null)
      return write([{ kind: "arrived", code: party.code, people: [number] }], fill(words.noted, { name }));
    const { entries: wrong, again } = undoingOf(party, [position], entries);
    const still: NewEntry<Entry>[] = again.length > 0 ? [{ kind: "arrived", code: party.code, people: again }] : [];
    return write([...undoing(wrong), ...still], fill(words.notHere, { name }));
  }

  const tickAll = (code: string) =>
    write([{ kind: "arrived", code, people: byCode.get(code)?.numbers ?? null }], fill(words.allNoted, { code }));

  function show(code: string) {
    setOpen(code);
    setProblem("");
  }

  /** Shows what the camera has read. Returns whether it is a ticket of this forum. */
  function read(value: string): boolean {
    const slug = contents.list?.forum.slug ?? "";
    const reading = readTicketText(value, slug, origins);
    if (reading.is !== "ticket") {
      setOpen(null);
      setProblem(noTicketWord(reading.is, words));
      return false;
    }
    show(reading.code);
    const party = byCode.get(reading.code);
    const state = party && party.state !== "confirmed" ? words.states[party.state] : "";
    setSaid(party ? [reading.code, ...party.people, state].join(". ") : fill(words.notOnList, { code: reading.code }));
    return true;
  }

  function close() {
    setOpen(null);
    setText("");
    if (!scanning) document.getElementById(SEARCH)?.focus();
  }

  const textOf = (entry: Entry) => <EntryText entry={entry} byCode={byCode} words={words} />;
  const queued = new Set(contents.queue.map(({ entry }) => entry.id));
  const forum = contents.list?.forum;
  return (
    <div className="grid gap-4" data-door="running">
      <LogHead
        title={
          titled && forum
            ? { text: forum.title, lang: forum.titleLocale === locale ? undefined : forum.titleLocale }
            : null
        }
        connection={connection}
        queued={contents.queue.length}
        signInHref={routes.signIn(locale, { next: routes.door(locale, doorKey) })}
        counts={{
          testId: "door-counts",
          tiles: [
            { label: words.arrived, value: `${sum.counts.arrived} / ${sum.counts.expected}` },
            { label: words.walkIns, value: sum.counts.walkIns },
            ...(sum.counts.unseated > 0 ? [{ label: words.unseated, value: sum.counts.unseated }] : []),
          ],
        }}
        said={said}
        problem={problem}
        refused={contents.refused.map(({ number, entry, reason }) => ({
          number,
          text: textOf(entry),
          reason: words.refused[reason],
        }))}
        words={words}
        onDismiss={dismiss}
      />
      <DoorSearch
        text={text}
        scanning={scanning}
        words={words}
        onText={(typed) => {
          setText(typed);
          setOpen(null);
          setProblem("");
        }}
        onSearch={() => {
          const code = found[0]?.code ?? codeTyped(text);
          if (text.trim() && code) show(code);
        }}
        onScan={() => {
          setScanning(!scanning);
          setProblem("");
        }}
      />
      {scanning ? <DoorScanner words={words} onRead={read} /> : null}
      {open === null ? null : (
        <OpenParty
          key={open}
          code={open}
          party={byCode.get(open)}
          here={sum.arrived.get(open)}
          takesFocus={!scanning}
          words={words}
          onTick={tick}
          onAll={tickAll}
          onClose={close}
        />
      )}
      {open === null && !scanning ? (
        <DoorParties text={text} found={found} arrived={sum.arrived} words={words} onOpen={show} />
      ) : null}
      <DoorWalkIns
        registerHref={registerHref}
        words={words}
        onAdd={(people, language) =>
          write([{ kind: "walk_in", people, language }], fill(words.walkInsNoted, { count: people }))
        }
      />
      <RecentEntries
        entries={entries
          .filter(({ id, kind }) => kind !== "undone" && !sum.undone.has(id))
          .slice(-ENTRIES_SHOWN)
          .map((entry) => ({ id: entry.id, at: entry.at, queued: queued.has(entry.id), text: textOf(entry) }))}
        words={words}
        onUndo={(id) => void write(undoing([id]), words.undone)}
      />
    </div>
  );
}

/** The party whose code was found, or what can be noted of a code that is not on the list. */
function OpenParty({
  code,
  party,
  here,
  takesFocus,
  words,
  onTick,
  onAll,
  onClose,
}: {
  code: string;
  party: DoorParty | undefined;
  here: ReadonlySet<number> | undefined;
  takesFocus: boolean;
  words: DoorWords;
  onTick: (party: DoorParty, position: number, here: boolean) => Promise<void>;
  onAll: (code: string) => Promise<void>;
  onClose: () => void;
}) {
  const common = { takesFocus, words, onClose };
  if (!party) return <UnknownParty code={code} onNote={() => onAll(code).then(onClose)} {...common} />;
  return (
    <PartyAtDoor
      party={party}
      here={here}
      onTick={(position, isHere) => onTick(party, position, isHere)}
      onAll={() => onAll(code)}
      {...common}
    />
  );
}

/** What to say of something that the camera has read and that is no ticket of this forum. */
function noTicketWord(is: Exclude<ReturnType<typeof readTicketText>["is"], "ticket">, words: DoorWords): string {
  const said = {
    "other-forum": words.otherForum,
    "old-ticket": words.oldTicket,
    "something-else": words.somethingElse,
  };
  return said[is];
}

/** Of whom an entry tells. */
function EntryText({
  entry,
  byCode,
  words,
}: {
  entry: Entry;
  byCode: ReadonlyMap<string, DoorParty>;
  words: DoorWords;
}) {
  if (entry.kind === "walk_in") return <>{fill(words.walkInsEntry, { count: entry.people })}</>;
  if (entry.kind === "undone") return <>{words.undo}</>;
  const party = byCode.get(entry.code);
  const named = positionsOf(entry.people, party).flatMap((position) => party?.people[position] ?? []);
  return (
    <>
      <bdi dir="ltr" className="font-mono font-bold tracking-wider">
        {entry.code}
      </bdi>
      {named.map((name, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two people of a party may share a name
        <span key={n}>
          {n === 0 ? " " : ", "}
          <bdi>{name}</bdi>
        </span>
      ))}
    </>
  );
}
