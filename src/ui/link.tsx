import NextLink from "next/link";
import type { ComponentProps } from "react";
import type { Address } from "@/i18n/routes";

/**
 * A link to a page of the portal, which is loaded when the link is followed and never unasked: the pages behind all links of
 * one page would cost a family more data than the page itself, and opening some of them is recorded.
 */
export function Link(props: Omit<ComponentProps<typeof NextLink<Address>>, "href" | "prefetch"> & { href: Address }) {
  return <NextLink {...props} prefetch={false} />;
}
