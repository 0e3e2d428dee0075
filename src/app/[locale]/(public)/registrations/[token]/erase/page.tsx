import { getTranslations } from "next-intl/server";
import { eraseAction } from "@/features/privacy/actions";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Button, buttonClass } from "@/ui/button";
import { Card } from "@/ui/card";
import { PageHelp } from "@/ui/help-context";
import { Link } from "@/ui/link";
import { SiteFrame } from "../../../../site-frame";
import { readTicket, type TicketProps, ticketMetadata } from "../read-ticket";

export const dynamic = "force-dynamic";
export const generateMetadata = (props: TicketProps) => ticketMetadata(props, (t) => t("MyData.eraseTitle"));

/** Asks for confirmation, because erased data cannot be restored. */
export default async function ErasePage(props: TicketProps) {
  const { locale, ticket } = await readTicket(props);
  const t = await getTranslations({ locale, namespace: "MyData" });
  return (
    <SiteFrame locale={locale} path={routes.eraseTicket(locale, ticket.token)} contact={ticket.forum.contact}>
      <Card className="mx-auto grid max-w-2xl gap-5">
        <h1 className="text-2xl">{t("eraseTitle")}</h1>
        <p>
          {t.rich("eraseText", {
            title: ticket.forum.text.title,
            b: (title) => <bdi {...languageOf(ticket.forum.text.locale, locale)}>{title}</bdi>,
          })}
        </p>
        <PageHelp />
        <form action={eraseAction.bind(null, locale, ticket.token)} className="flex flex-wrap gap-3">
          <Button type="submit" kind="danger">
            {t("eraseConfirm")}
          </Button>
          <Link href={routes.ticketData(locale, ticket.token)} className={buttonClass("secondary")}>
            {t("eraseKeep")}
          </Link>
        </form>
      </Card>
    </SiteFrame>
  );
}
