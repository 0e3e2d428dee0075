import type { ReactNode } from "react";
import type { Locale } from "@/i18n/locales";
import type { Address } from "@/i18n/routes";
import { Terms } from "@/i18n/terms";
import { SiteFrame } from "../site-frame";

/** A page of plain text under headings. */
export function ProsePage({
  locale,
  path,
  title,
  lead,
  sections,
  children,
}: {
  locale: Locale;
  path: Address;
  title: string;
  lead: string;
  sections: { title: string; text: string }[];
  children?: ReactNode;
}) {
  return (
    <SiteFrame locale={locale} path={path}>
      <article className="mx-auto grid max-w-2xl gap-8">
        <h1 className="text-3xl">{title}</h1>
        <p className="text-lg">{lead}</p>
        {sections.map((section) => (
          <section key={section.title} className="grid gap-2">
            <h2 className="text-xl">{section.title}</h2>
            <p>
              <Terms locale={locale}>{section.text}</Terms>
            </p>
          </section>
        ))}
        {children}
      </article>
    </SiteFrame>
  );
}
