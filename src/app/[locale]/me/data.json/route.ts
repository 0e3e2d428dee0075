import { Permit } from "@/features/access/policy";
import { currentLoginSession } from "@/features/accounts/actor";
import { canUseOwnAccount } from "@/features/accounts/policy";
import { noteExport } from "@/features/privacy/commands";
import { getAccountExport } from "@/features/privacy/queries";
import { DEFAULT_LOCALE, isLocale } from "@/i18n/locales";
import { download } from "../../download";

export const dynamic = "force-dynamic";

interface Context {
  params: Promise<{ locale: string }>;
}

/** Everything stored about the signed-in user, machine-readable (GDPR, article 20). */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { locale } = await params;
  const session = await currentLoginSession();
  const permit = session && Permit.ask(canUseOwnAccount, session.actor, { userId: session.actor.id });
  if (!permit) return new Response(null, { status: 404 });
  const data = await getAccountExport(permit, isLocale(locale) ? locale : DEFAULT_LOCALE);
  await noteExport(permit);
  return download("omapolku.json", data);
}
