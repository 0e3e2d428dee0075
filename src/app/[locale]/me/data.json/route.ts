import { Permit } from "@/features/access/policy";
import { readSession } from "@/features/accounts/actor";
import { ownAccount } from "@/features/accounts/policy";
import { noteExport } from "@/features/privacy/commands";
import { accountExport } from "@/features/privacy/queries";
import { DEFAULT_LOCALE, isLocale } from "@/i18n/locales";
import { download } from "../../download";

export const dynamic = "force-dynamic";

interface Context {
  params: Promise<{ locale: string }>;
}

/** Everything that is known about whoever is signed in, for machines (GDPR, article 20). */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { locale } = await params;
  const session = await readSession();
  const permit = session && Permit.ask(ownAccount, session.actor, { userId: session.actor.id });
  if (!permit) return new Response(null, { status: 404 });
  const data = await accountExport(permit, isLocale(locale) ? locale : DEFAULT_LOCALE);
  await noteExport(permit);
  return download("omapolku.json", data);
}
