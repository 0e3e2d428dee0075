import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ForumWhen } from "@/features/forums/components/forum-when";
import { cancelAction } from "@/features/registration/actions";
import { languageOf } from "@/i18n/localized";
import { routes } from "@/i18n/routes";
import { Button, buttonClass } from "@/ui/button";
import { Card } from "@/ui/card";
import { PageHelp } from "@/ui/help-context";
import { Link } from "@/ui/link";
import { SiteFrame } from "../../../../site-frame";
import { readTicket, type TicketProps, ticketMetadata } from "../read-ticket";

export const dynamic = "force-dynamic";
export const generateMetadata = (props: TicketProps) => ticketMetadata(props, (t) => t("Ticket.cancelTitle"));

/** Asks for confirmation, so that merely opening a link, by a person or a mail scanner, cancels nothing. */
export default async function CancelRegistrationPage(props: TicketProps) {
  const { locale, ticket } = await readTicket(props);
  const path = routes.ticket(locale, ticket.token);
  if (ticket.status === "cancelled" || ticket.forum.state === "past") redirect(path);
  const t = await getTranslations({ locale, namespace: "Ticket" });
  return (
    <SiteFrame locale={locale} path={routes.cancelTicket(locale, ticket.token)} contact={ticket.forum.contact}>
      <Card className="mx-auto grid max-w-2xl gap-5">
        <h1 className="text-2xl">{t("cancelTitle")}</h1>
        <p>
          {t.rich(ticket.status === "confirmed" ? "cancelText" : "cancelTextWaiting", {
            title: ticket.forum.text.title,
            b: (title) => <bdi {...languageOf(ticket.forum.text.locale, locale)}>{title}</bdi>,
          })}
        </p>
        <p>
          <ForumWhen locale={locale} startsAt={ticket.forum.startsAt} endsAt={ticket.forum.endsAt} />
        </p>
        <ul className="list-disc ps-6">
          {ticket.people.map((person, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two people of a party may share a name
            <li key={n}>
              <bdi>{person.name}</bdi>
            </li>
          ))}
        </ul>
        <PageHelp />
        <form action={cancelAction.bind(null, locale, ticket.token)} className="flex flex-wrap gap-3">
          <Button type="submit" kind="danger">
            {t("cancelConfirm")}
          </Button>
          <Link href={path} className={buttonClass("secondary")}>
            {t("cancelKeep")}
          </Link>
        </form>
      </Card>
    </SiteFrame>
  );
}
