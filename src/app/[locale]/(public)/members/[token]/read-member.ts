import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { findMember, findRenewedMember } from "@/features/group-members/queries";
import { routes } from "@/i18n/routes";
import { privateMetadata } from "../../../../page-metadata";
import { localeOf } from "../../../locale-params";

export interface MemberProps {
  params: Promise<{ locale: string; token: string }>;
}

/** Once per request, for the page and its title. */
const findMemberOnce = cache(findMember);

/** Whom a link opens. A renewed link redirects to a page that says so; for any other, the page is not found. */
export async function readMember({ params }: MemberProps) {
  const locale = await localeOf(params);
  const { token } = await params;
  const member = await findMemberOnce(locale, token);
  if (!member) {
    if (await findRenewedMember(locale, token)) redirect(routes.renewedMember(locale, token));
    notFound();
  }
  return { locale, member };
}

/** The metadata of a page of somebody in a group, titled with its heading and the group's name. */
export async function memberMetadata(
  props: MemberProps,
  heading: (t: Awaited<ReturnType<typeof getTranslations<never>>>) => string,
): Promise<Metadata> {
  const { locale, member } = await readMember(props);
  return privateMetadata(heading(await getTranslations({ locale })), member.group.text.title);
}
