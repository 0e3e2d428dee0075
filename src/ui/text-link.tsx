import type { AnchorHTMLAttributes } from "react";

/** The look of a link within text: underlined, so that colour is not its only sign (WCAG 1.4.1). */
export const TEXT_LINK =
  "font-medium text-spruce underline decoration-cloudberry decoration-2 underline-offset-4 hover:decoration-4";

/** A link to another site, an address or a file. Pages of the portal are linked with next/link. */
export function TextLink({ className = "", ...rest }: AnchorHTMLAttributes<HTMLAnchorElement>) {
  return <a {...rest} className={`${TEXT_LINK} ${className}`} />;
}
