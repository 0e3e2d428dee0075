import type { AnchorHTMLAttributes } from "react";

/** The style of a link within text: underlined, so that colour is not its only sign (WCAG 1.4.1). */
export const TEXT_LINK =
  "font-medium text-spruce underline decoration-cloudberry decoration-2 underline-offset-4 hover:decoration-4";

/** A link to another site, a contact address or a file. For pages of the portal, use next/link. */
export function TextLink({ className = "", ...rest }: AnchorHTMLAttributes<HTMLAnchorElement>) {
  return <a {...rest} className={`${TEXT_LINK} ${className}`} />;
}
