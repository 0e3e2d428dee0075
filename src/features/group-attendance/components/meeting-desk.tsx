"use client";

import { Baby, GraduationCap, UserRound, UsersRound } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { fill } from "@/features/offline-log/components/fill";
import { LogHead } from "@/features/offline-log/components/log-head";
import { RecentEntries } from "@/features/offline-log/components/recent-entries";
import { useLog } from "@/features/offline-log/components/use-log";
import { useNoting } from "@/features/offline-log/components/use-noting";
import { undoing } from "@/features/offline-log/device/new-entry";
import type { LogStore } from "@/features/offline-log/device/store";
import type { Locale } from "@/i18n/locales";
import { type Address, routes } from "@/i18n/routes";
import { isSpokenLanguage, SPOKEN_LANGUAGE_CODES, type SpokenLanguage } from "@/i18n/spoken-languages";
import { Button } from "@/ui/button";
import { Choice } from "@/ui/choice";
import { SelectField } from "@/ui/field";
import type { MeetingKind } from "../device/kind";
import { sumMeeting, undoingOf, type Visitors } from "../rules";
import type { Age, Entry, MemberAtMeeting } from "../schema";
import type { MeetingWords } from "./meeting-words";

/** The latest entries, which can be undone. */
const ENTRIES_SHOWN = 8;

/** A meeting's attendance while it runs: the members to tick, visitors to count, the latest entries, and how things stand. */
export function MeetingDesk({
  locale,
  store,
  address,
  meetingHref,
  titled,
  words,
}: {
  locale: Locale;
  store: LogStore<MeetingKind>;
  /** Where entries are sent. */
  address: string;
  /** The meeting's own page, to return to after signing in. */
  meetingHref: Address;
  /** Whether it shows the group's title, which the shell around it does not know. */
  titled: boolean;
  words: MeetingWords;
}) {
  const { contents, connection, note, dismiss } = useLog(store, address);
  const { said, problem, write } = useNoting<Entry>(note, words.failed);
  const { list } = contents;
  const entries = useMemo(
    () => [...contents.log, ...contents.queue.map(({ entry }) => entry)],
    [contents.log, contents.queue],
  );
  const members = useMemo(() => list?.members ?? [], [list]);
  const sum = useMemo(() => sumMeeting(members, entries, list?.forgotten), [members, entries, list]);
  const nameOf = useMemo(() => new Map(members.map(({ id, name }) => [id, name])), [members]);

  const tick = ({ id, name }: MemberAtMeeting, here: boolean) =>
    here
      ? write([{ kind: "present", member: id }], fill(words.noted, { name }))
      : write(undoing(undoingOf(id, entries)), fill(words.notHere, { name }));

  const textOf = (entry: Entry) => <EntryText entry={entry} nameOf={nameOf} words={words} />;
  const queued = new Set(contents.queue.map(({ entry }) => entry.id));
  const { counts } = sum;
  return (
    <div className="grid gap-5" data-meeting="running">
      <LogHead
        title={
          titled && list
            ? { text: list.group.title, lang: list.group.titleLocale === locale ? undefined : list.group.titleLocale }
            : null
        }
        connection={connection}
        queued={contents.queue.length}
        signInHref={routes.signIn(locale, { next: meetingHref })}
        counts={{
          testId: "meeting-counts",
          tiles: [
            { label: words.all, value: counts.members + counts.visitors },
            { label: words.members, value: counts.members },
            { label: words.visitors, value: counts.visitors },
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
      <section className="grid gap-3" aria-labelledby="members">
        <h2 id="members" className="text-xl">
          {words.members}
        </h2>
        {members.length === 0 ? <p className="text-ink-soft">{words.noMembers}</p> : null}
        <div className="grid gap-2">
          {members.map((member) => (
            <Choice
              key={member.id}
              id={`member-${member.id}`}
              checked={sum.present.has(member.id)}
              onChange={(event) => void tick(member, event.target.checked)}
              label={<bdi className="text-lg font-semibold">{member.name}</bdi>}
            />
          ))}
        </div>
        {list && list.forgotten.members > 0 ? (
          <p className="text-sm text-ink-soft">{fill(words.forgotten, { count: list.forgotten.members })}</p>
        ) : null}
      </section>
      <Tally
        main={list?.group.language ?? null}
        counted={sum.visitors}
        words={words}
        onAdd={(language, age) =>
          write(
            [{ kind: "visitors", people: 1, language, age }],
            fill(words.visitorNoted, { who: kindText({ language, age }, words) }),
          )
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

const AGE_ICONS: Record<Age, ReactNode> = {
  adult: <UserRound aria-hidden className="size-6 shrink-0" />,
  from_13_to_17: <GraduationCap aria-hidden className="size-6 shrink-0" />,
  under_13: <Baby aria-hidden className="size-6 shrink-0" />,
};
const AGES = ["adult", "from_13_to_17", "under_13"] as const satisfies readonly Age[];

/** Counts visitors, one with each tap. The language stays for the next ones: people come together. */
function Tally({
  main,
  counted,
  words,
  onAdd,
}: {
  /** The group's main language, which most visitors speak. */
  main: string | null;
  counted: readonly Visitors[];
  words: MeetingWords;
  onAdd(language: SpokenLanguage | null, age: Age): Promise<void>;
}) {
  const [chosen, setChosen] = useState<string | null>(null);
  const wanted = chosen ?? main ?? "";
  const language = isSpokenLanguage(wanted) ? wanted : null;
  return (
    <section aria-labelledby="visitors" className="grid gap-3 rounded-card border border-line bg-surface p-3 sm:p-4">
      <h2 id="visitors" className="flex items-center gap-2 text-xl">
        <UsersRound aria-hidden className="size-5 text-spruce" />
        {words.visitors}
      </h2>
      <p className="text-sm text-ink-soft">{words.visitorsHint}</p>
      <SelectField
        id="visitors-language"
        label={words.language}
        value={language ?? ""}
        onChange={(event) => setChosen(event.target.value)}
      >
        <option value="">{words.unknownLanguage}</option>
        {SPOKEN_LANGUAGE_CODES.map((code) => (
          <option key={code} value={code}>
            {words.languages[code]}
          </option>
        ))}
      </SelectField>
      <div className="grid gap-2 sm:grid-cols-3">
        {AGES.map((age) => (
          <Button
            key={age}
            kind="secondary"
            className="min-h-14 w-full px-4 text-lg"
            onClick={() => void onAdd(language, age)}
          >
            {AGE_ICONS[age]}
            <span className="grow text-start">{words.ages[age]}</span>{" "}
            <bdi dir="ltr" className="font-display text-xl font-bold">
              +1
            </bdi>
          </Button>
        ))}
      </div>
      {counted.length > 0 ? (
        <ul className="grid gap-1">
          {counted.map((kind) => (
            <li
              key={`${kind.language} ${kind.age}`}
              className="flex flex-wrap items-baseline justify-between gap-x-3 border-t border-line pt-1"
            >
              <span>{kindText(kind, words)}</span>
              <bdi dir="ltr" className="font-bold tabular-nums">
                {kind.people}
              </bdi>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

/** What is known of visitors: their language and their age. */
function kindText({ language, age }: { language: string | null; age: Age | null }, words: MeetingWords): string {
  const spoken = (language && words.languages[language]) || words.unknownLanguage;
  return `${spoken} · ${age ? words.ages[age] : words.unknownAge}`;
}

/** Of whom an entry tells. */
function EntryText({
  entry,
  nameOf,
  words,
}: {
  entry: Entry;
  nameOf: ReadonlyMap<string, string>;
  words: MeetingWords;
}) {
  if (entry.kind === "undone") return <>{words.undo}</>;
  if (entry.kind === "present") return <bdi>{nameOf.get(entry.member) ?? words.formerMember}</bdi>;
  return (
    <>
      {fill(words.visitorsEntry, { count: entry.people })} · {kindText(entry, words)}
    </>
  );
}
