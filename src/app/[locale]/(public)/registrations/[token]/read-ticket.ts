import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { findTicket } from "@/features/registration/queries";
import { privateMetadata } from "../../../../page-metadata";
import { localeOf } from "../../../locale-params";

export interface TicketProps {
  params: Promise<{ locale: string; token: string }>;
}

/** Once a request: a page's title and the page itself want the same registration. */
const findTicketOnce = cache(findTicket);

/** The registration that the link opens; any other token is a page that is not there. */
export async function readTicket({ params }: TicketProps) {
  const locale = await localeOf(params);
  const { token } = await params;
  const ticket = await findTicketOnce(locale, token);
  if (!ticket) notFound();
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
