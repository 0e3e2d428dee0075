import "server-only";
import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { SPOKEN_LANGUAGE_CODES } from "@/i18n/spoken-languages";

/**
 * The words of the door on a phone. They travel with the page, so that they are there without a network. Numbers stand
 * in braces (`{count}`), and no text has plurals, whose rules would double the script.
 */
export async function doorAppWords(locale: Locale) {
  const [t, plain, spoken] = await Promise.all([
    getTranslations({ locale, namespace: "DoorApp" }),
    getTranslations({ locale, namespace: "Door" }),
    getTranslations({ locale, namespace: "SpokenLanguages" }),
  ]);
  return {
    title: plain("title"),
    arrived: plain("arrived"),
    walkIns: plain("walkIns"),
    unseated: plain("unseated"),
    search: plain("search"),
    nobody: plain("nobody"),
    allHere: plain("allHere"),
    seatless: plain("seatless"),
    states: {
      offered: plain("states.offered"),
      waiting: plain("states.waiting"),
      lapsed: plain("states.lapsed"),
      cancelled: plain("states.cancelled"),
    },
    letIn: plain("letIn"),
    walkInTitle: plain("walkInTitle"),
    walkInHint: plain("walkInHint"),
    howMany: plain("howMany"),
    language: plain("language"),
    unknownLanguage: plain("unknownLanguage"),
    add: plain("countThem"),
    register: plain("register"),
    recent: plain("recent"),
    undo: plain("undo"),
    languages: Object.fromEntries(SPOKEN_LANGUAGE_CODES.map((code) => [code, spoken(code)])),
    fine: t("fine"),
    away: t("away"),
    closed: t("closed"),
    signedOut: t("signedOut"),
    signIn: t("signIn"),
    queued: t.raw("queued") as string,
    queuedTag: t("queuedTag"),
    people: t("people"),
    more: t("more"),
    all: t("all"),
    back: t("back"),
    allNoted: t.raw("allNoted") as string,
    noted: t.raw("noted") as string,
    notHere: t.raw("notHere") as string,
    undone: t("undone"),
    walkInsNoted: t.raw("walkInsNoted") as string,
    walkInsEntry: t.raw("walkInsEntry") as string,
    fewer: t("fewer"),
    oneMore: t("oneMore"),
    refusedTitle: t("refusedTitle"),
    refused: {
      invalid: t("refused.invalid"),
      unknown_code: t("refused.unknown_code"),
      over: t("refused.over"),
      full: t("refused.full"),
    },
    dismiss: t("dismiss"),
    notOnList: t.raw("notOnList") as string,
    noteAnyway: t.raw("noteAnyway") as string,
    scan: t("scan"),
    stopScan: t("stopScan"),
    aim: t("aim"),
    picture: t("picture"),
    sound: t("sound"),
    cameraDenied: t("cameraDenied"),
    cameraNone: t("cameraNone"),
    otherForum: t("otherForum"),
    oldTicket: t("oldTicket"),
    somethingElse: t("somethingElse"),
    insecure: t("insecure"),
    unstored: t("unstored"),
    unknown: t("unknown"),
    failed: t("failed"),
  };
}

export type DoorWords = Awaited<ReturnType<typeof doorAppWords>>;
