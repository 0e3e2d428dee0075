import type { Address } from "@/i18n/routes";
import type { Operator } from "@/platform/operator";
import type { SitePageView } from "./queries";

interface About {
  page: SitePageView;
  path: Address;
  appUrl: string;
  operator: Operator;
}

/**
 * A page as a schema.org AboutPage or ContactPage with whoever runs the portal, for a script element: `<` is escaped, so that no
 * text can end the element.
 */
export function pageAsJsonLd(type: "AboutPage" | "ContactPage", { page, path, appUrl, operator }: About): string {
  const { name, email, phone, address } = operator;
  const ways = { ...(email && { email }), ...(phone && { telephone: phone }) };
  return JSON.stringify({
    "@context": "https://schema.org",
    "@type": type,
    name: page.words.title,
    description: page.words.lead,
    inLanguage: page.locale,
    url: `${appUrl}${path}`,
    isPartOf: { "@type": "WebSite", name: "OmaPolku", url: appUrl },
    mainEntity: {
      "@type": "Organization",
      name,
      ...ways,
      ...(address && { address }),
      ...(type === "ContactPage" &&
        Object.keys(ways).length > 0 && {
          contactPoint: { "@type": "ContactPoint", contactType: "customer support", ...ways },
        }),
    },
  }).replaceAll("<", "\\u003c");
}
