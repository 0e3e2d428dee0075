import type { AnchorHTMLAttributes } from "react";

/** The style of a link within text: underlined, so that colour is not its only sign (WCAG 1.4.1). */
export const TEXT_LINK = "text-link";

/** A plain link, which loads the whole page: to other sites, contact addresses and files, and to pages where `Link` would spare little. */
export function TextLink({ className = "", ...rest }: AnchorHTMLAttributes<HTMLAnchorElement>) {
  return <a {...rest} className={`${TEXT_LINK} ${className}`} />;
}
