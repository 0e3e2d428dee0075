import { randomUUID } from "node:crypto";
import { Clock, PencilLine } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { permitOr404 } from "@/features/accounts/actor";
import { enterTutorHoursAction, removeTutorHoursAction } from "@/features/tutor-hours/actions";
import { durationWriter } from "@/features/tutor-hours/components/duration";
import { canEnterTutorHours } from "@/features/tutor-hours/policy";
import { listOwnHours } from "@/features/tutor-hours/queries";
import { byMonth } from "@/features/tutor-hours/rules";
import { DURATIONS, HoursYear, TUTOR_WORK } from "@/features/tutor-hours/schema";
import { formatDate } from "@/i18n/formatting";
import { routes } from "@/i18n/routes";
import { inputValue, instantOf, wallClock } from "@/i18n/time";
import { Button } from "@/ui/button";
import { FlashMessage } from "@/ui/flash-message";
import { Form } from "@/ui/form";
import { formLabels, initialFormState } from "@/ui/form-answer";
import { Pagination } from "@/ui/pagination";
import { Section } from "@/ui/section";
import { privateMetadata } from "../../../../../page-metadata";
import { WorkspaceFrame } from "../../../../workspace-frame";
import { LedGroupHeading } from "../led-group-heading";
import { type LedGroupProps, readLedGroup } from "../read-led-group";

export const dynamic = "force-dynamic";

/** What the form offers for a group that meets by appointment, in minutes. */
const USUAL_MINUTES = 60;

export async function generateMetadata(props: LedGroupProps): Promise<Metadata> {
  const { locale, group } = await readLedGroup(props);
  const t = await getTranslations({ locale, namespace: "TutorHours" });
  return privateMetadata(t("title"), group.title);
}

/** Where a tutor enters the time that they spend on a group, and sees their own sums by month. */
export default async function TutorHoursPage(props: LedGroupProps) {
  const { locale, session, subject, group } = await readLedGroup(props);
  const permit = permitOr404(canEnterTutorHours, session.actor, subject);
  const query = await props.searchParams;
  const now = new Date();
  const thisYear = wallClock(now).year;
  const year = HoursYear.parse(query.year) ?? thisYear;
  const [t, words, duration, entries] = await Promise.all([
    getTranslations({ locale, namespace: "TutorHours" }),
    getTranslations({ locale }),
    durationWriter(locale),
    listOwnHours(permit, year),
  ]);
  const months = byMonth(entries);
  const usual = group.usually ? (group.usually.endsAt.getTime() - group.usually.startsAt.getTime()) / 60_000 : 0;
  const at = (of: number) => ({ href: routes.ownGroupHours(locale, group.slug, { year: of }), label: String(of) });
  return (
    <WorkspaceFrame
      locale={locale}
      path={routes.ownGroupHours(locale, group.slug)}
      session={session}
      part="work"
      typing
    >
      <div className="mx-auto grid w-full max-w-2xl gap-8">
        <LedGroupHeading locale={locale} group={group} title={t("title")}>
          <p>{t("lead")}</p>
          <FlashMessage done={query.done} messages={{ entered: t("doneEntered"), removed: t("doneRemoved") }} />
        </LedGroupHeading>
        <Section id="enter" title={t("enter")} icon={<PencilLine aria-hidden />}>
          <Form
            // After an entry, the form begins anew.
            key={`${entries[0]?.id} ${entries.length}`}
            action={enterTutorHoursAction.bind(null, locale, group.slug)}
            initial={initialFormState({
              day: inputValue(now).slice(0, 10),
              minutes: String(DURATIONS.includes(usual) ? usual : USUAL_MINUTES),
              work: "meeting",
              form: randomUUID(),
            })}
            lists={{
              durations: DURATIONS.map((minutes) => ({ value: String(minutes), label: duration(minutes) })),
              work: TUTOR_WORK.map((value) => ({ value, label: words(`TutorWork.${value}`) })),
            }}
            steps={[
              {
                id: "hours",
                fields: [
                  { kind: "hidden", name: "form" },
                  { kind: "text", name: "day", label: t("day"), type: "date", ltr: true, required: true },
                  { kind: "select", name: "minutes", label: t("time"), options: "durations" },
                  { kind: "radios", name: "work", label: t("work"), options: "work", columns: true },
                ],
              },
            ]}
            words={await formLabels(locale, t("save"))}
          />
        </Section>
        <Section id="sums" title={t("sums", { year: String(year) })} icon={<Clock aria-hidden />}>
          <p className="font-display text-2xl font-bold">
            {duration(months.reduce((sum, { minutes }) => sum + minutes, 0))}
          </p>
          {months.map((month, n) => (
            <details key={month.month} open={n === 0} className="fold rounded-field border-2 border-line bg-surface">
              <summary className="flex min-h-12 list-none items-center gap-3 px-3.5 py-2 font-semibold">
                <span className="grow">{words(`Months.${month.month as 1}`)}</span>
                <span>{duration(month.minutes)}</span>
              </summary>
              <ul className="grid gap-3 px-3.5 pb-4">
                {month.entries.map(({ id, day, minutes, work }) => {
                  const date = formatDate(locale, instantOf(day) ?? new Date(day));
                  return (
                    <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
                      <p>
                        <span className="block font-semibold">
                          {date} · {duration(minutes)}
                        </span>
                        <span className="text-ink-soft">{words(`TutorWork.${work}`)}</span>
                      </p>
                      <form action={removeTutorHoursAction.bind(null, locale, group.slug, id, year)}>
                        <Button type="submit" kind="secondary">
                          {t("remove")}
                          <span className="sr-only">
                            : {date}, {duration(minutes)}
                          </span>
                        </Button>
                      </form>
                    </li>
                  );
                })}
              </ul>
            </details>
          ))}
          <Pagination
            label={t("years")}
            status={String(year)}
            {...(year > thisYear - 6 && { previous: at(year - 1) })}
            {...(year < thisYear && { next: at(year + 1) })}
          />
        </Section>
      </div>
    </WorkspaceFrame>
  );
}
