import { CalendarRange } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { Terms } from "@/i18n/terms";
import { listClashes } from "../queries";
import { clashLines } from "./clash-lines";

interface Props {
  locale: Locale;
  /** The key of the forum's municipality, or `online`. */
  place: string;
  startsAt: Date;
  endsAt: Date;
  level?: "h2" | "h3";
}

/** The clashes of a forum's time, for its planners to consider; nothing if there are none. */
export async function Clashes({ locale, place, startsAt, endsAt, level: Heading = "h3" }: Props) {
  const [view] = await listClashes(place, [{ startsAt, endsAt }]);
  const lines = view ? await clashLines(locale, place, view) : [];
  if (lines.length === 0) return null;
  const t = await getTranslations({ locale, namespace: "Clashes" });
  return (
    <div className="grid gap-2 rounded-card border border-line bg-surface p-4">
      <Heading className="text-lg">{t("title")}</Heading>
      <p className="text-ink-soft text-sm">{t("text")}</p>
      <ul className="grid gap-2">
        {lines.map((line) => (
          <li key={line} className="flex gap-2">
            <CalendarRange aria-hidden className="mt-0.5 size-5 shrink-0 text-on-cloudberry" />
            <span>
              <Terms locale={locale}>{line}</Terms>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
