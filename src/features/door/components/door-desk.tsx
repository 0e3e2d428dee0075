"use client";

import { CloudOff, CloudUpload, ScanQrCode, Search, TriangleAlert, Undo2, Wifi, X } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { formatTime } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { type Address, routes } from "@/i18n/routes";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { Tag } from "@/ui/tag";
import { TextLink } from "@/ui/text-link";
import { UNDONE_AT_ONCE } from "../device/limits";
import { codeTyped, readTicketText } from "../device/reading";
import type { DoorStore } from "../device/store";
import type { Connection } from "../device/sync";
import { type DoorCounts, positionsOf, sumDoor, undoingOf } from "../rules";
import type { DoorParty, Entry } from "../schema";
import type { DoorWords } from "./door-app-words";
import { DoorParties, useFound } from "./door-parties";
import { PartyAtDoor, UnknownParty } from "./door-party";
import { DoorScanner } from "./door-scanner";
import { DoorWalkIns } from "./door-walk-ins";
import { fill } from "./fill";
import { useDoor } from "./use-door";

interface Props {
  locale: Locale;
  doorKey: string;
  store: DoorStore;
  /** Whether it shows the forum's title, which the shell around it does not know. */
  titled: boolean;
  /** The portal's addresses, for tickets. */
  origins: readonly string[];
  registerHref: Address | null;
  words: DoorWords;
}

const SEARCH = "door-search";
const RECENT = "door-recent";
/** The latest entries, which can be undone. */
const ENTRIES_SHOWN = 8;

type NewEntry = Entry extends infer One ? (One extends Entry ? Omit<One, "id" | "at"> : never) : never;

const made = (entry: NewEntry): Entry => ({ id: crypto.randomUUID(), at: new Date().toISOString(), ...entry }) as Entry;

/** The door while it runs: search and scan, one party at a time, walk-ins, the latest entries, and how things stand. */
export function DoorDesk({ locale, doorKey, store, titled, origins, registerHref, words }: Props) {
  const { contents, connection, note, dismiss } = useDoor(store, routes.doorLog(locale, doorKey));
  const [text, setText] = useState("");
  const [open, setOpen] = useState<string | null>(null);
  const [scanning, setScanning] = useState(false);
  /** What was just done or read, for everybody who does not see it. */
  const [said, setSaid] = useState("");
  const [problem, setProblem] = useState("");

  const entries = useMemo(
    () => [...contents.log, ...contents.queue.map(({ entry }) => entry)],
    [contents.log, contents.queue],
  );
  const parties = useMemo(() => contents.list?.parties ?? [], [contents.list]);
  const sum = useMemo(() => sumDoor(parties, entries), [parties, entries]);
  const byCode = useMemo(() => new Map(parties.map((party) => [party.code, party])), [parties]);
  const found = useFound(text, parties, locale);

  /** Writes entries, and only then says so. */
  async function write(given: NewEntry[], message: string) {
    try {
      await note(given.map(made));
      setProblem("");
      setSaid(message);
    } catch {
      setProblem(words.failed);
    }
  }

  const undoing = (ids: readonly string[]): NewEntry[] => {
    const groups = Array.from({ length: Math.ceil(ids.length / UNDONE_AT_ONCE) }, (_, n) =>
      ids.slice(n * UNDONE_AT_ONCE, (n + 1) * UNDONE_AT_ONCE),
    );
    return groups.map((group) => ({ kind: "undone", entries: group }));
  };

  /** Notes that one person of a party has come, or has not. */
  function tick(party: DoorParty, position: number, here: boolean) {
    const name = party.people[position] ?? party.code;
    const { [position]: number = null } = party.numbers;
    if (here && number !== null)
      return write([{ kind: "arrived", code: party.code, people: [number] }], fill(words.noted, { name }));
    const { entries: wrong, again } = undoingOf(party, [position], entries);
    const still: NewEntry[] = again.length > 0 ? [{ kind: "arrived", code: party.code, people: again }] : [];
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
      const what = {
        "other-forum": words.otherForum,
        "old-ticket": words.oldTicket,
        "something-else": words.somethingElse,
      };
      setProblem(what[reading.is]);
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

  const party = open === null ? null : byCode.get(open);
  const forum = contents.list?.forum;
  return (
    <div className="grid gap-4" data-door="running">
      {titled && forum ? (
        <h1 className="text-2xl" lang={forum.titleLocale === locale ? undefined : forum.titleLocale}>
          <bdi>{forum.title}</bdi>
        </h1>
      ) : null}
      <Standing
        connection={connection}
        queued={contents.queue.length}
        signInHref={routes.signIn(locale, { next: routes.door(locale, doorKey) })}
        words={words}
      />
      <Counts counts={sum.counts} words={words} />
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
      {contents.refused.length > 0 ? (
        <Notice tone="stop" title={words.refusedTitle}>
          <ul className="grid gap-2">
            {contents.refused.map(({ number, entry, reason }) => (
              <li key={number} className="flex flex-wrap items-center justify-between gap-2">
                <span>
                  <EntryText entry={entry} byCode={byCode} words={words} /> · {words.refused[reason]}
                </span>
                <Button kind="secondary" onClick={() => dismiss(number)}>
                  <X aria-hidden className="size-5" />
                  {words.dismiss}
                </Button>
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <div className="flex flex-wrap items-end gap-3">
        <form
          className="relative min-w-0 grow basis-48"
          onSubmit={(event) => {
            event.preventDefault();
            const code = found[0]?.code ?? codeTyped(text);
            if (text.trim() && code) show(code);
          }}
        >
          <TextField
            id={SEARCH}
            type="search"
            label={words.search}
            value={text}
            maxLength={100}
            autoComplete="off"
            autoCapitalize="characters"
            enterKeyHint="search"
            spellCheck={false}
            onChange={(event) => {
              setText(event.target.value);
              setOpen(null);
              setProblem("");
            }}
          />
          <Search aria-hidden className="pointer-events-none absolute end-3 bottom-3 size-6 text-ink-soft" />
        </form>
        <Button
          kind={scanning ? "secondary" : "primary"}
          className="min-h-12 grow basis-40 text-lg"
          aria-pressed={scanning}
          onClick={() => {
            setScanning(!scanning);
            setProblem("");
          }}
        >
          <ScanQrCode aria-hidden className="size-6" />
          {scanning ? words.stopScan : words.scan}
        </Button>
      </div>
      {scanning ? <DoorScanner words={words} onRead={read} /> : null}
      {open !== null && party ? (
        <PartyAtDoor
          key={open}
          party={party}
          here={sum.arrived.get(open)}
          takesFocus={!scanning}
          words={words}
          onTick={(position, here) => tick(party, position, here)}
          onAll={() => tickAll(party.code)}
          onClose={close}
        />
      ) : null}
      {open !== null && !party ? (
        <UnknownParty
          key={open}
          code={open}
          takesFocus={!scanning}
          words={words}
          onNote={() => tickAll(open).then(close)}
          onClose={close}
        />
      ) : null}
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
      <Recent
        entries={entries.filter(({ id, kind }) => kind !== "undone" && !sum.undone.has(id)).slice(-ENTRIES_SHOWN)}
        queued={new Set(contents.queue.map(({ entry }) => entry.id))}
        byCode={byCode}
        words={words}
        onUndo={(id) => {
          // The entry goes with its button, and must not take the focus with it.
          document.getElementById(RECENT)?.focus();
          return write(undoing([id]), words.undone);
        }}
      />
    </div>
  );
}

/** Whether the device and the server agree, and how much is queued. */
function Standing({
  connection,
  queued,
  signInHref,
  words,
}: {
  connection: Connection;
  queued: number;
  signInHref: string;
  words: DoorWords;
}) {
  const waiting = fill(words.queued, { count: queued });
  const quiet = connection === "fine" || connection === "starting";
  const icons: Record<Connection, ReactNode> = {
    starting: <CloudUpload aria-hidden className="size-5 shrink-0" />,
    fine:
      queued > 0 ? (
        <CloudUpload aria-hidden className="size-5 shrink-0" />
      ) : (
        <Wifi aria-hidden className="size-5 shrink-0" />
      ),
    away: <CloudOff aria-hidden className="size-5 shrink-0" />,
    closed: <TriangleAlert aria-hidden className="size-5 shrink-0" />,
    "signed-out": <TriangleAlert aria-hidden className="size-5 shrink-0" />,
  };
  const texts: Record<Connection, string> = {
    starting: "",
    fine: queued > 0 ? "" : words.fine,
    away: words.away,
    closed: words.closed,
    "signed-out": words.signedOut,
  };
  return (
    <div
      data-connection={connection}
      className={`flex flex-wrap items-center gap-x-3 gap-y-1 rounded-field px-3 py-2 ${
        quiet ? "bg-moss text-on-moss" : "bg-cloudberry-soft text-on-cloudberry"
      }`}
    >
      {icons[connection]}
      <span role="status" className="min-w-0 grow basis-40">
        {texts[connection]}
        {queued > 0 ? <strong className={texts[connection] ? "ms-2" : ""}>{waiting}</strong> : null}
      </span>
      {connection === "signed-out" ? (
        <TextLink href={signInHref} className="inline-flex min-h-11 items-center">
          {words.signIn}
        </TextLink>
      ) : null}
    </div>
  );
}

function Counts({ counts, words }: { counts: DoorCounts; words: DoorWords }) {
  const tiles = [
    { label: words.arrived, value: `${counts.arrived} / ${counts.expected}` },
    { label: words.walkIns, value: counts.walkIns },
    ...(counts.unseated > 0 ? [{ label: words.unseated, value: counts.unseated }] : []),
  ];
  return (
    <dl className="grid grid-cols-[repeat(auto-fit,minmax(min(6rem,100%),1fr))] gap-2" data-testid="door-counts">
      {tiles.map(({ label, value }) => (
        <div
          key={label}
          className="flex flex-col-reverse justify-end rounded-card border border-line bg-surface px-3 py-2"
        >
          <dt className="text-sm leading-snug text-ink-soft">{label}</dt>
          <dd className="font-display text-2xl font-bold tabular-nums">
            <bdi dir="ltr">{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
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

/** The latest entries from whatever phone, newest first, each with a button that undoes it. */
function Recent({
  entries,
  queued,
  byCode,
  words,
  onUndo,
}: {
  entries: readonly Entry[];
  queued: ReadonlySet<string>;
  byCode: ReadonlyMap<string, DoorParty>;
  words: DoorWords;
  onUndo(id: string): void;
}) {
  if (entries.length === 0) return null;
  return (
    <section className="grid gap-3" aria-labelledby={RECENT}>
      <h2 id={RECENT} tabIndex={-1} className="text-xl outline-none">
        {words.recent}
      </h2>
      <ul className="grid gap-2">
        {entries.toReversed().map((entry) => (
          <li
            key={entry.id}
            className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2 rounded-card border border-line bg-surface px-3 py-2"
          >
            <span className="min-w-0 grow basis-40">
              <span className="text-sm text-ink-soft tabular-nums">{formatTime(new Date(entry.at))}</span>{" "}
              <span id={`door-entry-${entry.id}`}>
                <EntryText entry={entry} byCode={byCode} words={words} />
              </span>{" "}
              {queued.has(entry.id) ? <Tag tone="care">{words.queuedTag}</Tag> : null}
            </span>
            <Button
              kind="secondary"
              id={`door-undo-${entry.id}`}
              aria-labelledby={`door-undo-${entry.id} door-entry-${entry.id}`}
              onClick={() => onUndo(entry.id)}
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
