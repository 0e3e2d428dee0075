import { getTranslations } from "next-intl/server";
import { ConsentRecord, DataEntry } from "@/features/registration/components/own-data";
import { formatDateInSentence, formatDateTime, formatNumericDateTime } from "@/i18n/formatting";
import { LOCALES, type Locale } from "@/i18n/locales";
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
          <DataEntry label={t("group")}>
            <span {...languageOf(group.text.locale, locale)}>{group.text.title}</span>
          </DataEntry>
          <DataEntry label={t("status")}>{all(`GroupMember.statuses.${member.status}`)}</DataEntry>
          <DataEntry label={register("personName")}>{member.name}</DataEntry>
          <DataEntry label={register("age")}>{ages[member.ageGroup]}</DataEntry>
          <DataEntry label={register("personLanguage")}>
            <span lang={member.spokenLanguage}>{SPOKEN_LANGUAGES[member.spokenLanguage].name}</span>
          </DataEntry>
          <DataEntry label={register("phone")}>{member.phone ?? "–"}</DataEntry>
          <DataEntry label={register("email")}>{member.email ?? "–"}</DataEntry>
          {member.guardianContact ? <DataEntry label={register("guardian")}>{member.guardianContact}</DataEntry> : null}
          {member.question ? <DataEntry label={join("question")}>{member.question}</DataEntry> : null}
          <DataEntry label={register("messageLocale")}>{LOCALES[member.messageLocale].name}</DataEntry>
          <DataEntry label={register("contactWay")}>{ways[member.contactWay]}</DataEntry>
          {member.helper ? <DataEntry label={t("helper")}>{member.helper}</DataEntry> : null}
          <DataEntry label={t("askedAt")}>{formatDateTime(locale, member.createdAt)}</DataEntry>
          {member.calls.map(({ at, outcome }) => (
            <DataEntry key={at.getTime()} label={words("called", { at: formatNumericDateTime(locale, at) })}>
              {outcomes(outcome)}
            </DataEntry>
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
        {member.consents.map((consent) => (
          <ConsentRecord key={consent.givenAt.getTime()} locale={locale} consent={consent} />
        ))}
        <p>{t("consentText")}</p>
      </Card>
    </>
  );
}
