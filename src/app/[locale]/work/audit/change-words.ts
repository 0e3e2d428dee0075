import "server-only";
import { getTranslations } from "next-intl/server";
import type { AuditChange, AuditValue } from "@/features/audit/queries";
import { FIELD_KINDS } from "@/features/audit/rules";
import { formatList, formatNumericDate, formatNumericDateTime } from "@/i18n/formatting";
import { knownWord } from "@/i18n/known-word";
import type { Locale } from "@/i18n/locales";
import { isSpokenLanguage } from "@/i18n/spoken-languages";
import { instantOf } from "@/i18n/time";

/** Puts changes from the log into the reader's language: fields and their values, dates, states, languages, roles. */
export async function changeWords(locale: Locale) {
  const [
    fields,
    languages,
    states,
    roles,
    links,
    parts,
    answers,
    participants,
    kinds,
    occasions,
    responsibilities,
    exports,
  ] = await Promise.all([
    getTranslations({ locale, namespace: "AuditFields" }),
    getTranslations({ locale, namespace: "SpokenLanguages" }),
    getTranslations({ locale, namespace: "LanguageStates" }),
    getTranslations({ locale, namespace: "Roles" }),
    getTranslations({ locale, namespace: "Links" }),
    getTranslations({ locale, namespace: "TextParts" }),
    getTranslations({ locale, namespace: "MyData" }),
    getTranslations({ locale, namespace: "ParticipantRoles" }),
    getTranslations({ locale, namespace: "Kinds" }),
    getTranslations({ locale, namespace: "Occasions" }),
    getTranslations({ locale, namespace: "ResponsibilityKinds" }),
    getTranslations({ locale, namespace: "ExportPurposes" }),
  ]);
  const one = (field: string, value: string | number | boolean): string => {
    const text = String(value);
    switch (FIELD_KINDS[field]) {
      case "moment": {
        const at = new Date(text);
        return Number.isNaN(at.getTime()) ? text : formatNumericDateTime(locale, at);
      }
      case "day": {
        const noon = instantOf(text, "12:00");
        return noon ? formatNumericDate(noon) : text;
      }
      case "occasion":
        return knownWord(occasions, text) ?? text;
      case "language":
        return isSpokenLanguage(text) ? languages(text) : text;
      case "interpreter":
        return knownWord(states, text) ?? text;
      case "role":
        return knownWord(roles, text) ?? text;
      case "link":
        return knownWord(links, text) ?? text;
      case "forum":
        return knownWord(kinds, text) ?? text;
      case "responsibility":
        return knownWord(responsibilities, text) ?? text;
      case "purpose":
        return knownWord(exports, text) ?? text;
      case "part":
        return (
          ["forum", "session", "venue", "group", "post", "page"]
            .map((of) => `${of}_${text}`)
            .map((key) => knownWord(parts, key) ?? key)
            .find((found) => !/_/.test(found)) ?? text
        );
      case "detail":
        return knownWord(fields, text) ?? text;
      case "yes_no":
        return value === true ? answers("yes") : answers("no");
      default:
        return text;
    }
  };
  return {
    field({ field, name }: AuditChange): string {
      // Limits are stored by what they limit: `role:parent`, `session:<id>`.
      const [pool, of = ""] = field.split(":");
      if (pool === "role") return knownWord(participants, of) ?? of;
      return name ?? knownWord(fields, field) ?? field;
    },
    value(field: string, value: AuditValue): string {
      if (value === null || (Array.isArray(value) && value.length === 0)) return "–";
      return Array.isArray(value)
        ? formatList(
            locale,
            value.map((each) => one(field, each)),
          )
        : one(field, value);
    },
  };
}
