import "server-only";
import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { SPOKEN_LANGUAGE_CODES } from "@/i18n/spoken-languages";

/**
 * The words of a meeting's attendance on a phone. They travel with the page, so that they are there without a network. Numbers
 * stand in braces (`{count}`), and no text has plurals, whose rules would double the script.
 */
export async function meetingWords(locale: Locale) {
  const [t, spoken] = await Promise.all([
    getTranslations({ locale, namespace: "GroupAttendance" }),
    getTranslations({ locale, namespace: "SpokenLanguages" }),
  ]);
  return {
    title: t("title"),
    members: t("members"),
    noMembers: t("noMembers"),
    visitors: t("visitors"),
    visitorsHint: t("visitorsHint"),
    all: t("all"),
    forgotten: t.raw("forgotten") as string,
    language: t("language"),
    unknownLanguage: t("unknownLanguage"),
    unknownAge: t("unknownAge"),
    ages: { adult: t("ages.adult"), from_13_to_17: t("ages.from_13_to_17"), under_13: t("ages.under_13") },
    languages: Object.fromEntries(SPOKEN_LANGUAGE_CODES.map((code) => [code, spoken(code)])),
    recent: t("recent"),
    undo: t("undo"),
    undone: t("undone"),
    noted: t.raw("noted") as string,
    notHere: t.raw("notHere") as string,
    visitorNoted: t.raw("visitorNoted") as string,
    visitorsEntry: t.raw("visitorsEntry") as string,
    formerMember: t("formerMember"),
    fine: t("fine"),
    away: t("away"),
    closed: t("closed"),
    signedOut: t("signedOut"),
    signIn: t("signIn"),
    queued: t.raw("queued") as string,
    queuedTag: t("queuedTag"),
    refusedTitle: t("refusedTitle"),
    refused: {
      invalid: t("refused.invalid"),
      unknown_member: t("refused.unknown_member"),
      over: t("refused.over"),
      full: t("refused.full"),
    },
    dismiss: t("dismiss"),
    insecure: t("insecure"),
    unstored: t("unstored"),
    unknown: t("unknown"),
    failed: t("failed"),
  };
}

export type MeetingWords = Awaited<ReturnType<typeof meetingWords>>;
