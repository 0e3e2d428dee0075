import Link from "next/link";
import type { ComponentProps } from "react";
import type { Address } from "@/i18n/routes";
import { type ButtonKind, buttonClass } from "./button";
import { LinkBody } from "./link-body";

/** A link to the next step, styled as a button. Shows that it was pressed until the page arrives. */
export function ButtonLink({
  kind = "primary",
  className = "",
  children,
  ...rest
}: Omit<ComponentProps<typeof Link<Address>>, "href"> & { href: Address; kind?: ButtonKind }) {
  return (
    <Link {...rest} className={buttonClass(kind, className)}>
      <LinkBody>{children}</LinkBody>
    </Link>
  );
}
