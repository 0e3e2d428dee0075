import "server-only";
import { CalendarDays, HeartHandshake, Languages, MapPin, MessageCircle, Phone, UsersRound } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { Fragment } from "react";
import { partsOf } from "@/features/content/schema";
import type { GroupAtWork } from "@/features/groups/queries";
import { weekdayName } from "@/features/groups/rules";
import {
  DAY_BOX,
  GROUP_ENTRIES,
  GROUP_KINDS,
  LANGUAGE_BOX,
  RHYTHMS,
  WEEKDAYS,
  weekdayOf,
} from "@/features/groups/schema";
import type { Locale } from "@/i18n/locales";
import { SPOKEN_LANGUAGE_CODES, type SpokenLanguage } from "@/i18n/spoken-languages";
import { inputValue } from "@/i18n/time";
import { contactFields } from "@/ui/form-fields";
import type { FormField, FormStep, Option } from "@/ui/form-model";
import { LanguageForStaff } from "../../language-for-staff";
import { municipalityOptions } from "../../municipality-options";

/** The lists of options of a group's form. */
export async function groupLists(locale: Locale): Promise<Record<string, Option[]>> {
  const [t, municipalities] = await Promise.all([getTranslations({ locale }), municipalityOptions(locale)]);
  return {
    kinds: GROUP_KINDS.map((value) => ({ value, label: t(`GroupKinds.${value}`) })),
    entries: GROUP_ENTRIES.map((value) => ({ value, label: t(`GroupEntries.${value}`) })),
    rhythms: RHYTHMS.map((value) => ({ value, label: t(`GroupWork.${value}`) })),
    municipalities: [{ value: "", label: t("GroupWork.municipalityChoose") }, ...municipalities],
  };
}

/** A box for each spoken language. */
export function languageBoxes(locale: Locale): FormField[] {
  return SPOKEN_LANGUAGE_CODES.map((language) => ({
    kind: "check",
    name: `${LANGUAGE_BOX}${language}`,
    label: <LanguageForStaff locale={locale} language={language} />,
  }));
}

/** Ticked boxes for some languages. */
export const tickedBoxes = (languages: readonly SpokenLanguage[]): Record<string, string> =>
  Object.fromEntries(languages.map((language) => [`${LANGUAGE_BOX}${language}`, "on"]));

/**
 * Everything about a group except its words: for whom, where, when, and whom to ask. The languages that it has already are
 * folded.
 */
export async function groupSteps(
  locale: Locale,
  { first, languages = [] }: { first: FormField[]; languages?: readonly SpokenLanguage[] },
): Promise<FormStep[]> {
  const t = await getTranslations({ locale, namespace: "GroupWork" });
  const finnish = { lang: "fi" } as const;
  return [
    {
      id: "what",
      title: t("whatTitle"),
      icon: <UsersRound aria-hidden />,
      fields: [
        ...first,
        { kind: "radios", name: "kind", label: t("kind"), options: "kinds", columns: true },
        { kind: "radios", name: "entry", label: t("entry"), hint: t("entryHint"), options: "entries", columns: true },
      ],
    },
    {
      id: "languages",
      title: t("languages"),
      hint: t("languagesHint"),
      icon: <Languages aria-hidden />,
      fields: [
        {
          kind: "fold",
          id: "spoken-languages",
          label: t("languages"),
          usual: languages.map((language, n) => (
            <Fragment key={language}>
              {n > 0 ? ", " : ""}
              <LanguageForStaff language={language} locale={locale} />
            </Fragment>
          )),
          open: languages.length === 0,
          fields: [
            { kind: "group", id: "spoken", label: t("languages"), columns: true, fields: languageBoxes(locale) },
          ],
        },
      ],
    },
    {
      id: "place",
      title: t("placeTitle"),
      icon: <MapPin aria-hidden />,
      fields: [
        { kind: "check", name: "online", label: t("onlineBox") },
        { kind: "select", name: "municipality", label: t("municipality"), options: "municipalities" },
        {
          kind: "text",
          name: "district",
          label: t("district"),
          hint: t("districtHint"),
          maxLength: 80,
          language: finnish,
        },
        { kind: "text", name: "placeName", label: t("placeName"), maxLength: 120, language: finnish },
        { kind: "text", name: "address", label: t("address"), maxLength: 160, language: finnish },
        { kind: "check", name: "placeIsPublic", label: t("placeIsPublic"), hint: t("placeIsPublicHint") },
        {
          kind: "text",
          name: "onlineUrl",
          label: t("onlineUrl"),
          hint: t("onlineUrlHint"),
          type: "url",
          inputMode: "url",
          maxLength: 500,
          ltr: true,
        },
      ],
    },
    {
      id: "time",
      title: t("timeTitle"),
      icon: <CalendarDays aria-hidden />,
      fields: [
        { kind: "radios", name: "rhythm", label: t("rhythm"), options: "rhythms" },
        { kind: "text", name: "firstDay", label: t("firstDay"), hint: t("firstDayHint"), type: "date", ltr: true },
        {
          kind: "group",
          id: "also-on",
          label: t("alsoOn"),
          hint: t("alsoOnHint"),
          columns: true,
          fields: WEEKDAYS.map((day) => ({ kind: "check", name: `${DAY_BOX}${day}`, label: weekdayName(locale, day) })),
        },
        { kind: "text", name: "startTime", label: t("startTime"), type: "time", ltr: true },
        { kind: "text", name: "endTime", label: t("endTime"), type: "time", ltr: true },
        { kind: "text", name: "lastDay", label: t("lastDay"), hint: t("lastDayHint"), type: "date", ltr: true },
        { kind: "check", name: "skipsHolidays", label: t("skipsHolidays") },
      ],
    },
    {
      id: "more",
      title: t("moreTitle"),
      icon: <HeartHandshake aria-hidden />,
      fields: [
        { kind: "check", name: "childcare", label: t("childcare") },
        {
          kind: "text",
          name: "capacity",
          label: t("capacity"),
          hint: t("capacityHint"),
          inputMode: "numeric",
          maxLength: 5,
          ltr: true,
        },
        { kind: "check", name: "full", label: t("full") },
      ],
    },
    {
      id: "contact",
      title: t("contactTitle"),
      hint: t("contactHint"),
      icon: <Phone aria-hidden />,
      fields: [
        ...contactFields(
          { name: t("contactName"), email: t("contactEmail"), phone: t("contactPhone") },
          { nameLength: 100 },
        ),
      ],
    },
  ];
}

/** The words of a new group in one language. */
export async function wordsStep(locale: Locale): Promise<FormStep> {
  const [t, parts] = await Promise.all([
    getTranslations({ locale, namespace: "GroupWork" }),
    getTranslations({ locale, namespace: "TextParts" }),
  ]);
  const most = (part: string) => partsOf("group").get(part)?.most ?? 0;
  const text = (
    name: "title" | "summary" | "description" | "firstTime",
    lines: number,
    required: boolean,
  ): FormField => ({
    ...{ kind: "text", name, label: parts(`group_${name}`), maxLength: most(name), required },
    ...(lines > 1 && { lines }),
  });
  return {
    id: "words",
    title: t("wordsTitle"),
    hint: t("wordsHint"),
    icon: <MessageCircle aria-hidden />,
    fields: [
      { kind: "select", name: "language", label: t("textLanguage"), options: "languages" },
      text("title", 1, true),
      text("summary", 3, true),
      text("description", 8, true),
      text("firstTime", 5, false),
    ],
  };
}

/** A group as its form shows it. */
export function groupValues(group: GroupAtWork): Record<string, string> {
  const ticked = (value: boolean) => (value ? "on" : "");
  const { startsAt, minutes, municipalityKey, usually } = group;
  const alsoOn = usually?.weekdays.filter((day) => day !== weekdayOf(usually.startsAt)) ?? [];
  const end = startsAt && minutes ? new Date(startsAt.getTime() + minutes * 60_000) : null;
  return {
    ...tickedBoxes(group.languages),
    kind: group.kind,
    entry: group.entry,
    online: ticked(municipalityKey === "online"),
    municipality: municipalityKey === "online" ? "" : municipalityKey,
    district: group.district ?? "",
    placeName: group.placeName ?? "",
    address: group.address ?? "",
    placeIsPublic: ticked(group.placeIsPublic),
    onlineUrl: group.onlineUrl ?? "",
    rhythm: group.rhythm,
    ...Object.fromEntries(alsoOn.map((day) => [`${DAY_BOX}${day}`, "on"])),
    firstDay: startsAt ? inputValue(startsAt).slice(0, 10) : "",
    startTime: startsAt ? inputValue(startsAt).slice(11) : "",
    endTime: end ? inputValue(end).slice(11) : "",
    lastDay: group.lastDay ?? "",
    skipsHolidays: ticked(group.skipsHolidays),
    childcare: ticked(group.childcare),
    capacity: group.capacity === null ? "" : String(group.capacity),
    full: ticked(group.full),
    contactName: group.contactName,
    contactEmail: group.contactEmail,
    contactPhone: group.contactPhone ?? "",
    seen: String(group.revision),
  };
}
