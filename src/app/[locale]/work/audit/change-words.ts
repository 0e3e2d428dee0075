import "server-only";
import { getTranslations } from "next-intl/server";
import type { AuditChange, AuditValue } from "@/features/audit/queries";
import { FIELD_KINDS } from "@/features/audit/rules";
import { formatList, formatNumericDateTime } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { isSpokenLanguage } from "@/i18n/spoken-languages";

/** A stored word in the reader's language; as it is stored where the code no longer has it. */
export function word<Key extends string>(t: { (key: Key): string; has(key: Key): boolean }, stored: string): string {
  return t.has(stored as Key) ? t(stored as Key) : stored;
}

/** Puts what the log says has changed into words of the reader's language: fields and what stood in them, dates, states, languages, roles. */
export async function changeWords(locale: Locale) {
  const [fields, languages, states, roles, links, parts, answers, participants, kinds] = await Promise.all([
    getTranslations({ locale, namespace: "AuditFields" }),
    getTranslations({ locale, namespace: "SpokenLanguages" }),
    getTranslations({ locale, namespace: "LanguageStates" }),
    getTranslations({ locale, namespace: "Roles" }),
    getTranslations({ locale, namespace: "Links" }),
    getTranslations({ locale, namespace: "TextParts" }),
    getTranslations({ locale, namespace: "MyData" }),
    getTranslations({ locale, namespace: "ParticipantRoles" }),
    getTranslations({ locale, namespace: "Kinds" }),
  ]);
  const one = (field: string, value: string | number | boolean): string => {
    const text = String(value);
    switch (FIELD_KINDS[field]) {
      case "moment": {
        const at = new Date(text);
        return Number.isNaN(at.getTime()) ? text : formatNumericDateTime(locale, at);
      }
      case "language":
        return isSpokenLanguage(text) ? languages(text) : text;
      case "interpreter":
        return word(states, text);
      case "role":
        return word(roles, text);
      case "link":
        return word(links, text);
      case "forum":
        return word(kinds, text);
      case "part":
        return (
          ["forum", "session", "venue"]
            .map((of) => `${of}_${text}`)
            .map((key) => word(parts, key))
            .find((found) => !/_/.test(found)) ?? text
        );
      case "yes_no":
        return value === true ? answers("yes") : answers("no");
      default:
        return text;
    }
  };
  return {
    field({ field, name }: AuditChange): string {
      // Limits are kept by what they limit: `role:parent`, `session:<id>`.
      const [pool, of = ""] = field.split(":");
      if (pool === "role") return word(participants, of);
      return name ?? word(fields, field);
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
