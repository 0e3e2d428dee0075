import "server-only";
import { getTranslations } from "next-intl/server";
import { getCapacity } from "@/features/capacity/queries";
import type { AttendanceRow } from "@/features/door/queries";
import type { DoorSum } from "@/features/door/rules";
import type { ForumView } from "@/features/forums/queries";
import { personalDataUntil } from "@/features/forums/rules";
import { listForumLanguages } from "@/features/interpretation/queries";
import { getForumNumbers } from "@/features/privacy/exports/queries";
import type { Cell } from "@/features/privacy/exports/rules";
import type { Purpose } from "@/features/privacy/exports/schema";
import type { CountForumNeeds, ExportPeople } from "@/features/privacy/policy";
import { countNeeds } from "@/features/privacy/queries";
import type { SeePeople } from "@/features/registration/policy";
import { listDoor, listTablePeople } from "@/features/registration/prints/queries";
import { DIETS } from "@/features/registration/schema";
import { formatDate, formatList, formatNumericDate } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { isSpokenLanguage } from "@/i18n/spoken-languages";

interface Request {
  locale: Locale;
  forum: ForumView;
  permits: { people: SeePeople; needs: CountForumNeeds; numbers: ExportPeople };
  /** Who has arrived; null before the forum's day. */
  arrivals: DoorSum | null;
  /** How many came, also when nobody knows any more who; null if nobody kept the door. */
  attendance: readonly AttendanceRow[] | null;
}

/** The rows of an export, the headings first, in the reader's language: only what the purpose needs. */
export async function tableFor(request: Request, purpose: Purpose): Promise<Cell[][]> {
  return TABLES[purpose](request);
}

async function wordsOf(locale: Locale) {
  const [t, people, spoken, word] = await Promise.all([
    getTranslations({ locale, namespace: "Exports" }),
    getTranslations({ locale, namespace: "People" }),
    getTranslations({ locale, namespace: "SpokenLanguages" }),
    getTranslations({ locale }),
  ]);
  const language = (code: string) => (isSpokenLanguage(code) ? spoken(code) : code);
  return { t, people, word, language };
}

/** What each table of the forum is called. */
const titlesOf = ({ sessions }: ForumView) =>
  sessions.map(({ id, text, room }) => ({ id, title: text?.title ?? room ?? "" }));

const TABLES: Record<Purpose, (request: Request) => Promise<Cell[][]>> = {
  /** Numbers only: how many eat, and how many of them need what. */
  async catering({ locale, forum, permits }) {
    const [{ t, word }, { people, needs }, { taken }] = await Promise.all([
      wordsOf(locale),
      countNeeds(permits.needs),
      getCapacity(forum.id),
    ]);
    const diets = DIETS.flatMap((diet) => {
      const count = needs.find(({ need }) => need === diet);
      return count ? [[word(`Needs.${diet}`), count.people]] : [];
    });
    return [
      [t("what"), t("people")],
      [t("seated"), people],
      ...(forum.childcareCapacity === null ? [] : [[t("children"), taken.childcare ?? 0]]),
      ...diets,
    ];
  },
  /** Languages and how many need each, at which table: never who. */
  async interpreters({ locale, forum }) {
    const [{ t, people: words, language, word }, languages] = await Promise.all([
      wordsOf(locale),
      listForumLanguages(forum.id),
    ]);
    const tables = titlesOf(forum);
    return [
      [words("language"), words("state"), t("needing"), t("needingSeated"), ...tables.map(({ title }) => title)],
      ...languages
        .filter(({ main, people }) => !main && people > 0)
        .map(({ language: code, state, people, seated, sessions }) => [
          language(code),
          state ? word(`LanguageStates.${state}`) : "",
          people,
          seated,
          ...tables.map(({ id }) => sessions[id] ?? 0),
        ]),
    ];
  },
  /** For the hosts: who has a seat at which table. */
  async tables({ locale, forum, permits }) {
    const [{ t, people: words, language, word }, people] = await Promise.all([
      wordsOf(locale),
      listTablePeople(permits.people, locale),
    ]);
    const titles = titlesOf(forum);
    return [
      [
        words("table"),
        word("Prints.name"),
        words("language"),
        word("Prints.interpreter"),
        word("Prints.photos"),
        t("destroy"),
      ],
      ...titles.flatMap(({ id, title }) =>
        people
          .filter(({ sessionId }) => sessionId === id)
          .map(({ name, spokenLanguage, interpretation, photos }) => [
            title,
            name,
            language(spokenLanguage),
            interpretation ? word("Prints.needed") : "",
            photos ? "" : word("Ticket.noPhotos"),
            formatNumericDate(personalDataUntil(forum)),
          ]),
      ),
    ];
  },
  /** For a door without a network: the same as the printed list. */
  async door({ locale, forum, permits, arrivals }) {
    const [{ t, people: words, word }, parties] = await Promise.all([
      wordsOf(locale),
      listDoor(permits.people, locale),
    ]);
    return [
      [
        ...[word("Prints.names"), words("code"), word("Prints.count"), words("state")],
        ...(arrivals ? [t("arrived")] : []),
        t("destroy"),
      ],
      ...parties.map(({ names, code, status }) => [
        formatList(locale, names),
        code,
        names.length,
        word(`People.states.${status}`),
        ...(arrivals ? [arrivals.arrived.get(code)?.size ?? 0] : []),
        formatNumericDate(personalDataUntil(forum)),
      ]),
    ];
  },
  /** The funder's report: numbers, without anybody's name. */
  async funder({ locale, forum, permits, attendance }) {
    const [{ t, people: words, language, word }, { all, roles, languages, ages }] = await Promise.all([
      wordsOf(locale),
      getForumNumbers(permits.numbers),
    ]);
    const came = (of: "arrived" | "unexpected", walkIns: boolean) =>
      (attendance ?? []).reduce((all, row) => all + ((row.role === null) === walkIns ? row[of] : 0), 0);
    const seatedWhoCame = came("arrived", false);
    return [
      [t("group"), t("what"), t("registered"), t("seated")],
      [t("forum"), `${forum.text.title}, ${formatDate(locale, forum.startsAt)}`, all.people, all.seated],
      ...(attendance
        ? [
            [t("forum"), t("arrived"), seatedWhoCame + came("unexpected", false), seatedWhoCame],
            [t("forum"), word("Prints.walkIns"), came("unexpected", true), ""],
          ]
        : []),
      ...roles.map(({ kind, people, seated }) => [words("role"), word(`ParticipantRoles.${kind}`), people, seated]),
      ...languages.map(({ kind, people, seated }) => [words("language"), language(kind), people, seated]),
      ...ages.map(({ kind, people, seated }) => [t("age"), word(`People.ages.${kind}`), people, seated]),
    ];
  },
};
