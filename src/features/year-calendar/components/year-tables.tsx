import { getTranslations } from "next-intl/server";
import type { Locale } from "@/i18n/locales";
import { languageOf } from "@/i18n/localized";
import { placeName } from "@/i18n/place-name";
import { routes } from "@/i18n/routes";
import { Terms } from "@/i18n/terms";
import { Table } from "@/ui/table";
import { Tag } from "@/ui/tag";
import { TextLink } from "@/ui/text-link";
import type { Occasion } from "../rules";
import { occasionWords } from "./occasion-words";

interface Props {
  locale: Locale;
  year: number;
  occasions: readonly Occasion[];
  /** Whoever reads may change what people keep. */
  keeps: boolean;
}

const MONTHS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"] as const;

/** An occasion's first month in a year. If it began in the year before, that is January. */
const monthOf = ({ firstDay }: Occasion, year: number) =>
  firstDay < `${year}-01-01` ? 1 : Number(firstDay.slice(5, 7));

/** The occasions of a year, with a table for each month that has any. */
export async function YearTables({ locale, year, occasions, keeps }: Props) {
  const [t, messages, words] = await Promise.all([
    getTranslations({ locale, namespace: "YearCalendar" }),
    getTranslations({ locale }),
    occasionWords(locale),
  ]);
  const keys = [...new Set(occasions.flatMap(({ municipalityKeys }) => municipalityKeys))];
  const places = new Map(await Promise.all(keys.map(async (key) => [key, await placeName(locale, key)] as const)));
  const byMonth = MONTHS.map((month) => ({
    title: `${messages(`Months.${month}`)} ${year}`,
    found: occasions.filter((occasion) => monthOf(occasion, year) === Number(month)),
  })).filter(({ found }) => found.length > 0);
  return byMonth.map(({ title, found }) => (
    <section key={title} className="grid grid-cols-1 gap-3 sm:[&_table]:table-fixed">
      <h3 className="text-lg">{title}</h3>
      <Table
        caption={title}
        head={[t("what"), t("when"), t("where")]}
        rows={found.map((occasion) => {
          return [
            <span key="what" className="flex flex-wrap items-center gap-x-3 gap-y-1">
              {keeps && occasion.id ? (
                <TextLink
                  href={routes.occasion(locale, occasion.id)}
                  className="inline-flex min-h-11 items-center sm:min-h-6"
                >
                  <Name locale={locale} {...words.nameOf(occasion)} />
                </TextLink>
              ) : (
                <Name locale={locale} {...words.nameOf(occasion)} />
              )}
              {occasion.estimate ? <Tag tone="care">{t("estimate")}</Tag> : null}
              {occasion.names.length > 0 ? (
                <span className="font-normal text-ink-soft text-sm">{words.kindOf(occasion)}</span>
              ) : null}
            </span>,
            <bdi key="when">{words.daysOf(occasion)}</bdi>,
            occasion.municipalityKeys.length === 0 ? (
              t("everywhere")
            ) : (
              <ul key="where" className="flex flex-wrap gap-x-3">
                {occasion.municipalityKeys.map((key) => {
                  const place = places.get(key);
                  return (
                    <li key={key}>
                      <bdi lang={place?.lang}>{place?.name}</bdi>
                    </li>
                  );
                })}
              </ul>
            ),
          ];
        })}
      />
    </section>
  ));
}

/** An occasion's name, with its Finnish terms marked. */
function Name({ locale, text, language }: { locale: Locale; text: string; language: string }) {
  return (
    <span {...languageOf(language, locale)}>
      <Terms locale={language}>{text}</Terms>
    </span>
  );
}
