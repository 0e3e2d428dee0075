import { Search, Waypoints } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Fragment } from "react";
import { AUDIT } from "@/contributions/audit";
import { AUDIT_NAMES } from "@/contributions/audit-names";
import { permitOr404, requireLoginSession } from "@/features/accounts/actor";
import { canReadAudit } from "@/features/audit/policy";
import { searchAuditEntries } from "@/features/audit/queries";
import { AuditSearchSchema } from "@/features/audit/schema";
import { formatNumericDate, formatTime } from "@/i18n/formatting";
import { knownWord } from "@/i18n/known-word";
import { routes } from "@/i18n/routes";
import { Button, buttonClass } from "@/ui/button";
import { SelectField, TextField } from "@/ui/field";
import { Link } from "@/ui/link";
import { Table } from "@/ui/table";
import { privateMetadata } from "../../../page-metadata";
import { type LocaleParams, localeOf } from "../../locale-params";
import { WorkspaceFrame } from "../../workspace-frame";
import { changeWords } from "./change-words";

interface Props extends LocaleParams {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const dynamic = "force-dynamic";

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "Audit" });
  return privateMetadata(t("title"), AuditSearchSchema.parse(await searchParams).about);
}

/** How the columns look: when, who, what, about what, and the changes. On narrow screens each row is a few lines. */
const LOOK = [
  "min-w-0 [&_th[scope=row]]:font-normal [&_th[scope=row]]:whitespace-nowrap sm:[&_th[scope=row]>span]:inline-flex sm:[&_th[scope=row]>span]:gap-1",
  "max-sm:[&_th[scope=row]]:text-ink-soft max-sm:[&_td:nth-child(2)]:text-ink-soft max-sm:[&_td:nth-child(3)]:font-semibold",
  "xl:[&_td:nth-child(2)>div]:min-w-40 xl:[&_td:nth-child(3)>div]:min-w-72 [&_bdi]:wrap-anywhere",
  "[&_ul]:flex [&_ul]:flex-wrap [&_ul]:gap-x-4 max-sm:[&_ul]:inline-flex",
].join(" ");

/** Who did what and when, with a search. */
export default async function AuditPage({ params, searchParams }: Props) {
  const locale = await localeOf(params);
  const session = await requireLoginSession(locale, routes.audit(locale));
  const permit = permitOr404(canReadAudit, session.actor, null);
  const search = AuditSearchSchema.parse(await searchParams);
  const [t, lists, actions, subjects, words, { entries, older }] = await Promise.all([
    getTranslations({ locale, namespace: "Audit" }),
    getTranslations({ locale, namespace: "StaffLists" }),
    getTranslations({ locale, namespace: "AuditActions" }),
    getTranslations({ locale, namespace: "AuditSubjects" }),
    changeWords(locale),
    searchAuditEntries(permit, search, AUDIT_NAMES),
  ]);
  const actors = { user: null, link: t("byLink"), stranger: t("byStranger"), system: t("bySystem") };
  return (
    <WorkspaceFrame locale={locale} path={routes.audit(locale)} session={session} part="audit">
      <div className="grid gap-6">
        <header className="grid gap-2">
          <h1 className="text-3xl">{t("title")}</h1>
          <p>{t("lead")}</p>
        </header>
        <form
          action={routes.audit(locale)}
          className="grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-[2fr_2fr_1fr_1fr_auto]"
        >
          <TextField id="about" name="about" label={t("about")} defaultValue={search.about} maxLength={200} />
          <SelectField id="action" name="action" label={t("action")} defaultValue={search.action ?? ""}>
            <option value="">{t("anyAction")}</option>
            {Object.keys(AUDIT).map((action) => (
              <option key={action} value={action}>
                {knownWord(actions, action) ?? action}
              </option>
            ))}
          </SelectField>
          <TextField id="from" name="from" type="date" label={t("from")} defaultValue={search.from ?? ""} dir="ltr" />
          <TextField
            id="until"
            name="until"
            type="date"
            label={t("until")}
            defaultValue={search.until ?? ""}
            dir="ltr"
          />
          <Button type="submit">
            <Search aria-hidden className="size-5" />
            {t("find")}
          </Button>
        </form>
        {entries.length === 0 ? <p role="status">{t("none")}</p> : null}
        {entries.length > 0 ? (
          // How a column looks is said once, and not again in each of many rows.
          <div className={LOOK}>
            <Table
              caption={t("title")}
              head={[t("at"), t("actor"), t("what"), t("subject"), t("changes")]}
              lines={[1, 2, 4]}
              rows={entries.map((entry) => [
                <span key="at">
                  <bdi dir="ltr">{`${formatNumericDate(entry.at)} ${formatTime(entry.at)}`}</bdi>
                  {entry.requestId && entry.requestId !== search.about ? (
                    <Link
                      href={routes.audit(locale, { about: entry.requestId })}
                      title={lists("sameRequest")}
                      className="-my-2 inline-grid size-11 place-items-center rounded-full text-spruce hover:bg-moss max-sm:float-end sm:my-0 sm:size-6"
                    >
                      <Waypoints aria-hidden className="size-4" />
                      <span className="sr-only">{lists("sameRequest")}</span>
                    </Link>
                  ) : null}
                </span>,
                entry.actor.name ? (
                  <Fragment key="actor">
                    {`${actors[entry.actor.kind] ?? ""} `}
                    <bdi>{entry.actor.name}</bdi>
                  </Fragment>
                ) : (
                  actors[entry.actor.kind]
                ),
                knownWord(actions, entry.action) ?? entry.action,
                <Fragment key="subject">
                  {`${knownWord(subjects, entry.subject.kind) ?? entry.subject.kind} `}
                  <bdi>{entry.subject.name}</bdi>
                </Fragment>,
                entry.changes.length > 0 ? (
                  <ul key="changes">
                    {entry.changes.map((change) => (
                      <li key={change.field}>
                        {`${words.field(change)}: `}
                        {change.before === null ? null : (
                          <>
                            <bdi>{words.value(change.field, change.before)}</bdi>
                            {" → "}
                          </>
                        )}
                        <bdi>{words.value(change.field, change.after)}</bdi>
                      </li>
                    ))}
                  </ul>
                ) : null,
              ])}
            />
          </div>
        ) : null}
        {older ? (
          <p>
            <Link href={routes.audit(locale, { ...search, before: older })} className={buttonClass("secondary")}>
              {t("older")}
            </Link>
          </p>
        ) : null}
      </div>
    </WorkspaceFrame>
  );
}
