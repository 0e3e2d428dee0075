import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { findTicket } from "@/features/registration/queries";
import { localeOf } from "../../../locale-params";

export interface TicketProps {
  params: Promise<{ locale: string; token: string }>;
}

/** The registration that the link opens; any other token is a page that is not there. */
export async function readTicket({ params }: TicketProps) {
  const locale = await localeOf(params);
  const { token } = await params;
  const ticket = await findTicket(locale, token);
  if (!ticket) notFound();
  return { locale, ticket };
}

/** A ticket's pages are nobody else's: kept from search engines, and their address from other
 * sites. Not `no-referrer`: with it browsers send forms without an origin, and Next.js refuses those. */
export async function ticketMetadata({ params }: TicketProps): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "Ticket" });
  return { title: t("metaTitle"), robots: { index: false, follow: false }, referrer: "same-origin" };
}
