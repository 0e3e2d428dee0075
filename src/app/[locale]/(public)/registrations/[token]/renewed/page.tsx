import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { findRenewed, findTicket } from "@/features/registration/queries";
import { routes } from "@/i18n/routes";
import { privateMetadata } from "../../../../../page-metadata";
import { localeOf } from "../../../../locale-params";
import { SiteFrame } from "../../../../site-frame";
import { FormerLink } from "../../../personal-link";
import type { TicketProps } from "../read-ticket";

export const dynamic = "force-dynamic";
export async function generateMetadata({ params }: TicketProps): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "Ticket" });
  return privateMetadata(t("renewedTitle"));
}

/** Where the former link of a ticket leads: it opens nothing, and says so. */
export default async function RenewedPage({ params }: TicketProps) {
  const locale = await localeOf(params);
  const { token } = await params;
  const contact = await findRenewed(locale, token);
  if (!contact) {
    if (await findTicket(locale, token)) redirect(routes.ticket(locale, token));
    notFound();
  }
  const t = await getTranslations({ locale, namespace: "Ticket" });
  return (
    <SiteFrame locale={locale} path={routes.renewedTicket(locale, token)}>
      <FormerLink title={t("renewedTitle")} text={t("renewedText")} ask={t("renewedAsk")} contact={contact} />
    </SiteFrame>
  );
}
