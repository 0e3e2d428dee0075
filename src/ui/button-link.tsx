import type { ComponentProps } from "react";
import { type ButtonKind, buttonClass } from "./button";
import { Link } from "./link";
import { LinkBody } from "./link-body";

/** A link to the next step, styled as a button. Shows that it was pressed until the page arrives. */
export function ButtonLink({
  kind = "primary",
  className = "",
  children,
  ...rest
}: ComponentProps<typeof Link> & { kind?: ButtonKind }) {
  return (
    <Link {...rest} className={buttonClass(kind, className)}>
      <LinkBody>{children}</LinkBody>
    </Link>
  );
}
