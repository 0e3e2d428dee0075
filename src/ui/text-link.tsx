import type { AnchorHTMLAttributes } from "react";

/** The style of a link within text: underlined, so that colour is not its only sign (WCAG 1.4.1). */
export const TEXT_LINK = "text-link";

/** A link to another site, a contact address or a file. For pages of the portal, use `Link`. */
export function TextLink({ className = "", ...rest }: AnchorHTMLAttributes<HTMLAnchorElement>) {
  return <a {...rest} className={`${TEXT_LINK} ${className}`} />;
}
