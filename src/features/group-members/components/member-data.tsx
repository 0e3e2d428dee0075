import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { formatDateInSentence, formatDateTime, formatNumericDateTime } from "@/i18n/formatting";
import { isLocale, LOCALES, type Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { SPOKEN_LANGUAGES } from "@/i18n/spoken-languages";
import { Card } from "@/ui/card";
import type { OwnMemberView } from "../queries";
import { KEPT_DAYS } from "../rules";

/** Everything stored about somebody in a group, for how long, and what they agreed to. */
export async function MemberData({ locale, member }: { locale: Locale; member: OwnMemberView }) {
  const [all, t, register, words, outcomes, join] = await Promise.all([
    getTranslations({ locale }),
    getTranslations({ locale, namespace: "GroupMember" }),
    getTranslations({ locale, namespace: "Register" }),
    getTranslations({ locale, namespace: "MyData" }),
    getTranslations({ locale, namespace: "Calls.outcomes" }),
    getTranslations({ locale, namespace: "GroupJoin" }),
  ]);
  const ages = { adult: register("ageAdult"), from_13_to_17: register("age13to17"), under_13: register("ageUnder13") };
  const ways = {
    read: register("contactWayRead"),
    listen: register("contactWayListen"),
    call: register("contactWayCall"),
  };
  const { group } = member;
  return (
    <>
      <p>
        {t("dataLead")}{" "}
        {member.forgottenAt
          ? t("dataKept", { date: formatDateInSentence(locale, member.forgottenAt) })
          : t("dataKeptMember", { days: KEPT_DAYS })}
      </p>
      <Card className="grid gap-4">
        <dl className="grid gap-1">
          <Entry label={t("group")}>
            <span {...languageOf(group.text.locale, locale)}>{group.text.title}</span>
          </Entry>
          <Entry label={t("status")}>{all(`GroupMember.statuses.${member.status}`)}</Entry>
          <Entry label={register("personName")}>{member.name}</Entry>
          <Entry label={register("age")}>{ages[member.ageGroup]}</Entry>
          <Entry label={register("personLanguage")}>
            <span lang={member.spokenLanguage}>{SPOKEN_LANGUAGES[member.spokenLanguage].name}</span>
          </Entry>
          <Entry label={register("phone")}>{member.phone ?? "–"}</Entry>
          <Entry label={register("email")}>{member.email ?? "–"}</Entry>
          {member.guardianContact ? <Entry label={register("guardian")}>{member.guardianContact}</Entry> : null}
          {member.question ? <Entry label={join("question")}>{member.question}</Entry> : null}
          <Entry label={register("messageLocale")}>{LOCALES[member.messageLocale].name}</Entry>
          <Entry label={register("contactWay")}>{ways[member.contactWay]}</Entry>
          {member.helper ? <Entry label={t("helper")}>{member.helper}</Entry> : null}
          <Entry label={t("askedAt")}>{formatDateTime(locale, member.createdAt)}</Entry>
          {member.calls.map(({ at, outcome }) => (
            <Entry key={at.getTime()} label={words("called", { at: formatNumericDateTime(locale, at) })}>
              {outcomes(outcome)}
            </Entry>
          ))}
        </dl>
      </Card>
      <Card className="grid gap-3">
        <h2 className="text-xl">{t("history")}</h2>
        <ol className="grid gap-1">
          {member.events.map(({ kind, at }) => (
            <li key={`${kind}${at.getTime()}`} className="flex flex-wrap gap-x-2">
              <span className="font-semibold">{all(`GroupMember.events.${kind}`)}</span>
              <span className="text-ink-soft">{formatNumericDateTime(locale, at)}</span>
            </li>
          ))}
        </ol>
      </Card>
      <Card className="grid gap-3">
        <h2 className="text-xl">{t("consent")}</h2>
        <p className="font-semibold">{join("consent")}</p>
        {member.consents.map(({ textVersion, locale: read, givenAt, withdrawnAt }) => (
          <p key={givenAt.getTime()} className="text-sm text-ink-soft">
            {words("consentGiven", {
              at: formatNumericDateTime(locale, givenAt),
              language: isLocale(read) ? LOCALES[read].name : read,
              version: textVersion,
            })}
            {withdrawnAt ? ` ${words("consentWithdrawn", { at: formatNumericDateTime(locale, withdrawnAt) })}` : ""}
          </p>
        ))}
        <p>{t("consentText")}</p>
      </Card>
    </>
  );
}

function Entry({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap gap-x-2">
      <dt className="text-ink-soft">{label}</dt>
      <dd className="min-w-0 font-semibold">
        <bdi>{children}</bdi>
      </dd>
    </div>
  );
}
