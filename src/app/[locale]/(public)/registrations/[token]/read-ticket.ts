import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { findRenewed, findTicket } from "@/features/registration/queries";
import { routes } from "@/i18n/routes";
import { privateMetadata } from "../../../../page-metadata";
import { localeOf } from "../../../locale-params";

export interface TicketProps {
  params: Promise<{ locale: string; token: string }>;
}

/** Once a request: a page's title and the page itself want the same registration. */
const findTicketOnce = cache(findTicket);

/** The registration that the link opens; one that has been renewed says so, and any other is a page that is not there. */
export async function readTicket({ params }: TicketProps) {
  const locale = await localeOf(params);
  const { token } = await params;
  const ticket = await findTicketOnce(locale, token);
  if (!ticket) {
    if (await findRenewed(locale, token)) redirect(routes.renewedTicket(locale, token));
    notFound();
  }
  return { locale, ticket };
}

/** Metadata of a ticket's page: titled with its heading and the forum's name. */
export async function ticketMetadata(
  props: TicketProps,
  heading: (t: Awaited<ReturnType<typeof getTranslations<never>>>) => string,
): Promise<Metadata> {
  const { locale, ticket } = await readTicket(props);
  return privateMetadata(heading(await getTranslations({ locale })), ticket.forum.text.title);
}
