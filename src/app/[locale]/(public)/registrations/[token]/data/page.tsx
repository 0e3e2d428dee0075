import { Download, Trash2 } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { ForumController } from "@/features/forums/components/controller";
import { MyData } from "@/features/privacy/components/my-data";
import { routes } from "@/i18n/routes";
import { buttonClass } from "@/ui/button";
import { PageHelp } from "@/ui/help-context";
import { Link } from "@/ui/link";
import { TEXT_LINK } from "@/ui/text-link";
import { SiteFrame } from "../../../../site-frame";
import { readTicket, type TicketProps, ticketMetadata } from "../read-ticket";

export const dynamic = "force-dynamic";
export const generateMetadata = (props: TicketProps) => ticketMetadata(props, (t) => t("MyData.title"));

/** Everything stored about a party, to see, export, withdraw or erase (GDPR, articles 7, 15, 17 and 20). */
export default async function DataPage(props: TicketProps) {
  const { locale, ticket } = await readTicket(props);
  const t = await getTranslations({ locale, namespace: "MyData" });
  return (
    <SiteFrame locale={locale} path={routes.ticketData(locale, ticket.token)} contact={ticket.forum.contact}>
      <div className="mx-auto grid max-w-2xl gap-8">
        <header className="grid gap-2">
          <h1 className="text-3xl">{t("title")}</h1>
          <p>{t("lead", { days: ticket.forum.retentionDays })}</p>
        </header>
        <MyData locale={locale} ticket={ticket} />
        <ForumController locale={locale} forum={ticket.forum} />
        <PageHelp />
        <p className="flex flex-wrap gap-3">
          <a href={routes.ticketDataFile(locale, ticket.token)} download className={buttonClass("secondary")}>
            <Download aria-hidden className="size-5" />
            {t("download")}
          </a>
          <Link href={routes.eraseTicket(locale, ticket.token)} className={buttonClass("danger")}>
            <Trash2 aria-hidden className="size-5" />
            {t("erase")}
          </Link>
        </p>
        <p>
          <Link href={routes.ticket(locale, ticket.token)} className={`${TEXT_LINK} inline-flex min-h-11 items-center`}>
            {t("back")}
          </Link>
        </p>
      </div>
    </SiteFrame>
  );
}
