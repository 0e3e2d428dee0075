import type { ReactNode } from "react";
import { pageAsJsonLd } from "@/features/pages/json-ld";
import type { SitePageView } from "@/features/pages/queries";
import type { Locale } from "@/i18n/locales";
import type { Address } from "@/i18n/routes";
import { env } from "@/platform/env";
import type { Operator } from "@/platform/operator";
import { SiteFrame } from "../site-frame";
import { PrintedAddress, PrintedHead } from "./printed";

interface Props {
  locale: Locale;
  path: Address;
  /** What search engines take it for (schema.org). */
  kind: Parameters<typeof pageAsJsonLd>[0];
  page: SitePageView;
  operator: Operator;
  children: ReactNode;
}

/** The frame of a page around words of the staff: for search engines, on the screen and on paper. */
export function SitePage({ locale, path, kind, page, operator, children }: Props) {
  const about = pageAsJsonLd(kind, { page, path, appUrl: env().APP_URL, operator });
  return (
    <SiteFrame locale={locale} path={path}>
      <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: about }} />
      <PrintedHead locale={locale} />
      <article className="grid gap-8 sm:gap-10 print:block print:space-y-6">{children}</article>
      <PrintedAddress path={path} />
    </SiteFrame>
  );
}
