import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import type { Address } from "@/i18n/routes";
import { Link } from "@/ui/link";

/** A large way to one part of a group, for a thumb: its picture, its name and what waits there. */
export function LedGroupTile({
  href,
  icon: Icon,
  label,
  emphasis = false,
  children,
}: {
  href: Address;
  icon: LucideIcon;
  label: ReactNode;
  /** Something waits there. */
  emphasis?: boolean;
  children?: ReactNode;
}) {
  return (
    <li>
      <Link
        href={href}
        className={`grid h-full min-h-28 content-start gap-1.5 rounded-card border-2 p-3.5 text-ink no-underline shadow-card hover:border-spruce ${emphasis ? "border-cloudberry bg-cloudberry-soft" : "border-line bg-surface"}`}
      >
        <Icon aria-hidden className="size-7 text-spruce" />
        <span className="font-display text-lg leading-snug font-bold wrap-anywhere">{label}</span>
        {children ? <span className="text-sm leading-snug">{children}</span> : null}
      </Link>
    </li>
  );
}
