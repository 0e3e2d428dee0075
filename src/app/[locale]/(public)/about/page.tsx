import { CalendarDays, MessageCircleQuestion, Newspaper, UsersRound } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeading, PageState } from "@/features/pages/components/page-words";
import { getSitePage } from "@/features/pages/queries";
import { routes } from "@/i18n/routes";
import { operator } from "@/platform/operator";
import { HeroIllustration } from "@/ui/hero-illustration";
import { publicMetadata } from "../../../page-metadata";
import { type LocaleParams, localeOf } from "../../locale-params";
import { OperatorCard } from "../notice-page";
import { PageBody } from "../page-body";
import { SitePage } from "../site-page";
import { WayCards } from "../way-cards";

export async function generateMetadata({ params }: LocaleParams): Promise<Metadata> {
  const locale = await localeOf(params);
  const { words } = await getSitePage(locale, "about");
  return publicMetadata({ title: words.title, description: words.lead, address: routes.about(locale) });
}

/** What the portal is for, in the words of its staff, and who runs it, from the settings. */
export default async function AboutPage({ params }: LocaleParams) {
  const locale = await localeOf(params);
  const [t, site, page] = await Promise.all([
    getTranslations({ locale, namespace: "About" }),
    getTranslations({ locale, namespace: "Site" }),
    getSitePage(locale, "about"),
  ]);
  const runs = operator();
  return (
    <SitePage locale={locale} path={routes.about(locale)} kind="AboutPage" page={page} operator={runs}>
      <header className="grid gap-6 md:grid-cols-[minmax(0,1fr)_20rem] md:items-center md:gap-10">
        <PageHeading locale={locale} page={page} />
        <HeroIllustration className="h-44 w-full rounded-card border border-line md:h-64 print:hidden" />
      </header>
      <PageState locale={locale} page={page} path={routes.about} />
      <div className="grid gap-10 lg:grid-cols-[minmax(0,1fr)_20rem] lg:gap-10">
        <div className="max-w-2xl">
          <PageBody locale={locale} page={page} />
        </div>
        <div className="grid content-start gap-8">
          <OperatorCard locale={locale} title={t("operator")} person={{ ...runs, privacyContact: null }} level={2} />
          <div className="print:hidden">
            <WayCards
              locale={locale}
              label={t("waysTitle")}
              ways={[
                { icon: CalendarDays, title: site("forums"), text: t("forums"), to: routes.forums(locale) },
                { icon: UsersRound, title: site("groups"), text: t("groups"), to: routes.groups(locale) },
                { icon: Newspaper, title: site("news"), text: t("news"), to: routes.news(locale) },
                {
                  icon: MessageCircleQuestion,
                  title: site("contact"),
                  text: t("contact"),
                  to: routes.contact(locale),
                },
              ]}
            />
          </div>
        </div>
      </div>
    </SitePage>
  );
}
