import { findTicket } from "@/features/registration/queries";
import { ticketPicture } from "@/features/registration/ticket-picture";
import { isLocale } from "@/i18n/locales";

interface Context {
  params: Promise<{ locale: string; token: string }>;
}

/** The ticket as a picture to save, for a person with a place and its link. Never cached. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { locale, token } = await params;
  const ticket = isLocale(locale) ? await findTicket(locale, token) : null;
  if (!isLocale(locale) || ticket?.status !== "confirmed") return new Response(null, { status: 404 });
  const picture = await ticketPicture(locale, ticket);
  return new Response(new Uint8Array(picture), {
    headers: {
      "Content-Type": "image/png",
      "Content-Disposition": `attachment; filename="omapolku-${ticket.code}.png"`,
      "Cache-Control": "private, no-store",
      "X-Robots-Tag": "noindex",
    },
  });
}
