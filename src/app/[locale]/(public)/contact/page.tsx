import { Accessibility, CalendarDays, LockKeyhole, Mail, Phone, UsersRound } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeading, PageState } from "@/features/pages/components/page-words";
import { getSitePage } from "@/features/pages/queries";
import { routes } from "@/i18n/routes";
import { operator } from "@/platform/operator";
import { buttonClass } from "@/ui/button";
import { publicMetadata } from "../../../page-metadata";
import { type LocaleParams, localeOf } from "../../locale-params";
import { OperatorCard } from "../notice-page";
import { PageBody } from "../page-body";
import { SitePage } from "../site-page";
import { WayCards } from "../way-cards";

export async function generateMetadata({ params }: LocaleParams): Promise<Metadata> {
  const locale = await localeOf(params);
  const { words } = await getSitePage(locale, "contact");
  return publicMetadata({ title: words.title, description: words.lead, address: routes.contact(locale) });
}

/** Whom to ask: the operator's contact details from the settings, who answers for what, and the words of the staff. */
export default async function ContactPage({ params }: LocaleParams) {
  const locale = await localeOf(params);
  const [t, page] = await Promise.all([
    getTranslations({ locale, namespace: "Contact" }),
    getSitePage(locale, "contact"),
  ]);
  const runs = operator();
  return (
    <SitePage locale={locale} path={routes.contact(locale)} kind="ContactPage" page={page} operator={runs}>
      <header className="grid gap-6 md:grid-cols-[minmax(0,1fr)_22rem] md:items-start md:gap-10">
        <div className="grid gap-5">
          <PageHeading locale={locale} page={page} />
          {/* Big enough for a thumb, and their pictures need no reading. */}
          <p className="flex flex-wrap gap-3 print:hidden">
            {runs.phone ? (
              <a href={`tel:${runs.phone.replace(/[^+\d]/g, "")}`} className={buttonClass("primary")}>
                <Phone aria-hidden className="size-5" />
                <bdi dir="ltr">{runs.phone}</bdi>
              </a>
            ) : null}
            {runs.email ? (
              <a href={`mailto:${runs.email}`} className={buttonClass("secondary")}>
                <Mail aria-hidden className="size-5" />
                <bdi dir="ltr" className="min-w-0 wrap-anywhere">
                  {runs.email}
                </bdi>
              </a>
            ) : null}
          </p>
        </div>
        <OperatorCard locale={locale} title={t("reach")} person={runs} level={2} />
      </header>
      <PageState locale={locale} page={page} path={routes.contact} />
      <div className="grid gap-10 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="lg:order-2">
          <WayCards
            locale={locale}
            label={t("whomTitle")}
            ways={[
              { icon: CalendarDays, title: t("forumTitle"), text: t("forumText"), to: routes.forums(locale) },
              { icon: UsersRound, title: t("groupTitle"), text: t("groupText"), to: routes.groups(locale) },
              { icon: LockKeyhole, title: t("dataTitle"), text: t("dataText"), to: routes.privacy(locale) },
              {
                icon: Accessibility,
                title: t("accessTitle"),
                text: t("accessText"),
                to: routes.accessibility(locale),
              },
            ]}
          />
        </div>
        <div className="max-w-2xl">
          <PageBody locale={locale} page={page} />
        </div>
      </div>
    </SitePage>
  );
}
