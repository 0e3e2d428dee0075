import { redirect } from "next/navigation";
import { noteVisit } from "@/features/groups/commands";
import { VISITS } from "@/features/groups/rules";
import { VisitSchema } from "@/features/groups/schema";
import { type Address, routes } from "@/i18n/routes";
import { allowFrom, clientNetwork } from "@/platform/security/rate-limit";
import { localeOf } from "../../../../locale-params";

interface Context {
  params: Promise<{ locale: string; slug: string }>;
}

/** The address that the form of a group's page sends to, opened by hand: leads to the page. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const locale = await localeOf(params);
  redirect(routes.group(locale, encodeURIComponent((await params).slug)));
}

const leadTo = (address: Address) =>
  new Response(null, { status: 303, headers: { Location: address, "Cache-Control": "no-store" } });

/**
 * Counts somebody who will come along to a meeting, and leads to what they have to know. Nothing is asked of them and no
 * cookie is set: one who says it again is known by the mark of their copy of the page, or without a script by their network.
 * From a network that says it too often it is no longer counted, and they are welcome all the same.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const locale = await localeOf(params);
  const { slug } = await params;
  // Somebody may have typed letters that no header can hold.
  const known = encodeURIComponent(slug);
  const network = clientNetwork(request.headers);
  const counts = await allowFrom(VISITS, network);
  const form = await request.formData().catch(() => null);
  const said = VisitSchema.safeParse(Object.fromEntries(form ?? []));
  if (!said.success) return leadTo(routes.group(locale, known));
  const { mark, ...visit } = said.data;
  const noted = counts ? await noteVisit({ slug, ...visit }, mark ?? network) : null;
  return leadTo(noted?.ok === false ? routes.group(locale, known) : routes.comingToGroup(locale, known, visit.meeting));
}
