import { Link2Off } from "lucide-react";
import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { findMember, findRenewedMember } from "@/features/group-members/queries";
import { routes } from "@/i18n/routes";
import { Card } from "@/ui/card";
import { ContactLine } from "@/ui/contact-line";
import { privateMetadata } from "../../../../../page-metadata";
import { localeOf } from "../../../../locale-params";
import { SiteFrame } from "../../../../site-frame";
import type { MemberProps } from "../read-member";

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: MemberProps): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "GroupMember" });
  return privateMetadata(t("renewedTitle"));
}

/** Where the former link of somebody in a group leads: it opens nothing, and says so. */
export default async function RenewedMemberPage({ params }: MemberProps) {
  const locale = await localeOf(params);
  const { token } = await params;
  const contact = await findRenewedMember(locale, token);
  if (!contact) {
    if (await findMember(locale, token)) redirect(routes.member(locale, token));
    notFound();
  }
  const t = await getTranslations({ locale, namespace: "GroupMember" });
  return (
    <SiteFrame locale={locale} path={routes.renewedMember(locale, token)} slim>
      <Card className="mx-auto grid max-w-2xl gap-4">
        <h1 className="flex items-center gap-3 text-2xl">
          <Link2Off aria-hidden className="size-8 shrink-0 text-spruce" />
          {t("renewedTitle")}
        </h1>
        <p>{t("renewedText")}</p>
        <p>{t("renewedAsk")}</p>
        <ContactLine {...contact} />
      </Card>
    </SiteFrame>
  );
}
