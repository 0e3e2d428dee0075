import "server-only";
import { Check, Undo2, UsersRound } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { CountFields } from "@/features/offline-log/components/count-fields";
import { EntryForm } from "@/features/offline-log/components/entry-form";
import { formatTime } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { isSpokenLanguage } from "@/i18n/spoken-languages";
import { Button } from "@/ui/button";
import { Choice } from "@/ui/choice";
import { CountTiles } from "@/ui/count-tiles";
import { SelectField } from "@/ui/field";
import { countVisitorsAction, notePresentAction, undoAttendanceAction } from "../actions";
import type { MeetingView } from "../queries";
import type { Visitors } from "../rules";
import { AGES, type MeetingList } from "../schema";

interface Props {
  locale: Locale;
  group: MeetingList["group"];
  meetingId: string;
  attendance: MeetingView;
}

/** The latest entries, which can be undone. */
const ENTRIES_SHOWN = 8;

async function wordsOf(locale: Locale) {
  const [t, spoken] = await Promise.all([
    getTranslations({ locale, namespace: "GroupAttendance" }),
    getTranslations({ locale, namespace: "SpokenLanguages" }),
  ]);
  const kindText = ({ language, age }: Pick<Visitors, "language" | "age">) =>
    `${language && isSpokenLanguage(language) ? spoken(language) : t("unknownLanguage")} · ${age ? t(`ages.${age}`) : t("unknownAge")}`;
  return { t, spoken, kindText };
}

/** A meeting's attendance without a script: the members to tick, visitors to count, the latest entries. */
export async function PlainMeeting({ locale, group, meetingId, attendance: { members, entries, sum } }: Props) {
  const { t } = await wordsOf(locale);
  const { slug } = group;
  const missing = members.filter(({ id }) => !sum.present.has(id));
  return (
    <div className="grid gap-6">
      <CountTiles
        tiles={[
          { label: t("all"), value: sum.counts.members + sum.counts.visitors },
          { label: t("members"), value: sum.counts.members },
          { label: t("visitors"), value: sum.counts.visitors },
        ]}
      />
      <section className="grid gap-3">
        <h2 className="text-xl">{t("members")}</h2>
        {members.length === 0 ? <p className="text-ink-soft">{t("noMembers")}</p> : null}
        {sum.present.size > 0 ? (
          <ul className="grid gap-1">
            {members
              .filter(({ id }) => sum.present.has(id))
              .map(({ id, name }) => (
                <li key={id} className="flex min-h-8 items-center gap-2">
                  <Check aria-hidden className="size-5 shrink-0 text-spruce" />
                  <bdi className="font-semibold">{name}</bdi>
                  <span className="text-ink-soft">{t("here")}</span>
                </li>
              ))}
          </ul>
        ) : null}
        {missing.length > 0 ? (
          <EntryForm action={notePresentAction.bind(null, locale, slug, meetingId)} className="grid gap-2">
            {missing.map(({ id, name }) => (
              <Choice
                key={id}
                id={`member-${id}`}
                name={`member.${id}`}
                value="on"
                label={<bdi className="text-lg font-semibold">{name}</bdi>}
              />
            ))}
            <Button type="submit" className="min-h-14 text-lg">
              <Check aria-hidden className="size-6" />
              {t("note")}
            </Button>
          </EntryForm>
        ) : null}
        {sum.counts.members > sum.present.size ? (
          <p className="text-sm text-ink-soft">
            {t("forgotten", { count: String(sum.counts.members - sum.present.size) })}
          </p>
        ) : null}
      </section>
      <CountVisitors locale={locale} group={group} meetingId={meetingId} visitors={sum.visitors} />
      <Recent
        locale={locale}
        slug={slug}
        meetingId={meetingId}
        members={members}
        entries={entries.filter(({ id, kind }) => kind !== "undone" && !sum.undone.has(id)).slice(-ENTRIES_SHOWN)}
      />
    </div>
  );
}

/** Counts visitors, and shows how many of each kind there are. */
async function CountVisitors({
  locale,
  group,
  meetingId,
  visitors,
}: Omit<Props, "attendance"> & { visitors: readonly Visitors[] }) {
  const { t, spoken, kindText } = await wordsOf(locale);
  return (
    <section className="grid gap-3 rounded-card border border-line bg-surface p-3 sm:p-4">
      <h2 className="flex items-center gap-2 text-xl">
        <UsersRound aria-hidden className="size-5 text-spruce" />
        {t("visitors")}
      </h2>
      <p className="text-sm text-ink-soft">{t("visitorsHint")}</p>
      <EntryForm action={countVisitorsAction.bind(null, locale, group.slug, meetingId)} className="grid gap-3">
        <input type="hidden" name="form" value={crypto.randomUUID()} />
        <div className="flex flex-wrap items-end gap-3">
          <CountFields
            labels={{ howMany: t("howMany"), language: t("language"), unknownLanguage: t("unknownLanguage") }}
            language={group.language ?? ""}
            spoken={spoken}
          />
          <div className="min-w-0 grow basis-40">
            <SelectField id="age" name="age" label={t("age")} defaultValue="adult">
              {AGES.map((age) => (
                <option key={age} value={age}>
                  {t(`ages.${age}`)}
                </option>
              ))}
              <option value="">{t("unknownAge")}</option>
            </SelectField>
          </div>
          <Button type="submit" kind="secondary">
            {t("countThem")}
          </Button>
        </div>
      </EntryForm>
      {visitors.length > 0 ? (
        <ul className="grid gap-1">
          {visitors.map((kind) => (
            <li
              key={`${kind.language} ${kind.age}`}
              className="flex flex-wrap items-baseline justify-between gap-x-3 border-t border-line pt-1"
            >
              <span>{kindText(kind)}</span>
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

/** The latest entries, from whatever phone, each with a button that undoes it. */
async function Recent({
  locale,
  slug,
  meetingId,
  members,
  entries,
}: Pick<MeetingView, "members" | "entries"> & { locale: Locale; slug: string; meetingId: string }) {
  const { t, kindText } = await wordsOf(locale);
  if (entries.length === 0) return null;
  const nameOf = new Map(members.map(({ id, name }) => [id, name]));
  return (
    <section className="grid gap-3">
      <h2 className="text-xl">{t("recent")}</h2>
      <ul className="grid gap-2">
        {entries.toReversed().map((entry) => {
          const text =
            entry.kind === "visitors"
              ? `${t("visitorsEntry", { count: String(entry.people) })} · ${kindText(entry)}`
              : (entry.kind === "present" && nameOf.get(entry.member)) || t("formerMember");
          return (
            <li
              key={entry.id}
              className="flex items-center justify-between gap-3 rounded-card border border-line bg-surface px-3 py-2"
            >
              <span className="min-w-0">
                <span className="text-sm text-ink-soft tabular-nums">{formatTime(new Date(entry.at))}</span>{" "}
                <bdi>{text}</bdi>
              </span>
              <form action={undoAttendanceAction.bind(null, locale, slug, meetingId, entry.id)} className="shrink-0">
                <Button type="submit" kind="secondary" className="whitespace-nowrap">
                  <Undo2 aria-hidden className="size-5 rtl:-scale-x-100" />
                  {t("undo")}
                  <span className="sr-only">: {text}</span>
                </Button>
              </form>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
