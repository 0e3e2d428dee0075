import { findHelperOr404 } from "@/features/registration/helper";
import { routes } from "@/i18n/routes";
import { localeOf } from "../../locale-params";

export interface HelperProps {
  params: Promise<{ locale: string; link: string; slug?: string }>;
}

/** The person who registers others, by the page's key; for an invalid key, the page is not found. */
export async function readHelper({ params }: HelperProps) {
  const locale = await localeOf(params);
  const { link: token, slug } = await params;
  const here = slug === undefined ? routes.helper(locale, token) : routes.registerOthers(locale, token, slug);
  return { locale, token, ...(await findHelperOr404(locale, token, here)) };
}
