import { Printer } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { permitOr404 } from "@/features/accounts/actor";
import { choicesOf } from "@/features/forums/rules";
import { canSeePeople } from "@/features/registration/policy";
import { notePrint } from "@/features/registration/prints/commands";
import { listDoor, listTablePeople } from "@/features/registration/prints/queries";
import { SHEETS, type Sheet } from "@/features/registration/prints/schema";
import { formatTimeRange } from "@/i18n/formatting";
import { routes } from "@/i18n/routes";
import { isSpokenLanguage } from "@/i18n/spoken-languages";
import { Notice } from "@/ui/notice";
import { TextLink } from "@/ui/text-link";
import { privateMetadata } from "../../../../../page-metadata";
import { LinkOrSessionFrame } from "../../../../link-or-session-frame";
import { SessionTitle } from "../../../../session-title";
import { type ManageProps as SheetProps, subjectOf } from "../../manage-sections";
import { partyTag } from "../../people/party-tag";
import { type ManageProps, readManagedForum } from "../../read-managed-forum";
import { findArrivals } from "../arrivals";
import { PrintedSheet, Tick } from "../printed-sheet";

export const dynamic = "force-dynamic";

const isSheet = (name: string | undefined): name is Sheet => SHEETS.some((sheet) => sheet === name);

export async function generateMetadata(props: ManageProps): Promise<Metadata> {
  const { locale, forum } = await readManagedForum(props, "print");
  const { sheet } = await props.params;
  const word = await getTranslations({ locale });
  return privateMetadata(word(`Prints.${isSheet(sheet) ? sheet : "title"}`), forum.text.title);
}

/** A list of a forum's people to print. Opening it is recorded. */
export default async function PrintPage(props: ManageProps) {
  const { locale, forumKey, forum, actor, session } = await readManagedForum(props, "print");
  const permit = permitOr404(canSeePeople, actor, subjectOf(forum));
  const { sheet } = await props.params;
  if (!isSheet(sheet) || forum.state === "draft") notFound();
  const [t, word] = await Promise.all([getTranslations({ locale, namespace: "Prints" }), getTranslations({ locale })]);
  await notePrint(permit, sheet);
  const Sheets = { door: DoorList, tables: TableSheets }[sheet];
  return (
    <LinkOrSessionFrame locale={locale} path={routes.print(locale, forumKey, sheet)} session={session}>
      <div className="grid gap-6 print:block">
        <div className="grid gap-3 print:hidden">
          <h1 className="text-3xl">{word(`Prints.${sheet}`)}</h1>
          <Notice icon={<Printer aria-hidden className="size-6" />}>
            <p>{t("howTo")}</p>
            <p>{t("personal")}</p>
          </Notice>
          <p>
            <TextLink href={routes.prints(locale, forumKey)} className="inline-flex min-h-11 items-center">
              {t("title")}
            </TextLink>
          </p>
        </div>
        <Sheets locale={locale} forumKey={forumKey} forum={forum} actor={actor} />
      </div>
    </LinkOrSessionFrame>
  );
}

/** Rows for people who come without having registered. */
const WALK_INS = 8;

/** The list for the door: each party with a box per person, and empty rows for people who have not registered. */
async function DoorList({ locale, forum, actor }: SheetProps) {
  const permit = permitOr404(canSeePeople, actor, subjectOf(forum));
  const [t, people, tag, parties, sum] = await Promise.all([
    getTranslations({ locale, namespace: "Prints" }),
    getTranslations({ locale, namespace: "People" }),
    partyTag(locale),
    listDoor(permit, locale),
    findArrivals(forum, actor),
  ]);
  return (
    <PrintedSheet
      locale={locale}
      forum={forum}
      actor={actor}
      title={t("door")}
      more={
        sum
          ? t("arrivals", {
              arrived: String(sum.counts.arrived + sum.counts.unseated),
              walkIns: String(sum.counts.walkIns),
              expected: String(sum.counts.expected),
            })
          : null
      }
      label={t("door")}
      columns={[
        { head: t("names"), width: "w-[44%]" },
        { head: people("code"), width: "w-[11%]" },
        { head: t("count"), width: "w-[11%]" },
        { head: people("state"), width: "w-[16%]" },
        { head: t("notes"), width: "w-[18%]" },
      ]}
    >
      <tbody>
        {parties.map(({ code, names, status }) => (
          <tr key={code}>
            <td>
              <span className="flex flex-wrap gap-x-5 gap-y-1">
                {names.map((name, position) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: two people may have one name
                  <span key={position} className="inline-flex items-center gap-2">
                    <Tick ticked={sum?.arrived.get(code)?.has(position) ? t("arrived") : undefined} />
                    <bdi className="font-semibold">{name}</bdi>
                  </span>
                ))}
              </span>
            </td>
            <td>
              <bdi dir="ltr" className="font-mono font-bold">
                {code}
              </bdi>
            </td>
            <td>{names.length}</td>
            <td className={status === "confirmed" ? "" : "font-bold"}>{tag(status).words}</td>
            <td />
          </tr>
        ))}
      </tbody>
      <tbody>
        <tr>
          <th colSpan={5} scope="rowgroup">
            {t("walkIns")}
          </th>
        </tr>
        {Array.from({ length: WALK_INS }, (_, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: empty rows
          <tr key={n}>
            <td>
              <Tick />
            </td>
            <td />
            <td />
            <td />
            <td />
          </tr>
        ))}
      </tbody>
    </PrintedSheet>
  );
}

/** A sheet for each part of the programme, for its host: who has a seat there, and nothing that the host need not know. */
async function TableSheets({ locale, forum, actor }: SheetProps) {
  const permit = permitOr404(canSeePeople, actor, subjectOf(forum));
  const [t, people, spoken, ticket, everybody] = await Promise.all([
    getTranslations({ locale, namespace: "Prints" }),
    getTranslations({ locale, namespace: "People" }),
    getTranslations({ locale, namespace: "SpokenLanguages" }),
    getTranslations({ locale, namespace: "Ticket" }),
    listTablePeople(permit, locale),
  ]);
  const seated = Map.groupBy(everybody, ({ sessionId }) => sessionId);
  // What everybody attends has no people of its own.
  const tables = choicesOf(forum.sessions, [...seated.keys()]).flat();
  if (tables.length === 0) return <p>{t("noTables")}</p>;
  return tables.map((session) => (
    <PrintedSheet
      key={session.id}
      locale={locale}
      forum={forum}
      actor={actor}
      title={<SessionTitle locale={locale} session={session} />}
      more={
        <>
          {formatTimeRange(locale, session)}
          {session.room ? (
            <>
              {" · "}
              <bdi lang="fi">{session.room}</bdi>
            </>
          ) : null}
          {" · "}
          {t("seated", { count: seated.get(session.id)?.length ?? 0 })}
        </>
      }
      label={session.text?.title ?? session.room ?? t("tables")}
      columns={[
        { head: t("name"), width: "w-[33%]" },
        { head: people("language"), width: "w-[20%]" },
        { head: t("interpreter"), width: "w-[15%]" },
        { head: t("photos"), width: "w-[14%]" },
        { head: t("notes"), width: "w-[18%]" },
      ]}
    >
      <tbody>
        {(seated.get(session.id) ?? []).map(({ name, spokenLanguage, interpretation, photos }, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two people may have one name
          <tr key={n}>
            <td>
              <span className="inline-flex items-center gap-2">
                <Tick />
                <bdi className="font-semibold">{name}</bdi>
              </span>
            </td>
            <td>{isSpokenLanguage(spokenLanguage) ? <bdi>{spoken(spokenLanguage)}</bdi> : null}</td>
            <td>{interpretation ? t("needed") : ""}</td>
            <td>{photos ? "" : ticket("noPhotos")}</td>
            <td />
          </tr>
        ))}
        {seated.has(session.id) ? null : (
          <tr>
            <td colSpan={5}>{t("nobody")}</td>
          </tr>
        )}
      </tbody>
    </PrintedSheet>
  ));
}
