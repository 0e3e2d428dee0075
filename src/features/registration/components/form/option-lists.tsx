import "server-only";
import { BookOpenText, Headphones, PhoneCall } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { PARTICIPANT_ROLES } from "@/features/capacity/schema";
import type { ForumSessionView } from "@/features/forums/queries";
import {
  isSpokenLanguage,
  SPOKEN_LANGUAGE_CODES,
  SPOKEN_LANGUAGES,
  type SpokenLanguage,
} from "@/i18n/spoken-languages";
import { LOCALE_OPTIONS } from "@/ui/form-fields";
import type { Option } from "@/ui/form-model";
import { AGE_GROUPS, CONTACT_WAYS } from "../../schema";
import type { FormContext } from "./form-context";

/** The lists for the form's questions, likely languages first. */
export async function optionLists({ locale, forum, slots }: FormContext): Promise<Record<string, Option[]>> {
  const [t, roles, tracks] = await Promise.all([
    getTranslations({ locale, namespace: "Register" }),
    getTranslations({ locale, namespace: "ParticipantRoles" }),
    getTranslations({ locale, namespace: "Tracks" }),
  ]);
  const languages = new Set<SpokenLanguage>([
    ...(isSpokenLanguage(locale) ? [locale] : []),
    ...forum.languages.map(({ language }) => language),
    ...SPOKEN_LANGUAGE_CODES,
  ]);
  const nameOfSession = (session: ForumSessionView) =>
    session.text?.title ?? (session.track ? tracks(session.track) : (session.room ?? ""));
  const lists: Record<string, Option[]> = {
    roles: PARTICIPANT_ROLES.map((value) => ({ value, label: roles(value) })),
    ages: AGE_GROUPS.map((value) => ({
      value,
      label: { adult: t("ageAdult"), from_13_to_17: t("age13to17"), under_13: t("ageUnder13") }[value],
      // Young people may name someone to call.
      opens: value !== "adult",
    })),
    languages: [...languages].map((value) => ({ value, label: SPOKEN_LANGUAGES[value].name, lang: value })),
    locales: LOCALE_OPTIONS,
    contactWays: CONTACT_WAYS.map((value) => ({
      value,
      label: { read: t("contactWayRead"), listen: t("contactWayListen"), call: t("contactWayCall") }[value],
      icon: { read: <BookOpenText aria-hidden />, listen: <Headphones aria-hidden />, call: <PhoneCall aria-hidden /> }[
        value
      ],
    })),
  };
  slots.forEach((slot, n) => {
    lists[`slot${n}`] = [
      { value: "", label: t("sessionNone") },
      ...slot.map((session) => ({
        value: session.id,
        label: session.seatsLeft === 0 ? t("sessionFull", { title: nameOfSession(session) }) : nameOfSession(session),
        ...(session.text && { lang: session.text.locale }),
      })),
    ];
  });
  return lists;
}
