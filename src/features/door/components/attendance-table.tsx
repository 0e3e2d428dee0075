import "server-only";
import { ChevronDown } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { formatNumericDate } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { isSpokenLanguage } from "@/i18n/spoken-languages";
import { Terms } from "@/i18n/terms";
import { CountTiles } from "@/ui/count-tiles";
import { Table } from "@/ui/table";
import type { AttendanceRow, AttendanceView } from "../queries";

type Numbers = Pick<AttendanceRow, "expected" | "arrived" | "unexpected">;

/** How many came and how many did not: in all, and folded by language and role. */
export async function AttendanceTable({
  locale,
  attendance,
  over,
}: {
  locale: Locale;
  attendance: AttendanceView;
  /** Whether the forum is over: until then, people may still come. */
  over: boolean;
}) {
  const [t, roles, spoken] = await Promise.all([
    getTranslations({ locale, namespace: "Attendance" }),
    getTranslations({ locale, namespace: "ParticipantRoles" }),
    getTranslations({ locale, namespace: "SpokenLanguages" }),
  ]);
  const { rows, frozenAt } = attendance;
  const sum = (of: readonly Numbers[]): Numbers => ({
    expected: of.reduce((all, { expected }) => all + expected, 0),
    arrived: of.reduce((all, { arrived }) => all + arrived, 0),
    unexpected: of.reduce((all, { unexpected }) => all + unexpected, 0),
  });
  const total = sum(rows);
  const cells = ({ expected, arrived, unexpected }: Numbers) => [arrived, expected - arrived, unexpected];
  const nameOf = (language: string | null) =>
    language !== null && isSpokenLanguage(language) ? <bdi>{spoken(language)}</bdi> : t("unknown");
  const absent = over ? t("absent") : t("notYet");
  const tiles = [
    {
      label: t("came"),
      value: total.expected > 0 ? `${total.arrived}/${total.expected}` : total.arrived,
    },
    { label: absent, value: total.expected - total.arrived },
    { label: t("others"), value: total.unexpected },
  ];
  return (
    <div className="grid gap-3">
      <CountTiles tiles={tiles} />
      <p className="text-sm text-ink-soft">
        {frozenAt ? t("frozen", { date: formatNumericDate(frozenAt) }) : t("open")} {t("othersHint")}
      </p>
      <details className="group">
        <summary className="flex min-h-11 cursor-pointer list-none items-center gap-2 font-semibold text-spruce">
          <ChevronDown aria-hidden className="size-5 shrink-0 group-open:rotate-180" />
          {t("table")}
        </summary>
        <Table
          caption={t("table")}
          head={[t("language"), t("role"), t("came"), absent, t("others")]}
          numeric={[2, 3, 4]}
          brief={[1]}
          rows={rows.map((row) => [
            nameOf(row.spokenLanguage),
            row.role === null ? (
              t("walkIn")
            ) : (
              <Terms key="role" locale={locale}>
                {roles(row.role)}
              </Terms>
            ),
            ...cells(row),
          ])}
        />
      </details>
    </div>
  );
}
