import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { getSitePage } from "@/features/pages/queries";
import { formatNumericDate } from "@/i18n/formatting";
import { routes } from "@/i18n/routes";
import { env } from "@/platform/env";
import { operator } from "@/platform/operator";
import { publicMetadata } from "../../../page-metadata";
import { type LocaleParams, localeOf } from "../../locale-params";
import { Authority } from "../authority";
import { NoticePage, NoticePart, NoticeText, OperatorCard } from "../notice-page";

/** Update both dates when the portal has been evaluated again. */
const WRITTEN = new Date("2026-11-23T12:00:00Z");
const TESTED = new Date("2026-11-26T12:00:00Z");

export async function generateMetadata({ params }: LocaleParams): Promise<Metadata> {
  const locale = await localeOf(params);
  const t = await getTranslations({ locale, namespace: "Accessibility" });
  const { words } = await getSitePage(locale, "accessibility");
  return publicMetadata({ title: t("title"), description: words.lead, address: routes.accessibility(locale) });
}

/** The statement that the law requires of a provider (Act 306/2019, section 9; Implementing Decision (EU) 2018/1523). */
export default async function AccessibilityPage({ params }: LocaleParams) {
  const locale = await localeOf(params);
  const [t, page] = await Promise.all([
    getTranslations({ locale, namespace: "Accessibility" }),
    getSitePage(locale, "accessibility"),
  ]);
  const text = (words: string) => <NoticeText locale={locale}>{words}</NoticeText>;
  const gap = (number: string, words: string) => (
    <NoticePart title={t("gapCriterion", { number })}>{text(words)}</NoticePart>
  );
  return (
    <NoticePage
      locale={locale}
      path={routes.accessibility}
      kind="accessibility"
      name={t("title")}
      page={page}
      summary={{ title: t("summaryTitle"), text: t("summary") }}
      contents={t("contents")}
      sections={[
        {
          id: "scope",
          title: t("scopeTitle"),
          body: text(
            t("scopeText", {
              address: new URL(env().APP_URL).host,
              written: formatNumericDate(WRITTEN),
              tested: formatNumericDate(TESTED),
            }),
          ),
        },
        { id: "status", title: t("statusTitle"), body: text(t("statusText")) },
        {
          id: "gaps",
          title: t("gapsTitle"),
          body: (
            <div className="grid gap-6">
              {gap("2.2.1", t("gapTime"))}
              {gap("3.1.2", t("gapParts"))}
            </div>
          ),
        },
        {
          id: "other",
          title: t("otherTitle"),
          body: (
            <>
              {text(t("gapContent"))}
              {text(t("otherText"))}
            </>
          ),
        },
        { id: "method", title: t("methodTitle"), body: text(t("methodText")) },
        {
          id: "feedback",
          title: t("tellTitle"),
          body: (
            <>
              {text(t("tellText"))}
              <OperatorCard locale={locale} person={{ ...operator(), privacyContact: null }} />
            </>
          ),
        },
        {
          id: "authority",
          title: t("lawTitle"),
          body: (
            <>
              {text(t("lawText"))}
              <Authority
                locale={locale}
                name={t("authority")}
                phone="029 534 5000"
                email="saavutettavuus@traficom.fi"
                website="https://www.saavutettavuusvaatimukset.fi"
              />
            </>
          ),
        },
      ]}
    />
  );
}
