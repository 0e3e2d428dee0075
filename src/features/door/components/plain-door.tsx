import "server-only";
import { Check, Undo2, UserPlus } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { CountFields } from "@/features/offline-log/components/count-fields";
import { EntryForm } from "@/features/offline-log/components/entry-form";
import { findParties } from "@/features/registration/people/rules";
import { formatTime } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { Names } from "@/i18n/names";
import { routes } from "@/i18n/routes";
import { Button } from "@/ui/button";
import { Choice } from "@/ui/choice";
import { TextField } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { Found, SearchForm } from "@/ui/search-form";
import { Tag } from "@/ui/tag";
import { TextLink } from "@/ui/text-link";
import { countWalkInsAction, noteArrivalAction, undoEntryAction } from "../actions";
import type { DoorView } from "../queries";
import { type DoorCounts, hasSeat, positionsOf } from "../rules";
import type { DoorParty } from "../schema";

interface Props {
  locale: Locale;
  /** The page's key. */
  doorKey: string;
  door: DoorView;
  /** What was searched for; empty for nothing. */
  text: string;
  /** Whether people can be registered here and now. */
  registers: boolean;
}

/** The most parties that a search shows: more would only be scrolled past. */
const PARTIES_SHOWN = 12;
/** The latest entries, which can be undone. */
const ENTRIES_SHOWN = 8;

/** The whole door without a script: search, arrivals, walk-ins, undo, counts. */
export async function PlainDoor({ locale, doorKey, door, text, registers }: Props) {
  const t = await getTranslations({ locale, namespace: "Door" });
  const found = text
    ? findParties(
        text,
        door.parties.map((party) => ({ ...party, phone: null, names: party.people })),
      )
    : [];
  return (
    <div className="grid gap-6">
      <DoorCountTiles locale={locale} counts={door.sum.counts} />
      <SearchForm action={routes.door(locale, doorKey)} submit={t("find")}>
        <div className="min-w-0 grow basis-48">
          <TextField
            id="text"
            name="text"
            type="search"
            label={t("search")}
            defaultValue={text}
            maxLength={100}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
          />
        </div>
      </SearchForm>
      {text ? (
        <section className="grid gap-3">
          <Found text={text}>{t("found", { parties: found.length })}</Found>
          {found.length === 0 ? <p>{t("nobody")}</p> : null}
          <ul className="grid gap-3">
            {found.slice(0, PARTIES_SHOWN).map((party) => (
              <li key={party.code}>
                <Party locale={locale} doorKey={doorKey} party={party} here={door.sum.arrived.get(party.code)} />
              </li>
            ))}
          </ul>
          {found.length > PARTIES_SHOWN ? <p>{t("shown", { shown: String(PARTIES_SHOWN) })}</p> : null}
        </section>
      ) : null}
      <WalkIns locale={locale} doorKey={doorKey} registers={registers} />
      <Recent locale={locale} doorKey={doorKey} door={door} />
    </div>
  );
}

/** How many have arrived, of those with a seat, and of others. */
async function DoorCountTiles({ locale, counts }: { locale: Locale; counts: DoorCounts }) {
  const t = await getTranslations({ locale, namespace: "Door" });
  const { arrived, expected, unseated, walkIns } = counts;
  const tiles = [
    { label: t("arrived"), value: t("ofExpected", { arrived: String(arrived), expected: String(expected) }) },
    { label: t("walkIns"), value: walkIns },
    ...(unseated > 0 ? [{ label: t("unseated"), value: unseated }] : []),
  ];
  return (
    <dl className="grid grid-cols-[repeat(auto-fit,minmax(min(8.5rem,100%),1fr))] gap-2">
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

/** A party with a box for each person who has not arrived yet, ticked beforehand. */
async function Party({
  locale,
  doorKey,
  party,
  here = new Set(),
}: {
  locale: Locale;
  doorKey: string;
  party: DoorParty;
  here?: ReadonlySet<number> | undefined;
}) {
  const [t, word] = await Promise.all([getTranslations({ locale, namespace: "Door" }), getTranslations({ locale })]);
  const { code, state, people } = party;
  const missing = people.flatMap((name, position) =>
    here.has(position) ? [] : [{ name, position, number: party.numbers[position] }],
  );
  return (
    <article className="grid gap-3 rounded-card border border-line bg-surface p-3 shadow-card sm:p-4">
      <h3 className="flex flex-wrap items-baseline gap-x-3 text-lg">
        <bdi dir="ltr" className="font-mono font-bold tracking-wider">
          {code}
        </bdi>
        <span className="font-normal">
          <Names locale={locale} names={people} />
        </span>
      </h3>
      {state === "confirmed" ? null : (
        <Notice tone={state === "cancelled" ? "stop" : "care"}>
          <p>
            {word(`Door.states.${state}`)} {missing.length > 0 ? t("letIn") : null}
          </p>
        </Notice>
      )}
      {here.size > 0 ? (
        <ul className="grid gap-1">
          {people.map((name, position) =>
            here.has(position) ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: people are told apart by their place in the party
              <li key={position} className="flex min-h-8 items-center gap-2">
                <Check aria-hidden className="size-5 shrink-0 text-spruce" />
                <bdi className="font-semibold">{name}</bdi>
                <span className="text-ink-soft">{t("here")}</span>
              </li>
            ) : null,
          )}
        </ul>
      ) : null}
      {missing.length === 0 ? (
        <p className="font-semibold text-spruce">{t("allHere")}</p>
      ) : (
        <EntryForm action={noteArrivalAction.bind(null, locale, doorKey, code)} className="grid gap-2">
          {people.length > 1 ? <p className="text-sm text-ink-soft">{t("untick")}</p> : null}
          {missing.map(({ name, position, number }) => (
            <Choice
              key={position}
              id={`${code}-${position}`}
              name={`person.${number}`}
              value="on"
              // Whoever has no seat is ticked by hand.
              defaultChecked={hasSeat(party, position)}
              label={
                <span className="flex flex-wrap items-center gap-x-3">
                  <bdi className="font-semibold">{name}</bdi>
                  {state === "confirmed" && !hasSeat(party, position) ? <Tag tone="care">{t("seatless")}</Tag> : null}
                </span>
              }
            />
          ))}
          <Button type="submit" className="min-h-14 text-lg">
            <Check aria-hidden className="size-6" />
            {t(missing.length > 1 ? "note" : "noteOne")}
            <span className="sr-only">: {code}</span>
          </Button>
        </EntryForm>
      )}
    </article>
  );
}

/** Counts people who came without a registration. */
async function WalkIns({ locale, doorKey, registers }: Pick<Props, "locale" | "doorKey" | "registers">) {
  const [t, spoken] = await Promise.all([
    getTranslations({ locale, namespace: "Door" }),
    getTranslations({ locale, namespace: "SpokenLanguages" }),
  ]);
  return (
    <section className="grid gap-3 rounded-card border border-line bg-surface p-3 sm:p-4">
      <h2 id="walk-ins" tabIndex={-1} className="flex items-center gap-2 text-xl">
        <UserPlus aria-hidden className="size-5 text-spruce" />
        {t("walkInTitle")}
      </h2>
      <p className="text-sm text-ink-soft">{t("walkInHint")}</p>
      <EntryForm action={countWalkInsAction.bind(null, locale, doorKey)} className="grid gap-3">
        <input type="hidden" name="form" value={crypto.randomUUID()} />
        <div className="flex flex-wrap items-end gap-3">
          <CountFields
            labels={{ howMany: t("howMany"), language: t("language"), unknownLanguage: t("unknownLanguage") }}
            language=""
            spoken={spoken}
          />
          <Button type="submit" kind="secondary">
            {t("countThem")}
          </Button>
        </div>
      </EntryForm>
      {registers ? (
        <p>
          <TextLink href={routes.doorRegister(locale, doorKey)} className="inline-flex min-h-11 items-center">
            {t("register")}
          </TextLink>
        </p>
      ) : null}
    </section>
  );
}

/** The latest entries, from whatever phone, each with a button that undoes it. */
async function Recent({ locale, doorKey, door }: Pick<Props, "locale" | "doorKey" | "door">) {
  const t = await getTranslations({ locale, namespace: "Door" });
  const partyOf = new Map(door.parties.map((party) => [party.code, party]));
  const latest = door.entries
    .filter(({ id, kind }) => kind !== "undone" && !door.sum.undone.has(id))
    .slice(-ENTRIES_SHOWN);
  if (latest.length === 0) return null;
  return (
    <section className="grid gap-3">
      <h2 className="text-xl">{t("recent")}</h2>
      <ul className="grid gap-2">
        {latest.toReversed().map((entry) => {
          const names = entry.kind === "arrived" ? namesOf(entry.people, partyOf.get(entry.code)) : [];
          return (
            <li
              key={entry.id}
              className="flex items-center justify-between gap-3 rounded-card border border-line bg-surface px-3 py-2"
            >
              <span className="min-w-0">
                <span className="text-sm text-ink-soft tabular-nums">{formatTime(new Date(entry.at))}</span>{" "}
                {entry.kind === "walk_in" ? (
                  t("walkInEntry", { count: entry.people })
                ) : names.length > 0 ? (
                  <Names locale={locale} names={names} />
                ) : (
                  t("erasedParty")
                )}
              </span>
              <form action={undoEntryAction.bind(null, locale, doorKey, entry.id)} className="shrink-0">
                <Button type="submit" kind="secondary" className="whitespace-nowrap">
                  <Undo2 aria-hidden className="size-5 rtl:-scale-x-100" />
                  {t("undo")}
                  <span className="sr-only">
                    : {entry.kind === "walk_in" ? t("walkInEntry", { count: entry.people }) : names.join(", ")}
                  </span>
                </Button>
              </form>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function namesOf(numbers: readonly number[] | null, party: DoorParty | undefined): string[] {
  return positionsOf(numbers, party).flatMap((position) => party?.people[position] ?? []);
}
