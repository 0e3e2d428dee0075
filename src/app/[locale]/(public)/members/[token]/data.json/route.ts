import { listAttendanceOf } from "@/features/group-attendance/queries";
import { findMember, toMemberExport } from "@/features/group-members/queries";
import { DEFAULT_LOCALE, isLocale } from "@/i18n/locales";
import { download } from "../../../../download";

interface Context {
  params: Promise<{ locale: string; token: string }>;
}

/** Everything stored about somebody in a group, machine-readable (GDPR, article 20). Anyone with their link may read it. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { locale, token } = await params;
  const member = await findMember(isLocale(locale) ? locale : DEFAULT_LOCALE, token);
  if (!member) return new Response(null, { status: 404 });
  return download(`omapolku-${member.group.slug}.json`, {
    ...toMemberExport(member),
    meetings: await listAttendanceOf(member.id),
  });
}
