import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { findMember, findRenewedMember } from "@/features/group-members/queries";
import { routes } from "@/i18n/routes";
import { privateMetadata } from "../../../../../page-metadata";
import { localeOf } from "../../../../locale-params";
import { SiteFrame } from "../../../../site-frame";
import { FormerLink } from "../../../personal-link";
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
      <FormerLink title={t("renewedTitle")} text={t("renewedText")} ask={t("renewedAsk")} contact={contact} />
    </SiteFrame>
  );
}
