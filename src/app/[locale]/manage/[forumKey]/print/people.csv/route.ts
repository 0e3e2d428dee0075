import { redirect } from "next/navigation";
import { permitOr404 } from "@/features/accounts/actor";
import { canSeeAttendance } from "@/features/door/policy";
import { findAttendance } from "@/features/door/queries";
import { notePeopleExport } from "@/features/privacy/exports/commands";
import { toCsv } from "@/features/privacy/exports/rules";
import { ExportSchema } from "@/features/privacy/exports/schema";
import { canCountNeeds, canExportPeople } from "@/features/privacy/policy";
import { canSeePeople } from "@/features/registration/policy";
import { routes } from "@/i18n/routes";
import { subjectOf } from "../../manage-sections";
import { type ManageProps, readManagedForum } from "../../read-managed-forum";
import { findArrivals } from "../arrivals";
import { tableFor } from "../tables";

export const dynamic = "force-dynamic";

/** The file itself is only given to the form; its address leads to the page with the form. */
export async function GET(_request: Request, props: ManageProps): Promise<Response> {
  const { locale, forumKey } = await readManagedForum(props, "print");
  redirect(routes.prints(locale, forumKey));
}

/** A table of the forum's people as a file, with the columns that its purpose needs. The purpose is recorded. */
export async function POST(request: Request, props: ManageProps): Promise<Response> {
  const { locale, forumKey, forum, actor } = await readManagedForum(props, "print");
  const subject = subjectOf(forum);
  const permits = {
    people: permitOr404(canSeePeople, actor, subject),
    needs: permitOr404(canCountNeeds, actor, subject),
    numbers: permitOr404(canExportPeople, actor, subject),
  };
  const form = await request.formData().catch(() => null);
  const wanted = ExportSchema.safeParse({ purpose: form?.get("purpose") });
  // Browsers send no form without a purpose; whoever removed the question gets it again.
  if (!wanted.success) {
    const location = `${routes.prints(locale, forumKey, { done: "purpose" })}#export`;
    return new Response(null, { status: 303, headers: { Location: location, "Cache-Control": "no-store" } });
  }
  const { purpose } = wanted.data;
  const [arrivals, attendance] = await Promise.all([
    findArrivals(forum, actor),
    findAttendance(permitOr404(canSeeAttendance, actor, subject)),
  ]);
  const rows = await tableFor({ locale, forum, permits, arrivals, attendance: attendance?.rows ?? null }, purpose);
  await notePeopleExport(permits.numbers, purpose);
  return new Response(toCsv(rows), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8; header=present",
      "Content-Disposition": `attachment; filename="omapolku-${forum.slug}-${purpose}.csv"`,
      "Cache-Control": "no-store",
      "X-Robots-Tag": "noindex",
    },
  });
}
