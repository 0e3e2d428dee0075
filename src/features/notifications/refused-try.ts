import "server-only";
import { getTranslations } from "next-intl/server";
import { formatNumericDateTime } from "@/i18n/formatting";
import type { Locale } from "@/i18n/locales";
import { type Refused, refuse, refuseField } from "@/ui/form-answer";
import type { noteTry } from "./commands";

type RefusedTry = Exclude<Awaited<ReturnType<typeof noteTry>>, { ok: true }>;

/** Why a call could not be noted, for the form: beside the time, or who was faster and what came of it. */
export async function refuseTry(noted: RefusedTry, locale: Locale): Promise<Refused> {
  if (noted.reason !== "just_called" && noted.reason !== "over") return refuseField("nextAt", noted.reason);
  if (!noted.other) return refuse("not_needed");
  const word = await getTranslations({ locale });
  const { by, at, outcome } = noted.other;
  return refuse(noted.reason, {
    named: {
      by: by ? `\u2068${by}\u2069` : word("Calls.somebody"),
      at: formatNumericDateTime(locale, at),
      outcome: word(`Calls.outcomes.${outcome}`),
    },
    ...(noted.reason === "just_called" && { values: { seen: String(noted.tries) } }),
  });
}
