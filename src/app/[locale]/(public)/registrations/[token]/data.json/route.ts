import { toTicketExport } from "@/features/privacy/queries";
import { findTicket } from "@/features/registration/queries";
import { DEFAULT_LOCALE, isLocale } from "@/i18n/locales";
import { download } from "../../../../download";

interface Context {
  params: Promise<{ locale: string; token: string }>;
}

/** Everything stored about a party, machine-readable (GDPR, article 20). Anyone with the registration's link may read it. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { locale, token } = await params;
  const ticket = await findTicket(isLocale(locale) ? locale : DEFAULT_LOCALE, token);
  if (!ticket) return new Response(null, { status: 404 });
  return download(`omapolku-${ticket.code}.json`, toTicketExport(ticket));
}
