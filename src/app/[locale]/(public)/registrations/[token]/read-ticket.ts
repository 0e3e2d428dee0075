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

/** Once per request, because the page's title and its content need the same registration. */
const findTicketOnce = cache(findTicket);

/**
 * The registration that the link opens. A renewed link redirects to a page that says so; for any other, the page is not
 * found.
 */
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

/** The metadata of a ticket's page, titled with its heading and the forum's name. */
export async function ticketMetadata(
  props: TicketProps,
  heading: (t: Awaited<ReturnType<typeof getTranslations<never>>>) => string,
): Promise<Metadata> {
  const { locale, ticket } = await readTicket(props);
  return privateMetadata(heading(await getTranslations({ locale })), ticket.forum.text.title);
}
