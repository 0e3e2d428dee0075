import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { stopLaterForums } from "@/features/privacy/commands";
import { wantsLaterForums } from "@/features/privacy/queries";
import { ONE_CLICKS } from "@/features/privacy/rules";
import { routes } from "@/i18n/routes";
import { allowFrom, clientNetwork } from "@/platform/security/rate-limit";
import { localeOf } from "../../../../locale-params";

interface Context {
  params: Promise<{ locale: string; token: string }>;
}

/** The address from an announcement's header, opened by a person or fetched by a filter: changes nothing. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const locale = await localeOf(params);
  const { token } = await params;
  if ((await wantsLaterForums(token)) === null) notFound();
  redirect(routes.laterForums(locale, token));
}

/**
 * Stops announcements with one click in a mail program, whose provider sends the form `List-Unsubscribe=One-Click` here
 * (RFC 8058): without cookies, from no page, and without confirmation. Sending it twice does nothing more.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const locale = await localeOf(params);
  const { token } = await params;
  if (!(await allowFrom(ONE_CLICKS, clientNetwork(request.headers)))) return new Response(null, { status: 429 });
  const form = await request.formData().catch(() => null);
  if (form?.get("List-Unsubscribe") !== "One-Click") return new Response(null, { status: 400 });
  if (!(await stopLaterForums({ token }))) notFound();
  const t = await getTranslations({ locale, namespace: "LaterForums" });
  return new Response(t("stopped"), {
    headers: { "Content-Type": "text/plain; charset=utf-8", "Content-Language": locale, "Cache-Control": "no-store" },
  });
}
