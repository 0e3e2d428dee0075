import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { WISH_KEPT_DAYS } from "@/features/group-demand/rules";
import { KEPT_DAYS, UNANSWERED_DAYS } from "@/features/group-members/rules";
import { getSitePage } from "@/features/pages/queries";
import { latest } from "@/features/pages/rules";
import { DEFAULT_RETENTION_DAYS } from "@/features/privacy/rules";
import { CONSENT_VERSIONS } from "@/features/registration/schema";
import { formatNumericDate } from "@/i18n/formatting";
import { LOCALE_COOKIE } from "@/i18n/negotiation";
import { routes } from "@/i18n/routes";
import { instantOf } from "@/i18n/time";
import { ACCOUNT_COOKIE } from "@/platform/auth/account-home";
import { sessionCookie, ssoCookies } from "@/platform/auth/next-auth";
import { operator } from "@/platform/operator";
import { publicMetadata } from "../../../page-metadata";
import { type LocaleParams, localeOf } from "../../locale-params";
import { Authority } from "../authority";
import { NoticePage, NoticePart, NoticeText, OperatorCard } from "../notice-page";

export async function generateMetadata({ params }: LocaleParams): Promise<Metadata> {
  const locale = await localeOf(params);
  const t = await getTranslations({ locale, namespace: "Privacy" });
  const { words } = await getSitePage(locale, "privacy");
  return publicMetadata({ title: t("title"), description: words.lead, address: routes.privacy(locale) });
}

/**
 * What the portal does with personal data (GDPR, articles 13 and 14). Facts come from the code, the operator from the settings,
 * and only the title, the lead and what stands above from staff.
 */
export default async function PrivacyPage({ params }: LocaleParams) {
  const locale = await localeOf(params);
  const [t, page] = await Promise.all([
    getTranslations({ locale, namespace: "Privacy" }),
    getSitePage(locale, "privacy"),
  ]);
  const runs = operator();
  const days = { days: DEFAULT_RETENTION_DAYS };
  const changed = latest(instantOf(CONSENT_VERSIONS.privacy_notice.slice(0, 10)), page.changed);
  const text = (words: string) => <NoticeText locale={locale}>{words}</NoticeText>;
  const part = (title: string, words: string) => <NoticePart title={title}>{text(words)}</NoticePart>;
  return (
    <NoticePage
      locale={locale}
      path={routes.privacy}
      kind="privacy"
      name={t("title")}
      page={page}
      {...(changed && { updated: t("updated", { date: formatNumericDate(changed) }) })}
      summary={{ title: t("summaryTitle"), text: t("summary", days) }}
      contents={t("contents")}
      sections={[
        {
          id: "controller",
          title: t("controllerTitle"),
          body: (
            <>
              {text(t("controllerText"))}
              <OperatorCard locale={locale} title={t("operator")} person={runs} />
            </>
          ),
        },
        {
          id: "purposes",
          title: t("purposesTitle"),
          body: (
            <div className="grid gap-6">
              {part(t("registrationTitle"), t("registrationText", days))}
              {part(t("needsTitle"), t("needsText", days))}
              {part(t("photosTitle"), t("photosText"))}
              {part(t("laterForumsTitle"), t("laterForumsText"))}
              {part(t("groupMemberTitle"), t("groupMemberText", { days: KEPT_DAYS, unanswered: UNANSWERED_DAYS }))}
              {part(t("groupWishTitle"), t("groupWishText", { days: WISH_KEPT_DAYS }))}
              {part(t("guardianTitle"), t("guardianText"))}
              {part(t("accountsTitle"), t("accountsText"))}
              {part(t("logTitle"), t("logText"))}
              {part(t("misuseTitle"), t("misuseText"))}
              {text(t("backupText"))}
            </div>
          ),
        },
        {
          id: "recipients",
          title: t("recipientsTitle"),
          body: (
            <>
              {text(t("recipientsText"))}
              {runs.processors ? <p>{t("processors", { names: runs.processors })}</p> : null}
            </>
          ),
        },
        {
          id: "transfers",
          title: t("transfersTitle"),
          body: <p>{runs.outsideEea ? t("transfersSome", { places: runs.outsideEea }) : t("transfersNone")}</p>,
        },
        { id: "choice", title: t("choiceTitle"), body: text(t("choiceText")) },
        { id: "young", title: t("youngTitle"), body: text(t("youngText")) },
        { id: "rights", title: t("rightsTitle"), body: text(t("rightsText")) },
        {
          id: "complaint",
          title: t("complaintTitle"),
          body: (
            <>
              {text(t("complaintText"))}
              <Authority
                locale={locale}
                name={t("authority")}
                address={locale === "sv" ? "PB 800, 00531 Helsingfors" : "PL 800, 00531 Helsinki"}
                phone="029 566 6700"
                email="tietosuoja@om.fi"
                website={
                  locale === "sv" || locale === "en" ? `https://tietosuoja.fi/${locale}` : "https://tietosuoja.fi"
                }
              />
            </>
          ),
        },
        {
          id: "cookies",
          title: t("cookiesTitle"),
          body: (
            <>
              {text(t("cookiesText"))}
              <dl className="grid gap-4">
                <Cookie names={[LOCALE_COOKIE]}>{t("cookieLanguage")}</Cookie>
                <Cookie names={[sessionCookie(), ACCOUNT_COOKIE]}>{t("cookieSession")}</Cookie>
                {ssoCookies().length > 0 ? <Cookie names={ssoCookies()}>{t("cookieSignIn")}</Cookie> : null}
              </dl>
              {text(t("draftText"))}
            </>
          ),
        },
      ]}
    />
  );
}

function Cookie({ names, children }: { names: readonly string[]; children: string }) {
  return (
    <div>
      <dt className="grid gap-1">
        {names.map((name) => (
          <code key={name} dir="ltr" className="w-fit rounded bg-sunk px-1.5 text-sm break-all">
            {name}
          </code>
        ))}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
