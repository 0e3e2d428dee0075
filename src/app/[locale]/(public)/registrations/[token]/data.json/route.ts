import { getTicket } from "@/features/registration/queries";
import { DEFAULT_LOCALE, isLocale } from "@/i18n/locales";

interface Context {
  params: Promise<{ locale: string; token: string }>;
}

/** Everything that is known about a party, for machines (GDPR, article 20). Whoever has the registration's link may read it. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { locale, token } = await params;
  const ticket = await getTicket(isLocale(locale) ? locale : DEFAULT_LOCALE, token);
  if (!ticket) return new Response(null, { status: 404 });
  const { id: _, token: __, forum, offers: ___, waitingPosition: ____, ...data } = ticket;
  const { slug, startsAt, endsAt, text } = forum;
  return Response.json(
    { forum: { slug, title: text.title, startsAt, endsAt }, ...data },
    {
      headers: {
        "Cache-Control": "no-store",
        "Content-Disposition": `attachment; filename="omapolku-${ticket.code}.json"`,
        "X-Robots-Tag": "noindex",
      },
    },
  );
}
