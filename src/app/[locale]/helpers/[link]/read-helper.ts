import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { findAccessLink } from "@/features/accounts/queries";
import { localeOf } from "../../locale-params";

export interface HelperProps {
  params: Promise<{ locale: string; link: string }>;
}

/** The helper's link; any other token is a page that is not there. */
export async function readHelper({ params }: HelperProps) {
  const locale = await localeOf(params);
  const { link: token } = await params;
  const link = await findAccessLink(token, "helper");
  if (!link) notFound();
  return { locale, token, link };
}

export async function helperMetadata({ params }: HelperProps): Promise<Metadata> {
  const t = await getTranslations({ locale: await localeOf(params), namespace: "Helper" });
  return { title: t("title"), robots: { index: false, follow: false }, referrer: "same-origin" };
}
